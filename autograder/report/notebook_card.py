"""HTML card for `check()` in a notebook.

One self-contained HTML fragment with its style, for `check()` in a notebook. Standard
library only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from autograder.report.explanation import ExerciseFeedback
from autograder.report.html import Html, element, style
from autograder.report.html_section import exercise_html

_DARK_PAGE = re.compile(
    r"@media \(prefers-color-scheme: dark\) \{\s*\.ag \{(.*?)\}\s*\}", re.DOTALL
)
# A notebook is dark by its own setting, whatever the machine prefers.
_DARK = ('[data-jp-theme-light="false"]', ".vscode-dark", ".vscode-high-contrast", "[theme=dark]")


def card(feedback: Sequence[ExerciseFeedback]) -> Html:
    """The explanations below each other. The style stays inside: every rule begins with .ag."""
    language = feedback[0].language if feedback else "en"
    return box(language, *(exercise_html(item, level=3) for item in feedback))


def notice(lines: Sequence[str], language: str) -> Html:
    """A few plain lines in the looks of a card."""
    return box(
        language, element("div", *(element("p", line) for line in lines), class_="ag-notice")
    )


def box(language: str, *inside: Html) -> Html:
    return element(
        "div", element("style", notebook_style()), *inside, class_="ag ag-card", lang=language
    )


@cache
def notebook_style() -> Html:
    """The page's style of an exercise, made to hold its own beside a notebook's styles.

    A selector that names its class three times outweighs what a notebook says of every
    list, table and heading in an output.
    """
    text = style("exercise.css") + style("notebook.css")
    dark = ", ".join(f"{where} .ag" for where in _DARK)
    text = _DARK_PAGE.sub(lambda found: f"{dark} {{{found[1]}}}", text)
    text = re.sub(r"\.ag(?=[ :{,])", ".ag.ag.ag", text)
    return Html(re.sub(r"^\.ag-card\b", ".ag-card.ag-card.ag-card", text, flags=re.MULTILINE))
