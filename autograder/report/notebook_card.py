"""Notebook cards: a student page's sections as one HTML fragment that brings its style."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from markupsafe import Markup

from autograder.report.exercise_feedback import ExerciseFeedback
from autograder.report.html import style
from autograder.report.rendering import macros

_DARK_PAGE = re.compile(
    r"@media \(prefers-color-scheme: dark\) \{\s*\.ag \{(.*?)\}\s*\}", re.DOTALL
)
# A notebook is dark by its own setting, whatever the machine prefers.
_DARK = ('[data-jp-theme-light="false"]', ".vscode-dark", ".vscode-high-contrast", "[theme=dark]")


def card(
    feedback: Sequence[ExerciseFeedback],
    lines: Sequence[str] = (),
    language: str = "",
    *,
    styled: bool = True,
    more_style: str = "",
) -> Markup:
    """A few plain lines, then the explanations below each other.

    language: that of the explanations, if it is not given.
    styled: False where an earlier card on the same page has brought the style.
    """
    language = language or feedback[0].language
    css = Markup(notebook_style() + more_style if styled else "")
    made: Markup = macros("exercise.html", language).card(language, feedback, lines, css)
    return made


@cache
def notebook_style() -> Markup:
    """The page's style of an exercise, made to hold its own beside a notebook's styles.

    A selector that names its class three times outweighs what a notebook says of every
    list, table and heading in an output.
    """
    text = str(style("exercise.css") + style("notebook.css"))
    dark = ", ".join(f"{where} .ag" for where in _DARK)
    text = _DARK_PAGE.sub(lambda found: f"{dark} {{{found[1]}}}", text)
    text = re.sub(r"\.ag(?=[ :{,])", ".ag.ag.ag", text)
    return Markup(re.sub(r"^\.ag-card\b", ".ag-card.ag-card.ag-card", text, flags=re.MULTILINE))
