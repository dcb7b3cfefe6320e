"""Cache the expensive part of answer keys: cases with answers, outcomes of mutants.

An entry's name is a digest of everything it depends on: the files of the assignment, exercise,
seed, engine, NumPy, Python and machine. An exercise that imports more than NumPy and the
standard library may depend on something else and is not cached. Entries are frames of plain data,
as between grader and sandbox; nothing is unpickled, and only what can be read back bit for bit
is cached.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from autograder.author import Plot
from autograder.course.answer_key import AnswerKey, KeyCase, LazyMutants
from autograder.course.comparison_rules import Rules, rules_to_json
from autograder.course.digests import entry_name
from autograder.course.disk_cache import default_cache
from autograder.course.passed_checks import has_passed, import_only_known, note_passed
from autograder.models import CallResult, CaseInput, Outcomes, PlainValue
from autograder.sandbox.plain_data import identical
from autograder.sandbox.protocol import outcome_tree
from autograder.sandbox.serialization import HEADER, WireError, pack, parse_header, unpack

if TYPE_CHECKING:
    from autograder.course.exercise import ExerciseLibrary

_FIELDS = tuple(field.name for field in fields(KeyCase))


def load(
    library: ExerciseLibrary, name: str, seed: int
) -> tuple[tuple[KeyCase, ...], Mapping[str, tuple[Outcomes, ...]]] | None:
    """The cases and mutants of a key, if they are cached."""
    cache, entry = default_cache(), _entry_name(library, name, seed)
    data = cache.get(entry) if cache and entry else None
    if data is None:
        return None
    try:
        frames = _frames(data)
        cases = tuple(map(_case, unpack(next(frames)).values))
        mutants = {str(key): next(frames) for key in unpack(next(frames)).values}
    except (WireError, StopIteration, TypeError, ValueError):
        return None
    return cases, LazyMutants(mutants, _models)


def store(
    library: ExerciseLibrary,
    name: str,
    seed: int,
    cases: tuple[KeyCase, ...],
    mutants: Mapping[str, tuple[Outcomes, ...]],
) -> None:
    """Cache the cases and mutants of a key, if that loses nothing."""
    cache, entry = default_cache(), _entry_name(library, name, seed)
    if cache is None or not entry:
        return
    trees = _trees(cases, mutants)
    frames = [pack("k", *tree) for tree in trees]
    try:
        same = all(identical(unpack(f).values, tree) for f, tree in zip(frames, trees, strict=True))
    except WireError:
        return
    if same:
        cache.put(entry, b"".join(frames))


def content_digest(key: AnswerKey) -> str:
    """A digest that is equal for keys with the same cases, expected outcomes and mutants.

    For a value that cannot be packed only the type counts: no case can pass or return it.
    """
    total = hashlib.sha256()
    for tree in _trees(key.cases, key.mutants):
        total.update(pack("k", *tree))
    return total.hexdigest()


def with_dependencies(library: ExerciseLibrary, name: str) -> list[str]:
    """An exercise and everything it depends on, directly or indirectly."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting.extend(library[each].depends)
    return sorted(found)


def _entry_name(library: ExerciseLibrary, name: str, seed: int) -> str:
    """A name made from everything a key depends on; "" if some of it is unknown."""
    exercise = library[name]
    if not exercise.files_digest:
        return ""
    names = with_dependencies(library, name)
    known = entry_name("imports", exercise.files_digest, names)
    if not has_passed(known):
        if not import_only_known(library[each] for each in names):
            return ""
        note_passed(known)
    return entry_name("key", exercise.files_digest, name, seed, rules_to_json(exercise.rules))


def _trees(
    cases: Sequence[KeyCase], mutants: Mapping[str, tuple[Outcomes, ...]]
) -> list[list[PlainValue]]:
    return [
        [_case_tree(case) for case in cases],
        list(mutants),
        *([[outcome_tree(each) for each in model] for model in models]
          for models in mutants.values()),
    ]  # fmt: skip


def _case_tree(case: KeyCase) -> PlainValue:
    """The values of a case's fields, in order."""
    asked = case.input
    values = vars(case) | {
        "input": (asked.args, asked.driver, dict(asked.files)),
        "expected": outcome_tree(case.expected),
        "plot": None if case.plot is None else asdict(case.plot),
        "units": None if case.units is None else dict(case.units),
        "rules": rules_to_json(case.rules),
    }
    return tuple(values[name] for name in _FIELDS)


def _case(tree: Any) -> KeyCase:
    values = dict(zip(_FIELDS, tree, strict=True))
    values["input"] = CaseInput(*values["input"])
    values["expected"] = CallResult(*values["expected"])
    values["plot"] = values["plot"] and Plot(**values["plot"])
    values["rules"] = Rules(**values["rules"])
    return KeyCase(**values)


def _models(frame: Any) -> tuple[Outcomes, ...]:
    return tuple(tuple(CallResult(*each) for each in model) for model in unpack(frame).values)


def _frames(data: bytes) -> Iterator[bytes]:
    start = 0
    while start < len(data):
        _, skeleton, rest = parse_header(data[start : start + HEADER.size])
        end = start + HEADER.size + skeleton + rest
        yield data[start:end]
        start = end
