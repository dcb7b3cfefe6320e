"""Misconceptions: edits of the reference that produce mutants.

A misconception is data: "replace this by that, once" in the reference's source. It cannot
drift from the reference, and two edits at different places compose into a double fault.
If no edit can express it, a whole wrong function does.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product

from autograder.errors import CourseError

_WITH_DOCSTRING = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
TEXTS = ("title", "why", "hint")


@dataclass(frozen=True)
class Edit:
    """Replace the only occurrence of `replace` with `by`.

    place: "file:line" where its author wrote it, for messages.
    """

    replace: str
    by: str
    place: str = field(default="", compare=False)


@dataclass(frozen=True)
class Misconception:
    """A wrong belief: how it behaves, and what to say about it.

    edits: the mutant as edits of the reference; empty if `function` defines it.
    variants: further edit lists, for other behaviours of the same belief.
    texts: {"ja": {"title", "why", "hint"}, "en": {...}}.
    formulas: if the mutants compute different formulas, one for each, in the order of
        `sources`; `formula` is what they have in common.
    credit: the share of the exercise's points that is left if this is the only mistake,
        from 0 to below 1; 0 if it is not set.
    place: "file:line" where its author wrote it, for messages.
    """

    id: str
    formula: str
    edits: tuple[Edit, ...] = ()
    variants: tuple[tuple[Edit, ...], ...] = ()
    function: str | None = None
    functions: tuple[str, ...] = ()
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    formulas: tuple[str, ...] = ()
    credit: float = 0.0
    place: str = ""

    @property
    def all_edits(self) -> list[tuple[Edit, ...]]:
        """The main edits, if there are any, and those of the variants."""
        return [edits for edits in (self.edits, *self.variants) if edits]

    @property
    def pieces(self) -> list[str]:
        """All code that its author wrote: whole functions, and the replacements of edits."""
        functions = [self.function] if self.function else []
        return [*functions, *self.functions, *(x.by for edits in self.all_edits for x in edits)]

    def sources(self, reference: str) -> list[str]:
        """The source of each of its mutants, the main one first."""
        main = [self.function] if self.function else [apply_edits(self.edits, reference, self.id)]
        rest = [apply_edits(edits, reference, self.id) for edits in self.variants]
        return main + rest + list(self.functions)


def apply_edits(edits: Iterable[Edit], source: str, name: str) -> str:
    """The source after all edits; CourseError if one does not occur exactly once."""
    for edit in edits:
        start = source.find(edit.replace)
        count = source.count(edit.replace)
        if count > 1:  # a docstring is no code
            places = _places_in_code(edit.replace, source)
            start, count = (places or [start])[0], len(places)
        if count != 1:
            raise CourseError(
                f"{edit.place and edit.place + ': '}misconception '{name}': {edit.replace!r} must "
                f"occur exactly once in the reference, found {count} times.\n"
                "  Copy it from the reference as it stands now, with enough around it to be unique."
            )
        source = source[:start] + edit.by + source[start + len(edit.replace) :]
    return source


def _places_in_code(text: str, source: str) -> list[int]:
    """Where a text stands in a source, docstrings aside."""
    lines = [f"{line}\n" for line in source.split("\n")]  # as Python numbers them
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except SyntaxError:  # between two edits that make it whole again
        nodes = []
    inside: list[range] = []
    for node in nodes:
        if isinstance(node, _WITH_DOCSTRING) and ast.get_docstring(node, clean=False) is not None:
            first = node.body[0]
            last = first.end_lineno or first.lineno
            begin = sum(map(len, lines[: first.lineno - 1]))
            inside.append(range(begin, sum(map(len, lines[:last]))))
    found, at = [], source.find(text)
    while at >= 0:
        if not any(at in each for each in inside):
            found.append(at)
        at = source.find(text, at + len(text))
    return found


def compose_edits(first: Misconception, second: Misconception, reference: str) -> list[str]:
    """Sources with both faults, starting with the main edits; [] if none compose.

    Two edits compose if both fit and the order in which they are applied does not
    matter. Variants compose too: a double fault may combine any of their behaviours.
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
