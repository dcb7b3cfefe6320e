"""Find invisible characters in an author's file, and those that Python reads as others."""

from __future__ import annotations

import io
import re
import tokenize
import unicodedata

from autograder.course.yaml_reader import Report

# Python ends lines only at \n; `str.splitlines` and editors also end them at these.
_LINE_ENDS = "\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_UNSEEN = "\u00ad\u200b\u2060\ufeff"
_DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_LATIN, _CYRILLIC = re.compile("[A-Za-z]"), re.compile("[\u0400-\u04ff]")
_TWINS = frozenset("аеорсухіјѕАВЕКМНОРСТУХІЈЅ")  # Cyrillic letters that look like Latin ones
_WORD = re.compile(r"\w+")
_TO_DO = re.compile(r"\W*(TODO|TBD|FIXME|XXX)\b")
_HIDDEN = frozenset(_LINE_ENDS + _UNSEEN + _DIRECTIONS)


def hidden_sign(text: str) -> str:
    """The first character of a text that cannot be shown, such as that of a backslash and an a."""
    return next(
        (x for x in text if (x < " " and x not in "\n\t") or x == "\x7f" or x in _HIDDEN), ""
    )


def is_blank(text: str) -> bool:
    """Whether a text says nothing, or is still to be written."""
    return not text.strip(" \t\n.…-?") or _TO_DO.match(text) is not None


def check_signs(text: str, report: Report) -> None:
    """Report invisible characters, and names that Python reads as other names."""
    for line, content in enumerate(text.split("\n"), 1):
        if content.isascii() and content.isprintable():
            continue
        for sign in sorted(set(content) & _HIDDEN):
            report.add_line(
                line,
                f"the sign U+{ord(sign):04X} ({_name(sign)}) cannot be seen.",
                "Delete it; in a text, write it as an escape if it is meant.",
            )
        for word in _WORD.findall(content):
            twins = _CYRILLIC.findall(word)
            if twins and _LATIN.search(word) and _TWINS.issuperset(twins):
                report.add_line(
                    line,
                    f"the word '{word}' mixes Latin letters with {_name(twins[0])}.",
                    "Type the word again.",
                )
    if all(unicodedata.normalize("NFKC", word) == word for word in set(_WORD.findall(text))):
        return
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        plain = unicodedata.normalize("NFKC", token.string)
        if token.type == tokenize.NAME and plain != token.string:
            report.add_line(
                token.start[0],
                f"Python reads the name '{token.string}' as '{plain}'.",
                f"Type it so: {plain}",
            )


def _name(sign: str) -> str:
    return unicodedata.name(sign, "a control character").lower()
