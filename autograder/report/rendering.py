"""Render Jinja2 templates: pages, and an exercise's feedback within a page or notebook card.

Strings are escaped unless they are Markup. Style sheets are inlined, so that a page is a
single file that needs no network and no script.
"""

from __future__ import annotations

import contextlib
import hashlib
import sys
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from autograder.files import safe_name
from autograder.report.exercise_feedback import ExerciseFeedback
from autograder.report.formula import typeset
from autograder.report.html import style
from autograder.report.svg_plots import figure
from autograder.text.catalogue import format_points, translate

FEEDBACK = "feedback"
_OPTIONS: dict[str, Any] = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
LONG = 240  # characters from which a call is folded away


def render(template: str, language: str, *sheets: str, **values: Any) -> str:
    """A page from templates/, in one language. sheets: further style sheets."""
    return "".join(pieces(template, language, *sheets, **values))


def pieces(template: str, language: str, *sheets: str, **values: Any) -> Iterator[str]:
    """The same in pieces, for a page too large to hold in memory."""
    stream = (
        _environment()
        .get_template(template)
        .stream(
            **_texts(language),
            macros=macros("exercise.html", language),
            styles=Markup("".join([style("exercise.css"), style("page.css"), *sheets])),
            **values,
        )
    )
    stream.enable_buffering(200)
    return stream


@cache
def macros(template: str, language: str) -> Any:
    """The macros of a template as functions."""
    return _environment().get_template(template).make_module(_texts(language))


def exercise_html(feedback: ExerciseFeedback, level: int = 2) -> Markup:
    """A section on one exercise, with its heading at `level` (its parts one level deeper)."""
    same_for_all = feedback.perfect and not feedback.plots
    return (_perfect_section if same_for_all else _section)(feedback, level)


def _section(feedback: ExerciseFeedback, level: int) -> Markup:
    section: Markup = macros("exercise.html", feedback.language).exercise(feedback, level)
    return section


# A perfect answer looks the same for the whole class, so it is rendered once.
_perfect_section = lru_cache(maxsize=512)(_section)


def _texts(language: str) -> dict[str, Any]:
    return {
        "language": language,
        "say": lambda key, **fields: translate(key, language, **fields),
    }


class _CompiledTemplates(FileSystemBytecodeCache):
    """Compiled templates, kept beside their source, where Python keeps compiled modules."""

    def __init__(self) -> None:
        folder = Path(__file__).parent / "templates" / "__pycache__"
        depends = hashlib.sha256(repr((jinja2.__version__, _OPTIONS)).encode()).hexdigest()
        super().__init__(str(folder), f"%s.{sys.implementation.cache_tag}-{depends[:8]}")

    def dump_bytecode(self, bucket: Bucket) -> None:
        if not sys.dont_write_bytecode:
            with contextlib.suppress(OSError):  # the next process compiles again
                Path(self.directory).mkdir(exist_ok=True)
                super().dump_bytecode(bucket)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("autograder.report"),
        undefined=StrictUndefined,
        auto_reload=False,
        bytecode_cache=_CompiledTemplates(),
        **_OPTIONS,
    )
    environment.globals |= {
        "amount": format_points,
        "exercise_html": exercise_html,
        "figure": figure,
        "long": LONG,
        "typeset": typeset,
    }
    return environment


def feedback_path(out: Path, student: str, assignment: str) -> Path:
    """Path of a student's page: OUT/feedback/<student>/<assignment>/feedback.html."""
    return out / FEEDBACK / safe_name(student) / safe_name(assignment) / "feedback.html"


def remove_feedback(out: Path, student: str, assignment: str) -> None:
    """Remove a student's page, and folders that are then empty."""
    path = feedback_path(out, student, assignment)
    path.unlink(missing_ok=True)
    for folder in (path.parent, path.parent.parent):
        with contextlib.suppress(OSError):  # it is not empty, or does not exist
            folder.rmdir()
