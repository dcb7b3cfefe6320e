"""What does the .py of an assignment look like, for those who work in an editor?

The same stubs as in the notebook, in the same order, below the lesson's shared code.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.authoring.release.lesson import in_language, read_lesson
from autograder.course.config import Assignment
from autograder.course.exercise import Exercise, ExerciseLibrary
from autograder.submission.handout import PLACEHOLDERS

_HEAD = {
    "ja": """\
{title}

関数の中の raise NotImplementedError(...) を消し、続きを書いて完成させてください。
確かめるには、このフォルダで pytest を実行します。一つだけなら:
    pytest -k {first}
「# %%」の行は、VS Code などでセルの区切りになります。
""",
    "en": """\
{title}

Delete each raise NotImplementedError(...) and write the function's body in its place.
To check your work, run pytest in this folder; for one exercise alone:
    pytest -k {first}
Editors such as VS Code show each "# %%" as the beginning of a cell.
""",
}
_POINTS = {"ja": "（{points:g} 点）", "en": " ({points:g} points)"}


def python_file(assignment: Assignment, library: ExerciseLibrary, language: str) -> str:
    """The text of the .py that a student receives."""
    names = list(assignment.points)
    head = _HEAD[language].format(title=assignment.title[language], first=names[0])
    parts = [_comment(head), *_shared_code(assignment, library, language)]
    for name, points in assignment.points.items():
        parts += ["", "", *_exercise(library[name], points, language)]
    return "\n".join(part.rstrip("\n") for part in parts) + "\n"


def _shared_code(assignment: Assignment, library: ExerciseLibrary, language: str) -> Iterator[str]:
    for cell in in_language(read_lesson(assignment, library), language):
        if cell.kind == "code" and not cell.exercise and not cell.shown:
            yield ""
            yield cell.source


def _exercise(exercise: Exercise, points: float, language: str) -> Iterator[str]:
    title = exercise.title.get(language, exercise.name)
    yield f"# %% {exercise.name}: {title}{_POINTS[language].format(points=points)}"
    if exercise.kind == "function":
        yield from ("", "", exercise.stub(language))
        return
    yield _comment(exercise.docstrings.get(language, ""))
    if exercise.kind == "variable":
        yield exercise.stub(language)
    else:
        # Raw, since an answer may hold formulas: \theta is no tab.
        yield f'{exercise.name} = r"""\n{PLACEHOLDERS[language]}\n"""'


def _comment(text: str) -> str:
    return "\n".join(f"# {line}".rstrip() for line in text.strip().split("\n"))
