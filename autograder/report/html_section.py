"""Render the feedback on one exercise as HTML.

One `<section>`, the same in the student page and in a notebook card. Everything goes
through `html.element`, which escapes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from autograder.report.explanation import CheckView, Diagnosis, Example, ExerciseFeedback
from autograder.report.html import Html, concat, element
from autograder.report.svg_plots import figure
from autograder.report.value_diff import MatrixCell, ValueView
from autograder.text.catalogue import format_points, translate

LONG = 240  # characters from which a call is folded away


def exercise_html(feedback: ExerciseFeedback, level: int = 2) -> Html:
    """An exercise, headed at `level` (its parts one deeper)."""
    # What is right looks the same for a whole class.
    return (_perfect_section if feedback.perfect and not feedback.plots else _section)(
        feedback, level
    )


@lru_cache(maxsize=512)
def _perfect_section(feedback: ExerciseFeedback, level: int) -> Html:
    return _section(feedback, level)


def _section(feedback: ExerciseFeedback, level: int) -> Html:
    low = f"h{level + 1}"
    language = feedback.language
    return element(
        "section",
        _head(feedback, level),
        _error(feedback),
        element("p", feedback.carried, class_="ag-carried") if feedback.carried else None,
        _claims("holds", feedback.holds, language, low, folded=feedback.perfect),
        _claims("fails", feedback.fails, language, low),
        _claims(
            feedback.unchecked_kind,
            feedback.unchecked,
            language,
            low,
            folded=feedback.status != "failed",
        ),
        _diagnoses(feedback, low),
        element("p", feedback.abstained, class_="ag-abstained") if feedback.abstained else None,
        _example(feedback.example, language, low) if feedback.example else None,
        *(figure(plot, language) for plot in feedback.plots),
        _hints(feedback.hints, language, low),
        _answer(feedback) if feedback.answer is not None else None,
        _again(feedback.section, language),
        class_=f"ag-exercise ag-was-{feedback.status}",
        id=f"exercise-{feedback.name}",
    )


def status_badge(feedback: ExerciseFeedback) -> Html:
    """The status as a sign and a word, so that it never depends on colour alone."""
    mark = element("span", feedback.mark, class_="ag-mark", aria_hidden="true")
    return element("span", mark, feedback.status_word, class_=f"ag-badge ag-is-{feedback.status}")


def points(feedback: ExerciseFeedback) -> Html | None:
    if feedback.status == "manual":
        return None
    got = "?" if feedback.status == "grader_error" else format_points(feedback.points)
    most = element("span", f" / {format_points(feedback.max_points)}", class_="ag-most")
    return element("span", got, most, class_="ag-points")


def _head(feedback: ExerciseFeedback, level: int) -> Html:
    name = element("code", feedback.name) if feedback.name != feedback.title else None
    heading = element(f"h{level}", feedback.title, " ", name)
    line = element("p", status_badge(feedback), points(feedback), class_="ag-status")
    about = element("p", feedback.about, class_="ag-about") if feedback.about else None
    return concat(element("header", heading, line), about)


def _error(feedback: ExerciseFeedback) -> Html | None:
    if not (feedback.where or feedback.friendly or feedback.original):
        return None
    where = element("span", feedback.where, class_="ag-where") if feedback.where else None
    says = translate("explain.python-says", feedback.language)
    original = element("code", feedback.original, class_="ag-original", title=says)
    return element(
        "div",
        element("p", where, feedback.friendly) if feedback.friendly or feedback.where else None,
        element("p", original) if feedback.original else None,
        class_="ag-error",
    )


def _claims(
    kind: str, claims: Sequence[CheckView], language: str, low: str, folded: bool = False
) -> Html | None:
    if not claims:
        return None
    sign = {"holds": "passed", "fails": "failed"}.get(kind, "missing")
    mark = element(
        "span", translate(f"mark.{sign}", language), class_="ag-mark", aria_hidden="true"
    )
    title = translate(f"explain.{kind}", language)
    listed = element(
        "ul",
        *(
            element(
                "li",
                mark,
                element("span", claim.description, class_="ag-says"),
                element(
                    "span",
                    f"{format_points(claim.points)} / {format_points(claim.max_points)}",
                    class_="ag-points",
                ),
            )
            for claim in claims
        ),
    )
    kinds = f"ag-claims ag-{kind}"
    if folded:
        label = translate(f"explain.{kind}-folded", language, count=len(claims))
        summary = element("summary", label)
        return element("details", summary, listed, class_=kinds)
    return element("div", element(low, title), listed, class_=kinds)


def _diagnoses(feedback: ExerciseFeedback, low: str) -> Html | None:
    if not feedback.diagnoses:
        return None
    language = feedback.language
    both = len(feedback.diagnoses) > 1
    return element(
        "div",
        element("p", translate("explain.diagnosis", language), class_="ag-label"),
        element("p", translate("explain.two-at-once", language)) if both else None,
        *(_diagnosis(item, feedback.formula, language, low) for item in feedback.diagnoses),
        class_="ag-diagnosis",
    )


def _diagnosis(item: Diagnosis, formula: str, language: str, low: str) -> Html:
    formulas = None
    if item.formula and formula:
        formulas = element(
            "dl",
            *(
                element(
                    "div",
                    element("dt", translate(f"explain.formula-{side}", language)),
                    element("dd", text),
                    class_=f"ag-{side}",
                )
                for side, text in (("right", formula), ("yours", item.formula))
            ),
            class_="ag-formulas",
        )
    why = element("p", item.why) if item.why else None
    return concat(element(low, item.title), why, formulas)


def _example(example: Example, language: str, low: str) -> Html:
    call = element("pre", element("code", example.call))
    if len(example.call) > LONG:
        call = element("details", element("summary", translate("explain.call", language)), call)
    printed = None
    if example.printed:
        printed = element(
            "details",
            element("summary", translate("explain.printed", language)),
            element("pre", example.printed),
        )
    return element(
        "div",
        element(low, translate("explain.example", language)),
        call,
        _sides(example, language),
        element("p", example.remark, class_="ag-remark") if example.remark else None,
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
    return concat(*(_pair(name, left, right, language) for name, left, right in pairs))


def _pair(name: str, left: ValueView, right: ValueView, language: str) -> Html:
    return element(
        "div",
        element("p", _part_name(name, language), class_="ag-part") if name else None,
        *(
            element(
                "div",
                element("p", translate(f"explain.{side}", language), class_="ag-side"),
                _node(node, language),
            )
            for side, node in (("expected", left), ("got", right))
        ),
        class_="ag-pair",
    )


def _part_name(name: str, language: str) -> str:
    return translate("explain.item", language, n=name) if name.isdigit() else name


def _node(node: ValueView, language: str) -> Html:
    if node.parts:
        return element(
            "div",
            *(
                element(
                    "div",
                    element("p", _part_name(name, language), class_="ag-part"),
                    _node(part, language),
                )
                for name, part in node.parts.items()
            ),
        )
    if not node.rows:
        return element(
            "p", _marked(MatrixCell(node.text, node.differs), language), class_="ag-value"
        )
    rows = [element("tr", *(_cell(cell, language) for cell in row)) for row in node.rows]
    shape = translate("explain.shape", language, shape=node.shape)
    return element(
        "div",
        element(
            "div", element("table", element("tbody", *rows), class_="ag-matrix"), class_="ag-scroll"
        ),
        element("p", shape + (" …" if node.cut else ""), class_="ag-shape"),
    )


def _cell(cell: MatrixCell, language: str) -> Html:
    return element("td", _marked(cell, language), class_="ag-differs" if cell.differs else None)


def _marked(cell: MatrixCell, language: str) -> Html:
    if not cell.differs:
        return concat(cell.text)
    return element("mark", cell.text, title=translate("explain.differs", language))


def _hints(hints: Sequence[str], language: str, low: str) -> Html | None:
    if not hints:
        return None
    heading = element(low, translate("explain.hint", language))
    return element("div", heading, *(element("p", hint) for hint in hints), class_="ag-hint")


def _answer(feedback: ExerciseFeedback) -> Html:
    if not feedback.answer:
        return element("p", translate("explain.written-none", feedback.language), class_="ag-about")
    label = element("p", translate("explain.written", feedback.language), class_="ag-label")
    return element("div", label, element("blockquote", feedback.answer, class_="ag-answer"))


def _again(title: str, language: str) -> Html | None:
    if not title:
        return None
    label = element("span", translate("explain.section", language), class_="ag-label")
    return element("p", label, " ", title, class_="ag-again")
