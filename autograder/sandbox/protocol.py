"""Messages between the trusted side and the child.

To the child: one request, then answers to its questions ("v" a value, "e" an exception).
From the child:

    r  ready; the next thing to run is student code
    u  index [, error, message, line]   one unit has run
    l  printed                          all units are loaded
    a  name, status, outcomes, detail   one exercise is done
    d  an exercise changed the state that the others start from: they need a fresh child
    q  name, args                       a stand-in was called
    g  message                          the sandbox itself failed before any student code

Everything from the child is untrusted: the readers here check each field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from autograder.models import CallResult, CaseInput, Opaque, PlainValue
from autograder.sandbox.limits import Limits
from autograder.sandbox.serialization import Frame, WireError, pack

DEFAULT_PACKAGES = ("numpy",)  # that student code may import if the course lists none
MAX_MESSAGE = 2_000
MAX_PRINTED = 2_000  # as much as `calls` keeps
MAX_NOTE = 300  # characters of one class name or warning
MAX_PLACE = 40
MAX_NOTES = 32  # entries of `exception_mro`, `warnings`, `mutated_args`
MAX_ASK_BYTES = 64 << 10  # bounds the input of the trusted reference functions


@dataclass(frozen=True)
class ExerciseSpec:
    """What the child knows about one exercise."""

    kind: str
    cases: tuple[CaseInput, ...]
    limits: Limits


@dataclass(frozen=True)
class Setup:
    """What the child prepares before any student code runs.

    modules: those whose types have adapters and occur in inputs or expected results.
    adapters: the course's values.py.
    given: sources by name that run in a submission's namespace before it does.
    packages: those that student code may import besides the standard library.
    importable: all names that can be imported: packages, modules, and their dependencies.
    """

    modules: tuple[str, ...] = ()
    given: tuple[tuple[str, str], ...] = ()
    adapters: str = ""
    packages: tuple[str, ...] = DEFAULT_PACKAGES
    importable: tuple[str, ...] = ()


@dataclass(frozen=True)
class Request:
    """One pass over one source.

    units: (source, origin) of each.
    skip: units that killed or hung an earlier pass.
    step_by_step: report each step at once, so that a death can be attributed.
    """

    units: tuple[tuple[str, str], ...]
    names: tuple[str, ...] = ()
    stand_ins: tuple[str, ...] = ()
    skip: tuple[int, ...] = ()
    step_by_step: bool = False


# --- trusted → child -----------------------------------------------------------


def pack_exercises(exercises: Mapping[str, ExerciseSpec], loading: Limits, setup: Setup) -> bytes:
    """The frame with everything that is the same for a whole class."""
    tree = {
        name: (
            exercise.kind,
            [(case.args, case.driver, dict(case.files)) for case in exercise.cases],
            tuple(vars(exercise.limits).values()),
        )
        for name, exercise in exercises.items()
    }
    return pack("x", tree, tuple(vars(loading).values()), tuple(vars(setup).values()))


def read_exercises(frame: Frame) -> tuple[dict[str, ExerciseSpec], Limits, Setup]:
    tree, loading, setup = frame.values
    exercises = {
        name: ExerciseSpec(
            kind,
            tuple(CaseInput(tuple(args), driver, files) for args, driver, files in cases),
            Limits(*limits),
        )
        for name, (kind, cases, limits) in tree.items()
    }
    return exercises, Limits(*loading), Setup(*setup)


def pack_request(request: Request) -> bytes:
    return pack("w", *vars(request).values())


def read_request(frame: Frame) -> Request:
    return Request(*frame.values)


# --- child → trusted -----------------------------------------------------------


_NOTHING_BESIDE = [(), "", None, "", (), (), ""]


def outcome_tree(outcome: CallResult) -> PlainValue:
    """An outcome in its shortest form: most have only a value."""
    beside = [
        outcome.exception_mro,
        outcome.message,
        outcome.line,
        outcome.cell,
        outcome.warnings,
        outcome.mutated_args,
        outcome.stdout,
    ]
    if outcome.wrapped is not None:
        return [outcome.value, *beside, outcome.wrapped]
    return [outcome.value] if beside == _NOTHING_BESIDE else [outcome.value, *beside]


def read_outcome(tree: PlainValue) -> CallResult:
    """The outcome in a tree. Raises WireError unless every field is valid."""
    if type(tree) is not list or len(tree) not in (1, 8, 9):
        raise WireError("an outcome of no known form")
    if len(tree) == 1:
        return CallResult(tree[0])
    value, raised, message, line, place, warnings, mutated, printed, *wrapped = tree
    return CallResult(
        value=value,
        exception_mro=_texts(raised),
        message=read_text(message, MAX_MESSAGE),
        line=None if line is None else read_index(line),
        cell=read_text(place, MAX_PLACE),
        warnings=_texts(warnings),
        mutated_args=tuple(read_index(item) for item in _items(mutated)),
        stdout=read_text(printed, MAX_PRINTED),
        wrapped=wrapped[0] if wrapped else None,
    )


def read_index(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 1 << 31:
        raise WireError("a number that is no index")
    return value


def read_text(value: Any, limit: int = MAX_MESSAGE) -> str:
    if type(value) is not str:
        raise WireError("a text that is none")
    return value[:limit]


def read_status(value: Any) -> Literal["answered", "missing"]:
    if type(value) is not str or value not in ("answered", "missing"):
        raise WireError("a status that is none")
    return "answered" if value == "answered" else "missing"


def too_large(outcome: CallResult) -> CallResult:
    """The outcome without its value, for a value too large for the wire."""
    return CallResult(value=Opaque("more data than can be judged"), stdout=outcome.stdout)


def _items(value: Any) -> tuple[Any, ...]:
    if type(value) is not tuple:
        raise WireError("a list that is none")
    return value[:MAX_NOTES]


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(read_text(item, MAX_NOTE) for item in _items(value))
