"""The released text of an assignment, to tell a student's own work from it.

All of it is public: the stubs and placeholders in every language. `release` makes
it; the self-check reads it back from its data.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from autograder.submission.statements import Statement, split_statements

Fingerprint = str  # identifies a statement, see `fingerprint`
Outline = tuple[tuple[str, str, int], ...]

_NOT_YET = ast.parse("raise NotImplementedError").body[0]

NBGRADER_PLACEHOLDER = "YOUR ANSWER HERE"  # where nbgrader cleared the cell


@dataclass(frozen=True)
class Handout:
    """What the files of one assignment contain before anybody works in them.

    base: name of its files without their endings.
    stubs: for each exercise (functions and variables), its stub in each language.
    placeholders: for each written exercise, the text where the answer goes.
    code: other code in the files, such as their imports.
    """

    assignment: str
    base: str
    stubs: Mapping[str, tuple[str, ...]]
    placeholders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    code: tuple[str, ...] = ()

    @cached_property
    def stub_fingerprints(self) -> Mapping[str, frozenset[Fingerprint]]:
        """Fingerprints of each exercise's stubs, without the code that is given with them."""
        return {
            name: _fingerprints(each for each in _split_all(stubs) if _defines(each, name))
            for name, stubs in self.stubs.items()
        }

    @cached_property
    def _statements(self) -> list[Statement]:
        sources = [*self.code, *(stub for stubs in self.stubs.values() for stub in stubs)]
        return [Statement("", 1, (_NOT_YET,)), *_split_all(sources)]

    @cached_property
    def _all_fingerprints(self) -> frozenset[Fingerprint]:
        return _fingerprints(self._statements)

    @cached_property
    def _all_outlines(self) -> frozenset[Outline]:
        return frozenset(map(_outline, self._statements))

    def find(self, statement: Statement) -> Fingerprint:
        """The fingerprint of a statement that was released, "" for any other."""
        # A fingerprint is expensive; most student code already differs in its outline.
        if _outline(statement) not in self._all_outlines:
            return ""
        found = fingerprint(statement)
        return found if found in self._all_fingerprints else ""

    def to_json(self) -> dict[str, Any]:
        return {
            "assignment": self.assignment,
            "base": self.base,
            "stubs": {name: list(stubs) for name, stubs in self.stubs.items()},
            "placeholders": {name: list(texts) for name, texts in self.placeholders.items()},
            "code": list(self.code),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Handout:
        return cls(
            assignment=data["assignment"],
            base=data["base"],
            stubs={name: tuple(stubs) for name, stubs in data["stubs"].items()},
            placeholders={name: tuple(texts) for name, texts in data["placeholders"].items()},
            code=tuple(data["code"]),
        )


def _defines(statement: Statement, name: str) -> bool:
    """Whether a statement defines the function, class or variable of that name."""
    return any(
        getattr(node, "name", "") == name
        or any(getattr(target, "id", "") == name for target in getattr(node, "targets", ()))
        for node in statement.nodes
    )


def _split_all(sources: Iterable[str]) -> list[Statement]:
    return [statement for source in sources for statement in split_statements(source)]


def _fingerprints(statements: Iterable[Statement]) -> frozenset[Fingerprint]:
    return frozenset(map(fingerprint, statements))


def _outline(statement: Statement) -> Outline:
    """What can be seen of a statement at a glance."""
    return tuple(
        (type(node).__name__, node.name, len(_body(node)))
        if isinstance(node, ast.FunctionDef)
        else (type(node).__name__, "", 0)
        for node in statement.nodes
    )


def fingerprint(statement: Statement) -> Fingerprint:
    """The same for two statements that differ only in docstring, comments and whitespace.

    The message of a `raise NotImplementedError` is ignored too.

    Valid within one Python version only: others write a syntax tree differently.
    """
    try:
        dumps = [ast.dump(node) for node in map(_without_docstring, statement.nodes)]
    except (RecursionError, ValueError):  # absurd nesting, or a number of 5,000 digits
        dumps = []
    return _hash("\n".join(dumps)) if dumps else text_fingerprint(statement.source)


def text_fingerprint(source: str) -> Fingerprint:
    """The same for two texts that differ only in whitespace at line ends and around them."""
    lines = [line.rstrip() for line in source.strip().splitlines()]
    return _hash("\n".join(lines))


def _hash(text: str) -> Fingerprint:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _without_docstring(node: ast.stmt) -> ast.stmt:
    """A function without its docstring, and its `NotImplementedError` without its message."""
    if not isinstance(node, ast.FunctionDef):
        return _NOT_YET if _raises_not_implemented(node) else node
    copy = ast.FunctionDef(**dict(ast.iter_fields(node)))
    copy.body = [_NOT_YET if _raises_not_implemented(each) else each for each in _body(node)]
    return copy


def _body(function: ast.FunctionDef) -> list[ast.stmt]:
    """A function's body without its docstring."""
    documented = ast.get_docstring(function, clean=False) is not None
    return function.body[1:] if documented else function.body


def _raises_not_implemented(node: ast.stmt) -> bool:
    if not isinstance(node, ast.Raise):
        return False
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
