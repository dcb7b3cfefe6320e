"""Which files does a run leave behind, besides results.jsonl?

All of them are made from the grades alone, so that `autograder report` can make them
anew at any time.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Assignment, Course
from autograder.errors import GraderError
from autograder.executors import spread
from autograder.exercise import Library
from autograder.export.grades_csv import write_grades
from autograder.history import PastRun, earlier_run, read_history
from autograder.records import Grade, Source, Verdict
from autograder.release import released
from autograder.report.class_page import Setting, write_class_page
from autograder.report.class_progress import Progress, progress
from autograder.report.class_student import write_student_pages
from autograder.report.class_summary import brief
from autograder.report.explain import lesson_texts
from autograder.report.sections import section_titles
from autograder.report.student import write_student_page
from autograder.similarity import MOST_STUDENTS, near_identical
from autograder.sources import kept_source


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
    """Write every file; what they are, and where.

    Raises GraderError if one of them cannot be made: the others are written all the same.
    """
    writers: dict[str, Callable[[], Path]] = {
        "feedback": lambda: write_feedback(occasion, grades),
        "report": lambda: write_class(occasion, grades),
        "grades": lambda: write_grades(grades, list(occasion.assignment.points), occasion.out),
    }
    files, faults = {}, []
    for name, write in writers.items():
        try:
            files[name] = str(write())
        except Exception as fault:
            faults.append(f"{name}: " + "".join(traceback.format_exception(fault, limit=-2)))
    if faults:
        raise GraderError(
            f"{occasion.out}: every grade is safe in results.jsonl, but not every page could be "
            f"written.\n  Then run again: autograder report {occasion.out}\n" + "\n".join(faults)
        )
    return files


def write_class(occasion: Occasion, grades: Sequence[Grade]) -> Path:
    """The class page, and a page on each student for the TA."""
    out, language, assignment = occasion.out, occasion.language, occasion.assignment
    seen: dict[Hashable, Verdict] = {}
    briefly = [brief(grade, seen) for grade in grades]
    handed_out = released(occasion.course, assignment)
    sources: dict[str, Source] | None = None
    if len(briefly) <= MOST_STUDENTS:  # else they are read again, one at a time
        found = {grade.student: kept_source(out, grade, handed_out) for grade in briefly}
        sources = {student: source for student, source in found.items() if source}
    history = [run for run in read_history(out) if run.assignment == assignment.name]
    setting = Setting(
        language=language,
        texts=lesson_texts(occasion.library, section_titles(assignment.folder)),
        course=occasion.course.name[language],
        title=assignment.title[language],
        isolation=occasion.isolation,
        seed=occasion.seed,
        progress=_progress(occasion, briefly, history),
        alike=None if sources is None else near_identical(sources, occasion.library, handed_out),
        rubrics={name: exercise.rubric for name, exercise in occasion.library.items()},
    )

    def source_of(grade: Grade) -> Source | None:
        if sources is not None:
            return sources.get(grade.student)
        return kept_source(out, grade, handed_out)

    write_student_pages(grades, setting, out, source_of, history)
    return write_class_page(briefly, setting, out)


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


def write_feedback(occasion: Occasion, grades: Sequence[Grade]) -> Path:
    """One page a student; the folder of them all."""
    language = occasion.language
    titles = section_titles(occasion.assignment.folder)

    def write(number: int) -> None:
        write_student_page(
            grades[number],
            occasion.library,
            language,
            occasion.out,
            reveal=occasion.course.reveal,
            course=occasion.course.name[language],
            title=occasion.assignment.title[language],
            titles=titles,
            isolation=occasion.isolation,
        )

    spread(write, len(grades))
    return occasion.out / "feedback"
