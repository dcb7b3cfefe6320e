"""Record on disk what has passed a check, so that unchanged files are checked only once.

Only a check that depends on nothing outside its entry's name may be recorded, and only if it
passes: failures are checked again. A record that must not last, or any record with the cache off,
ends with the process.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from autograder.course.disk_cache import default_cache
from autograder.course.exercise_folder import VALUES_FILE, read_text
from autograder.course.exercise_source import parse_file

if TYPE_CHECKING:
    from autograder.course.exercise import Exercise

_KNOWN_MODULES = frozenset({"numpy", "autograder"}) | sys.stdlib_module_names
_DYNAMIC_IMPORTS = {"importlib", "runpy", "pkgutil"}
_MODULE = re.compile(r"\b(?:from|import)\s+([.\w]+)")
_passed: set[str] = set()  # entries that this process has seen


def has_passed(entry: str) -> bool:
    """Whether a check was passed. entry: from `entry_name`; "" never passes."""
    if entry and entry not in _passed:
        cache = default_cache()
        if cache is None or cache.get(entry) is None:
            return False
        _passed.add(entry)
    return bool(entry)


def note_passed(entry: str, lasting: bool = True) -> None:
    """Record a passed check. entry: "" records nothing. lasting: for other processes, too."""
    if entry:
        _passed.add(entry)
        if lasting and (cache := default_cache()):
            cache.put(entry, b"passed")


def import_only_known(exercises: Iterable[Exercise], right: bool = False) -> bool:
    """Whether exercises import nothing but NumPy, the kit and the standard library.

    Code that imports more may depend on something outside the course's files.
    right: check the answers in `right/`, too.
    """
    return all(
        modules <= _KNOWN_MODULES - _DYNAMIC_IMPORTS
        for exercise in exercises
        for modules in _imported_by(exercise, right)
    )


def _imported_by(exercise: Exercise, right: bool) -> Iterator[set[str]]:
    """The modules that the code of an exercise's cases, reference and mutants imports."""
    for path in (exercise.folder / "exercise.py", exercise.folder.parent / VALUES_FILE):
        if path.is_file():
            yield _imported(parse_file(path, read_text(path)))
    pieces = (piece for wrong in exercise.misconceptions.values() for piece in wrong.pieces)
    answers = exercise.right_answers.values() if right else ()
    for source in (exercise.lesson_code, *pieces, *answers):
        if "import" in source:
            yield _imported_by_piece(source)


@lru_cache(maxsize=256)
def _imported_by_piece(source: str) -> set[str]:
    try:
        return _imported(ast.parse(source.strip()))
    except SyntaxError:  # an edit is a piece of a line
        return {*_MODULE.findall(source), *re.findall("__import__", source)}


@lru_cache(maxsize=64)
def _imported(tree: ast.Module) -> set[str]:
    """The top-level modules of imports; "__import__" if the code chooses one at run time."""
    modules: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules.append("." * node.level + (node.module or ""))
        elif isinstance(node, ast.Name):
            modules += [node.id] * (node.id == "__import__")
    return {module.partition(".")[0] for module in modules}
