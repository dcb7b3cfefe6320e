"""Evaluate exercises again in processes with a different hash seed and environment.

Cases, references and mutants may depend on hidden inputs: the order of a set of texts,
environment variables, the folder a command was started in, the clock, random numbers without
a seed. Such an exercise differs from grader to grader. Only files that mention something of
this kind are evaluated again, as a process takes half a second.
"""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from autograder.course.answer_key import AnswerKey
from autograder.course.assignment import Assignment
from autograder.course.config import load_course
from autograder.course.exercise import Exercise, ExerciseLibrary
from autograder.course.exercise_folder import read_text
from autograder.course.exercise_library import load_exercises
from autograder.course.exercise_source import parse_file
from autograder.course.key_builder import build_answer_key
from autograder.course.repeatability import same_outcome
from autograder.errors import CourseError
from autograder.models import CallResult
from autograder.sandbox.plain_data import identical
from autograder.sandbox.protocol import outcome_tree
from autograder.sandbox.serialization import WireError, pack, unpack

_Pieces = dict[tuple[str, str, int, int], bytes]
HASH_SEEDS = (1, 2, 3)  # half of all processes have the same order for a set of two texts
SECONDS = 120.0
_NAMES = {
    *("set", "frozenset", "hash", "id", "os", "sys", "time", "datetime", "date", "random"),
    *("platform", "socket", "locale", "getpass", "secrets", "uuid", "tempfile", "Path", "open"),
    *("environ", "getenv", "vars", "globals", "pathlib", "glob"),
}
_WORD = re.compile(r"\w+")
_KEPT = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "VIRTUAL_ENV", "PYTHONHOME")
_REPAIR = (
    "  Let it depend on rng and its arguments alone: sort what comes from a set, and use no "
    "environment,\n  current folder, clock, or random numbers without a seed."
)


def differ_elsewhere(
    root: Path, assignment: str, library: ExerciseLibrary, keys: Mapping[str, AnswerKey], seed: int
) -> dict[str, str]:
    """How inputs or outcomes differ in another process: a sentence for each exercise that does so.

    keys: this process's, for the same seed.
    """
    names = [name for name in keys if _may_differ(library[name])]
    if not names:
        return {}

    def ask(hash_seed: int) -> dict[str, _Pieces | str]:
        return _ask(root, assignment, names, seed, hash_seed)

    with ThreadPoolExecutor(len(HASH_SEEDS)) as pool:
        answers = list(pool.map(ask, HASH_SEEDS))
    said = {name: _said(library[name], keys[name], [each[name] for each in answers])
            for name in names}  # fmt: skip
    return {name: sentence for name, sentence in said.items() if sentence}


def _said(exercise: Exercise, key: AnswerKey, answers: Sequence[_Pieces | str]) -> str:
    for found in answers:
        if isinstance(found, str):
            return found
        if said := next(_differences(exercise, key, found), ""):
            return f"{said} in another process.\n{_REPAIR}"
    return ""


def _may_differ(exercise: Exercise) -> bool:
    pieces = [piece for wrong in exercise.misconceptions.values() for piece in wrong.pieces]
    return _names_any(parse_file(exercise.path, read_text(exercise.path))) or any(
        map(_mentions, [exercise.lesson_code, *pieces])
    )


def _mentions(source: str) -> bool:
    """Whether code names anything that may differ from process to process."""
    words = _WORD.findall(unicodedata.normalize("NFKC", source))  # as Python reads names
    if "{" not in source and _NAMES.isdisjoint(words):
        return False  # the usual case, without parsing
    try:
        tree = ast.parse(source.strip())
    except SyntaxError:  # an edit may be part of a line
        return "{" in source or not _NAMES.isdisjoint(words)
    return _names_any(tree)


def _names_any(tree: ast.Module) -> bool:
    seeded: set[ast.AST] = set()
    harmless: set[ast.AST] = set()
    for node in ast.walk(tree):  # a node comes before its children
        if isinstance(node, ast.Call) and node.args:
            seeded.add(node.func)
        if isinstance(node, ast.Attribute) and (
            node.attr == "Generator" or (node.attr == "default_rng" and node in seeded)
        ):
            harmless.add(node.value)
        if node in harmless:
            continue
        if isinstance(node, (ast.Set, ast.SetComp)):
            return True
        if isinstance(node, ast.Name) and node.id in _NAMES:
            return True
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ("np.random", "numpy.random"):
            return True
        if isinstance(node, ast.alias) and node.name.partition(".")[0] in _NAMES - {"datetime"}:
            return True
    return False


def _ask(
    root: Path, assignment: str, names: Sequence[str], seed: int, hash_seed: int
) -> dict[str, _Pieces | str]:
    """By exercise the pieces in another process; a sentence if it cannot be run.

    One process for all of them, unless it fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        answers = _run(Path(folder), root, assignment, names, seed, hash_seed)
    if not isinstance(answers, str):
        return answers
    if len(names) == 1:
        return {names[0]: answers}
    return {name: _ask(root, assignment, [name], seed, hash_seed)[name] for name in names}


def _run(
    folder: Path, root: Path, assignment: str, names: Sequence[str], seed: int, hash_seed: int
) -> dict[str, _Pieces | str] | str:
    target = folder / "answers"
    environment = {each: os.environ[each] for each in _KEPT if each in os.environ}
    environment |= {"PYTHONHASHSEED": str(hash_seed), "HOME": str(folder), "TZ": "Asia/Kathmandu"}
    if path := os.pathsep.join(each for each in sys.path if each):
        environment["PYTHONPATH"] = path
    command = [sys.executable, "-m", __name__, str(root.resolve()), assignment, str(seed)]
    try:
        run = subprocess.run(
            [*command, str(target), *names], cwd=folder, env=environment, timeout=SECONDS,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return f"it takes over {SECONDS:g} s in another process.\n{_REPAIR}"
    if run.returncode or not target.exists():
        return _unreadable(run.stderr.decode("utf-8", "replace"))
    return _read(target.read_bytes())


def _unreadable(error: str) -> str:
    last = " ".join(error.strip().splitlines()[-3:])
    return f"it cannot be read in another process: {last}\n{_REPAIR}"


def _pieces(key: AnswerKey) -> _Pieces:
    """An exercise's inputs and outcomes, piece by piece: ("mutant", name, index, case)."""
    found: _Pieces = {}
    for number, case in enumerate(key.cases):
        found["case", "", 0, number] = pack("k", list(case.input.args))
        found["reference", "", 0, number] = pack("k", outcome_tree(case.expected))
    for name, variants in key.mutants.items():
        for index, mutant in enumerate(variants):
            for number, each in enumerate(mutant):
                found["mutant", name, index, number] = pack("k", outcome_tree(each))
    return found


def _write(answers: Mapping[str, _Pieces | str]) -> bytes:
    def plain(answer: _Pieces | str) -> object:
        if isinstance(answer, str):
            return answer
        return [(place, frame.hex()) for place, frame in answer.items()]

    return json.dumps({name: plain(answer) for name, answer in answers.items()}).encode()


def _read(data: bytes) -> dict[str, _Pieces | str]:
    return {
        name: answer
        if isinstance(answer, str)
        else {tuple(place): bytes.fromhex(frame) for place, frame in answer}
        for name, answer in json.loads(data).items()
    }


def _differences(exercise: Exercise, key: AnswerKey, found: _Pieces) -> Iterator[str]:
    own = _pieces(key)
    where = exercise.line_of("def cases")
    here, there = (sum(place[0] == "case" for place in each) for each in (own, found))
    if here != there:
        yield f"{where}: there are {here} cases here, and {there}"
    for place in own:
        if place not in found or _same(place[0], own[place], found[place]):
            continue
        kind, name, _, number = place
        if kind == "case":
            yield f"{where}: case {number} ('{key.cases[number].group}') has other arguments"
        elif kind == "reference":
            reference = exercise.line_of(exercise.name)
            yield f"{reference}: the reference answers case {number} otherwise"
        else:
            wrong = exercise.misconceptions[name].place
            yield f"{wrong}: misconception '{name}' answers case {number} otherwise"


def _same(kind: str, one: bytes, other: bytes) -> bool:
    """Whether two packed values are equal; values too large to read are compared as bytes."""
    if one == other:
        return True
    try:
        [own], [found] = unpack(one).values, unpack(other).values
    except WireError:
        return False
    if kind == "case":
        return identical(own, found)
    return same_outcome(CallResult(*own), CallResult(*found))


def _answer(assignment: Assignment, name: str, seed: int) -> _Pieces | str:
    try:
        library = load_exercises(assignment, [name])
        points = assignment.points[name]
        return _pieces(build_answer_key(library, name, points, seed, cached=False))
    except CourseError as error:
        return _unreadable(str(error))


def _main(root: str, assignment: str, seed: str, target: str, *names: str) -> None:
    each = load_course(Path(root)).assignment(assignment)
    Path(target).write_bytes(_write({name: _answer(each, name, int(seed)) for name in names}))


if __name__ == "__main__":
    try:
        _main(*sys.argv[1:])
    except CourseError as error:
        sys.exit(str(error))
