"""Shared Jinja2 environment, style sheets and frame of every page.

Jinja2 templates with autoescape, compiled once a process; style sheets go inline, so
that a page is one file which needs no network and no script.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from autograder.files import safe_name
from autograder.report.html import Html, style
from autograder.text.catalogue import format_points, translate

FEEDBACK = "feedback"


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
            say=lambda key, **fields: translate(key, language, **fields),
            amount=format_points,
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
    """Path of a student's page: OUT/feedback/<student>/<assignment>/feedback.html."""
    return out / FEEDBACK / safe_name(student) / safe_name(assignment) / "feedback.html"
