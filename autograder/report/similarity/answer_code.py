"""Select each student's own code for each exercise.

Splits a submission's units by exercise and leaves out what was released.
"""

from __future__ import annotations

import ast
import contextlib
import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.course.digests import entry_name
from autograder.course.disk_cache import default_cache
from autograder.course.exercise import Exercise, ExerciseLibrary
from autograder.errors import CourseError
from autograder.models import Source
from autograder.report.similarity.normalize import Stream, imported, normalize_statements
from autograder.report.similarity.similar_answers import Answer
from autograder.submission.handout import Handout
from autograder.submission.statements import parse_python

MOST_CODE = 100_000  # characters
HELPERS = ""  # code outside any exercise


@dataclass(frozen=True)
class StudentCode:
    """One student's code by exercise, HELPERS for the rest.

    answers: its statements. fingerprints: of the code as written, without trailing
        whitespace.
    """

    answers: Mapping[str, Answer]
    fingerprints: Mapping[str, str]


@dataclass(frozen=True)
class BoilerplateCode:
    """The code that everybody started with, by exercise."""

    exercises: tuple[str, ...]
    stubs: Mapping[str, frozenset[Stream]]

    @classmethod
    def of(cls, library: ExerciseLibrary, handout: Handout) -> BoilerplateCode:
        names = tuple(library)
        return cls(names, {
            name: frozenset(
                stream for stub in handout.stubs.get(name, ()) for stream in _read(stub, names)
            )
            for name in (*names, HELPERS)
        })  # fmt: skip


def comparable(source: Source) -> bool:
    """Whether a source is short enough to be an answer; a longer one would take minutes."""
    return sum(len(unit.source) for unit in source.units) <= MOST_CODE


def student_code(source: Source, handed_out: BoilerplateCode) -> StudentCode:
    """The part of a source that is the student's own."""
    parsed = [(unit, parse_python(unit.source.lstrip("\n"))) for unit in source.units]
    modules = imported(node for _, nodes in parsed for node in nodes or ())
    bound = {name for unit in source.units for name in unit.defines}
    found: dict[str, set[Stream]] = {}
    texts: dict[str, list[str]] = {}
    for unit, nodes in parsed:
        if not nodes or unit.origin == "notebook":
            continue
        name = next((each for each in unit.defines if each in handed_out.exercises), HELPERS)
        mine = frozenset(normalize_statements(nodes, handed_out.exercises, modules, bound))
        mine -= handed_out.stubs.get(name, frozenset())
        if mine:
            found.setdefault(name, set()).update(mine)
            texts.setdefault(name, []).append(_plain(unit.source))
    return StudentCode(
        {name: frozenset(each) for name, each in found.items()},
        {name: _fingerprint("\n".join(each)) for name, each in texts.items()},
    )


def known_answers(exercise: Exercise, handed_out: BoilerplateCode, cached: bool) -> list[Answer]:
    """The answers that the course itself knows, right and wrong.

    cached: whether the cache on disk may be used; not where students' code could reach it.
    """
    stub = handed_out.stubs.get(exercise.name, frozenset())
    cache = default_cache() if cached and exercise.files_digest else None
    rest = (exercise.name, handed_out.exercises, sorted(stub))
    entry = entry_name("known-answers", exercise.files_digest, *rest) if cache else ""
    with contextlib.suppress(ValueError, TypeError):
        if cache and (data := cache.get(entry)) is not None:
            return [answer_from_json(each) for each in json.loads(data)]
    sources = [exercise.reference, *exercise.right_answers.values()]
    for misconception in exercise.misconceptions.values():
        try:
            sources += misconception.sources(exercise.reference)
        except CourseError:
            continue  # `prove` reports it to the author
    answers = [frozenset(_read(source, handed_out.exercises)) - stub for source in sources]
    if cache:
        cache.put(entry, json.dumps([answer_to_json(each) for each in answers]).encode())
    return answers


def _read(source: str, kept: Collection[str]) -> Iterable[Stream]:
    nodes: Sequence[ast.stmt] = parse_python(source) or ()
    return normalize_statements(nodes, kept, imported(nodes))


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _plain(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def answer_to_json(answer: Answer) -> list[tuple[str, ...]]:
    """An answer's statements, in a fixed order."""
    return sorted(answer)


def answer_from_json(data: Any) -> Answer:
    """The answer; ValueError or TypeError if the data is anything else."""
    answer = frozenset(tuple(stream) for stream in data)
    if not all(type(token) is str for stream in answer for token in stream):
        raise ValueError("a token is no text")
    return answer
