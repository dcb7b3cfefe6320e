"""Build the class report and the per-student staff pages.

The class page, and a page on each student for the TA. Student pages are written in any
process; what they find out for the class page is collected in one.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from autograder.grading.exam import load_handout
from autograder.grading.store.class_list import shown_name
from autograder.grading.store.history import RunSnapshot, load_previous_run, read_history
from autograder.grading.store.run_context import RunContext
from autograder.grading.store.submitted_files import load_archived
from autograder.models import Grade, Source
from autograder.report.class_report.class_page import PageSetting, write_class_page
from autograder.report.class_report.class_summary import slim_grade
from autograder.report.class_report.run_comparison import RunComparison, compare_runs
from autograder.report.class_report.staff_student_page import StaffPageWriter
from autograder.report.exercise_texts import assignment_texts
from autograder.report.similarity import MOST_STUDENTS, SimilarityIndex
from autograder.report.similarity.answer_code import StudentCode


class ClassReport:
    """The class page, and a page on each student for the TA."""

    def __init__(self, context: RunContext, grades: Sequence[Grade]) -> None:
        out, language, assignment = context.out, context.language, context.assignment
        seen: dict[Hashable, Any] = {}
        self.context = context
        self.briefly = [slim_grade(grade, seen) for grade in grades]
        self.texts = assignment_texts(context.library, assignment.folder)
        self.handout = load_handout(assignment)
        history = [run for run in read_history(out) if run.assignment == assignment.name]
        self.setting = PageSetting(
            language=language,
            texts=self.texts,
            course=context.course.name[language],
            title=assignment.title[language],
            isolation=context.isolation,
            seed=context.seed,
            progress=_progress(context, self.briefly, history),
            rubrics={name: exercise.rubric for name, exercise in context.library.items()},
            infos=context.infos,
            shown={each.student: shown_name(out, each.student) for each in self.briefly},
        )
        names = [grade.student for grade in self.briefly]
        self.pages = StaffPageWriter(names, self.setting, out, history)
        few = len(names) <= MOST_STUDENTS
        cached = context.isolation != "process"
        index = SimilarityIndex(context.library, self.handout, cached) if few else None
        self.similarity = index

    def write_student(self, number: int, grade: Grade) -> StudentCode | None:
        """In any process: write the page; return the code to compare with others."""
        source = load_archived(self.context.out, grade, self.handout)
        self.pages.write(number, grade, source)
        return self._compared(source)

    def code_to_compare(self, grade: Grade) -> StudentCode | None:
        """The code to compare with others, for a student whose page is up to date."""
        return self._compared(load_archived(self.context.out, grade, self.handout))

    def _compared(self, source: Source | None) -> StudentCode | None:
        return self.similarity.code_to_compare(source) if source and self.similarity else None

    def add(self, student: str, code: StudentCode | None) -> None:
        """In the parent: add what `write_student` returned."""
        if code is not None and self.similarity:
            self.similarity.add(student, code)

    @property
    def codes(self) -> Mapping[str, StudentCode] | None:
        """The compared code by student; None if the class is too large."""
        return self.similarity.codes if self.similarity else None

    def write(self) -> Path:
        """Write the class page, once every student has been added."""
        found = self.similarity.groups() if self.similarity else None
        return write_class_page(self.briefly, replace(self.setting, alike=found), self.context.out)


def _progress(
    context: RunContext, grades: Sequence[Grade], history: Sequence[RunSnapshot]
) -> RunComparison | None:
    """Progress since the named run, or by default since the previous one."""
    if context.compare_with:
        earlier = load_previous_run(context.compare_with)
    elif len(history) > 1:
        earlier = history[-2]
    else:
        return None
    names = [name for name, each in context.library.items() if each.kind != "written"]
    return compare_runs(earlier, grades, names, history[-1] if history else None)
