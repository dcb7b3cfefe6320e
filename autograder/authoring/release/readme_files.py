"""README, requirements and test file of a released assignment.

README, requirements and the self-check's test, in the language of the release.
"""

from __future__ import annotations

from autograder import __version__
from autograder.course.config import Assignment
from autograder.course.exercise import ExerciseLibrary
from autograder.text.catalogue import translate


def self_check_test(language: str) -> str:
    """The test that runs the self-check under pytest."""
    return translate("release.self-check-test", language)


def readme(
    assignment: Assignment, library: ExerciseLibrary, language: str, wheel: str | None = None
) -> str:
    """The first thing a student reads.

    wheel: the kit's file beside it; None in the course's repository.
    """
    rows = []
    for name, points in assignment.points.items():
        title = library[name].title.get(language, name)
        by_hand = translate("release.manual", language) if library[name].kind == "written" else ""
        rows.append(f"| `{name}` | {title}{by_hand} | {points:g} |")
    due = assignment.due
    kit = "" if wheel else "../.. "
    return translate(
        "release.readme",
        language,
        title=assignment.title[language],
        install=f"python -m pip install {kit}-r requirements.txt",
        due=f"{due:%Y-%m-%d %H:%M} (UTC{due:%z})" if due else translate("release.no-due", language),
        base=assignment.base,
        first=next(iter(assignment.points)),
        rows="\n".join(rows),
    )


def requirements(language: str, wheel: str | None = None) -> str:
    """Packages that the lesson needs, and the kit if its wheel is in the same folder."""
    apart = translate("release.kit-apart", language, version=__version__)
    first = f"./{wheel}" if wheel else apart
    packages = ["numpy>=1.26", "pytest>=8", "matplotlib>=3.8", "jupyterlab>=4"]
    return "\n".join([first, *packages]) + "\n"
