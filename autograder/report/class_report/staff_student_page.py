"""Write OUT/students/<student>.html, a student's page for the staff.

It shows what the student gets to read, and also what is only for the staff: the code, the
grader's own messages, earlier runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from autograder.files import write_if_changed
from autograder.grading.store.history import RunSnapshot
from autograder.grading.store.submitted_files import archived_path, archived_pictures
from autograder.models import Grade, Source
from autograder.report.class_report.class_page import REPORT, PageSetting, when
from autograder.report.class_report.class_rows import STUDENTS, student_page_name
from autograder.report.class_report.code_excerpt import Reader, code_block
from autograder.report.explanation import penalty_notes
from autograder.report.feedback_page import (
    feedback_on_exercises,
    ignored_files_note,
    submission_notes,
)
from autograder.report.html import script_hash, style
from autograder.report.rendering import feedback_path, render
from autograder.text.catalogue import localized, translate
from autograder.text.sanitize import sanitize

_NOTES = ("two-files-edited", "unreadable", "time-used-up")
_MOST_MESSAGE = 4_000


@dataclass(frozen=True)
class StudentContext:
    """What is known about one student besides the grade.

    source: the file that counted, parsed; path: where it is kept.
    runs: all that are recorded, oldest first. before, after: neighbours in the class.
    """

    source: Source | None = None
    path: Path | None = None
    runs: Sequence[RunSnapshot] = ()
    before: str | None = None
    after: str | None = None


class StaffPageWriter:
    """Writes the pages on all students of a class, one at a time and in any order."""

    def __init__(
        self,
        names: Sequence[str],
        setting: PageSetting,
        out: Path,
        runs: Sequence[RunSnapshot] = (),
    ) -> None:
        """names: of the students, in class order. Pages of other students are removed."""
        self._names, self._setting, self._out, self._runs = names, setting, out, runs
        self._folder = out / STUDENTS
        self._folder.mkdir(parents=True, exist_ok=True)
        wanted = {student_page_name(name) for name in names}
        for old in self._folder.glob("*.html"):
            if old.name not in wanted:
                old.unlink()

    def runs_of(self, student: str) -> object:
        """What the page says about earlier runs."""
        return _runs(student, _automatic(self._setting), self._runs)

    def write(self, number: int, grade: Grade, source: Source | None = None) -> Path:
        """Write the page of the student with this number. source: the file that counted."""
        names = self._names
        dossier = StudentContext(
            source=source,
            path=archived_path(self._out, grade),
            runs=self._runs,
            before=names[number - 1] if number else None,
            after=names[number + 1] if number + 1 < len(names) else None,
        )
        page = student_detail(grade, self._setting, self._out, dossier)
        path = self._folder / student_page_name(grade.student)
        write_if_changed(path, page)
        return path


def student_detail(grade: Grade, setting: PageSetting, out: Path, dossier: StudentContext) -> str:
    """The page as text. out: folder of the page, for relative links."""
    language = setting.language
    pictures = archived_pictures(out, grade)
    feedback = feedback_on_exercises(grade, setting.texts, language, pictures=pictures)
    script = style("student.js")
    reader = Reader(dossier.source, setting.texts.keys()) if dossier.source else None
    names = _automatic(setting)
    return render(
        "class_student.html",
        language,
        style("class.css"),
        setting=setting,
        student=setting.name_of(grade.student),
        points=grade.points if grade.status == "graded" else None,
        max_points=grade.max_points,
        grader_error=grade.status == "grader_error",
        feedback=feedback,
        sections=[(item, *_for_staff(item.name, grade, setting, reader)) for item in feedback],
        notes=[
            *(translate(f"page.{note}", language) for note in grade.notes if note in _NOTES),
            *submission_notes(setting.infos.get(grade.student), language),
            *penalty_notes(grade, language),
            *ignored_files_note(grade, language),
        ],
        message=sanitize(grade.message, _MOST_MESSAGE),
        links=_links(grade, setting, out, dossier),
        names=names,
        runs=_runs(grade.student, names, dossier.runs),
        has_code=dossier.source is not None,
        script=script,
        script_hash=script_hash(script),
    )


def _automatic(setting: PageSetting) -> list[str]:
    return [name for name, own in setting.texts.items() if own["kind"] != "written"]


def _for_staff(
    name: str, grade: Grade, setting: PageSetting, reader: Reader | None
) -> tuple[str, Sequence[object], Markup | None]:
    """What staff alone see below an exercise: the grader's error, the rubric, the code."""
    verdict = grade.exercises.get(name)
    if verdict is None:
        rubric = setting.rubrics.get(name, {})
        return "", localized(rubric, setting.language) if rubric else (), None
    faulty = verdict.status == "grader_error"
    code = None
    if reader is not None:
        found = reader.code_of(name, verdict.message)
        code = code_block(found, setting.language, folded=verdict.status == "passed")
    return sanitize(verdict.message, _MOST_MESSAGE) if faulty else "", (), code


def _links(
    grade: Grade, setting: PageSetting, out: Path, dossier: StudentContext
) -> list[tuple[str, str, str, str | None]]:
    """(kind, address, text, whom): links within OUT, relative to OUT/students/.

    A missing neighbour has the address "": the script may find one in the view that the page
    was opened from.
    """
    language = setting.language
    links: list[tuple[str, str, str, str | None]] = [
        ("back", f"../{REPORT}", translate("class.back", language), None)
    ]
    feedback = feedback_path(out, grade.student, grade.assignment)
    for key, path in (("feedback-link", feedback), ("file-link", dossier.path)):
        if path is not None and path.exists():
            address = f"../{quote(path.relative_to(out).as_posix())}"
            links.append(("file", address, translate(f"class.{key}", language), None))
    for kind, name in (("previous", dossier.before), ("next", dossier.after)):
        address = quote(student_page_name(name)) if name is not None else ""
        whom = setting.name_of(name) if name is not None else ""
        links.append((kind, address, translate(f"class.{kind}", language), whom))
    return links


def _runs(
    student: str, names: Sequence[str], runs: Sequence[RunSnapshot]
) -> list[tuple[str, float | None, list[tuple[str, float | None]]]]:
    """(when, points, (status, points) by exercise) for each run, the latest first.

    Runs in which nothing changed for this student are left out, so that another student's late
    submission changes nothing here.
    """
    found = []
    known = [(run, past) for run in runs if (past := run.students.get(student)) is not None]
    pairs = zip([None, *(past for _, past in known)], known, strict=False)
    for run, past in reversed([now for before, now in pairs if before != now[1]]):
        cells: list[tuple[str, float | None]] = []
        for name in names:
            each = past.exercises.get(name)
            cells.append((each.status, each.points) if each else ("missing", None))
        found.append((when(run.ended) if run.ended else "?", past.points, cells))
    return found
