"""How is one exercise's explanation written in HTML?

One `<section>`, the same in the student page and in a notebook card. Everything goes
through `markup.tag`, which escapes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from autograder.report.explanation import Claim, Diagnosis, Example, Explanation
from autograder.report.html import Html, join, tag
from autograder.report.i18n import amount, say
from autograder.report.svg_plots import figure
from autograder.report.value_diff import Cell, Node

LONG = 240  # characters from which a call is folded away


def section(told: Explanation, level: int = 2) -> Html:
    """An exercise, headed at `level` (its parts one deeper)."""
    # What is right looks the same for a whole class.
    return (_perfect_section if told.perfect and not told.plots else _section)(told, level)


@lru_cache(maxsize=512)
def _perfect_section(told: Explanation, level: int) -> Html:
    return _section(told, level)


def _section(told: Explanation, level: int) -> Html:
    low = f"h{level + 1}"
    language = told.language
    return tag(
        "section",
        _head(told, level),
        _error(told),
        tag("p", told.carried, class_="ag-carried") if told.carried else None,
        _claims("holds", told.holds, language, low, folded=told.perfect),
        _claims("fails", told.fails, language, low),
        _claims(told.unchecked_kind, told.unchecked, language, low, folded=told.status != "failed"),
        _diagnoses(told, low),
        tag("p", told.abstained, class_="ag-abstained") if told.abstained else None,
        _example(told.example, language, low) if told.example else None,
        *(figure(plot, language) for plot in told.plots),
        _hints(told.hints, language, low),
        _answer(told) if told.answer is not None else None,
        _again(told.section, language),
        class_=f"ag-exercise ag-was-{told.status}",
        id=f"exercise-{told.name}",
    )


def badge(told: Explanation) -> Html:
    """The status as a sign and a word: colour is never alone in saying it."""
    mark = tag("span", told.mark, class_="ag-mark", aria_hidden="true")
    return tag("span", mark, told.status_word, class_=f"ag-badge ag-is-{told.status}")


def points(told: Explanation) -> Html | None:
    if told.status == "manual":
        return None
    got = "?" if told.status == "grader_error" else amount(told.points)
    most = tag("span", f" / {amount(told.max_points)}", class_="ag-most")
    return tag("span", got, most, class_="ag-points")


def _head(told: Explanation, level: int) -> Html:
    name = tag("code", told.name) if told.name != told.title else None
    heading = tag(f"h{level}", told.title, " ", name)
    line = tag("p", badge(told), points(told), class_="ag-status")
    about = tag("p", told.about, class_="ag-about") if told.about else None
    return join(tag("header", heading, line), about)


def _error(told: Explanation) -> Html | None:
    if not (told.where or told.friendly or told.original):
        return None
    where = tag("span", told.where, class_="ag-where") if told.where else None
    says = say("explain.python-says", told.language)
    original = tag("code", told.original, class_="ag-original", title=says)
    return tag(
        "div",
        tag("p", where, told.friendly) if told.friendly or told.where else None,
        tag("p", original) if told.original else None,
        class_="ag-error",
    )


def _claims(
    kind: str, claims: Sequence[Claim], language: str, low: str, folded: bool = False
) -> Html | None:
    if not claims:
        return None
    sign = {"holds": "passed", "fails": "failed"}.get(kind, "missing")
    mark = tag("span", say(f"mark.{sign}", language), class_="ag-mark", aria_hidden="true")
    title = say(f"explain.{kind}", language)
    listed = tag(
        "ul",
        *(
            tag(
                "li",
                mark,
                tag("span", claim.says, class_="ag-says"),
                tag(
                    "span",
                    f"{amount(claim.points)} / {amount(claim.max_points)}",
                    class_="ag-points",
                ),
            )
            for claim in claims
        ),
    )
    kinds = f"ag-claims ag-{kind}"
    if folded:
        words = say(f"explain.{kind}-folded", language, count=len(claims))
        summary = tag("summary", words)
        return tag("details", summary, listed, class_=kinds)
    return tag("div", tag(low, title), listed, class_=kinds)


def _diagnoses(told: Explanation, low: str) -> Html | None:
    if not told.diagnoses:
        return None
    language = told.language
    both = len(told.diagnoses) > 1
    return tag(
        "div",
        tag("p", say("explain.diagnosis", language), class_="ag-label"),
        tag("p", say("explain.two-at-once", language)) if both else None,
        *(_diagnosis(item, told.formula, language, low) for item in told.diagnoses),
        class_="ag-diagnosis",
    )


def _diagnosis(item: Diagnosis, formula: str, language: str, low: str) -> Html:
    formulas = None
    if item.formula and formula:
        formulas = tag(
            "dl",
            *(
                tag(
                    "div",
                    tag("dt", say(f"explain.formula-{side}", language)),
                    tag("dd", text),
                    class_=f"ag-{side}",
                )
                for side, text in (("right", formula), ("yours", item.formula))
            ),
            class_="ag-formulas",
        )
    why = tag("p", item.why) if item.why else None
    return join(tag(low, item.title), why, formulas)


def _example(example: Example, language: str, low: str) -> Html:
    call = tag("pre", tag("code", example.call))
    if len(example.call) > LONG:
        call = tag("details", tag("summary", say("explain.call", language)), call)
    printed = None
    if example.printed:
        printed = tag(
            "details",
            tag("summary", say("explain.printed", language)),
            tag("pre", example.printed),
        )
    return tag(
        "div",
        tag(low, say("explain.example", language)),
        call,
        _sides(example, language),
        tag("p", example.remark, class_="ag-remark") if example.remark else None,
        printed,
        class_="ag-example",
    )


def _sides(example: Example, language: str) -> Html:
    """Expected beside got; part by part where both have the same parts."""
    expected, got = example.expected, example.got
    if expected.parts and expected.parts.keys() == got.parts.keys():
        pairs = [(name, expected.parts[name], got.parts[name]) for name in expected.parts]
    else:
        pairs = [("", expected, got)]
    return join(*(_pair(name, left, right, language) for name, left, right in pairs))


def _pair(name: str, left: Node, right: Node, language: str) -> Html:
    return tag(
        "div",
        tag("p", _part_name(name, language), class_="ag-part") if name else None,
        *(
            tag(
                "div",
                tag("p", say(f"explain.{side}", language), class_="ag-side"),
                _node(node, language),
            )
            for side, node in (("expected", left), ("got", right))
        ),
        class_="ag-pair",
    )


def _part_name(name: str, language: str) -> str:
    return say("explain.item", language, n=name) if name.isdigit() else name


def _node(node: Node, language: str) -> Html:
    if node.parts:
        return tag(
            "div",
            *(
                tag(
                    "div",
                    tag("p", _part_name(name, language), class_="ag-part"),
                    _node(part, language),
                )
                for name, part in node.parts.items()
            ),
        )
    if not node.rows:
        return tag("p", _marked(Cell(node.text, node.differs), language), class_="ag-value")
    rows = [tag("tr", *(_cell(cell, language) for cell in row)) for row in node.rows]
    shape = say("explain.shape", language, shape=node.shape)
    return tag(
        "div",
        tag("div", tag("table", tag("tbody", *rows), class_="ag-matrix"), class_="ag-scroll"),
        tag("p", shape + (" …" if node.cut else ""), class_="ag-shape"),
    )


def _cell(cell: Cell, language: str) -> Html:
    return tag("td", _marked(cell, language), class_="ag-differs" if cell.differs else None)


def _marked(cell: Cell, language: str) -> Html:
    if not cell.differs:
        return join(cell.text)
    return tag("mark", cell.text, title=say("explain.differs", language))


def _hints(hints: Sequence[str], language: str, low: str) -> Html | None:
    if not hints:
        return None
    heading = tag(low, say("explain.hint", language))
    return tag("div", heading, *(tag("p", hint) for hint in hints), class_="ag-hint")


def _answer(told: Explanation) -> Html:
    if not told.answer:
        return tag("p", say("explain.written-none", told.language), class_="ag-about")
    label = tag("p", say("explain.written", told.language), class_="ag-label")
    return tag("div", label, tag("blockquote", told.answer, class_="ag-answer"))


def _again(title: str, language: str) -> Html | None:
    if not title:
        return None
    label = tag("span", say("explain.section", language), class_="ag-label")
    return tag("p", label, " ", title, class_="ag-again")
