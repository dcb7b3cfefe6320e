"""Records that the packages exchange: submissions, results, verdicts, grades.

All records are frozen: everything here can be printed, compared and written as JSON, and
nothing here runs code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

# Plain data: None, bool, int, float, str, NumPy arrays of numbers, lists, tuples and
# str-keyed dicts of these, and `TypedValue` for types that have an adapter
# (autograder.sandbox.values). Anything else that a student returns arrives as `Opaque`, which has
# only the name of its type.
PlainValue = Any

STOPPED_AT = "stopped-at: "  # a Grade's note on code that did not end, followed by its place
TIME_USED_UP = "time-used-up"  # a Grade's note: the submission's code left no time to go on

ExerciseKind = Literal["function", "variable", "written"]
ExerciseStatus = Literal[
    "passed",
    "failed",
    "error",  # it raised
    "timeout",
    "crashed",
    "missing",
    "not_attempted",
    "grader_error",
]


@dataclass(frozen=True)
class Opaque:
    """A returned object that is not plain data, reduced to the name of its type."""

    type_name: str


class TypedValue(Opaque):
    """A value of a type that has an adapter: its content as plain data.

    Code that knows no adapters sees an `Opaque`, so that a value it cannot judge is not right.
    """

    def __init__(self, adapter: str, data: PlainValue) -> None:
        super().__init__(adapter)
        object.__setattr__(self, "data", data)

    data: PlainValue

    @property
    def adapter(self) -> str:
        return self.type_name

    def __eq__(self, other: object) -> bool:  # not by the name alone; see plain_data.identical
        return self is other

    def __hash__(self) -> int:
        return id(self)

    def __repr__(self) -> str:
        return f"TypedValue({self.adapter!r}, {self.data!r})"


@dataclass(frozen=True)
class CaseInput:
    """One call for a submission to make; it contains no expected results.

    args: plain data, copied again for each call.
    driver: source of one self-contained function `driver(f, *args)` that calls
        the student's `f` (more than once, for instance); None calls `f(*args)`.
        A driver may use only `np`.
    files: text or bytes by file name, written into a scratch folder before the call.
    """

    args: tuple[PlainValue, ...] = ()
    driver: str | None = None
    files: Mapping[str, PlainValue] = field(default_factory=dict)


@dataclass(frozen=True)
class CallResult:
    """What one call did, as plain data.

    value: what it returned (meaningless if it raised).
    exception_mro: names of the exception's classes, most specific first; () if it returned.
    message: the exception's text, shortened.
    line: line of the student's source where it raised, if known.
    cell: the cell that contains the line ("cell 3"); "" in a .py file.
    warnings: "Category: text" of each NumPy floating-point warning.
    mutated_args: positions of the arguments that the call changed.
    stdout: the start of what it printed.
    wrapped: the contents of a value that is not data: what a function returns when called, or
        the attributes of an object; None if nothing is known.
    """

    value: PlainValue = None
    exception_mro: tuple[str, ...] = ()
    message: str = ""
    line: int | None = None
    cell: str = ""
    warnings: tuple[str, ...] = ()
    mutated_args: tuple[int, ...] = ()
    stdout: str = ""
    wrapped: PlainValue = None


Outcomes = tuple[CallResult, ...]  # of one function, one per case


@dataclass(frozen=True)
class CodeUnit:
    """A piece of student code that runs on its own: a statement of a cell or a file.

    origin: its place, for messages ("cell 4", "line 12").
    defines: names that its text would bind at top level, even if it does not compile
        (best effort; used to explain why a function is missing).
    """

    source: str
    origin: str
    defines: tuple[str, ...] = ()


@dataclass(frozen=True)
class CodeUnitError:
    """Why one unit failed: it raised, did not end ("timeout"), or killed its process."""

    unit: int
    kind: Literal["raised", "timeout", "crashed"]
    error: str = ""
    message: str = ""
    line: int | None = None


@dataclass(frozen=True)
class ExerciseResult:
    """What a sandbox recorded for one exercise: one CallResult per case if it "answered".

    size: of the outcomes in bytes, as received from a sandbox.
    """

    status: Literal["answered", "missing", "timeout", "crashed"]
    outcomes: tuple[CallResult, ...] = ()
    detail: str = ""
    size: int = 0


@dataclass(frozen=True)
class Transcript:
    """Everything that a sandbox returned for one source.

    asked: names of the stand-ins that were called.
    """

    answers: Mapping[str, ExerciseResult]
    unit_errors: tuple[CodeUnitError, ...] = ()
    printed: str = ""
    asked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """One file of a submission, split into units and written answers.

    answers: written answers by exercise name, as text.
    changed: whether it differs from the released stub.
    problem: why it could not be read (then units is empty), by language.
    misplaced: the places, in English, of answers where no code is run, by exercise.
    """

    path: str
    units: tuple[CodeUnit, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    changed: bool = True
    problem: Mapping[str, str] | None = None
    misplaced: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SubmissionInfo:
    """What the platform and the roster say about a submission, besides its files.

    name: for display. lms_id: the platform's own number. late: None if unknown.
    submitted_at: ISO 8601, without a zone if the platform gives local time; or "".
    upload: the platform's own name of the file, the first one if there are several.
    exchange_secret: the key under which nbgrader's exchange returns feedback to the student.
    extension: the student's own due time in the roster. due: the one that applies to the student.
    """

    name: str = ""
    lms_id: str = ""
    email: str = ""
    section: str = ""
    platform: str = ""
    attempt: int = 1
    attempts: int = 1
    late: bool | None = None
    submitted_at: str = ""
    upload: str = ""
    extension: str = ""
    due: str = ""
    exchange_secret: str = ""


@dataclass(frozen=True)
class Submission:
    """What one student submitted: at most one notebook and one .py file.

    ignored_files: other files that may have been meant as the submission, but were not read.
    """

    student: str
    assignment: str
    sources: tuple[Source, ...]
    ignored_files: tuple[str, ...] = ()


@dataclass(frozen=True)
class CheckResult:
    name: str
    passed: bool
    points: float
    max_points: float


@dataclass(frozen=True)
class Counterexample:
    """The simplest input on which the submission is wrong, ready to paste into Python."""

    call: str
    expected: str
    got: str
    check: str


@dataclass(frozen=True)
class Verdict:
    """The judgement of one exercise."""

    status: ExerciseStatus
    points: float
    max_points: float
    checks: tuple[CheckResult, ...] = ()
    diagnosis: tuple[str, ...] = ()
    variant: int = 0  # which mutant of a single diagnosis it behaves like
    form: str = ""  # how the form of the result is wrong, see grading.form
    credit: float = 0.0  # share of the points left by the diagnosis, if it is more than the
    # checks gave; already included in `points`
    carried: bool = False
    carried_from: tuple[str, ...] = ()
    counterexample: Counterexample | None = None
    message: str = ""  # a message about the error or limit, in English
    evidence: Mapping[str, PlainValue] = field(default_factory=dict)  # small plot data
    stdout: str = ""


@dataclass(frozen=True)
class ManualMark:
    """A manual mark for one exercise in nbgrader's gradebook.

    points: replace the automatic ones; None for just a comment. extra: points on top.
    max_points: the maximum for the exercise.
    """

    points: float | None = None
    extra: float = 0.0
    comment: str = ""
    max_points: float = 0.0


@dataclass(frozen=True)
class Grade:
    """The judgement of one submission; one line of results.jsonl.

    marks, penalty: only in final grades (see grading.store.final_grades): manual marks by
        exercise, and the late penalty; `points` already includes both.
    """

    student: str
    assignment: str
    status: Literal["graded", "grader_error"]
    points: float | None
    max_points: float
    needs_manual: tuple[str, ...]
    exercises: Mapping[str, Verdict]
    written: Mapping[str, str] = field(default_factory=dict)
    file: str = ""  # the graded file
    notes: tuple[str, ...] = ()  # e.g. "two-files-edited"
    ignored_files: tuple[str, ...] = ()  # other files, which were not graded
    message: str = ""  # describes a grader error
    marks: Mapping[str, ManualMark] = field(default_factory=dict)
    penalty: float = 0.0
