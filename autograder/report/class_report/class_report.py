"""What is made of the grades of a whole class?

The class page and a page on each student for the TA. What the pages on students need is
made in any process, and what they found out for the class page comes back to one.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any

from autograder.grading.exam import released
from autograder.grading.store.history import PastRun, earlier_run, read_history
from autograder.grading.store.run_context import Occasion
from autograder.grading.store.submitted_files import kept_source
from autograder.models import Grade
from autograder.report.class_report.class_page import Setting, write_class_page
from autograder.report.class_report.class_summary import brief
from autograder.report.class_report.run_comparison import Progress, progress
from autograder.report.class_report.staff_student_page import StudentPages
from autograder.report.explanation import lesson_texts
from autograder.report.lesson_sections import section_titles
from autograder.report.similarity import MOST_STUDENTS, Comparison
from autograder.report.similarity.answer_code import Own


class ClassFiles:
    """The class page, and a page on each student for the TA."""

    def __init__(self, occasion: Occasion, grades: Sequence[Grade]) -> None:
        out, language, assignment = occasion.out, occasion.language, occasion.assignment
        seen: dict[Hashable, Any] = {}
        self.occasion = occasion
        self.briefly = [brief(grade, seen) for grade in grades]
        self.texts = lesson_texts(occasion.library, section_titles(assignment.folder))
        self.material = released(occasion.course, assignment)
        history = [run for run in read_history(out) if run.assignment == assignment.name]
        self.setting = Setting(
            language=language,
            texts=self.texts,
            course=occasion.course.name[language],
            title=assignment.title[language],
            isolation=occasion.isolation,
            seed=occasion.seed,
            progress=_progress(occasion, self.briefly, history),
            rubrics={name: exercise.rubric for name, exercise in occasion.library.items()},
        )
        names = [grade.student for grade in self.briefly]
        self.pages = StudentPages(names, self.setting, out, history)
        few = len(names) <= MOST_STUDENTS
        self.comparison = Comparison(occasion.library, self.material) if few else None

    def write_student(self, number: int, grade: Grade) -> tuple[str, Own] | None:
        """In any process: the page, and what is to be compared with others."""
        source = kept_source(self.occasion.out, grade, self.material)
        self.pages.write(number, grade, source)
        own = self.comparison.own(source) if source and self.comparison else None
        return None if own is None else (grade.student, own)

    def take(self, made: tuple[str, Own] | None) -> None:
        """In the parent: what `write_student` gave."""
        if made is not None and self.comparison:
            self.comparison.add(*made)

    def write_page(self) -> Path:
        """The class page, once all that is known of the students was taken."""
        found = self.comparison.groups() if self.comparison else None
        return write_class_page(self.briefly, self.setting.with_alike(found), self.occasion.out)


def _progress(
    occasion: Occasion, grades: Sequence[Grade], history: Sequence[PastRun]
) -> Progress | None:
    """Since the run that was named, else since the one before this."""
    if occasion.earlier:
        earlier = earlier_run(occasion.earlier)
    elif len(history) > 1:
        earlier = history[-2]
    else:
        return None
    names = [name for name, each in occasion.library.items() if each.kind != "written"]
    return progress(earlier, grades, names, history[-1] if history else None)
