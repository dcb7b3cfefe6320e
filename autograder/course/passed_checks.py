"""Note on disk what has passed a check, so that the same files are looked at once.

Only a check whose answer follows from what its entry names may be noted, and never a fault: what
fails is looked at again. A note that may not last, or with the cache off, ends with the process.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from autograder.course.disk_cache import default_cache
from autograder.course.exercise_parts import VALUES_FILE, read_text
from autograder.course.exercise_source import parse_file

if TYPE_CHECKING:
    from autograder.course.exercise import Exercise

_KNOWN_MODULES = frozenset({"numpy", "autograder"}) | sys.stdlib_module_names
_DYNAMIC_IMPORTS = {"importlib", "runpy", "pkgutil"}
_MODULE = re.compile(r"\b(?:from|import)\s+([.\w]+)")
_passed: set[str] = set()  # by this process


def has_passed(entry: str) -> bool:
    """Whether a check was passed. entry: as `entry_name` gives it; "" never was."""
    if entry and entry not in _passed:
        cache = default_cache()
        if cache is None or cache.get(entry) is None:
            return False
        _passed.add(entry)
    return bool(entry)


def note_passed(entry: str, lasting: bool = True) -> None:
    """Note that a check was passed. entry: "" notes nothing. lasting: also for other processes."""
    if entry:
        _passed.add(entry)
        if lasting and (cache := default_cache()):
            cache.put(entry, b"passed")


def import_only_known(exercises: Iterable[Exercise], right: bool = False) -> bool:
    """Whether exercises import nothing but NumPy, the kit and the standard library.

    What imports more may depend on something that the course's files do not say.
    right: the answers in `right/`, too.
    """
    return all(
        modules <= _KNOWN_MODULES - _DYNAMIC_IMPORTS
        for exercise in exercises
        for modules in _imported_by(exercise, right)
    )


def _imported_by(exercise: Exercise, right: bool) -> Iterator[set[str]]:
    """The modules of all code that an exercise's cases, reference and mutants are made of."""
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
    """The top modules of imports, "__import__" where the code names one when it runs."""
    modules: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules.append("." * node.level + (node.module or ""))
        elif isinstance(node, ast.Name):
            modules += [node.id] * (node.id == "__import__")
    return {module.partition(".")[0] for module in modules}
