"""What the smallest example itself says of a mistake that no misconception explains.

Digits that are nearly right, and parts that are missing, need another hint than where to begin.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.report.exercise_feedback import Example
from autograder.report.value_diff import ValueView
from autograder.text.catalogue import translate

_NEAR = 1e-3  # relative: far less than a missing factor or term, more than a rounded digit
_TINY = 1e-6


def hint_of_example(example: Example | None, language: str) -> str:
    """The hint that the example's values give; "" if they give none."""
    if example is None:
        return ""
    parts, got = example.expected.parts, example.got.parts
    if len(parts) > 1 and not got and example.remark and all(name.isdigit() for name in parts):
        return translate("explain.return-all", language, count=len(parts))
    if not example.remark and _is_near(example.expected, example.got):
        return translate("explain.nearly-right", language)
    return ""


def _is_near(expected: ValueView, got: ValueView) -> bool:
    pairs = list(_differing(expected, got))
    return bool(pairs) and all(pair is not None and _close(*pair) for pair in pairs)


def _differing(expected: ValueView, got: ValueView) -> Iterator[tuple[float, float] | None]:
    """The numbers that differ; None for what is no number."""
    if expected.parts or got.parts:
        if expected.parts.keys() != got.parts.keys():
            yield None
            return
        for name, part in expected.parts.items():
            yield from _differing(part, got.parts[name])
    elif expected.rows and got.rows and expected.shape == got.shape:
        for wanted, seen in zip(expected.rows, got.rows, strict=True):
            for a, b in zip(wanted, seen, strict=True):
                if a.text != b.text:
                    yield _numbers(a.text, b.text)
    elif expected.text != got.text:
        yield _numbers(expected.text, got.text)


def _numbers(expected: str, got: str) -> tuple[float, float] | None:
    try:
        return float(expected), float(got)
    except ValueError:
        return None


def _close(expected: float, got: float) -> bool:
    return abs(expected - got) <= _NEAR * abs(expected) + _TINY
