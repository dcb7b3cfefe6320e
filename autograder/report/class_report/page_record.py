"""Keep OUT/.pages.json: what each student's two pages were made from, to reuse current pages.

A late submission writes only its own pages and its neighbours'. A page that was changed or
deleted is written again: its size and time are recorded with what it was made from.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from autograder.files import safe_name, write_atomically
from autograder.grading.store.results import RESULTS
from autograder.grading.store.run_context import RunContext
from autograder.grading.store.submitted_files import SOURCES
from autograder.report.class_report.class_report import ClassReport
from autograder.report.class_report.class_rows import STUDENTS, student_page_name
from autograder.report.rendering import feedback_path
from autograder.report.similarity.answer_code import StudentCode
from autograder.report.similarity.code_record import read_codes, write_codes

PAGES = ".pages.json"


class PageRecord:
    """What the pages of a class are made from now, and what is known about those on disk."""

    def __init__(self, context: RunContext, report: ClassReport) -> None:
        self._report = report
        self._out, self._assignment = context.out, context.assignment.name
        # Without the course's fingerprint all pages are written again, whatever they contain.
        self._now = dict(_prints(context, report)) if context.course_print else {}
        known = self._read() if self._now else {}
        self._unchanged = {
            name for name, now in self._now.items() if known.get(name) == [now, *self._files(name)]
        }

    def stands(self, student: str) -> bool:
        """Whether both pages of a student exist as they would be written now."""
        return student in self._unchanged

    def known_codes(self) -> Iterator[tuple[str, StudentCode | None]]:
        """The compared code of students whose pages are up to date, as far as recorded."""
        now = {name: self._now[name] for name in self._unchanged}
        return read_codes(self._out, now) if now else iter(())

    def save(self) -> None:
        """Record what was written and what was compared, for the next run."""
        if self._now:
            if (codes := self._report.codes) is not None:
                write_codes(self._out, self._now, codes)
            noted = {name: [now, *self._files(name)] for name, now in self._now.items()}
            write_atomically(self._out / PAGES, json.dumps(noted) + "\n")

    def _read(self) -> Mapping[str, Any]:
        try:
            found = json.loads((self._out / PAGES).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _files(self, student: str) -> list[int]:
        """Size and time of both pages; if one is missing, a value that never compares equal."""
        found: list[int] = []
        for path in (
            feedback_path(self._out, student, self._assignment),
            self._out / STUDENTS / student_page_name(student),
        ):
            try:
                stat = path.lstat()
            except OSError:
                return [time.time_ns()]
            found += [stat.st_size, stat.st_mtime_ns]
        return found


def _prints(context: RunContext, report: ClassReport) -> Iterator[tuple[str, str]]:
    """Each student with a digest of everything the pages depend on, in the results' order."""
    grades, shown = report.briefly, report.setting.shown
    common = (context.course_print, context.language, context.isolation, time.tzname)
    around = ["", *(grade.student for grade in grades), ""]
    with (context.out / RESULTS).open("rb") as lines:
        for number, (grade, line) in enumerate(zip(grades, lines, strict=True)):
            name = grade.student
            total = sha256(line)
            folder = context.out / SOURCES / safe_name(name)
            for path in sorted(path for path in folder.glob("*") if path.is_file()):
                total.update(f"\0{path.name}\0".encode("utf-8", "surrogateescape"))
                total.update(sha256(path.read_bytes()).digest())
            depends = (
                common,
                [(each, shown.get(each)) for each in around[number : number + 3]],
                context.infos.get(name),
                (grade.points, grade.max_points, grade.penalty, grade.needs_manual),
                sorted(grade.marks.items()),
                report.pages.runs_of(name),
            )
            total.update(repr(depends).encode("utf-8", "backslashreplace"))
            yield name, total.hexdigest()
