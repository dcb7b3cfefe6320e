"""Read `rules:` of course.yaml."""

from __future__ import annotations

from typing import Any

import yaml

from autograder.course.comparison_rules import KIT_RULES, NAMES, Rules
from autograder.course.yaml_reader import Report, Table, number, yes_or_no


def read_rules(node: yaml.Node | None, report: Report) -> Rules:
    """The course's rules; those of the kit where it names none."""
    if node is None:
        return KIT_RULES
    table = Table.of(node, "rules", report, "{rtol: 1e-4, any_dtype: true}").only(*NAMES)
    values: dict[str, Any] = {}
    for name, _, value in table:
        if name in ("rtol", "atol"):
            values[name] = float(number(least=0)(value, f"rules.{name}", report))
            if name == "rtol" and values[name] >= 1:
                report.add(
                    value,
                    f"rules.rtol must be below 1, got {values[name]:g}: it is a share of the "
                    "number, and 0 would be right everywhere.",
                    "Write it like: rtol: 0.01",
                )
        elif name in NAMES:
            values[name] = yes_or_no(value, f"rules.{name}", report)
    return Rules(**values)
