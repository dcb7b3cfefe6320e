"""README and requirements of a released assignment, in its language."""

from __future__ import annotations

from autograder import __version__
from autograder.authoring.release.lesson import allowed_packages
from autograder.course.assignment import Assignment
from autograder.course.exercise import ExerciseLibrary
from autograder.errors import DISTRIBUTION
from autograder.text.catalogue import translate


def readme(assignment: Assignment, library: ExerciseLibrary, language: str) -> str:
    """The first thing a student reads."""
    rows = []
    for name, points in assignment.points.items():
        title = library[name].title.get(language, name)
        by_hand = translate("release.manual", language) if library[name].kind == "written" else ""
        rows.append(f"| `{name}` | {title}{by_hand} | {points:g} |")
    due = assignment.due
    return translate(
        "release.readme",
        language,
        title=assignment.title[language],
        due=f"{due:%Y-%m-%d %H:%M} (UTC{due:%z})" if due else translate("release.no-due", language),
        base=assignment.base,
        first=next(iter(assignment.points)),
        rows="\n".join(rows),
        packages=allowed_packages(assignment, language),
    )


def requirements(language: str) -> str:
    """What the .py and the terminal need.

    pip resolves a relative path of --find-links from this file, wherever it is started; the wheel
    beside it is used until the package is on the index.
    """
    comment = translate("release.requirements", language)
    return f"# {comment}\n--find-links .\n{DISTRIBUTION}=={__version__}\n"


def notebook_requirements(language: str) -> str:
    """What the notebook needs in addition."""
    comment = translate("release.requirements-notebook", language)
    sliders = translate("release.requirements-sliders", language)
    packages = ["-r requirements.txt", "matplotlib>=3.8", "jupyterlab>=4"]
    return "\n".join([f"# {comment}", *packages, f"# {sliders}", "# ipywidgets>=8"]) + "\n"
