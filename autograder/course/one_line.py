"""Read a text of a YAML file that is shown on one line: a title, a formula."""

from __future__ import annotations

import yaml

from autograder.course.plain_signs import hidden_sign, is_blank
from autograder.course.yaml_reader import Report, sentence


def one_line(node: yaml.Node, what: str, report: Report) -> str:
    """The text; reports one of several lines, still to be written, or with an unseen sign."""
    found = sentence(node, what, report)
    if found and is_blank(found):
        report.add(node, f"{what} is still to be written, got {found!r}.")
    elif sign := hidden_sign(found):
        report.add(
            node,
            f"{what} holds the control character {sign!r}.",
            "In double quotes a backslash begins one: double it, or use single quotes.",
        )
    elif len(found.splitlines()) > 1:
        report.add(node, f"{what} must be one line, got {found!r}.")
    return found
