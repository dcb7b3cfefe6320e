"""How does a notebook show what the page would say?

One self-contained HTML fragment with its style, for `check()` in a notebook. Standard
library only.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograder.report.explain import Explanation
from autograder.report.fragment import section
from autograder.report.markup import Html, tag
from autograder.report.texts import style


def card(told: Sequence[Explanation]) -> Html:
    """The explanations below each other. The style stays inside: every rule begins with .ag."""
    language = told[0].language if told else "en"
    return tag(
        "div",
        tag("style", style("exercise.css")),
        *(section(item, level=3) for item in told),
        class_="ag ag-card",
        lang=language,
    )
