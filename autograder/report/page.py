"""What is the frame of every page?

Jinja2 templates with autoescape, compiled once a process; style sheets go inline, so
that a page is one file which needs no network and no script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from autograder.report.markup import Html
from autograder.report.texts import amount, say, style

FEEDBACK = "feedback"
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|%]|^\.+$|[. ]$|[\ud800-\udfff]')
_DEVICES = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$")
MAX_NAME = 120


def render(template: str, language: str, *sheets: str, **values: Any) -> str:
    """A page from templates/, in one language. Strings are escaped unless they are Html.

    sheets: further style sheets.
    """
    return "".join(pieces(template, language, *sheets, **values))


def pieces(template: str, language: str, *sheets: str, **values: Any) -> Iterator[str]:
    """The same piece by piece, for a page too large to be held."""
    stream = (
        _environment()
        .get_template(template)
        .stream(
            language=language,
            say=lambda key, **fields: say(key, language, **fields),
            amount=amount,
            styles=Html("".join([style("exercise.css"), style("page.css"), *sheets])),
            **values,
        )
    )
    stream.enable_buffering(200)
    return stream


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("autograder.report"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def feedback_path(out: Path, student: str, assignment: str) -> Path:
    """Where a student's page stands: OUT/feedback/<student>/<assignment>/feedback.html."""
    return out / FEEDBACK / safe_name(student) / safe_name(assignment) / "feedback.html"


def safe_name(name: str) -> str:
    """The name as one folder's name on any system; itself wherever that is possible.

    What a file system may refuse is written as %XX; different names stay different.
    """
    safe = _UNSAFE.sub(lambda found: "".join(map(_percent, found[0])), name) or "%"
    if _DEVICES.match(safe):
        safe = f"{_percent(safe[0])}{safe[1:]}"
    if len(safe.encode("utf-8")) > MAX_NAME:
        kept = safe.encode("utf-8")[: MAX_NAME - 20].decode("utf-8", "ignore").rstrip(". ")
        digest = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        safe = f"{kept}%{digest}"
    return safe


def _percent(sign: str) -> str:
    return f"%{ord(sign):02X}"
