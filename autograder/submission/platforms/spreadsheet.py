"""Read the cells of a small .xlsx as text, without a library for it.

Only what a platform's list of submissions needs: the first sheet, no formulas, no dates by style.
A file with a document type, of more than a few megabytes or damaged gives no rows.
"""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree

_MOST = 8 << 20
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def rows_of(data: bytes) -> list[list[str]]:
    """The first sheet's rows; [] if it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            sheets = sorted(n for n in names if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", n))
            if not sheets:
                return []
            shared = (
                _xml(archive, "xl/sharedStrings.xml") if "xl/sharedStrings.xml" in names else None
            )
            strings = ["".join(item.itertext()) for item in shared] if shared is not None else []
            return [_row(row, strings) for row in _xml(archive, sheets[0]).iter(f"{_MAIN}row")]
    except (zipfile.BadZipFile, ElementTree.ParseError, OSError, ValueError, KeyError, IndexError):
        return []


def _xml(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    with archive.open(name) as file:
        data = file.read(_MOST + 1)
    if len(data) > _MOST or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ValueError(name)
    return ElementTree.fromstring(data)


def _row(row: ElementTree.Element, strings: list[str]) -> list[str]:
    cells: list[str] = []
    for cell in row.iter(f"{_MAIN}c"):
        place = _column(cell.get("r", ""))
        while place is not None and len(cells) < min(place, 256):
            cells.append("")
        value = cell.find(f"{_MAIN}v")
        text = value.text or "" if value is not None else ""
        if cell.get("t") == "s":
            text = strings[int(text)]
        elif cell.get("t") == "inlineStr":
            text = "".join(cell.itertext())
        cells.append(text.strip())
    return cells


def _column(reference: str) -> int | None:
    letters = re.match(r"[A-Z]{1,2}", reference)
    if not letters:
        return None
    place = 0
    for letter in letters[0]:
        place = 26 * place + ord(letter) - 64
    return place - 1
