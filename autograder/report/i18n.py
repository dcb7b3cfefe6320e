"""What does the feedback say, in Japanese and in English?

The words stand in texts.json, every one beside its translation; how errors are
reworded is in messages.json (see wording.py).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from autograder.report.html import Html

_JAPANESE = "\u3001-\u30ff\u4e00-\u9fff\uff01-\uff60"
_FOLD = re.compile(f"(?<=[{_JAPANESE}])[ \n](?=[{_JAPANESE}])|(?<=[、。）」]) ")


def translate(key: str, language: str, **values: object) -> str:
    """A text of texts.json, named "group.key", with its {fields} filled in."""
    group, _, name = key.partition(".")
    return str(localized(data("texts.json")[group][name], language)).format_map(values)


def localized(texts: Mapping[str, Any], language: str) -> Any:
    """The entry in a language; in English, or in any, where it was not translated."""
    if language in texts:
        return texts[language]
    return texts.get("en", next(iter(texts.values()), ""))


def join_cjk_lines(text: str) -> str:
    """Without the spaces that a line break in a data file leaves between Japanese signs."""
    return _FOLD.sub("", text)


def format_points(points: float) -> str:
    """Points as people write them: 12, 7.5, 3.33."""
    return f"{round(points, 2):.2f}".rstrip("0").rstrip(".")


@cache
def data(name: str) -> Any:
    """A data file of this package, read once."""
    return json.loads((files(__package__) / name).read_text(encoding="utf-8"))


@cache
def style(name: str) -> Html:
    """A style sheet of this package. It is ours, so it may stand as it is."""
    return Html((files(__package__) / name).read_text(encoding="utf-8"))
