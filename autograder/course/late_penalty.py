"""The late penalty: the key `late` of an assignment in course.yaml."""

from __future__ import annotations

import math
from dataclasses import dataclass

import yaml

from autograder.course.yaml_reader import Report, Table, number

_EXAMPLE = "late: {grace_minutes: 15, percent_per_day: 10, max_percent: 50}, or: late: none"
_DAY = 86_400
_LEAST_PERCENT = 1.0  # below it, a share was meant
_MAX_GRACE_MINUTES = 1_440


@dataclass(frozen=True)
class LateRule:
    """A share of the points for each day or part of a day late; none within the grace period.

    max_percent: the most that lateness can cost.
    """

    percent_per_day: float = 0.0
    grace_minutes: float = 0.0
    max_percent: float = 100.0

    def penalty(self, points: float, seconds_late: float) -> float:
        """Points deducted from a submission that is this many seconds late."""
        counted = seconds_late - 60 * self.grace_minutes
        if counted <= 0:
            return 0.0
        percent = min(self.percent_per_day * math.ceil(seconds_late / _DAY), self.max_percent)
        return round(max(points, 0.0) * percent / 100, 6)


def read_late_rule(node: yaml.Node, what: str, report: Report) -> LateRule | None:
    """The rule of an assignment; None if lateness is shown but costs nothing."""
    if isinstance(node, yaml.ScalarNode) and node.value == "none":
        return None
    table = Table.of(node, what, report, _EXAMPLE).allow_only(
        "percent_per_day", "grace_minutes", "max_percent"
    )
    found = {
        name: number(least=0)(value, f"{what}.{name}", report)
        for name, _, value in table
        if name in LateRule.__dataclass_fields__
    }
    table.need("percent_per_day", "percent_per_day: 10")
    for name in ("percent_per_day", "max_percent"):
        value = table.get(name)
        if value is not None and found[name] > 100:
            report.add(value, f"{what}.{name} must be at most 100, got {found[name]:g}.")
        elif value is not None and found[name] == 0 and not report.mistakes:
            report.add(
                value, f"{what}.{name} is 0, so lateness costs nothing.", "Say so: late: none"
            )
        elif value is not None and 0 < found[name] < _LEAST_PERCENT:
            report.add(
                value,
                f"{what}.{name} is {found[name]:g} per cent, too little to be meant.",
                f"A share of {found[name]:g} is {100 * found[name]:g} per cent.",
            )
    grace, most = table.get("grace_minutes"), table.get("max_percent")
    if grace is not None and found["grace_minutes"] > _MAX_GRACE_MINUTES:
        report.add(
            grace,
            f"{what}.grace_minutes must be at most {_MAX_GRACE_MINUTES:,} (one day), got "
            f"{found['grace_minutes']:,g}.",
            "Move the due time instead.",
        )
    if most is not None and 0 < found["max_percent"] < found.get("percent_per_day", 0):
        report.add(
            most,
            f"{what}.max_percent is {found['max_percent']:g}, less than the first day costs "
            f"({found['percent_per_day']:g}).",
            "Raise max_percent or lower percent_per_day.",
        )
    return LateRule(**found)
