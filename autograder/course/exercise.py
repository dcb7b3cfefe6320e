"""Load an exercise from its folder under solutions/.

The folder's `exercise.py` is the only source of the exercise's code: the
stub, the notebook cell, the reference and the docstring a student reads are all
cut from it. It is the author's code, and runs on the trusted side only.
"""

from __future__ import annotations

import ast
import textwrap
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from autograder.author import Case, Check
from autograder.course.comparison_rules import KIT_RULES, Rules, changed, rules_text
from autograder.course.config import Assignment
from autograder.course.course_values import course_adapters
from autograder.course.digests import folder_digest
from autograder.course.exercise_names import check_names
from autograder.course.exercise_parts import (
    lettered,
    one_case,
    read_text,
    refuse_misspelt_assignment_files,
    refuse_misspelt_files,
    released_files,
    right_answers,
)
from autograder.course.exercise_source import (
    BEGIN,
    END,
    GIVEN,
    REGION,
    check_markers,
    source_of,
    with_docstring,
)
from autograder.course.lesson_code import lesson_code
from autograder.course.misconception import Misconception
from autograder.course.misconception_file import load_misconceptions
from autograder.course.plain_signs import check_signs
from autograder.course.reference import compiled, reference_namespace
from autograder.course.source_position import assigned_lines, line_of, located, segments
from autograder.course.time_limit import no_hard_exit, raised_by_code, time_limit
from autograder.course.yaml_reader import Report
from autograder.errors import CourseError, did_you_mean
from autograder.models import ExerciseKind

LOAD_SECONDS = 30.0  # for an exercise.py to be run


@dataclass(frozen=True)
class Exercise:
    """One exercise of an assignment, as its author wrote it.

    source: the reference (function or variable) with its solution markers, after the code
        that is given with it.
    given: code between `### BEGIN GIVEN` and `### END GIVEN`: a student reads it above the stub.
    lesson_code: the lesson's own definitions that the reference uses.
    right_answers: what `right/*.py` holds, by file name.
    files: what the folder `files/` holds, by name; released, and beside every call.
    choices: of a multiple choice, by language, in the order a, b, c.
    rules: what counts as equal.
    carry: whether a mistake carried forward from an exercise that it depends on costs nothing.
    docstrings: by language; of a written exercise the question.
    rubric: of a written exercise, by language: items {"points", "text"}.
    files_digest: of all files of the assignment when it was loaded; "" where they are not known
        to be all that it depends on, also of an altered copy (`dataclasses.replace`).
    """

    name: str
    folder: Path
    kind: ExerciseKind
    title: Mapping[str, str]
    section: str
    formula: str
    depends: tuple[str, ...]
    source: str
    docstrings: Mapping[str, str]
    hints: Mapping[str, tuple[str, ...]]
    checks: tuple[Check, ...]
    misconceptions: Mapping[str, Misconception]
    rubric: Mapping[str, Any] = field(default_factory=dict)
    case_generator: Callable[[np.random.Generator], Iterator[Case]] | None = None
    drivers: Mapping[str, str] = field(default_factory=dict)
    right_answers: Mapping[str, str] = field(default_factory=dict)
    files_digest: str = field(default="", init=False, compare=False)
    given: str = ""
    lesson_code: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rules: Rules = KIT_RULES
    carry: bool = True

    @property
    def before(self) -> str:
        """Code that runs before the reference and before a student's answer; "" if none."""
        return "\n\n".join(filter(None, (self.lesson_code, self.given)))

    def cases(self, rng: np.random.Generator) -> list[Case]:
        """All cases for one seed, smallest first."""
        return [] if self.case_generator is None else list(self.case_generator(rng))

    @cached_property
    def reference(self) -> str:
        """The reference as a student would have handed it in: no markers."""
        lines = self.source.splitlines(keepends=True)
        return "".join(x for x in lines if x.strip() not in (BEGIN, END))

    def stub(self, language: str) -> str:
        """What the student receives in place of the reference."""
        if self.kind == "variable":
            return f"{self.name} = None\n"
        docstring = self.docstrings.get(language, "")
        if rules := rules_text(self.rules, language):
            docstring = f"{docstring.rstrip()}\n\n{rules}\n"
        source = with_docstring(self.source, self.name, docstring)
        return REGION.sub(
            lambda found: f'{found["indent"]}raise NotImplementedError("{self.name}")\n', source
        )


ExerciseLibrary = Mapping[str, Exercise]  # the exercises of one assignment, in course order


def load_exercises(assignment: Assignment, names: Sequence[str] = ()) -> dict[str, Exercise]:
    """Load the exercises of an assignment, or only the named ones and what they depend on."""
    return load_library(assignment.folder, list(names or assignment.points), assignment.rules)


def load_library(folder: Path, names: list[str], rules: Rules = KIT_RULES) -> dict[str, Exercise]:
    """Load the named exercises of one assignment, each after those it depends on.

    rules: the course's. Files that have not changed since are not run again.
    """
    return dict(_load_library(folder, tuple(names), rules, folder_digest(folder)))


@lru_cache(maxsize=4)
def _load_library(
    folder: Path, names: tuple[str, ...], rules: Rules, digest: str
) -> dict[str, Exercise]:
    course_adapters(folder)
    refuse_misspelt_assignment_files(folder)
    loaded: dict[str, Exercise] = {}
    waiting: list[str] = []

    def load(name: str) -> None:
        if name in loaded:
            return
        if name in waiting:
            place = line_of(folder / waiting[-1] / "exercise.py", "DEPENDS")
            ring = " → ".join([*waiting[waiting.index(name) :], name])
            raise CourseError(
                f"{place}: exercises depend on each other: {ring}.\n"
                "  Take one of these names out of DEPENDS."
            )
        if not (folder / name / "exercise.py").exists():
            place = line_of(folder / waiting[-1] / "exercise.py", "DEPENDS") if waiting else ""
            raise CourseError((place and f"{place}: ") + _no_such_folder(folder, name))
        waiting.append(name)
        for other in _depends_of(folder / name / "exercise.py"):
            load(other)
        loaded[name] = load_exercise(folder / name, loaded, rules)
        waiting.remove(name)

    for name in names:
        load(name)
    if folder_digest(folder) == digest:  # nobody has saved a file meanwhile
        for exercise in loaded.values():
            object.__setattr__(exercise, "files_digest", digest)
    return {name: loaded[name] for name in [*names, *(n for n in loaded if n not in names)]}


def load_exercise(folder: Path, library: ExerciseLibrary, rules: Rules = KIT_RULES) -> Exercise:
    """Run a folder's exercise.py and split it. Raises CourseError if it is not valid."""
    path = folder / "exercise.py"
    refuse_misspelt_files(folder)
    text = read_text(path)
    tree = _parse(path, text)
    shared = lesson_code(folder.parent / "lesson.py", text)
    module: dict[str, Any] = reference_namespace(library, _depends_of(path))
    if shared:
        _run_shared(shared, folder, module)
    module.update(__file__=str(path), __name__=f"exercise_{folder.name}")
    _run(path, text, module)
    report = Report(str(path))
    if tuple(module.get("DEPENDS", ())) != _depends_of(path):
        report.add_line(
            assigned_lines(tree).get("DEPENDS", 1),
            f"DEPENDS becomes {module['DEPENDS']!r}, and is read before the file is run.",
            'Write all of it out, in one place: DEPENDS = ("other_exercise",)',
        )
    check_signs(text, report)
    check_markers(text, report)
    check_names(module, tree, report)
    for name in _depends_of(path):
        if library[name].kind == "written":
            report.add_line(
                assigned_lines(tree)["DEPENDS"],
                f"DEPENDS names '{name}', an answer in words, which no code can use.",
                "Take it out of DEPENDS.",
            )
    kind = module.get("KIND", "function")
    mistakes = load_misconceptions(folder / "misconceptions.yaml")
    if kind == "written" and mistakes:
        report.add_line(1, "misconceptions.yaml means nothing in an exercise of KIND 'written'.")
    report.raise_if_any()
    function = module.get(folder.name)
    docstrings = dict(module.get("DOCSTRING") or module.get("QUESTION") or {})
    choices = {lang: tuple(each) for lang, each in module.get("CHOICES", {}).items()}
    for language, each in choices.items():
        docstrings[language] = f"{docstrings.get(language, '').rstrip()}\n\n{lettered(each)}"
    given = GIVEN.search(text)
    where = line_of(path, "RULES")
    if kind == "function":
        docstrings["en"] = textwrap.dedent("    " + (function.__doc__ or "")).strip()
    return Exercise(
        name=folder.name,
        folder=folder,
        kind=kind,
        title=module.get("TITLE", {}),
        section=module.get("SECTION", ""),
        formula=module.get("FORMULA", ""),
        depends=tuple(module.get("DEPENDS", ())),
        source=source_of(path, text, tree, kind),
        docstrings=docstrings,
        hints={lang: tuple(hints) for lang, hints in module.get("HINTS", {}).items()},
        checks=tuple(module.get("CHECKS", ())),
        misconceptions=mistakes,
        rubric=module.get("RUBRIC", {}),
        case_generator=module.get("cases") or (one_case if kind == "variable" else None),
        given=given["code"].rstrip() if given else "",
        lesson_code=shared,
        files=released_files(folder / "files"),
        choices=choices,
        rules=changed(rules, module.get("RULES", {}), where),
        carry=module.get("CARRY", True) is not False,
        right_answers=right_answers(folder / "right"),
        drivers=segments(
            text,
            (
                node
                for node in tree.body
                if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
                and node.name not in (folder.name, "cases")
            ),
        ),
    )


@lru_cache(maxsize=64)
def _parse(path: Path, text: str) -> ast.Module:
    try:
        return ast.parse(text)
    except SyntaxError as error:
        raise CourseError(f"{path}:{error.lineno}: not Python: {error.msg}.") from error
    except ValueError as error:  # a null byte
        raise CourseError(f"{path}: not Python: {error}.") from error


def _run_shared(source: str, folder: Path, module: dict[str, Any]) -> None:
    """Run what an exercise uses of its lesson; CourseError has the statement that stopped it."""
    name, lesson = f"<lesson of {folder.name}>", folder.parent / "lesson.py"
    with time_limit(LOAD_SECONDS) as limit, no_hard_exit():
        try:
            exec(compiled(source, name), module)
        except BaseException as error:
            if not raised_by_code(error):
                raise
            lines = [
                f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == name
            ]
            said = source.splitlines()[(lines[-1] or 1) - 1].strip() if lines else ""
            raise CourseError(
                f"{lesson}: the code that '{folder.name}' uses cannot be run: "
                f"{type(error).__name__}: {error}\n  It stops at: {said}"
            ) from error
    if limit.exceeded:
        raise CourseError(
            f"{lesson}: the code that '{folder.name}' uses takes over {LOAD_SECONDS:g} s.\n"
            '  Mark a cell that is only shown: # %% tags=["demo"]'
        )


def _run(path: Path, text: str, module: dict[str, Any]) -> None:
    """Run an exercise.py; CourseError has the line at which it stopped."""
    with time_limit(LOAD_SECONDS) as limit, no_hard_exit():
        try:
            exec(compile(text, str(path), "exec", dont_inherit=True), module)
        except BaseException as error:
            if not raised_by_code(error):
                raise
            raise CourseError(located(path, error)) from error
    if limit.exceeded:
        raise CourseError(
            f"{path}: running it takes over {LOAD_SECONDS:g} s.\n"
            "  Long work belongs into a case's driver or nowhere."
        )


def _depends_of(path: Path) -> tuple[str, ...]:
    """DEPENDS, read without running the file (its references are needed to run it)."""
    for node in _parse(path, read_text(path)).body:
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


def _no_such_folder(folder: Path, name: str) -> str:
    hint = did_you_mean(name, [p.name for p in folder.glob("*") if p.is_dir()])
    return (
        f"no exercise '{name}' in {folder}."
        + (f"\n  {hint}" if hint else "")
        + f"\n  To create it: autograder new {folder.name} {name}"
    )
