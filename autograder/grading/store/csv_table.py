"""CSV that spreadsheets, pandas and learning platforms read alike, safe from injection.

Every text is quoted, and none is taken for a formula: a name that begins with "=" could
otherwise run a program on the TA's machine (CSV injection). Unknown points are an empty
cell, never 0.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from autograder.files import write_atomically

CellValue = str | float | None

# Japanese spreadsheets treat the full-width characters the same way.
_FORMULA = tuple("=+-@＝＋－＠\t\r\n")
_BLANK = " \u00a0\u3000\ufeff"


def escape_formula(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet would take it for a formula."""
    text = text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "␀")
    return f"'{text}" if text.lstrip(_BLANK).startswith(_FORMULA) else text


def format_number(points: float | None) -> str:
    """Points with up to six decimals, as in results.jsonl: 12, 7.5, 3.333333."""
    if points is None:
        return ""
    text = f"{points:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def table(rows: Iterable[Sequence[CellValue]]) -> str:
    """The rows as CSV (RFC 4180: every cell quoted, lines end in CR LF)."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
    writer.writerows([_text(cell) for cell in row] for row in rows)
    return buffer.getvalue()


def _text(cell: CellValue) -> str:
    return escape_formula(cell) if isinstance(cell, str) else format_number(cell)


def write_table(path: Path, rows: Iterable[Sequence[CellValue]], *, bom: bool = False) -> None:
    """Write the file in one step, in UTF-8.

    bom: begin with a byte order mark, without which Excel garbles Japanese names.
    """
    write_atomically(path, ("\ufeff" if bom else "") + table(rows))
