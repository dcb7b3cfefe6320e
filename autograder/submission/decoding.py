"""Decode the bytes of a submission and mark damaged text.

Bytes that are not text in the file's encoding become lone surrogates, so that they
cost the statement that contains them and no other; `find_damage` finds them again.
"""

from __future__ import annotations

import codecs
import re
from typing import Literal

from autograder.submission.line_scanner import token_count
from autograder.submission.read_errors import UnreadableFileError

MAX_PY_BYTES = 256 << 10
MAX_TOKENS = 100_000  # in one file's code: its syntax tree takes up to a kilobyte for each
MAX_NOTEBOOK_BYTES = 16 << 20

Damage = Literal["null-bytes", "not-utf8"]

_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")  # PEP 263
_BLANK = re.compile(rb"^[ \t\f]*(?:#.*)?$")
# Codecs that leave ASCII unchanged and take linear time; punycode and the like do not.
_PLAIN_CODEC = re.compile(
    r"utf-8|ascii|iso8859-\d+|cp\d+|shift_jis\w*|euc_\w+|gbk|gb2312|gb18030|big5\w*|mac-\w+|koi8-\w"
)
_WIDE_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_MAGIC = {
    b"PK\x03\x04": "ZIP",
    b"PK\x05\x06": "ZIP",
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
    b"\x7fELF": "ELF",
    b"MZ\x90": "EXE",
    b"\xd0\xcf\x11\xe0": "Office",
    b"SQLite format 3": "SQLite",
    b"\x93NUMPY": "NumPy",
}
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1b\0"))


def read_python(data: bytes) -> str:
    """Text of a .py file with '\\n' for newlines. Raises UnreadableFileError if it is not text."""
    if len(data) > MAX_PY_BYTES:
        raise UnreadableFileError("code-too-large", limit=MAX_PY_BYTES >> 10)
    _refuse_what_is_no_text(data, MAX_PY_BYTES)
    codec = _declared(data)
    body = data.removeprefix(codecs.BOM_UTF8)
    text = body.decode(codec, "surrogateescape")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_json_text(data: bytes) -> str:
    """The text of a notebook file, which must be UTF-8."""
    _refuse_what_is_no_text(data, MAX_NOTEBOOK_BYTES)
    if b"\0" in data:
        raise UnreadableFileError("null-bytes", line=line_at(data, data.index(b"\0")))
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableFileError("not-utf8", line=line_at(data, error.start)) from error


def refuse_dense_code(text: str) -> None:
    """Raise UnreadableFileError for code whose syntax tree would take hundreds of megabytes."""
    if len(text) > MAX_TOKENS and token_count(text) > MAX_TOKENS:
        raise UnreadableFileError("code-too-dense", limit=MAX_TOKENS)


def find_damage(text: str) -> Damage | None:
    """Why a piece of text cannot be code."""
    if "\0" in text:
        return "null-bytes"
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "not-utf8"
    return None


def line_at(data: bytes, offset: int) -> int:
    """The line number, from 1, of a byte."""
    return data.count(b"\n", 0, offset) + 1


def _refuse_what_is_no_text(data: bytes, limit: int) -> None:
    if len(data) > limit:
        raise UnreadableFileError(
            "too-large", size=f"{len(data) / (1 << 20):.1f}", limit=f"{limit / (1 << 20):g}"
        )
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        raise UnreadableFileError("empty")
    if data.startswith(_WIDE_BOMS) or _looks_wide(data):
        raise UnreadableFileError("utf16")
    for magic, name in _MAGIC.items():
        if data.startswith(magic):
            raise UnreadableFileError("binary", what=name)
    # Text has hardly any control characters; a lone one costs only its statement.
    if len(data) - len(data.translate(None, _CONTROL)) > max(8, len(data) // 20):
        raise UnreadableFileError("binary", what="?")
    if data.count(0) > max(8, len(data) // 20):
        raise UnreadableFileError("null-bytes", line=line_at(data, data.index(0)))


def _looks_wide(data: bytes) -> bool:
    """Whether data is UTF-16 without its mark: every other byte of ASCII text is zero."""
    head = data[:4096]
    few, many = sorted((head[0::2].count(0), head[1::2].count(0)))
    return len(head) >= 4 and many > len(head) // 3 and few < len(head) // 8


def _declared(data: bytes) -> str:
    """The codec in a .py file's coding line, as Python finds it; UTF-8 without one."""
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8"
    for number, line in enumerate(data[:4096].splitlines()[:2], 1):
        if found := _COOKIE.match(line):
            name = found[1].decode("ascii", "replace")
            codec = _codec(name)
            if not _PLAIN_CODEC.fullmatch(codec):
                raise UnreadableFileError("unknown-encoding", line=number, name=name)
            return codec
        if not _BLANK.match(line):
            break
    return "utf-8"


def _codec(name: str) -> str:
    """Python's name for a codec, "" if it is unknown."""
    plain = name.lower().replace("_", "-")
    if plain.startswith(("utf-8-", "latin-1-", "iso-8859-1-")):  # as Emacs writes them
        name = plain[: plain.rindex("-")]
    try:
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
