"""Make the rows of the class page's table, one per student."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

from autograder.files import safe_name
from autograder.models import Grade, SubmissionInfo, Verdict
from autograder.report.class_report.class_summary import ClassSummary, outcome_kind
from autograder.report.exercise_texts import ExerciseTexts, misconception_texts
from autograder.text.catalogue import format_points, translate
from autograder.text.sanitize import sanitize

STUDENTS = "students"
_NOTHING = ("missing", "not_attempted")
_SAID = ("error", "timeout", "crashed", "grader_error")  # statuses that a row spells out


class Remark(NamedTuple):
    """What a row says besides the points. about: identifiers, so that a search finds them."""

    text: str
    about: str = ""


@dataclass(frozen=True)
class Row:
    """One student in the table. cells: (kind, what is shown) by exercise.

    misconceptions: numbers of the misconceptions. needs: whether it needs review.
    section, submitted, late, by_hand: "" if not known.
    """

    student: str
    key: str
    href: str
    points: float | None
    cells: tuple[tuple[str, str], ...]
    remarks: tuple[Remark, ...]
    misconceptions: tuple[int, ...]
    needs: bool
    email: str = ""
    section: str = ""
    submitted: str = ""
    late: str = ""
    by_hand: str = ""


class RowMaker:
    """Makes rows; verdicts that students share (see `slim_grade`) are processed once."""

    def __init__(
        self,
        summary: ClassSummary,
        texts: Mapping[str, ExerciseTexts],
        language: str,
        *,
        infos: Mapping[str, SubmissionInfo],
        alike: frozenset[str],
    ) -> None:
        self._summary, self._texts, self._language = summary, texts, language
        self._infos, self._alike = infos, alike
        self._numbers = {(b.exercise, b.id): b.number for b in summary.misconceptions}
        self._known: dict[int, _Content] = {}

    def row(self, grade: Grade, key: str) -> Row:
        same = id(grade.exercises)
        if same not in self._known:
            self._known[same] = self._content(grade)
        content = self._known[same]
        info = self._infos.get(grade.student) or SubmissionInfo()
        notes = self._notes(grade)
        return Row(
            student=grade.student,
            key=key,
            href=f"{STUDENTS}/{quote(student_page_name(grade.student))}",
            points=grade.points,
            cells=content.cells,
            remarks=(*notes, *content.remarks),
            misconceptions=content.misconceptions,
            needs=grade.status == "grader_error" or bool(notes),
            email=sanitize(info.email, 200),
            section=sanitize(info.section, 100),
            submitted=sanitize(info.submitted_at, 40).replace("T", " ")[:16],
            late="" if info.late is None else self._say("late" if info.late else "in-time"),
            by_hand=self._by_hand(grade),
        )

    def _say(self, key: str) -> str:
        return translate(f"class.{key}", self._language)

    def _notes(self, grade: Grade) -> list[Remark]:
        found = (
            ("two-files", "two-files-edited" in grade.notes),
            ("unreadable", "unreadable" in grade.notes),
            ("alike", grade.student in self._alike),
        )
        return [Remark(self._say(f"note-{note}")) for note, holds in found if holds]

    def _by_hand(self, grade: Grade) -> str:
        """The manual marks, by exercise."""
        given = {n: mark.points for n, mark in grade.marks.items() if mark.points is not None}
        if len(given) == 1:
            return format_points(next(iter(given.values())))
        colon = translate("explain.colon", self._language)
        separator = translate("class.separator", self._language)
        return separator.join(f"{n}{colon}{format_points(p)}" for n, p in given.items())

    def _content(self, grade: Grade) -> _Content:
        cells, remarks, misconceptions = [], [], []
        for exercise in self._summary.exercises:
            verdict = grade.exercises.get(exercise.name)
            kind = outcome_kind(verdict) if verdict else "grader_error"
            cells.append((kind, self._cell(kind, verdict.points if verdict else 0.0)))
            if verdict and (remark := self._remark(exercise.name, verdict)):
                remarks.append(remark)
                known = map(sanitize, verdict.diagnosis)
                misconceptions += [self._numbers[exercise.name, each] for each in known]
        return _Content(tuple(cells), tuple(remarks), tuple(misconceptions))

    def _remark(self, name: str, verdict: Verdict) -> Remark | None:
        colon = translate("explain.colon", self._language)
        if verdict.diagnosis:
            ids = [sanitize(each) for each in verdict.diagnosis]
            said = " + ".join(
                misconception_title(self._texts, name, x, self._language) for x in ids
            )
            return Remark(f"{name}{colon}{said}", f"{name}: {' + '.join(ids)}")
        if verdict.status in _SAID:
            said = translate(f"status.{verdict.status}", self._language)
            return Remark(f"{name}{colon}{said}")
        return None

    def _cell(self, kind: str, points: float) -> str:
        if kind == "grader_error":
            return "!"
        if kind in _NOTHING:
            return "–"
        full = translate("mark.passed", self._language)
        return {"passed": full, "carried": f"({full})"}.get(kind, format_points(points))


class _Content(NamedTuple):
    """The exercises of a row."""

    cells: tuple[tuple[str, str], ...]
    remarks: tuple[Remark, ...]
    misconceptions: tuple[int, ...]


def misconception_title(
    texts: Mapping[str, ExerciseTexts], exercise: str, identifier: str, language: str
) -> str:
    """A misconception's title in the reader's language; its identifier if it has none."""
    return misconception_texts(texts.get(exercise, {}), identifier, language).title


def student_page_name(student: str) -> str:
    """The file of a student's page within OUT/students/."""
    return f"{safe_name(student)}.html"


def columns(rows: Sequence[Row]) -> list[str]:
    """The columns for which at least one row has a value."""
    return [
        name
        for name in ("section", "submitted", "late", "by_hand")
        if any(getattr(row, name) for row in rows)
    ]
