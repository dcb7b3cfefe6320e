"""Import a notebook's pictures: files beside it, and those pasted into its cells."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from autograder.author import is_file_name
from autograder.authoring.release.missing_pictures import shown_pictures
from autograder.course.exercise_folder import file_content
from autograder.errors import UserError
from autograder.files import write_file
from autograder.sandbox.plain_data import opaque_part

if TYPE_CHECKING:
    from autograder.authoring.imported_cells import Imported


def pasted_as_files(
    source: str, attachments: Mapping[str, Any], pasted: dict[str, bytes], number: int, where: str
) -> str:
    """A cell's text with a file instead of each picture pasted into it.

    pasted: gets the files, and has those of other cells. Raises UserError.
    """
    for name, bundle in attachments.items():
        named = "|".join(sorted({re.escape(name), re.escape(quote(name))}))
        reference = re.compile(rf"attachment:(?:{named})(?![\w.%-])")
        if reference.search(source):
            file = _file_name(name, number, pasted)
            pasted[file] = _content(bundle, f"{where}: the picture '{name}' that was pasted in")
            source = reference.sub(file, source)
    return source


def _file_name(name: str, number: int, pasted: Mapping[str, bytes]) -> str:
    """A unique name: Jupyter calls the first picture of every cell image.png."""
    clean = re.sub(r"[^A-Za-z0-9_.-]+", "-", name)[-80:]
    file = f"cell-{number}-{clean}"
    while file in pasted:
        file = f"{file.removesuffix(clean)}another-{clean}"
    return file


def _content(bundle: Any, what: str) -> bytes:
    """An attachment's bytes: of a single type, in base64; SVG may be text."""
    kind, data = next(iter(bundle.items()), ("", "")) if isinstance(bundle, dict) else ("", "")
    text = "".join(data) if isinstance(data, list) else data
    if isinstance(text, str) and kind == "image/svg+xml" and "<svg" in text:
        return text.encode()
    try:
        content = base64.b64decode("".join(text.split()), validate=True)
    except (AttributeError, ValueError, binascii.Error):
        content = b""
    if not content:
        raise UserError(f"{what} cannot be read.\n  Paste it again, or take it out.")
    return content


def bring_pictures(found: Imported, folder: Path, exercise: Path) -> tuple[list[Path], list[str]]:
    """Put pictures for students where they are released; return the files, and what is missing.

    folder: of the notebook. exercise: whose `files/` gets them.
    """
    written, notes = [], []
    shown = _shown([*found.lesson, *(each.question for each in found.exercises)])
    for name in shown:
        path = exercise / "files" / name
        if _bring(name, found.pasted, folder, path):
            written.append(path)
        else:
            notes.append(
                f"the picture '{name}' is shown and was not imported: put it into a folder files/ "
                "of an exercise, and write its name alone."
            )
    for each in found.exercises:
        notes += [
            f"the picture '{name}' of the model answer of '{each.name}' was not imported, since "
            "students would get it: keep the notebook for the marker."
            for name in _shown([each.model])
            if name not in shown
        ]
    return written, notes


def _shown(texts: list[str]) -> list[str]:
    return list(dict.fromkeys(name for text in texts for name in shown_pictures(text)))


def _bring(name: str, pasted: Mapping[str, bytes], folder: Path, path: Path) -> bool:
    """Write one picture; False if it cannot be released."""
    data = pasted.get(name)
    if data is None and is_file_name(name) and (folder / name).is_file():
        data = (folder / name).read_bytes()
    if data is None or opaque_part(file_content(data)) is not None:  # too large for calls
        return False
    write_file(path, data)
    return True
