"""The lesson's own definitions that an exercise uses.

A code cell of `lesson.py` may import modules and define constants and helpers. Those that a
reference names run before it, and before a student's answer is graded, whether or not the
submitted file contains them.
"""

from __future__ import annotations

import ast
import builtins
import re
import symtable
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from autograder.course.exercise_folder import read_text

_CELL = re.compile(r"^#[ \t]*%%(?P<head>$|[ \t\[].*$)", re.MULTILINE)  # "# %%time" is a magic
_DEMO = re.compile("[\"']demo[\"']")
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def lesson_code(lesson: Path, source: str) -> str:
    """The lesson's definitions that a source names, directly or indirectly, in their order."""
    if not lesson.is_file():
        return ""
    known = _definitions(lesson, lesson.stat().st_mtime_ns)
    wanted: set[str] = set()
    waiting = global_names(source) & set(known)
    while waiting:
        name = waiting.pop()
        wanted.add(name)
        waiting |= (global_names(known[name]) & set(known)) - wanted
    found = dict.fromkeys(text for name, text in known.items() if name in wanted)
    return "\n\n".join(found)


@lru_cache(maxsize=8)
def _definitions(lesson: Path, _: int) -> dict[str, str]:
    """The source of each top-level definition in the lesson's shared code cells, by name."""
    found: dict[str, str] = {}
    for head, cell in lesson_cells(read_text(lesson)):
        if "[markdown]" in head or "exercise=" in head or _DEMO.search(head):
            continue  # cells that are not run in grading, whatever their language
        cell = cell.strip()
        try:
            tree = ast.parse(cell)
        except SyntaxError:  # a magic, or a mistake that `release` reports
            continue
        for node in tree.body:
            text = ast.get_source_segment(cell, node) or ""
            for name in bound_names(node):
                found[name] = text
    return found


def lesson_cells(text: str) -> Iterator[tuple[str, str]]:
    """For each cell of a lesson.py, the rest of its "# %%" line, and its text."""
    found = list(_CELL.finditer(text))
    ends = [*(cell.start() for cell in found[1:]), len(text)]
    for cell, end in zip(found, ends, strict=False):
        yield cell["head"], text[cell.end() : end]


def bound_names(node: ast.stmt) -> Iterator[str]:
    """The names that a statement at top level defines, imports or assigns."""
    if isinstance(node, _DEFINITIONS):
        yield node.name
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        for alias in node.names:
            yield alias.asname or alias.name.partition(".")[0]
    elif isinstance(node, ast.Assign):
        yield from (target.id for target in node.targets if isinstance(target, ast.Name))
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id


def global_names(source: str) -> set[str]:
    """Names that a source uses without binding them."""
    used: set[str] = set()
    bound: set[str] = set()

    def visit(table: symtable.SymbolTable, top: bool) -> None:
        for symbol in table.get_symbols():
            if top and (symbol.is_assigned() or symbol.is_imported()):
                bound.add(symbol.get_name())
            elif symbol.is_referenced() and symbol.is_global():
                used.add(symbol.get_name())
        for child in table.get_children():
            visit(child, False)

    visit(symtable.symtable(source, "<source>", "exec"), True)
    return used - bound - set(vars(builtins)) - {"np"}
