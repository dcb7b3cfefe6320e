"""Render feedback as terminal text.

Plain text, wrapped to a width in which a Japanese character counts as two. Text from
a submission no longer contains escape sequences (see sanitize.py); colour is added only
when asked for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from autograder.report.exercise_feedback import CheckView, Diagnosis, Example, ExerciseFeedback
from autograder.report.plot_description import describe
from autograder.report.text_diff import MarkedText, TextLine
from autograder.report.value_diff import ValueView
from autograder.text.catalogue import format_points, translate

RED, GREEN, DIM, BOLD, LOUD = "31", "32", "2", "1", "1;30;43"
_COLOURS = {"passed": GREEN, "grader_error": LOUD, "manual": DIM, "not_attempted": DIM}
_NOT_FIRST = "、。，．）」』】！？ー々…,.;:!?)]}%"  # a line must not begin with one of these
_NOT_LAST = "（「『【([{"


def render_exercise(feedback: ExerciseFeedback, width: int = 88, colour: bool = False) -> str:
    """One exercise; ends without a newline."""
    language = feedback.language
    lines = [_headline(feedback, colour)]

    def block(label: str, *paragraphs: str) -> None:
        lines.extend(["", f"  {paint(translate(f'explain.{label}', language), BOLD, colour)}"])
        for paragraph in paragraphs:
            lines.extend(wrap(paragraph, width, "    "))

    for text in (feedback.about, feedback.carried):
        lines.extend(wrap(text, width, "  ") if text else [])
    if feedback.where or feedback.friendly:
        lines.extend(wrap(" ".join(filter(None, (feedback.where, feedback.friendly))), width, "  "))
    if feedback.original:
        lines.extend(f"    {paint(line, RED, colour)}" for line in feedback.original.splitlines())
    if feedback.diagnoses:
        two = len(feedback.diagnoses) > 1 and not feedback.about  # `about` would say it too
        both = (translate("explain.two-at-once", language),) if two else ()
        block("diagnosis", *both)
    for diagnosis in feedback.diagnoses:
        lines.extend(_diagnosis(feedback, diagnosis, width, colour))
    if feedback.abstained:
        lines.extend(["", *wrap(feedback.abstained, width, "  ")])
    if feedback.example:
        block("example")
        lines.extend(_example(feedback.example, language, width, colour))
    for plot in feedback.plots:
        lines.extend(["", *wrap(describe(plot, language), width, "    ")])
    if feedback.hints:
        block("hint", *feedback.hints)
    if feedback.fails:
        block("fails")
        lines.extend(_checks(feedback.fails, "failed", language, width, colour))
    if feedback.unchecked and feedback.status == "failed":
        block(feedback.unchecked_kind)
        lines.extend(_checks(feedback.unchecked, "missing", language, width, colour))
    if feedback.holds and not feedback.perfect:
        block("holds")
        lines.extend(_checks(feedback.holds, "passed", language, width, colour))
    if feedback.answer is not None:
        block(
            "written",
            *(feedback.answer or translate("explain.written-none", language)).splitlines(),
        )
    if feedback.section:
        block("section", feedback.section)
    return "\n".join(lines)


def _diagnosis(
    feedback: ExerciseFeedback, diagnosis: Diagnosis, width: int, colour: bool
) -> list[str]:
    lines = [paint(line, BOLD, colour) for line in wrap(diagnosis.title, width, "    ")]
    lines += wrap(diagnosis.why, width, "    ")
    if diagnosis.formula and feedback.formula:
        lines += _formulas(feedback, diagnosis.formula, colour)
    return lines


def wrap(text: str, width: int, indent: str) -> list[str]:
    """Lines of at most `width` columns, broken between words or Japanese characters."""
    lines = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for piece in _pieces(paragraph):
            if line and columns(indent + line + piece.rstrip()) > width:
                lines.append(indent + line.rstrip())
                line = piece.lstrip()
            else:
                line += piece
        lines.append((indent + line).rstrip())
    return lines


def columns(text: str) -> int:
    """How many columns a terminal needs for the text."""
    return sum(
        0 if unicodedata.combining(sign) else 1 + (unicodedata.east_asian_width(sign) in "WF")
        for sign in text
    )


def _pieces(text: str) -> list[str]:
    """The text in parts between which a line may break."""
    pieces: list[str] = []
    for sign in text:
        last = pieces[-1][-1] if pieces else " "
        wide = unicodedata.east_asian_width(sign) in "WF"
        after_wide = unicodedata.east_asian_width(last) in "WF"
        glued = sign in _NOT_FIRST or last in _NOT_LAST or sign == " "
        if pieces and (glued or not (wide or after_wide or last == " ")):
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces


def _headline(feedback: ExerciseFeedback, colour: bool) -> str:
    code = _COLOURS.get(feedback.status, RED)
    badge = paint(f"{feedback.symbol} {feedback.status_word}", code, colour)
    name = "" if feedback.name == feedback.title else f" ({feedback.name})"
    points = "?" if feedback.status == "grader_error" else format_points(feedback.points)
    score = f"  {points} / {format_points(feedback.max_points)}"
    title = f"{paint(feedback.title, BOLD, colour)}{name}"
    return f"{badge}  {title}{'' if feedback.status == 'manual' else score}"


def _checks(
    claims: Sequence[CheckView], status: str, language: str, width: int, colour: bool
) -> list[str]:
    lines = []
    code = {"passed": GREEN, "failed": RED}.get(status, DIM)
    mark = paint(translate(f"mark.{status}", language), code, colour)
    for claim in claims:
        first, *rest = wrap(claim.description, width - 2, "      ")
        lines.extend([f"    {mark} {first.strip()}", *rest])
    return lines


def _formulas(feedback: ExerciseFeedback, yours: str, colour: bool) -> list[str]:
    whose = "alone" if len(feedback.diagnoses) > 1 else "yours"
    pairs = [("right", feedback.formula, GREEN), (whose, yours, RED)]
    labels = [translate(f"explain.formula-{side}", feedback.language) for side, _, _ in pairs]
    wide = max(map(columns, labels))
    return [
        f"      {label}{' ' * (wide - columns(label))}   {paint(text, code, colour)}"
        for label, (_, text, code) in zip(labels, pairs, strict=True)
    ]


def _example(example: Example, language: str, width: int, colour: bool) -> list[str]:
    lines = [f"    {line}" for line in example.call.splitlines()]
    for side, node in (("expected", example.expected), ("got", example.got)):
        lines.append(f"    {translate(f'explain.{side}', language)}")
        lines.extend(f"      {line}" for line in _node(node, language, colour))
    if example.remark:
        lines.extend(wrap(example.remark, width, "      "))
    if example.printed:
        lines.append(f"    {translate('explain.printed', language)}")
        lines.extend(f"      {line}" for line in example.printed.splitlines())
    return lines


def _node(node: ValueView, language: str, colour: bool) -> list[str]:
    """A value; parts that differ from the expected ones are followed by *."""
    if node.parts:
        lines = []
        for name, part in node.parts.items():
            lines.append(
                f"{translate('explain.item', language, n=name) if name.isdigit() else name}:"
            )
            lines.extend(f"  {line}" for line in _node(part, language, colour))
        return lines
    if node.lines:
        return [shown for line in node.lines for shown in _text_line(line, colour)]
    if not node.rows:
        return [_cell(MarkedText(line, node.differs), 0, colour) for line in node.text.splitlines()]
    wide = max(len(cell.text) for row in node.rows for cell in row)
    rows = ["  ".join(_cell(cell, wide, colour) for cell in row).rstrip() for row in node.rows]
    return [*rows, "…"] if node.cut else rows


def _text_line(line: TextLine, colour: bool) -> list[str]:
    """A line of text with its sign, and ^ below what differs in it."""
    text = "".join(paint(piece.text, RED, colour and piece.differs) for piece in line.pieces)
    marks = "".join(
        ("^" if piece.differs else " ") * columns(piece.text) for piece in line.pieces
    ).rstrip()
    shown = [f"{line.sign} {text}".rstrip()]
    return [*shown, f"  {marks}"] if marks else shown


def _cell(cell: MarkedText, wide: int, colour: bool) -> str:
    text = cell.text.rjust(wide)
    return paint(f"{text}*", RED, colour) if cell.differs else f"{text} " if wide else text


def paint(text: str, code: str, colour: bool) -> str:
    """The text in a colour, if colour is wanted and the text is not empty."""
    return f"\x1b[{code}m{text}\x1b[0m" if colour and text else text
