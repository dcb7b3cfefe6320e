"""The student bundle: one zip with the assignment, the package as a wheel and a README.

The README is in every language; its two commands lead to the first result.
"""

from __future__ import annotations

from pathlib import Path

from autograder.authoring.release.readme_files import readme
from autograder.authoring.release.released_files import complete
from autograder.authoring.release.wheel import zip_bytes
from autograder.course.assignment import Assignment
from autograder.course.config import Course
from autograder.course.exercise_library import load_exercises
from autograder.files import write_file


def bundle(
    course: Course, assignment: Assignment, language: str | None = None, out: Path | None = None
) -> Path:
    """Write the archive and return its path, by default `dist/<assignment>-<language>.zip`.

    language: of the notebook and the stubs; by default the course's.
    """
    language = course.chosen_language(language)
    path = out or course.root / "dist" / f"{assignment.name}-{language}.zip"
    files = bundled(course, assignment, language)
    # All in one folder, so that unpacking does not scatter files.
    inside = ((f"{assignment.name}/{name}", data) for name, data in sorted(files.items()))
    write_file(path, zip_bytes(inside))
    return path


def bundled(course: Course, assignment: Assignment, language: str) -> dict[str, bytes]:
    """The files of the archive, by name."""
    library = load_exercises(assignment)
    files = complete(course, assignment, language)
    for other in course.languages:
        if other != language:
            files[f"README.{other}.md"] = readme(assignment, library, other).encode()
    return files
