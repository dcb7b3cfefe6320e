"""Pictures that were pasted into written answers: a notebook cell's attachments.

Only data whose bytes are a picture's passes, up to a limit; SVG may contain scripts and is left
out. A picture becomes a data URI, which a page shows without a network.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from autograder.submission.notebook_reader import NotebookCell, joined_text, read_notebook
from autograder.submission.read_errors import UnreadableFileError

MAX_PICTURE = 2 << 20  # bytes per picture
MAX_ALL = 8 << 20  # bytes of all pictures in one notebook
_SIGNS = {
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
    "image/gif": b"GIF8",
    "image/webp": b"RIFF",
}
_SPACE = re.compile(r"\s+")

Pictures = Mapping[str, Mapping[str, str]]  # by exercise and by the attachment's name


def pasted_pictures(data: bytes, exercises: Collection[str]) -> dict[str, dict[str, str]]:
    """For each written exercise, its pictures as data URIs, by name. Never raises.

    Where an exercise's cell was copied, the first picture with a given name counts.
    """
    try:
        cells = read_notebook(data)
    except UnreadableFileError:
        return {}
    found: dict[str, dict[str, str]] = {}
    room = MAX_ALL
    for cell in cells:
        if cell.grade_id in exercises:
            for name, kind, encoded in _pictures(cell):
                room -= len(encoded)
                if room > 0:
                    uri = f"data:{kind};base64,{encoded}"
                    found.setdefault(cell.grade_id, {}).setdefault(name, uri)
    return found


def _pictures(cell: NotebookCell) -> Iterator[tuple[str, str, str]]:
    """(name, type, base64) of each that is a picture."""
    for name, bundle in cell.attachments.items():
        for kind, sign in _SIGNS.items() if isinstance(bundle, dict) else ():
            encoded = _base64(bundle.get(kind))
            if encoded and base64.b64decode(encoded[:64]).startswith(sign):
                yield str(name), kind, encoded
                break


def _base64(data: Any) -> str:
    """Valid base64 of at most one picture's size, "" for anything else."""
    text = joined_text(data)
    if text is None or len(text) > 2 * MAX_PICTURE:
        return ""
    try:
        raw = base64.b64decode(_SPACE.sub("", text), validate=True)
    except (binascii.Error, ValueError):
        return ""
    return base64.b64encode(raw).decode() if len(raw) <= MAX_PICTURE else ""
