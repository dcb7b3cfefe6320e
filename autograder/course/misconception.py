"""Misconceptions: edits of the reference that produce mutants.

A misconception is data: "replace this once by that" in the reference's source.
It cannot drift from the reference, and two edits at different places compose into
a double fault. Where no edit can express it, a whole wrong function does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from autograder.errors import CourseError
from autograder.text.catalogue import LANGUAGES

TEXTS = ("title", "why", "hint")


@dataclass(frozen=True)
class Edit:
    """Replace the one occurrence of `replace` by `by`."""

    replace: str
    by: str


@dataclass(frozen=True)
class Misconception:
    """A wrong belief: how it behaves, and what to say about it.

    edits: the wrong model as edits of the reference; empty if `function` says it.
    variants: further edit lists, other behaviours of the same belief.
    texts: {"ja": {"title", "why", "hint"}, "en": {...}}.
    """

    id: str
    formula: str
    edits: tuple[Edit, ...] = ()
    variants: tuple[tuple[Edit, ...], ...] = ()
    function: str | None = None
    functions: tuple[str, ...] = ()
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def all_edits(self) -> list[tuple[Edit, ...]]:
        """The main edits, if there are any, and those of the variants."""
        return [edits for edits in (self.edits, *self.variants) if edits]

    def sources(self, reference: str) -> list[str]:
        """Source of each of its wrong models, the main one first."""
        main = [self.function] if self.function else [apply_edits(self.edits, reference, self.id)]
        rest = [apply_edits(edits, reference, self.id) for edits in self.variants]
        return main + rest + list(self.functions)


def apply_edits(edits: Iterable[Edit], source: str, name: str) -> str:
    """The source after all edits; CourseError if one does not occur exactly once."""
    for edit in edits:
        count = source.count(edit.replace)
        if count != 1:
            raise CourseError(
                f"misconception '{name}': {edit.replace!r} must occur exactly once in the "
                f"reference, found {count} times.\n  Fix the edit in misconceptions.yaml."
            )
        source = source.replace(edit.replace, edit.by)
    return source


def compose_edits(first: Misconception, second: Misconception, reference: str) -> list[str]:
    """Sources with both faults, that of the main edits first; [] where none compose.

    Two edits compose if both fit and the order in which they are applied does not
    matter. Variants compose too: a double fault may be of any of their behaviours.
    """
    sources = []
    for one, other in product(first.all_edits, second.all_edits):
        try:
            forth = apply_edits(other, apply_edits(one, reference, first.id), second.id)
            back = apply_edits(one, apply_edits(other, reference, second.id), first.id)
        except CourseError:
            continue
        if forth == back:
            sources.append(forth)
    return sources


def load_misconceptions(path: Path) -> dict[str, Misconception]:
    """Read a folder's misconceptions.yaml; a missing file means none."""
    if not path.exists():
        return {}
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except yaml.YAMLError as error:
        raise CourseError(f"{path}: not valid YAML: {error}") from error
    if not isinstance(data, dict):
        raise CourseError(f"{path}: wanted a mapping from identifier to misconception.")
    return {name: _read(path, name, entry) for name, entry in data.items()}


def _read(path: Path, name: str, entry: Any) -> Misconception:
    where = f"{path}: misconception '{name}'"
    if not isinstance(entry, dict):
        raise CourseError(f"{where}: wanted a mapping with 'edit' or 'function', and texts.")
    unknown = set(entry) - {
        "edit", "variants", "function", "functions", "formula", *LANGUAGES,
    }  # fmt: skip
    if unknown:
        raise CourseError(f"{where}: unknown key '{sorted(unknown)[0]}'.")
    if ("edit" in entry) == ("function" in entry):
        raise CourseError(f"{where}: wanted exactly one of 'edit' and 'function'.")
    texts = {lang: entry[lang] for lang in LANGUAGES if isinstance(entry.get(lang), dict)}
    return Misconception(
        id=name,
        formula=str(entry.get("formula", "")),
        edits=_edits(where, entry["edit"]) if "edit" in entry else (),
        variants=tuple(_edits(where, item) for item in entry.get("variants", ())),
        function=entry.get("function"),
        functions=tuple(entry.get("functions", ())),
        texts=texts,
    )


def _edits(where: str, data: Any) -> tuple[Edit, ...]:
    items = data if isinstance(data, list) else [data]
    for item in items:
        if not isinstance(item, dict) or set(item) != {"replace", "by"}:
            raise CourseError(f"{where}: an edit is {{replace: text, by: text}}, got {item!r}.")
    return tuple(Edit(str(item["replace"]), str(item["by"])) for item in items)
