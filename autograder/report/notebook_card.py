"""Notebook cards: sections of a student page as one HTML fragment with its own style."""

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
# A notebook's dark mode is its own setting, whatever the system prefers.
_DARK = ('[data-jp-theme-light="false"]', ".vscode-dark", ".vscode-high-contrast", "[theme=dark]")


def card(
    feedback: Sequence[ExerciseFeedback],
    lines: Sequence[str] = (),
    language: str = "",
    *,
    styled: bool = True,
    more_style: str = "",
) -> Markup:
    """A few plain lines, then the explanations one below another.

    language: by default that of the explanations.
    styled: False if an earlier card on the same page has included the style.
    """
    language = language or feedback[0].language
    css = Markup(notebook_style() + more_style if styled else "")
    made: Markup = macros("exercise.html", language).card(language, feedback, lines, css)
    return made


@cache
def notebook_style() -> Markup:
    """The page's style for an exercise, made specific enough to override a notebook's styles.

    A selector that names its class three times outweighs a notebook's rules for lists,
    tables and headings in an output.
    """
    text = str(style("exercise.css") + style("notebook.css"))
    dark = ", ".join(f"{where} .ag" for where in _DARK)
    text = _DARK_PAGE.sub(lambda found: f"{dark} {{{found[1]}}}", text)
    text = re.sub(r"\.ag(?=[ :{,])", ".ag.ag.ag", text)
    return Markup(re.sub(r"^\.ag-card\b", ".ag-card.ag-card.ag-card", text, flags=re.MULTILINE))
