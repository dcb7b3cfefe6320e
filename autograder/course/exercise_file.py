"""Load an exercise from its folder: run its exercise.py, check it and split it.

This is the author's code and runs only on the trusted side.
"""

from __future__ import annotations

import ast
import textwrap
import traceback
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from autograder.author import Case
from autograder.course.comparison_rules import KIT_RULES, Rules, changed
from autograder.course.exercise import Exercise, ExerciseLibrary
from autograder.course.exercise_folder import (
    read_text,
    refuse_misspelt_files,
    released_files,
    right_answers,
)
from autograder.course.exercise_names import check_names
from autograder.course.exercise_source import GIVEN, check_markers, parse_file, source_of
from autograder.course.lesson_code import lesson_code
from autograder.course.misconception_file import load_misconceptions
from autograder.course.plain_signs import check_signs
from autograder.course.reference import compiled, reference_namespace
from autograder.course.source_position import assigned_lines, line_of, located, segments
from autograder.course.time_limit import author_code
from autograder.course.yaml_reader import Report
from autograder.errors import CourseError

LOAD_SECONDS = 30.0  # for an exercise.py to be run


def load_exercise(
    folder: Path, library: ExerciseLibrary, rules: Rules = KIT_RULES, is_checked: bool = False
) -> Exercise:
    """Run a folder's exercise.py and split it. Raises CourseError if it is not valid.

    library: the exercises that it depends on.
    is_checked: whether the same files have already passed the checks of their contents.
    """
    path = folder / "exercise.py"
    refuse_misspelt_files(folder)
    text = read_text(path)
    tree = parse_file(path, text)
    shared = lesson_code(folder.parent / "lesson.py", text)
    depends = depends_of(path)
    module = reference_namespace(library, depends)
    if shared:
        _run_shared(shared, folder, module)
    _run_file(path, text, module)
    report = Report(str(path))
    if not is_checked:
        _check(text, tree, module, {name: library[name].kind for name in depends}, report)
    kind = module.get("KIND", "function")
    mistakes = load_misconceptions(folder / "misconceptions.yaml")
    if kind == "written" and mistakes:
        report.add_line(1, "misconceptions.yaml has no effect in an exercise of KIND 'written'.")
    report.raise_if_any()
    given = GIVEN.search(text)
    choices = {lang: tuple(each) for lang, each in module.get("CHOICES", {}).items()}
    return Exercise(
        name=folder.name,
        folder=folder,
        kind=kind,
        title=module.get("TITLE", {}),
        section=module.get("SECTION", ""),
        formula=module.get("FORMULA", ""),
        depends=tuple(module.get("DEPENDS", ())),
        source=source_of(path, text, tree, kind),
        docstrings=_docstrings(module, folder.name, kind, choices),
        hints={lang: tuple(hints) for lang, hints in module.get("HINTS", {}).items()},
        checks=tuple(module.get("CHECKS", ())),
        misconceptions=mistakes,
        rubric=module.get("RUBRIC", {}),
        case_generator=module.get("cases") or (_one_case if kind == "variable" else None),
        given=given["code"].rstrip() if given else "",
        lesson_code=shared,
        files=released_files(folder / "files"),
        choices=choices,
        rules=changed(rules, module.get("RULES", {}), line_of(path, "RULES")),
        carry=module.get("CARRY", True) is not False,
        right_answers=right_answers(folder / "right"),
        drivers=_drivers(text, tree, folder.name),
    )


def _check(
    text: str,
    tree: ast.Module,
    module: Mapping[str, Any],
    depends: Mapping[str, str],
    report: Report,
) -> None:
    """Report every wrong name and character in the file.

    depends: the kinds of the exercises that it depends on, by name.
    """
    if tuple(module.get("DEPENDS", ())) != tuple(depends):
        report.add_line(
            assigned_lines(tree).get("DEPENDS", 1),
            f"DEPENDS becomes {module['DEPENDS']!r}, and is read before the file is run.",
            'Write all of it out, in one place: DEPENDS = ("other_exercise",)',
        )
    check_signs(text, report)
    check_markers(text, report)
    check_names(module, tree, _given_lines(text), report)
    for name, kind in depends.items():
        if kind == "written":
            report.add_line(
                assigned_lines(tree)["DEPENDS"],
                f"DEPENDS names '{name}', an answer in words, which no code can use.",
                "Take it out of DEPENDS.",
            )


def _given_lines(text: str) -> range:
    found = GIVEN.search(text)
    if found is None:
        return range(0)
    return range(text.count("\n", 0, found.start()) + 1, text.count("\n", 0, found.end()) + 1)


def _docstrings(
    module: Mapping[str, Any], name: str, kind: str, choices: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """What a student reads, by language; a function's own docstring is the English text."""
    docstrings = dict(module.get("DOCSTRING") or module.get("QUESTION") or {})
    for language, each in choices.items():
        answers = "\n".join(f"{chr(ord('a') + i)}) {text}" for i, text in enumerate(each))
        docstrings[language] = f"{docstrings.get(language, '').rstrip()}\n\n{answers}"
    if kind == "function":
        docstrings["en"] = textwrap.dedent("    " + (module.get(name).__doc__ or "")).strip()
    return docstrings


def _one_case(rng: np.random.Generator) -> Iterator[Case]:
    """The only case of a value that is simply compared with the reference."""
    yield Case("value")


def _drivers(text: str, tree: ast.Module, name: str) -> dict[str, str]:
    """The sources of the file's own functions."""
    functions = [n for n in tree.body if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]
    return segments(text, (n for n in functions if n.name not in (name, "cases")))


def _run_shared(source: str, folder: Path, module: dict[str, Any]) -> None:
    """Run the lesson code that an exercise uses; CourseError names the statement that failed."""
    name, lesson = f"<lesson of {folder.name}>", folder.parent / "lesson.py"

    def refusal(error: BaseException) -> CourseError:
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno for frame in frames if frame.filename == name]
        said = source.splitlines()[(lines[-1] or 1) - 1].strip() if lines else ""
        return CourseError(
            f"{lesson}: the code that '{folder.name}' uses cannot be run: "
            f"{type(error).__name__}: {error}\n  It stops at: {said}"
        )

    too_long = (
        f"{lesson}: the code that '{folder.name}' uses takes over {LOAD_SECONDS:g} s.\n"
        '  Mark a cell that is only shown: # %% tags=["demo"]'
    )
    with author_code(LOAD_SECONDS, refusal, too_long):
        exec(compiled(source, name), module)


def _run_file(path: Path, text: str, module: dict[str, Any]) -> None:
    """Run an exercise.py with everything it may use; CourseError names the line that failed."""
    module.update(__file__=str(path), __name__=f"exercise_{path.parent.name}")
    too_long = (
        f"{path}: running it takes over {LOAD_SECONDS:g} s.\n"
        "  Long work belongs into a case's driver or nowhere."
    )
    with author_code(LOAD_SECONDS, lambda error: CourseError(located(path, error)), too_long):
        exec(compile(text, str(path), "exec", dont_inherit=True), module)


def depends_of(path: Path) -> tuple[str, ...]:
    """DEPENDS, read without running the file (its references are needed to run it)."""
    for node in parse_file(path, read_text(path)).body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign) and node.value is not None:
            targets = [node.target]
        if any(isinstance(target, ast.Name) and target.id == "DEPENDS" for target in targets):
            assert isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None
            try:
                value = ast.literal_eval(node.value)
            except ValueError:
                value = ast.unparse(node.value)
            names = isinstance(value, (tuple, list)) and all(isinstance(x, str) for x in value)
            if not names or len(set(value)) < len(value):
                raise CourseError(
                    f"{path}:{node.lineno}: DEPENDS must be a tuple of names, got {value!r}.\n"
                    '  Write it out, with a comma: DEPENDS = ("other_exercise",)'
                )
            return tuple(value)
    return ()
