"""Write the same checks as a teacher would for other tools.

They make the same calls and comparisons as the kit, as plain Python: asserts in test cells,
test functions and otter tests. Nothing is diagnosed, shown or isolated.
"""

from __future__ import annotations

from collections.abc import Mapping

from autograder.course.answer_key import AnswerKey, KeyCase
from autograder.grading.value_source import to_source

PRELUDE = """\
import numpy as np

nan, inf = float("nan"), float("inf")


def agree(expected, got, slack=0.0):
    if isinstance(expected, dict):
        return all(agree(value, got[key], slack) for key, value in expected.items())
    if isinstance(expected, (list, tuple)):
        return len(expected) == len(got) and all(
            agree(e, g, slack) for e, g in zip(expected, got)
        )
    if isinstance(expected, np.ndarray):
        return np.shape(got) == expected.shape and np.allclose(
            got, expected, rtol=1e-6, atol=1e-9 + slack, equal_nan=True
        )
    return bool(np.isclose(got, expected, rtol=1e-6, atol=1e-9 + slack, equal_nan=True))
"""


def bodies(keys: Mapping[str, AnswerKey]) -> dict[str, str]:
    """For each exercise, the statements that check it; they need PRELUDE."""
    return {name: "\n".join(_lines(key)) for name, key in keys.items()}


def _lines(key: AnswerKey) -> list[str]:
    if key.kind == "variable":
        return _claim(key.cases[0], key.exercise)
    lines: list[str] = []
    drivers: dict[str, str] = {}
    for item in key.cases:
        call = f"{key.exercise}({_args(item)})"
        if item.input.driver is not None:
            name = drivers.setdefault(item.input.driver, f"driver{len(drivers)}")
            call = f"{name}({key.exercise}, {_args(item)})"
        lines += _claim(item, call)
    given = [
        source.replace("def " + source.split("def ")[1].split("(")[0], f"def {name}", 1)
        for source, name in drivers.items()
    ]
    return [*given, *lines]


def _args(item: KeyCase) -> str:
    return ", ".join(to_source(arg) for arg in item.input.args)


def _claim(item: KeyCase, call: str) -> list[str]:
    if item.raises:
        return [
            "try:",
            f"    {call}",
            f"except {item.raises}:",
            "    pass",
            "else:",
            "    raise AssertionError",
        ]
    if item.bounds is not None:
        low, high = item.bounds
        return [f"assert {low!r} <= float({call}) <= {high!r}"]
    return [f"assert agree({to_source(item.expected.value)}, {call}, {item.slack!r})"]
