"""The notebook as grading would read it if it were submitted now.

The saved file, with cells that were run after the last save put where they belong. Without
a file, the cells that were run. Differences from the saved notebook are kept as remarks,
since the verdict is then about something that is not in the file yet.
"""

from __future__ import annotations

import ast
import copy
import difflib
import json
import symtable
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.models import Source
from autograder.selfcheck.kernel_cells import ExecutedCell
from autograder.selfcheck.notebook_file import SavedNotebook
from autograder.submission import read_source
from autograder.submission.handout import Handout, text_fingerprint
from autograder.submission.ipython import strip_magics
from autograder.submission.statements import parse_python

_CLOCK_SECONDS = 0.1  # a file's time lags behind the clock
_ALIKE = 0.6  # similarity of an edited cell to its saved version, as difflib measures it


@dataclass(frozen=True)
class GradedNotebook:
    """What grading would read.

    unsaved: sources that were run and are not in the saved file.
    lost: names that only the lesson's own cells define; grading does not run those.
    in_check_cell: names defined in a check() cell, which grading leaves out.
    """

    source: Source
    unsaved: tuple[str, ...] = ()
    lost: frozenset[str] = frozenset()
    in_check_cell: frozenset[str] = frozenset()


def graded_notebook(
    saved: SavedNotebook | None,
    executed: Sequence[ExecutedCell],
    handout: Handout,
    shown: Collection[str],
) -> GradedNotebook:
    """shown: fingerprints of the lesson's cells that grading does not run."""
    if saved is None:
        cells, unsaved = _from_kernel(executed, handout, shown), tuple(c.source for c in executed)
        name = f"{handout.base}.ipynb"
    else:
        cells, unsaved = _with_unsaved(saved, executed, handout)
        name = saved.name
    data = json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}})
    source = read_source(data.encode("utf-8", "surrogatepass"), name, handout)
    made = {each for unit in source.units for each in unit.defines}
    skipped = [cell for cell in cells if _text(cell) and not _is_run(cell)]
    in_tests = {n for cell in skipped if _is_test(cell) for n in defined_names(_text(cell))}
    shown_only = {n for cell in skipped if not _is_test(cell) for n in defined_names(_text(cell))}
    return GradedNotebook(
        source,
        unsaved,
        lost=frozenset(shown_only - made),
        in_check_cell=frozenset(in_tests),
    )


def _from_kernel(
    executed: Sequence[ExecutedCell], handout: Handout, shown: Collection[str]
) -> list[dict[str, Any]]:
    """The cells that were run; only the last run of an exercise, or of a cell with an id."""
    cells: list[dict[str, Any]] = []
    owned: list[Collection[object]] = []
    for each in executed:
        exercises = set(handout.stubs) & defined_names(each.source)
        mine: set[object] = {each.identifier} if each.identifier else set(exercises)
        mine = mine or {text_fingerprint(each.source)}
        kept = [i for i, others in enumerate(owned) if not mine & set(others)]
        cells, owned = [cells[i] for i in kept], [owned[i] for i in kept]
        fingerprint = text_fingerprint(each.source)
        ours = {"autograder": {"print": fingerprint, "run": False}} if fingerprint in shown else {}
        cells.append(_code_cell(each.source, ours))
        owned.append(mine)
    return cells


def _with_unsaved(
    saved: SavedNotebook, executed: Sequence[ExecutedCell], handout: Handout
) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    cells = [copy.deepcopy(cell) for cell in saved.content["cells"] if isinstance(cell, dict)]
    there = {_text(cell).strip() for cell in cells}
    unsaved = []
    for each in _last_runs(executed):
        old = each.when <= saved.when + _CLOCK_SECONDS
        if each.source.strip() in there or old or not _matters(each.source):
            continue
        place = _place(cells, each, handout)
        if place is None:
            cells.append(_code_cell(each.source, {}))
        else:
            cells[place]["source"] = each.source
        unsaved.append(each.source)
    return cells, tuple(unsaved)


def _last_runs(executed: Sequence[ExecutedCell]) -> list[ExecutedCell]:
    """The runs without those of cells that ran again with a different text."""
    last: list[ExecutedCell] = []
    ids: set[str] = set()
    made: set[frozenset[str]] = set()
    for each in reversed(executed):
        names = frozenset(defined_names(each.source))
        if each.identifier in ids or any(names and names <= others for others in made):
            continue
        last.append(each)
        ids |= {each.identifier} - {""}
        made.add(names)
    return last[::-1]


def _matters(source: str) -> bool:
    """Whether a cell defines a name or cannot be parsed: a one-line trial leaves no trace."""
    return bool(defined_names(source)) or parse_python(strip_magics(source)) is None


def _place(cells: list[dict[str, Any]], run: ExecutedCell, handout: Handout) -> int | None:
    """The cell's place in the saved file, None if it is new."""
    code = [i for i, cell in enumerate(cells) if cell.get("cell_type") == "code"]
    if run.identifier:
        for i in code:
            if cells[i].get("id") == run.identifier:
                return i
    tests = {f'check("{name}")': name for name in handout.stubs}
    lines = {line.strip().replace("'", '"') for line in run.source.splitlines()}
    asked = next((name for text, name in tests.items() if text in lines), "")
    exercises = set(handout.stubs) & defined_names(run.source)
    for i in code:
        if asked and _is_test(cells[i]) and asked in _text(cells[i]):
            return i
    for i in code:
        about = _ours(cells[i]).get("exercise")
        if about in exercises and not _is_test(cells[i]):
            return i
    texts = {_text(cells[i]): i for i in code if not _is_test(cells[i])}
    found = difflib.get_close_matches(run.source, texts, n=1, cutoff=_ALIKE)
    return texts[found[0]] if found else None


def used_names(source: Source, exercise: str) -> set[str]:
    """The global names used by an exercise's code and by the helpers that it calls."""
    makers: dict[str, list[str]] = {}
    for unit in source.units:
        for name in unit.defines:
            makers.setdefault(name, []).append(unit.source)
    used: set[str] = set()
    waiting = [exercise]
    seen = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        found = {each for text in makers.get(name, ()) for each in _globals(text)}
        used |= found
        waiting += found
    return used


def _globals(source: str) -> set[str]:
    try:
        tables = [symtable.symtable(source, "cell", "exec")]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    found = set()
    top = tables[0]
    while tables:
        table = tables.pop()
        tables += table.get_children()
        for symbol in table.get_symbols():
            if symbol.is_referenced() and (table is top or symbol.is_global()):
                found.add(symbol.get_name())
    return found


def defined_names(source: str) -> set[str]:
    """The names that a cell binds at its top level; guessed for a broken cell."""
    nodes = parse_python(strip_magics(source))
    if nodes is None:
        starts = (line.split("(")[0].split("=")[0].strip() for line in source.splitlines())
        return {s.removeprefix("def ").strip() for s in starts if s.startswith("def ")}
    return set(_bound(ast.Module(list(nodes), [])))


def _bound(tree: ast.AST) -> Iterator[str]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.alias):
            yield (node.asname or node.name).partition(".")[0]
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif not isinstance(node, (ast.Lambda, ast.comprehension)):
            yield from _bound(node)


# --- cells of a file ---------------------------------------------------------------


def _code_cell(source: str, metadata: Mapping[str, Any]) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": dict(metadata), "source": source, "outputs": []}


def _text(cell: Mapping[str, Any]) -> str:
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    return source if isinstance(source, str) and cell.get("cell_type") == "code" else ""


def _metadata(cell: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    metadata = cell.get("metadata")
    found = metadata.get(key) if isinstance(metadata, dict) else None
    return found if isinstance(found, dict) else {}


def _ours(cell: Mapping[str, Any]) -> Mapping[str, Any]:
    return _metadata(cell, "autograder")


def _is_test(cell: Mapping[str, Any]) -> bool:
    about = _metadata(cell, "nbgrader")
    return bool(about.get("grade")) and not about.get("solution")


def _is_run(cell: Mapping[str, Any]) -> bool:
    """Whether grading runs all of a code cell, not only what it defines."""
    return not _is_test(cell) and _ours(cell).get("run") is not False
