"""Make untrusted text safe to show: control characters, bidi overrides, lone surrogates.

Text from a submission passes through here before any renderer sees it. The renderer escapes
markup; characters that are dangerous in every medium are made visible here.
"""

from __future__ import annotations

import re

# C0 except tab and newline, DEL, C1, bidi marks and overrides, line separators, surrogates.
UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
# Where ✓ cannot be encoded (the Windows console in Japan), ○ and × can.
_PLAINER = str.maketrans(
    {"✓": "o", "✗": "x", "○": "o", "×": "x", "–": "-", "−": "-", "·": "*", "…": "...", "→": "->"}
    | {"≠": "!", "␣": "_", "⇥": ">", "□": "_", "↵": "$"}
)


def sanitize(text: str, limit: int = 4_000) -> str:
    """The text made safe to show; if longer than `limit`, it is cut and ends in "…"."""
    text = text[: limit + 1].replace("\r\n", "\n")
    text = UNSAFE.sub(lambda found: _visible(found[0]), text)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def printable(text: str, limit: int | None = None) -> str:
    """The text on one line, with U+FFFD for each control character; cut at `limit` with "…"."""
    shown = text if limit is None else text[: limit + 1]
    shown = "".join(sign if sign.isprintable() else "\ufffd" for sign in shown)
    return shown if limit is None or len(shown) <= limit else shown[: limit - 1] + "…"


def replace_surrogates(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, so that it can be written as UTF-8."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def _visible(sign: str) -> str:
    code = ord(sign)
    if code < 0x20:
        return chr(0x2400 + code)  # ␛ and its like
    if code in (0x2028, 0x2029):
        return "\n"
    if 0x7F <= code < 0xA0 or 0xD800 <= code <= 0xDFFF:
        return "␡" if code == 0x7F else "\ufffd"
    return f"\\u{code:04x}"


def encodable(text: str, encoding: str) -> str:
    """The text with plainer characters for those that a console's encoding lacks."""
    try:
        text.encode(encoding)
        return text
    except UnicodeEncodeError:
        pass
    signs = []
    for sign in text:
        try:
            sign.encode(encoding)
        except UnicodeEncodeError:
            sign = sign.translate(_PLAINER)
        signs.append(sign)
    return "".join(signs).encode(encoding, "replace").decode(encoding)
