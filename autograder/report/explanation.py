"""Build the feedback on one exercise, in one language, without markup.

`explain` turns a verdict into an `ExerciseFeedback`, with everything from the submission made
safe to show. The page, the notebook card and the terminal all render this structure. It needs no
solutions/, only the `exercise_texts`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from autograder.models import Counterexample, Grade, ManualMark, Verdict
from autograder.report.error_messages import FriendlyError, friendly_error
from autograder.report.exercise_feedback import CheckView, Diagnosis, Example, ExerciseFeedback
from autograder.report.exercise_texts import ExerciseTexts, misconception_texts
from autograder.report.hint_choice import choose_hints
from autograder.report.value_diff import diff_values, layout
from autograder.text.catalogue import (
    format_points,
    join_cjk_lines,
    localized,
    translate,
    translate_error,
)
from autograder.text.sanitize import sanitize

REVEAL_ALL = ("diagnosis", "counterexample")
_UNREADABLE = re.compile(r"(?:Syntax|Indentation|Tab)Error\b")
# Without a value there was nothing to check.
_UNCHECKED = ("error", "timeout", "crashed", "missing", "not_attempted", "grader_error")


def explain(
    name: str,
    verdict: Verdict,
    texts: Mapping[str, ExerciseTexts],
    language: str,
    reveal: Sequence[str] = REVEAL_ALL,
) -> ExerciseFeedback:
    """The feedback on one exercise.

    texts: of all exercises, by name (a carried mistake names another exercise).
    reveal: any of "diagnosis" and "counterexample"; () shows only points and claims.
    """
    own = texts.get(name, {})
    carried = verdict.status == "passed" and verdict.carried
    show_message = reveal and verdict.status != "grader_error"  # its message is for the staff
    error = friendly_error(sanitize(verdict.message, 700) if show_message else "", language)
    claims = _check_views(verdict, own, language)
    wrong = verdict.status in ("failed", "error")
    diagnoses = _diagnoses(verdict, own, language) if "diagnosis" in reveal and wrong else ()
    shown = verdict.counterexample if "counterexample" in reveal else None
    example = _example(shown, verdict.stdout, language) if shown else None
    hints = choose_hints(verdict, diagnoses, own, language, example) if wrong else ()
    about = [_about(verdict, error, language)]
    about += [_credit(verdict, diagnoses, language)] if reveal else []
    return ExerciseFeedback(
        name=name,
        title=_title(name, texts, language),
        language=language,
        status=verdict.status,
        status_word=translate(f"status.{'carried' if carried else verdict.status}", language),
        symbol=translate(f"mark.{verdict.status}", language),
        about=" ".join(filter(None, about)),
        points=verdict.points,
        max_points=verdict.max_points,
        holds=claims["holds"],
        fails=claims["fails"],
        unchecked=claims["unchecked"],
        where=error.where,
        friendly=error.friendly,
        original=error.original,
        carried=_carried(verdict, texts, language) if carried else "",
        diagnoses=diagnoses,
        abstained=_abstained(verdict, diagnoses, reveal, language),
        formula=own.get("formula", ""),
        example=example,
        plots=tuple(verdict.evidence.get("plots", ())) if "counterexample" in reveal else (),
        hints=hints if "diagnosis" in reveal else (),
        section="" if verdict.status == "passed" else localized(own.get("section", {}), language),
    )


def explain_written(
    name: str,
    answer: str | None,
    texts: Mapping[str, ExerciseTexts],
    language: str,
    pictures: Mapping[str, str] | None = None,
) -> ExerciseFeedback:
    """The feedback on a written answer, which is graded manually."""
    return ExerciseFeedback(
        name=name,
        title=_title(name, texts, language),
        language=language,
        status="manual",
        status_word=translate("status.manual", language),
        symbol=translate("mark.manual", language),
        about="",
        points=0.0,
        max_points=0.0,
        answer=sanitize(answer or "", 20_000).strip(),
        pictures=tuple((pictures or {}).items()),
    )


def with_mark(
    feedback: ExerciseFeedback, mark: ManualMark | None, language: str
) -> ExerciseFeedback:
    """The feedback with manual points, extra credit and comment from nbgrader's gradebook."""
    if mark is None:
        return feedback
    said = [feedback.about]
    if mark.points is not None:
        points, most = format_points(mark.points), format_points(mark.max_points)
        said.append(translate("explain.marked-by-hand", language, points=points, most=most))
    if mark.extra:
        said.append(translate("explain.extra-credit", language, points=format_points(mark.extra)))
    if mark.comment:
        comment = sanitize(mark.comment, 4_000).strip()
        said.append(translate("explain.hand-comment", language, comment=comment))
    feedback = replace(feedback, about=" ".join(filter(None, said)))
    if feedback.status != "manual" or mark.points is None:
        return feedback  # a verdict's points are final already
    return replace(
        feedback,
        status="marked",
        status_word=translate("status.marked", language),
        symbol=translate("mark.marked", language),
        points=mark.points,
        max_points=mark.max_points,
    )


def penalty_notes(grade: Grade, language: str) -> list[str]:
    """Notes on the points deducted for lateness."""
    if not grade.penalty:
        return []
    return [translate("page.penalty", language, points=format_points(grade.penalty))]


def _about(verdict: Verdict, error: FriendlyError, language: str) -> str:
    """What a status means; text that Python cannot parse never ran, so it raised nothing."""
    if verdict.status == "missing" and error.friendly:
        return ""  # the reason why something is missing includes the status and the name
    unreadable = verdict.status == "error" and _UNREADABLE.match(error.original)
    return translate(f"about.{'syntax' if unreadable else verdict.status}", language)


def _title(name: str, texts: Mapping[str, ExerciseTexts], language: str) -> str:
    return str(localized(texts.get(name, {}).get("title", {}), language) or name)


def _check_views(
    verdict: Verdict, own: ExerciseTexts, language: str
) -> dict[str, tuple[CheckView, ...]]:
    """The checks for display: passed, failed and unchecked."""
    sorted_out: dict[str, list[CheckView]] = {"holds": [], "fails": [], "unchecked": []}
    later = set(own.get("later", ()))
    wrong_value = any(not check.passed and check.name not in later for check in verdict.checks)
    shown = verdict.counterexample.check if verdict.counterexample else ""
    for check in verdict.checks:
        says = localized(own.get("checks", {}).get(check.name, {}), language) or sanitize(
            check.name
        )
        unknown = verdict.status in _UNCHECKED or (
            check.name in later and wrong_value and check.name != shown
        )
        kind = "holds" if check.passed else "unchecked" if unknown else "fails"
        sorted_out[kind].append(CheckView(join_cjk_lines(says), check.points, check.max_points))
    return {kind: tuple(claims) for kind, claims in sorted_out.items()}


def _diagnoses(verdict: Verdict, own: ExerciseTexts, language: str) -> tuple[Diagnosis, ...]:
    found = [_form(name, language) for name in verdict.form.split("+") if name]
    for name in verdict.diagnosis:
        wrong = own.get("misconceptions", {}).get(name, {})
        texts = misconception_texts(own, name, language)
        found.append(
            Diagnosis(id=sanitize(name), **texts._asdict(), formula=_formula(wrong, verdict))
        )
    return tuple(found)


def _formula(wrong: Mapping[str, Any], verdict: Verdict) -> str:
    """The formula of the matching mutant, if mutants have different formulas."""
    each = wrong.get("formulas", ())
    if len(verdict.diagnosis) == 1 and verdict.variant < len(each):
        return str(each[verdict.variant])
    return str(wrong.get("formula", ""))


def _form(form: str, language: str) -> Diagnosis:
    """The diagnosis of a result in the wrong form, in the engine's own words."""
    title, why, hint = (translate(f"form.{form}-{x}", language) for x in ("title", "why", "hint"))
    return Diagnosis(form, title, why, hint, formula="")


def _credit(verdict: Verdict, diagnoses: Sequence[Diagnosis], language: str) -> str:
    """Why there are more points than the checks gave: the rest is right but for the mistake."""
    if not verdict.credit:
        return ""
    titles = translate("credit.separator", language).join(item.title for item in diagnoses)
    kind = "two" if len(diagnoses) > 1 else _kind_of_credit(verdict.credit)
    return translate(
        f"credit.{kind if diagnoses else 'hidden'}",
        language,
        points=format_points(verdict.points),
        max_points=format_points(verdict.max_points),
        titles=titles,
    )


def _kind_of_credit(share: float) -> str:
    """The kind of mistake that leaves this share of the points."""
    limits = ((0.7, "form"), (0.5, "step"), (0.3, "parts"))
    return next((kind for least, kind in limits if share >= least), "idea")


def _abstained(
    verdict: Verdict, diagnoses: Sequence[Diagnosis], reveal: Sequence[str], language: str
) -> str:
    if diagnoses or verdict.status != "failed" or set(reveal) != set(REVEAL_ALL):
        return ""
    if verdict.message:  # an exception explains itself
        return ""
    return translate("explain.abstained", language) if verdict.counterexample else ""


def _carried(verdict: Verdict, texts: Mapping[str, ExerciseTexts], language: str) -> str:
    names = [f"{_title(name, texts, language)} ({name})" for name in verdict.carried_from]
    joined = translate("explain.list-separator", language).join(names)
    return translate("explain.carried", language, names=joined)


def _example(shown: Counterexample, printed: str, language: str) -> Example:
    expected, got, remark = diff_values(
        translate_error("result-notes", shown.expected, language) or sanitize(shown.expected),
        translate_error("result-notes", shown.got, language) or sanitize(shown.got),
    )
    return Example(
        call=layout(sanitize(shown.call)),
        expected=expected,
        got=got,
        remark=(translate_error("result-notes", remark, language) or remark),
        printed=sanitize(printed, 1_000).rstrip(),
    )
