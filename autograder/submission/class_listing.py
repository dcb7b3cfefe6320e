"""List all files of a class, from a folder, an archive, or the only archive in a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from autograder.errors import SubmissionError
from autograder.submission.archive import guessed_names, in_class_archive, in_packed_class
from autograder.submission.files import (
    MAX_CLASS_FILES,
    SOURCES,
    FileEntry,
    is_candidate,
    is_hidden,
    is_ignored,
    read_file,
    walk_folder,
)
from autograder.submission.read_errors import UnreadableFileError, read_error

_WRAPPERS = 3  # up to so many folders may each hold a class; more are students, each bounded


@dataclass(frozen=True)
class ClassListing:
    """name: of the folder or archive. packed: whether it is an archive.

    remark: what a TA should know about the names in it.
    """

    name: str
    entries: tuple[FileEntry, ...]
    packed: bool = False
    remark: str = ""


def list_class(path: Path, is_class: Callable[[ClassListing], bool]) -> ClassListing:
    """Files of a folder or an archive, without what programs leave behind.

    is_class: whether the only archive in a folder or archive holds many students.
    """
    if path.is_dir():
        hidden = tuple(_hidden(path))
        lone = _lone_archive(path)
        inner = lone and (lone if is_class(lone) else _packed_class(lone, is_class))
        if inner:
            return replace(inner, entries=(*hidden, *inner.entries))
        return ClassListing(path.resolve().name, (*hidden, *_in_directory(path)))
    if path.is_file() and path.name.lower().endswith(SOURCES):
        return ClassListing(path.stem, (FileEntry((path.name,), partial(read_file, path)),))
    if path.is_file():
        entries = tuple(in_class_archive(path))
        listing = ClassListing(path.stem, entries, True, guessed_names(path.name, path))
        return _packed_class(listing, is_class) or listing
    raise SubmissionError(f"{path}: no such file or folder.")


def _hidden(path: Path) -> Iterator[FileEntry]:
    for item in sorted(path.iterdir()):
        if is_hidden(item.name) and (item.is_dir() or is_candidate(item.name)):
            yield FileEntry((), refused=read_error("hidden", name=item.name))


def _in_directory(path: Path) -> Iterator[FileEntry]:
    """The TA's folder: its own files are not bounded, but each student's folder is."""
    items = [item for item in sorted(path.iterdir()) if not is_ignored(item.name)]
    few = sum(item.is_dir() for item in items) <= _WRAPPERS
    for item in items:
        if item.is_symlink():
            yield FileEntry((item.name,), refused=read_error("link", name=item.name))
        elif item.is_dir():
            yield FileEntry((item.name,))
            below = walk_folder(item, MAX_CLASS_FILES) if few else walk_folder(item)
            for entry in below:
                yield replace(entry, parts=(item.name, *entry.parts))
        elif item.is_file():
            yield FileEntry((item.name,), partial(read_file, item))


def _lone_archive(path: Path) -> ClassListing | None:
    """A platform's one big .zip, alone in its folder."""
    inside = [item for item in path.iterdir() if not is_ignored(item.name)]
    alone = inside[0] if len(inside) == 1 else path
    if alone.suffix.lower() != ".zip" or alone.is_symlink() or not alone.is_file():
        return None
    try:
        entries = tuple(in_class_archive(alone))
        return ClassListing(alone.stem, entries, True, guessed_names(alone.name, alone))
    except UnreadableFileError:
        return None  # reported for the student who owns it


def _packed_class(
    listing: ClassListing, is_class: Callable[[ClassListing], bool]
) -> ClassListing | None:
    """The class in an archive that holds nothing but an archive, to any depth."""
    for _ in range(_WRAPPERS):
        inner = _packed_alone(listing)
        if inner is None or is_class(inner):
            return inner
        listing = inner
    return None


def _packed_alone(listing: ClassListing) -> ClassListing | None:
    """The one archive that an archive consists of."""
    inside = [entry for entry in listing.entries if is_candidate(entry.name)]
    if len(inside) != 1 or not inside[0].name.lower().endswith(".zip") or not inside[0].read:
        return None
    try:
        name, data = inside[0].parts[-1], inside[0].read()
        entries = tuple(in_packed_class(name, data))
    except UnreadableFileError as refusal:
        if refusal.problem in ("too-large", "archive-too-large"):
            raise SubmissionError(
                f"{listing.name}: holds only the archive '{inside[0].name}', which is too large "
                "to be read inside another one.\n  Unpack the outer archive and pass the inner one."
            ) from refusal
        return None
    return ClassListing(name[: -len(".zip")], entries, True, guessed_names(name, data))
