"""The vocabulary of an `exercise.py`: `Case` (one call) and `Check` (one claim worth points).

Both are data, so that the same code judges a hidden key and the public key of the self-check.
Both validate their arguments: a mistake raises CourseError where it is written.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import FunctionType
from typing import Any, Literal, get_args

from autograder.errors import CourseError, suggestion

Aspect = Literal["value", "shape", "dtype", "arguments", "silent", "printed"]
View = Literal["all", "last-axis-sums", "lengths"]
_FILE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")
_TOO_GENERAL = (Exception, NotImplementedError, NameError, SyntaxError, RecursionError)
# What a case does not look at if it has the field before it.
_SILENCED = {
    "raises": ("bounds", "units", "slack", "extreme", "plot"),
    "bounds": ("units", "slack"),
}
PLOT_KINDS = ("heatmap", "curve", "choice")


@dataclass(frozen=True)
class Plot:
    """How feedback draws a failing case: the right result next to the student's.

    kind: the kind of plot.
        "heatmap": a matrix, or a vector as one row.
        "curve": a list of numbers, or a dict of such lists: one line for each.
        "choice": one number, which picks one of `lines`.
    title, x, y: what the plot and its axes show, {"ja": ..., "en": ...}.
    part: index or key of the part of the result that is drawn; None: all of it.
    mark: for a "curve" of a dict, the key of the entry with the x of the point to mark.
    start: the x of a line's first point.
    lines: for a "choice", the lines to pick from, as pairs (number, its line).

    A verdict keeps at most 200 numbers for its plots; a plot that needs more is left out.
    """

    kind: Literal["heatmap", "curve", "choice"]
    title: Mapping[str, str]
    x: Mapping[str, str] = field(default_factory=dict)
    y: Mapping[str, str] = field(default_factory=dict)
    part: int | str | None = None
    mark: str | None = None
    start: int = 0
    lines: tuple[tuple[float, tuple[float, ...]], ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in PLOT_KINDS:
            raise _unknown("Plot", "kind", self.kind, PLOT_KINDS)
        where = f"plot '{self.kind}'"
        for name in ("title", "x", "y"):
            texts = getattr(self, name)
            if not isinstance(texts, Mapping) or not all(map(_is_text, texts.values())):
                raise CourseError(
                    f"{where}: {name} must be text in each language, got {texts!r:.80}.\n"
                    f'  Write it like: {name}={{"en": "…"}}'
                )
        if (self.kind == "choice") != bool(self.lines):
            raise CourseError(
                f"{where}: lines are what a 'choice' picks from, got {self.lines!r:.80}.\n"
                '  Write them like: Plot("choice", {"en": "…"}, lines=((0.1, (1.0, 0.5)),))'
            )
        if self.mark is not None and not (self.kind == "curve" and _is_text(self.mark)):
            raise CourseError(
                f"{where}: mark is a key of what a 'curve' shows, got {self.mark!r:.80}.\n"
                "  Leave mark out."
            )
        if type(self.start) is not int:
            raise CourseError(
                f"{where}: start must be the whole number with which x begins, got "
                f"{self.start!r:.80}."
            )


@dataclass(frozen=True)
class Case:
    """One call of the exercise's function, in a named group.

    group: a name by which checks choose the case (`Check.on`); also says what it is for.
    args: positional arguments, any plain data (arrays, lists, numbers, text).
    driver: a self-contained function `driver(f, *args)` that calls the student's
        `f`; it runs in the sandbox, so it must not contain expected results.
    raises: the exception that the contract asks for instead of a value.
    slack: absolute tolerance on top of the course's relative 1e-6 / absolute 1e-9,
        for a contract that leaves a choice (such as a guard inside a logarithm).
    bounds: (low, high): any finite number between them is right; for diagnosis
        only the side matters (below, inside, above, not finite).
    extreme: an input for which arithmetic may overflow. For diagnosis inf, nan,
        OverflowError and a floating-point warning all count as one behaviour.
    probe: whether diagnosis looks at it. False if mutants reveal nothing there
        (lists in place of arrays).
    plot: how the feedback draws it, if a submission is wrong here.
    message: with `raises`: a text that the exception's message must contain.
    files: text or bytes by file name; the call finds them in its current folder, next to the
        files of the exercise's folder `files/`, and may write there.
    hidden: whether to leave it out of the released self-check.
    units: for a quantity such as "3.5 m/s" or (3.5, "m/s"), the size of each unit:
        {"m/s": 1, "km/h": 1 / 3.6}.
    """

    group: str
    args: tuple[Any, ...] = ()
    driver: Callable[..., Any] | None = None
    raises: type[Exception] | None = None
    slack: float = 0.0
    bounds: tuple[float, float] | None = None
    extreme: bool = False
    probe: bool = True
    plot: Plot | None = None
    message: str = ""
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    units: Mapping[str, float] | None = None
    hidden: bool = False

    def __post_init__(self) -> None:
        if not _is_text(self.group):
            raise CourseError(
                f"a case's group must be text, got {self.group!r}.\n"
                '  Write it first: Case("small", (x,))'
            )
        where = f"case of group '{self.group}'"
        if type(self.args) is not tuple:
            raise CourseError(
                f"{where}: args must be a tuple, one item for each argument, got "
                f"{type(self.args).__name__}.\n"
                f'  One argument needs a comma, too: Case("{self.group}", (x,))'
            )
        if self.driver is not None:
            _check_driver(where, self.driver)
        if self.raises is not None:
            _check_raises(where, self.raises)
        if not (_is_number(self.slack) and 0 <= self.slack < math.inf):
            raise CourseError(
                f"{where}: slack must be a finite number of at least 0, got {self.slack!r}.\n"
                "  It is an absolute tolerance: slack=1e-7"
            )
        for name in ("extreme", "probe", "hidden"):
            if type(getattr(self, name)) is not bool:
                raise CourseError(
                    f"{where}: {name} must be True or False, got {getattr(self, name)!r}."
                )
        if self.plot is not None and not isinstance(self.plot, Plot):
            raise CourseError(
                f"{where}: plot must be a Plot, got {self.plot!r:.80}.\n"
                '  Write it like: plot=Plot("curve", {"en": "…"})'
            )
        if self.bounds is not None:
            _check_bounds(where, self.bounds)
        _check_together(where, self)
        _check_message(where, self.message, self.raises)
        _check_files(where, self.files)
        if self.units is not None:
            _check_units(where, self.units)


@dataclass(frozen=True)
class Check:
    """One claim about the function; it holds on all of its cases or not at all.

    name: stable identifier, shown in results.
    weight: its share of the exercise's points, relative to the other checks.
    says: the claim as a student reads it, {"ja": ..., "en": ...}.
    on: the groups of cases it looks at; () means all.
    aspect: "value" (right value, type and shape), "shape" (only type and shape),
        "dtype" (every array is float64; if an exercise has such a check, its other checks
        accept any type of number), "arguments" (right value, and no argument changed),
        "silent" (right value, and no NumPy warning), "printed" (the printed text, ignoring
        spaces at the ends of lines). "arguments" and "silent" also require the right value, so
        that a constant function earns nothing for being quiet.
    part: index or key of the part of the result it looks at; None: all of it.
    view: "last-axis-sums" compares sums over the last axis instead of the values, "lengths"
        the lengths of a dict's lists.
    hint: the number of the hint to show if this is the first check that fails and no
        misconception explains it; None: the first, unless most of the rest is right.
    """

    name: str
    weight: float
    says: Mapping[str, str]
    on: tuple[str, ...] = ()
    aspect: Aspect = "value"
    part: int | str | None = None
    view: View = "all"
    hint: int | None = None

    def looks_at(self, group: str) -> bool:
        """Whether it looks at the cases of a group."""
        return not self.on or group in self.on

    def __post_init__(self) -> None:
        if not _is_text(self.name):
            raise CourseError(
                f"a check's name must be text, got {self.name!r}.\n"
                '  Write it first: Check("values", 4, {...})'
            )
        where = f"check '{self.name}'"
        if self.name != " ".join(self.name.split()):
            raise CourseError(
                f"check {self.name!r}: a name has no spaces at its ends and is one line.\n"
                f"  Write it so: {' '.join(self.name.split())!r}"
            )
        if not (_is_number(self.weight) and 0 < self.weight < math.inf):
            raise CourseError(
                f"{where}: weight must be a number over 0, got {self.weight!r}.\n"
                "  It is the check's part of the points; remove a check that is worth nothing."
            )
        if not isinstance(self.says, Mapping) or not all(map(_is_text, self.says.values())):
            raise CourseError(
                f"{where}: says must be the claim as a text in each language, got {self.says!r}.\n"
                '  Write it like: {"en": "It returns 2 x."}'
            )
        if type(self.on) is not tuple or not all(map(_is_text, self.on)):
            hint = f'on=("{self.on}",)' if isinstance(self.on, str) else 'on=("small", "ordinary")'
            raise CourseError(
                f"{where}: on must be a tuple of groups of cases, got {self.on!r}.\n"
                f"  Write it with parentheses and a comma: {hint}"
            )
        if self.aspect not in get_args(Aspect):
            raise _unknown(where, "aspect", self.aspect, get_args(Aspect))
        if self.view not in get_args(View):
            raise _unknown(where, "view", self.view, get_args(View))
        if self.hint is not None and (type(self.hint) is not int or self.hint < 1):
            raise CourseError(
                f"{where}: hint must be the number of a hint, from 1, got {self.hint!r}.\n"
                "  Leave it out if the exercise's first hint fits."
            )
        if self.part is not None and type(self.part) not in (int, str):
            raise CourseError(
                f"{where}: part must be an index or a key of the result, got {self.part!r}.\n"
                "  Leave it out to look at the whole result."
            )
        parts = self.aspect in ("value", "shape", "dtype")
        if not parts and (self.part is not None or self.view != "all"):
            raise CourseError(
                f"{where}: aspect '{self.aspect}' looks at the whole result, got part or view.\n"
                "  Leave part and view out."
            )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _unknown(where: str, what: str, got: Any, known: tuple[str, ...]) -> CourseError:
    hint = suggestion(str(got), known)
    return CourseError(f"{where}: {what} must be one of {', '.join(known)}; got {got!r}.{hint}")


def _check_driver(where: str, driver: Any) -> None:
    if not isinstance(driver, FunctionType) or driver.__name__ == "<lambda>":
        got = "a lambda" if isinstance(driver, FunctionType) else f"a {type(driver).__name__}"
        raise CourseError(
            f"{where}: driver must be a function of exercise.py, made with def, got {got}.\n"
            "  Its source runs in the sandbox: def in_a_loop(f, x): ..., driver=in_a_loop"
        )


def _check_raises(where: str, raises: Any) -> None:
    if not (isinstance(raises, type) and issubclass(raises, Exception)):
        raise CourseError(
            f"{where}: raises must be a class of exceptions, got {raises!r}.\n"
            "  Write the class itself: raises=ValueError"
        )
    if raises in _TOO_GENERAL:
        raise CourseError(
            f"{where}: raises={raises.__name__} is what a wrong answer or the stub raises "
            "as well, so it would be right.\n"
            "  Name the exception that is asked for: raises=ValueError"
        )


def _check_together(where: str, case: Case) -> None:
    """Refuse what another field of the case would silence."""
    for first, others in _SILENCED.items():
        if getattr(case, first) is None:
            continue
        for other in others:
            if getattr(case, other) not in (None, 0.0, False):
                raise CourseError(
                    f"{where}: {other} has no effect beside {first}.\n  Leave {other} out, or make "
                    "two cases of it."
                )


def _check_message(where: str, message: Any, raises: Any) -> None:
    if isinstance(message, str) and (not message or (message.strip() and raises is not None)):
        return
    raise CourseError(
        f"{where}: message must be text, of a case with raises, got {message!r}.\n"
        '  Write it like: raises=ValueError, message="at least one number"'
    )


def _check_files(where: str, files: Any) -> None:
    if isinstance(files, Mapping) and all(
        is_file_name(name) and isinstance(content, (str, bytes)) for name, content in files.items()
    ):
        return
    raise CourseError(
        f"{where}: files must be text or bytes by the name of a file, got {files!r:.200}.\n"
        '  Write it like: files={"numbers.txt": "1\\n2\\n"}'
    )


def is_file_name(name: Any) -> bool:
    """Whether it is a valid name for a file directly in a folder."""
    return isinstance(name, str) and bool(_FILE_NAME.fullmatch(name))


def _check_units(where: str, units: Any) -> None:
    if (
        isinstance(units, Mapping)
        and units
        and all(isinstance(name, str) and _is_number(size) for name, size in units.items())
        and all(0 < size < math.inf for size in units.values())
    ):
        return
    raise CourseError(
        f"{where}: units must say what one of each unit is, a number over 0, got {units!r}.\n"
        '  Write it like: units={"m/s": 1, "km/h": 1 / 3.6}'
    )


def _check_bounds(where: str, bounds: Any) -> None:
    right = type(bounds) is tuple and len(bounds) == 2 and all(map(_is_number, bounds))
    if not (right and bounds[0] <= bounds[1]):
        raise CourseError(
            f"{where}: bounds must be (low, high), two numbers in this order, got {bounds!r}.\n"
            "  Any finite number between them is right: bounds=(14.0, 1000.0)"
        )
