"""Rules of comparison: tolerance, dtype, and which types may replace which.

`rules:` in course.yaml sets the course's rules, `RULES` in an exercise.py those of the exercise.
Any that differ from the kit's own are added to the docstring that a student reads.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from autograder.errors import CourseError, suggestion
from autograder.text.catalogue import translate


@dataclass(frozen=True)
class Rules:
    """What counts as equal.

    rtol, atol: a number may differ by rtol times the expected size or by atol, the larger.
    any_dtype: an array of float32 or of integers may replace one of float64.
    int_for_float: an `int` may replace a `float`.
    list_for_array: a list may replace an array.
    extra_keys: a dict may have more keys than expected.
    """

    rtol: float = 1e-6
    atol: float = 1e-9
    any_dtype: bool = False
    int_for_float: bool = True
    list_for_array: bool = False
    extra_keys: bool = True


KIT_RULES = Rules()
_TOLERANCES = ("rtol", "atol")
# The message for each rule that differs from the kit's.
_SAID = {
    "any_dtype": "rules.any-dtype",
    "int_for_float": "rules.no-int-for-float",
    "list_for_array": "rules.list-for-array",
    "extra_keys": "rules.no-extra-keys",
}
RULE_NAMES = tuple(rule.name for rule in fields(Rules))


def changed(rules: Rules, values: Mapping[str, Any], where: str) -> Rules:
    """The rules with some of them replaced. Raises CourseError for anything that is not a rule."""
    for name, value in values.items():
        if name not in RULE_NAMES:
            raise CourseError(
                f"{where}: unknown rule {name!r}; there are: {', '.join(RULE_NAMES)}."
                + suggestion(str(name), RULE_NAMES)
            )
        if name in _TOLERANCES:
            number = isinstance(value, (int, float)) and not isinstance(value, bool)
            if not (number and 0 <= value < math.inf):
                raise CourseError(
                    f"{where}: {name} must be a finite number of at least 0, got {value!r}.\n"
                    "  Write it like: rtol: 0.01"
                )
            if name == "rtol" and value >= 1:
                raise CourseError(
                    f"{where}: rtol must be below 1, got {value!r}: it is a share of the number, "
                    "and 0 would always count as right.\n  Write it like: rtol: 0.01"
                )
        elif not isinstance(value, bool):
            raise CourseError(f"{where}: {name} must be true or false, got {value!r}.")
    return replace(rules, **values)


def rules_text(rules: Rules, language: str) -> str:
    """The differences from the kit's rules as lines of a docstring; "" if there are none."""
    lines = []
    if (rules.rtol, rules.atol) != (KIT_RULES.rtol, KIT_RULES.atol):
        lines.append(
            translate("rules.tolerance", language, rtol=f"{rules.rtol:g}", atol=f"{rules.atol:g}")
        )
    for name, key in _SAID.items():
        if getattr(rules, name) != getattr(KIT_RULES, name):
            lines.append(translate(key, language))
    if not lines:
        return ""
    return "\n".join([translate("rules.head", language), *(f"- {line}" for line in lines)])


def rules_to_json(rules: Rules) -> dict[str, Any]:
    """The rules that differ from the kit's."""
    return {k: v for k, v in asdict(rules).items() if v != getattr(KIT_RULES, k)}
