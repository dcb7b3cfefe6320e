"""A docstring explains fields and parameters by their names, which are renamed now and then."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.paths import ROOT

MODULES = sorted(
    path
    for path in (ROOT / "autograder").rglob("*.py")
    if "template" not in path.relative_to(ROOT).parts
)
# "name: …" or "one, other: …", where a line or a sentence begins.
EXPLAINED = re.compile(r"(?:^|(?<=\. ))([a-z_]+(?:, [a-z_]+)*): ", re.MULTILINE)


def known_names(node: ast.FunctionDef | ast.ClassDef) -> set[str]:
    """Parameters of a function; fields, methods and parameters of the constructor of a class."""
    if isinstance(node, ast.FunctionDef):
        given = node.args
        listed = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
        return {each.arg for each in listed if each}
    names: set[str] = set()
    for part in node.body:
        if isinstance(part, ast.FunctionDef):
            names.add(part.name)
            if part.name == "__init__":
                names |= known_names(part)
                names |= {each.attr for each in ast.walk(part) if isinstance(each, ast.Attribute)}
        elif isinstance(part, (ast.Assign, ast.AnnAssign)):
            names |= {each.id for each in ast.walk(part) if isinstance(each, ast.Name)}
    return names


def unknown_names(source: str) -> list[str]:
    """What docstrings explain though it is not there."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            known, text = known_names(node), ast.get_docstring(node) or ""
            explained = [n for names in EXPLAINED.findall(text) for n in names.split(", ")]
            found += [f"{node.name}: {name}" for name in explained if known and name not in known]
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_docstring_explains_only_what_is_there(path: Path) -> None:
    assert unknown_names(path.read_text(encoding="utf-8")) == []


def test_a_renamed_field_is_noticed() -> None:
    source = 'class Point:\n    """x: across. hight: up."""\n\n    x: int\n    height: int\n'
    assert unknown_names(source) == ["Point: hight"]
