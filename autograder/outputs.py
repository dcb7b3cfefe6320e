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
from autograder.records import Grade
from autograder.report.sections import section_titles
from autograder.report.student import write_student_page


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
    return {"feedback": str(occasion.out / "feedback")}


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
