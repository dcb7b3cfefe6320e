"""Ask an exercise again in other processes, which have another hash seed and environment.

Cases, references and wrong models may depend on what no argument says: the order of a set of
texts, environment variables, the folder a command was started in, the clock, random numbers
without a seed. Such an exercise is another one for every grader. Only files that mention
something of this kind are asked again, as a process takes half a second.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from autograder.course.answer_key import AnswerKey, build_answer_key
from autograder.course.config import load_course
from autograder.course.exercise import Exercise, load_exercises
from autograder.course.exercise_parts import read_text
from autograder.course.key_checks import same_outcome
from autograder.course.source_position import line_of
from autograder.errors import CourseError
from autograder.models import CallResult, PlainValue
from autograder.sandbox.plain_data import identical
from autograder.sandbox.protocol import outcome_tree
from autograder.sandbox.serialization import WireError, pack, unpack

HASH_SEEDS = (1, 2, 3)  # a set of two texts has the same order in half of the processes
SECONDS = 120.0
_NAMES = {
    *("set", "frozenset", "hash", "id", "os", "sys", "time", "datetime", "date", "random"),
    *("platform", "socket", "locale", "getpass", "secrets", "uuid", "tempfile", "Path", "open"),
    *("environ", "getenv", "vars", "globals", "pathlib", "glob"),
}
_KEPT = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "VIRTUAL_ENV", "PYTHONHOME")
_REPAIR = (
    "  Let it depend on rng and its arguments alone: sort what comes from a set, and use no "
    "environment,\n  current folder, clock, or random numbers without a seed."
)


def differs_elsewhere(
    root: Path, assignment: str, exercise: Exercise, key: AnswerKey, seed: int
) -> str:
    """What another process is asked or answers otherwise, in a sentence; "" if nothing.

    key: of this process, for the same seed.
    """
    if not _may_differ(exercise):
        return ""
    for hash_seed in HASH_SEEDS:
        with tempfile.TemporaryDirectory() as folder:
            found = _ask(Path(folder), root, assignment, exercise.name, seed, hash_seed)
        if isinstance(found, str):
            return found
        if said := next(_differences(exercise, key, found), ""):
            return f"{said} in another process.\n{_REPAIR}"
    return ""


def _may_differ(exercise: Exercise) -> bool:
    sources = [read_text(exercise.folder / "exercise.py"), exercise.lesson_code]
    for wrong in exercise.misconceptions.values():
        sources += [wrong.function or "", *wrong.functions]
        sources += [edit.by for edits in wrong.all_edits for edit in edits]
    return any(map(_mentions, sources))


def _mentions(source: str) -> bool:
    """Whether a source names anything that may differ from process to process."""
    try:
        tree = ast.parse(source.strip())
    except SyntaxError:  # an edit is a piece of a line
        words = "".join(sign if sign.isalnum() or sign == "_" else " " for sign in source)
        return "{" in source or not _NAMES.isdisjoint(words.split())
    for node in ast.walk(tree):
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
    folder: Path, root: Path, assignment: str, name: str, seed: int, hash_seed: int
) -> list[PlainValue] | str:
    """What another process has, as `_tree` gives it; a sentence if it cannot be asked."""
    target = folder / "answers"
    environment = {each: os.environ[each] for each in _KEPT if each in os.environ}
    environment |= {"PYTHONHASHSEED": str(hash_seed), "HOME": str(folder), "TZ": "Asia/Kathmandu"}
    if path := os.pathsep.join(each for each in sys.path if each):
        environment["PYTHONPATH"] = path
    command = [sys.executable, "-m", __name__, str(root.resolve()), assignment, name, str(seed)]
    try:
        run = subprocess.run(
            [*command, str(target)], cwd=folder, env=environment, timeout=SECONDS,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return f"it takes over {SECONDS:g} s in another process.\n{_REPAIR}"
    if run.returncode or not target.exists():
        said = run.stderr.decode("utf-8", "replace").strip().splitlines()
        return f"it cannot be read in another process: {' '.join(said[-3:])}\n{_REPAIR}"
    try:
        return unpack(target.read_bytes()).values
    except WireError:
        return []  # too large to be sent, and then not compared


def _tree(key: AnswerKey) -> list[PlainValue]:
    return [
        [list(item.input.args) for item in key.cases],
        [outcome_tree(item.expected) for item in key.cases],
        {
            name: [[outcome_tree(each) for each in model] for model in models]
            for name, models in key.mutants.items()
        },
    ]


def _differences(exercise: Exercise, key: AnswerKey, found: list[PlainValue]) -> Iterator[str]:
    if not found:
        return
    try:
        own = unpack(pack("k", *_tree(key))).values
    except WireError:
        return
    path = exercise.folder / "exercise.py"
    where = line_of(path, "def cases")
    if len(own[0]) != len(found[0]):
        yield f"{where}: there are {len(own[0])} cases here, and {len(found[0])}"
    for number, (one, other) in enumerate(zip(own[0], found[0], strict=False)):
        if not identical(one, other):
            group = key.cases[number].group
            yield f"{where}: case {number} ('{group}') has other arguments"
    for number, (one, other) in enumerate(zip(own[1], found[1], strict=False)):
        if not same_outcome(CallResult(*one), CallResult(*other)):
            yield f"{line_of(path, exercise.name)}: the reference answers case {number} otherwise"
    for name, models in own[2].items():
        for one, other in zip(models, found[2].get(name, models), strict=False):
            for number, (a, b) in enumerate(zip(one, other, strict=False)):
                if not same_outcome(CallResult(*a), CallResult(*b)):
                    place = exercise.misconceptions[name].place
                    yield f"{place}: misconception '{name}' answers case {number} otherwise"


def _main(root: str, assignment: str, name: str, seed: str, target: str) -> None:
    each = load_course(Path(root)).assignment(assignment)
    library = load_exercises(each, [name])
    key = build_answer_key(library, name, each.points[name], int(seed), cached=False)
    Path(target).write_bytes(pack("k", *_tree(key)))


if __name__ == "__main__":
    try:
        _main(*sys.argv[1:])
    except CourseError as error:
        sys.exit(str(error))
