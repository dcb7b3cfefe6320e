"""Which files does a run leave behind, besides results.jsonl?

All of them are made from the grades alone, so that `autograder report` can make them
anew at any time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Assignment, Course
from autograder.exercise import Library
from autograder.export.grades_csv import write_grades
from autograder.history import earlier_run, read_history
from autograder.records import Grade
from autograder.release import released
from autograder.report.class_page import Setting, write_class_page
from autograder.report.class_progress import progress
from autograder.report.class_student import write_student_pages
from autograder.report.explain import lesson_texts
from autograder.report.sections import section_titles
from autograder.report.student import write_student_page
from autograder.similarity import MOST_STUDENTS, near_identical
from autograder.sources import kept_path, kept_sources


@dataclass(frozen=True)
class Occasion:
    """What the pages of one run have in common."""

    course: Course
    assignment: Assignment
    library: Library
    out: Path
    language: str
    isolation: str
    seed: int = 0
    earlier: Path | None = None  # another folder with results of the class


def write_outputs(occasion: Occasion, grades: Sequence[Grade]) -> dict[str, str]:
    """Write every file; what they are, and where."""
    write_feedback(occasion, grades)
    report = write_class(occasion, grades)
    table = write_grades(grades, list(occasion.assignment.points), occasion.out)
    return {
        "feedback": str(occasion.out / "feedback"),
        "report": str(report),
        "grades": str(table),
    }


def write_class(occasion: Occasion, grades: Sequence[Grade]) -> Path:
    """The class page, and a page on each student for the TA."""
    language = occasion.language
    released_files = released(occasion.course, occasion.assignment)
    sources = kept_sources(occasion.out, grades, released_files)
    texts = lesson_texts(occasion.library, section_titles(occasion.assignment.folder))
    history = [
        run for run in read_history(occasion.out) if run.assignment == occasion.assignment.name
    ]
    earlier = earlier_run(occasion.earlier) if occasion.earlier else None
    if earlier is None and len(history) > 1:
        earlier = history[-2]
    names = [name for name, own in texts.items() if own["kind"] != "written"]
    setting = Setting(
        language=language,
        texts=texts,
        course=occasion.course.name[language],
        title=occasion.assignment.title[language],
        isolation=occasion.isolation,
        seed=occasion.seed,
        progress=progress(earlier, grades, names, history[-1] if history else None)
        if earlier
        else None,
        alike=near_identical(sources, occasion.library, released_files)
        if len(sources) <= MOST_STUDENTS
        else None,
        rubrics={name: exercise.rubric for name, exercise in occasion.library.items()},
    )
    paths = {g.student: path for g in grades if (path := kept_path(occasion.out, g)) is not None}
    write_student_pages(grades, setting, occasion.out, sources, paths, history)
    return write_class_page(grades, setting, occasion.out)


def write_feedback(occasion: Occasion, grades: Sequence[Grade]) -> None:
    """One page a student."""
    language = occasion.language
    titles = section_titles(occasion.assignment.folder)
    for grade in grades:
        write_student_page(
            grade,
            occasion.library,
            language,
            occasion.out,
            reveal=occasion.course.reveal,
            course=occasion.course.name[language],
            title=occasion.assignment.title[language],
            titles=titles,
            isolation=occasion.isolation,
        )
