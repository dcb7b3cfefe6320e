"""The message catalogue: what students and instructors read, in every language.

Errors of an author or a command-line user are in English, in the code that finds them.

One file per language (`en.toml`, `ja.toml`): a new language is a new file with the same keys.
`patterns.toml` says which message replaces which English error text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

_PATTERNS = "patterns"
# For a course that declares none: adding a language to the kit changes no existing course.
DEFAULT_LANGUAGES = ("ja", "en")
_FOUND = {
    entry.name.removesuffix(".toml")
    for entry in files(__package__).iterdir()
    if entry.name.endswith(".toml") and entry.name != f"{_PATTERNS}.toml"
}
LANGUAGES: tuple[str, ...] = (*DEFAULT_LANGUAGES, *sorted(_FOUND - {*DEFAULT_LANGUAGES}))

_CJK = "\u3001-\u30ff\u4e00-\u9fff\uff01-\uff60"
_FOLD = re.compile(f"(?<=[{_CJK}])[ \n](?=[{_CJK}])|(?<=[、。）」]) ")
_ENDS = ".!?…。！？"


def translate(key: str, language: str, **values: object) -> str:
    """The text "group.key" in one language, with its {fields} filled in."""
    group, _, name = key.partition(".")
    return str(group_texts(group, language)[name]).format_map(values)


def in_every_language(key: str, **values: object) -> dict[str, str]:
    """The text "group.key" by language."""
    return {language: translate(key, language, **values) for language in LANGUAGES}


def translate_error(group: str, text: str, language: str) -> str | None:
    """The message for the first pattern in a group that fits an English text; else None."""
    for name, pattern in _patterns(group):
        if found := pattern.search(text):
            return group_texts(group, language)[name].format(*found.groups(""))
    return None


def group_texts(group: str, language: str) -> Mapping[str, str]:
    """All texts of a group in one language, unformatted."""
    texts: Mapping[str, str] = _read(language)[group]
    return texts


def localized(texts: Mapping[str, Any], language: str) -> Any:
    """The entry in a language; if not translated, in English or in any other."""
    if language in texts:
        return texts[language]
    return texts.get("en", next(iter(texts.values()), ""))


def join_cjk_lines(text: str) -> str:
    """Remove the spaces that a line break in a data file leaves between Japanese characters."""
    return _FOLD.sub("", text)


def join_sentences(texts: Iterable[str], language: str) -> str:
    """Join texts, ending each but the last as a sentence; empty ones are left out."""
    end = translate("explain.sentence-end", language)
    gap = " " if end.isascii() else ""
    parts = [text.strip() for text in texts if text.strip()]
    ended = [part if part[-1] in _ENDS else part + end for part in parts[:-1]]
    return gap.join([*ended, *parts[-1:]])


def format_points(points: float) -> str:
    """Points as people write them: 12, 7.5, 3.33."""
    return f"{round(points, 2):.2f}".rstrip("0").rstrip(".")


@cache
def _patterns(group: str) -> list[tuple[str, re.Pattern[str]]]:
    return [(name, re.compile(text)) for name, text in _read(_PATTERNS)[group].items()]


@cache
def _read(name: str) -> Any:
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))
