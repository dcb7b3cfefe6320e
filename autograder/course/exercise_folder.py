"""The files in an exercise's folder beside exercise.py: files/, right/, misspelt names."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

from autograder.author import is_file_name
from autograder.errors import CourseError, did_you_mean
from autograder.models import PlainValue
from autograder.sandbox.plain_data import opaque_part, to_plain

_MISTAKES = "misconceptions.yaml"
_READ = ("exercise.py", _MISTAKES, "right", "files")  # what an exercise's folder may hold
VALUES_FILE = "values.py"  # of an assignment: adapters for its own types
_CODE = (".py", ".ipynb", ".yaml", ".yml")  # what an author may take for a part of the exercise


def released_files(folder: Path) -> dict[str, bytes]:
    """The files that are released with the notebook and available to every call."""
    found = {}
    for path in _entries(folder, "What it holds is released."):
        if path.is_symlink():
            raise CourseError(
                f"{path}: files/ may hold no link, got one to {path.readlink()}.\n"
                "  Copy the file itself: what files/ holds is released."
            )
        if not path.is_file() or not is_file_name(path.name):
            raise CourseError(
                f"{path}: files/ may hold files alone, of names with letters, digits, '.', '-' "
                "and '_'.\n  Rename it, or move it out of files/."
            )
        if path.suffix.lower() == ".py" and _is_taken(path.stem):
            raise CourseError(
                f"{path}: Python would read it in place of another module of this name, also on "
                "students' machines.\n  Rename it."
            )
        data = path.read_bytes()
        if (opaque := opaque_part(file_content(data))) is not None:
            raise CourseError(
                f"{path}: too large for every call to get it, {len(data):,} bytes "
                f"({opaque.type_name}).\n  Shorten it, or let the code make its numbers."
            )
        found[path.name] = data
    return found


def _entries(folder: Path, purpose: str) -> list[Path]:
    """The contents of an optional folder; CourseError if its name is taken by a file."""
    if folder.exists() and not folder.is_dir():
        raise CourseError(f"{folder}: must be a folder.\n  {purpose}")
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _is_taken(module: str) -> bool:
    """Whether the standard library, an installed package or pytest has a module of this name."""
    pytests = module == "conftest" or module.startswith("test_")
    standard = module in sys.stdlib_module_names
    return pytests or standard or (module.isidentifier() and find_spec(module) is not None)


def file_content(data: bytes) -> PlainValue:
    """A file's content, as text if possible, because a self-check can show text."""
    try:
        return to_plain(data.decode())
    except UnicodeDecodeError:
        return to_plain(data)


def right_answers(folder: Path) -> dict[str, str]:
    """The contents of `right/*.py`, by file name."""
    found = {}
    for path in _entries(folder, "Each file in it is a right answer."):
        if path.name.startswith(".") or path.name in ("__pycache__", "__init__.py"):
            continue
        if path.suffix != ".py":
            raise CourseError(
                f"{path}: right/ holds right answers, in files that end in .py.\n"
                "  Rename it, or move it out of right/."
            )
        found[path.name] = read_text(path)
    return found


def read_text(path: Path) -> str:
    """The text of an author's file; CourseError if it is not text."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise CourseError(f"{path}:{line}: not UTF-8.\n  Save it as UTF-8.") from error
    except OSError as error:
        raise CourseError(f"{path}: cannot be read: {error.strerror}.") from error


def refuse_misspelt_files(folder: Path) -> None:
    """Refuse a file whose name is nearly one that is read: it would be ignored silently."""
    for path in sorted(folder.iterdir()):
        if path.name in _READ or path.name == "__pycache__" or path.name.startswith("."):
            continue
        near = did_you_mean(path.name, _READ)
        if not near and did_you_mean(path.stem, [Path(_MISTAKES).stem]):
            near = f"Did you mean '{_MISTAKES}'?"
        if path.name.lower() in ("wrong", "wrong.py"):
            near = f"Write wrong answers as edits of the reference, into {_MISTAKES}."
        if near or path.suffix.lower() in _CODE:
            near = near or "Remove it, or move it out of the exercise's folder."
            raise CourseError(
                f"{path}: is not read; an exercise's folder has: {', '.join(_READ)}.\n  {near}"
            )
