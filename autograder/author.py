"""What an `exercise.py` is written with: `Case` and `Check`.

The vocabulary of an `exercise.py`: `Case` (one call to be made) and `Check`
(one claim worth points). Both are data, so that a hidden key and the public key of
the self-check are judged by the same code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Aspect = Literal["value", "shape", "arguments", "silent"]
View = Literal["all", "last-axis-sums"]


@dataclass(frozen=True)
class Plot:
    """How a failing case is drawn in the feedback: what is right beside what is theirs.

    kind: what the result is drawn as.
        "heatmap": a matrix, or a vector as one row.
        "curve": a list of numbers, or a dict of such lists: one line for each.
        "choice": one number, which picks one of `lines`.
    title, x, y: what is to be seen, and what the axes are, {"ja": ..., "en": ...}.
    part: index or key of the part of the result that is drawn; None: all of it.
    mark: for a "curve" of a dict: its entry with the x of the point to mark.
    start: the x of a line's first point.
    lines: for a "choice" what is picked from, as pairs (number, its line).

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


@dataclass(frozen=True)
class Case:
    """One call of the exercise's function, in a named group.

    group: which checks look at it (`Check.on`); also says what the case is for.
    args: positional arguments, anything plain (arrays, lists, numbers, text).
    driver: a self-contained function `driver(f, *args)` that calls the student's
        `f`; it runs in the sandbox, so it must hold nothing that is expected.
    raises: the exception the contract asks for, instead of a value.
    slack: absolute tolerance on top of the course's relative 1e-6 / absolute 1e-9,
        where the contract leaves a choice (a guard inside a logarithm, say).
    bounds: (low, high): any finite number between them is right; for diagnosis
        only the side matters (below, inside, above, not finite).
    extreme: an input where arithmetic may overflow. For diagnosis inf, nan,
        OverflowError and a floating-point warning all count as one behaviour.
    probe: whether diagnosis looks at it. False where a wrong model says nothing
        about it (lists in place of arrays).
    plot: how the feedback draws it, if a submission is wrong here.
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


@dataclass(frozen=True)
class Check:
    """One claim about the function; it holds on all of its cases or not at all.

    name: stable identifier, shown in results.
    weight: its part of the exercise's points.
    says: the claim as a student reads it, {"ja": ..., "en": ...}.
    on: the groups of cases it looks at; () means all.
    aspect: "value" (right value, type and shape), "shape" (type and shape alone),
        "arguments" (right value, and no argument changed), "silent" (right value,
        and no NumPy warning). The last two ask for the right value too, so that a
        constant function earns nothing for being quiet.
    part: index or key of the part of the result it looks at; None: all of it.
    view: "last-axis-sums" compares sums over the last axis instead of the values.
    """

    name: str
    weight: float
    says: Mapping[str, str]
    on: tuple[str, ...] = ()
    aspect: Aspect = "value"
    part: int | str | None = None
    view: View = "all"
