"""What was a student handed, so that their own work can be told from it?

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

from autograder.submission.statements import Statement, split

Print = str  # a fingerprint

# What stands where a written answer goes.
PLACEHOLDERS = {
    "ja": "（ここに答えを書いてください。）",
    "en": "(Write your answer here.)",
}


@dataclass(frozen=True)
class Released:
    """What the files of one assignment hold before anybody works in them.

    base: name of its files without their endings.
    stubs: by exercise (functions and variables) its stub in each language.
    placeholders: by written exercise the text that stands where the answer goes.
    code: other code of the files, such as their imports.
    """

    assignment: str
    base: str
    stubs: Mapping[str, tuple[str, ...]]
    placeholders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    code: tuple[str, ...] = ()

    @cached_property
    def stub_prints(self) -> Mapping[str, frozenset[Print]]:
        """Fingerprints of each exercise's stubs."""
        return {name: _prints(stubs) for name, stubs in self.stubs.items()}

    @cached_property
    def prints(self) -> frozenset[Print]:
        """Fingerprints of every released statement that is code."""
        return _prints(self.code).union(*self.stub_prints.values())

    def to_json(self) -> dict[str, Any]:
        return {
            "assignment": self.assignment,
            "base": self.base,
            "stubs": {name: list(stubs) for name, stubs in self.stubs.items()},
            "placeholders": {name: list(texts) for name, texts in self.placeholders.items()},
            "code": list(self.code),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Released:
        return cls(
            assignment=data["assignment"],
            base=data["base"],
            stubs={name: tuple(stubs) for name, stubs in data["stubs"].items()},
            placeholders={name: tuple(texts) for name, texts in data["placeholders"].items()},
            code=tuple(data["code"]),
        )


def _prints(sources: Iterable[str]) -> frozenset[Print]:
    return frozenset(fingerprint(part) for source in sources for part in split(source))


def fingerprint(statement: Statement) -> Print:
    """The same for two statements that differ in docstring, comments and space alone.

    Good within one Python version only: a syntax tree is written differently by others.
    """
    try:
        dumps = [ast.dump(node) for node in map(_without_docstring, statement.nodes)]
    except RecursionError:
        dumps = []
    return _hash("\n".join(dumps)) if dumps else text_print(statement.source)


def text_print(source: str) -> Print:
    """The same for two texts that differ in space at line ends and around alone."""
    lines = [line.rstrip() for line in source.strip().splitlines()]
    return _hash("\n".join(lines))


def _hash(text: str) -> Print:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _without_docstring(node: ast.stmt) -> ast.stmt:
    if not isinstance(node, ast.FunctionDef) or ast.get_docstring(node, clean=False) is None:
        return node
    copy = ast.FunctionDef(**dict(ast.iter_fields(node)))
    copy.body = node.body[1:]
    return copy
