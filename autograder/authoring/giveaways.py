"""What gives points away before anything is understood: texts with the answer, known cases."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from autograder.course.answer_key import AnswerKey
from autograder.course.cases import same_for_every_seed
from autograder.course.exercise import Exercise
from autograder.course.source_position import line_of

_SHORTEST = 6  # signs of a line that says something, without its spaces


def told_answers(exercise: Exercise, languages: Sequence[str]) -> Iterator[str]:
    """Lines of the solution that stand in a text that students read, a sentence each."""
    path = exercise.folder / "exercise.py"
    for language in languages:
        docstring = line_of(path, "DOCSTRING" if language != "en" else "def ")
        places = [("docstring", docstring, exercise.docstrings.get(language, ""))]
        hints = line_of(path, "HINTS")
        places += [("hint", hints, each) for each in exercise.hints.get(language, ())]
        for wrong in exercise.misconceptions.values():
            what = f"text of misconception '{wrong.id}'"
            texts = wrong.texts.get(language, {}).values()
            places += [(what, wrong.place, each) for each in texts]
        for what, place, text in places:
            for line in _telling_lines(exercise):
                if re.search(_anywhere(line), text):
                    yield (
                        f"{place}: the {language} {what} holds a line of the solution: {line}\n"
                        "  Say in words what is to be done."
                    )


def _telling_lines(exercise: Exercise) -> list[str]:
    """The statements of the solution that compute something."""
    if exercise.kind != "function":
        return []
    found = []
    for node in ast.walk(ast.parse(exercise.reference)):
        if isinstance(node, (ast.Assign, ast.AugAssign, ast.Return)) and node.value is not None:
            inner = ast.walk(node.value)
            works = any(
                isinstance(x, (ast.BinOp, ast.Call, ast.Compare, ast.BoolOp)) for x in inner
            )
            line = ast.unparse(node)
            if works and len(line.replace(" ", "")) >= _SHORTEST and line not in exercise.before:
                found.append(line)
    return found


def _anywhere(line: str) -> str:
    """A pattern of the line with any spaces between its words and signs."""
    words = re.findall(r"\w+|[^\w\s]", line)
    return r"(?<!\w)" + r"[ \t]*".join(map(re.escape, words)) + r"(?!\w)"


def known_cases(exercise: Exercise, key: AnswerKey) -> Iterator[str]:
    """What an author should know of cases that are all hidden, or the same for every class."""
    place = line_of(exercise.folder / "exercise.py", "def cases")
    if key.cases and all(case.hidden for case in key.cases):
        yield (
            f"{place}: every case is hidden, so that the self-check can say nothing.\n"
            "  Yield one case without hidden=True."
        )
    asked = [case for case in key.cases if case.input.args]
    if exercise.kind != "function" or len(asked) < len(key.cases):
        return
    if not any(case.hidden for case in asked) and all(
        same_for_every_seed(exercise, [case.input for case in asked])
    ):
        yield (
            f"{place}: every class gets the same cases, and the self-check shows them: a "
            "look-up of their answers earns all points.\n"
            "  Draw the arguments of one case from rng, or give one hidden=True."
        )
