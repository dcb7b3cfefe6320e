"""What does the self-check say, in Japanese and in English?

The words about a verdict are those of the feedback (`report/texts.json`); here are those
about the work as a whole: what to do next, where, and how.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from autograder.report.i18n import localized


def message(key: str, language: str, **values: object) -> str:
    """A text of words.json, named "group.key", with its {fields} filled in."""
    group, _, name = key.partition(".")
    return str(localized(_all()[group][name], language)).format_map(values)


@cache
def _all() -> Any:
    return json.loads((files(__package__) / "words.json").read_text(encoding="utf-8"))
