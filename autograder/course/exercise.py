"""Load an exercise from its folder under solutions/.

The folder's `exercise.py` is the only source of the exercise's code: the
stub, the notebook cell, the reference and the docstring a student reads are all
cut from it. It is the author's code, and runs on the trusted side only.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from autograder.author import Case, Check
from autograder.course.course_values import course_adapters
from autograder.course.digests import folder_digest
from autograder.course.exercise_parts import lettered, one_case, released_files
from autograder.course.exercise_rules import check_names
from autograder.course.lesson_code import lesson_code
from autograder.course.misconception import Misconception
from autograder.course.misconception_file import load_misconceptions
from autograder.course.reference import compiled, reference_namespace
from autograder.course.rules import KIT_RULES, Rules, changed, rules_text
from autograder.course.source_position import assigned_lines, line_of, located, segments
from autograder.course.time_limit import time_limit
from autograder.course.yaml_reader import Report
from autograder.errors import CourseError, did_you_mean
from autograder.models import ExerciseKind

BEGIN = "### BEGIN SOLUTION"
END = "### END SOLUTION"
_GIVEN = re.compile(
    r"^### BEGIN GIVEN[^\n]*\n(?P<code>.*?)^### END GIVEN[^\n]*\n?", re.DOTALL | re.MULTILINE
)
# What an exercise of KIND "function" asks for.
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
LOAD_SECONDS = 30.0  # for an exercise.py to be run
_REGION = re.compile(
    rf"^(?P<indent>[ \t]*){BEGIN}[^\n]*\n.*?^[ \t]*{END}[^\n]*\n?", re.DOTALL | re.MULTILINE
)


@dataclass(frozen=True)
class Exercise:
    """One exercise of an assignment, as its author wrote it.

    source: the reference (function or variable) with its solution markers, after the code
        that is given with it.
    given: code between `### BEGIN GIVEN` and `### END GIVEN`: a student reads it above the stub.
    lesson_code: the lesson's own definitions that the reference uses.
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
    right_answers: tuple[str, ...] = ()
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

    @property
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
        source = _with_docstring(self.source, self.name, docstring)
        return _REGION.sub(
            lambda found: f'{found["indent"]}raise NotImplementedError("{self.name}")\n', source
        )


ExerciseLibrary = Mapping[str, Exercise]  # the exercises of one assignment, in course order


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
    text = _read(path)
    tree = _parse(path, text)
    shared = lesson_code(folder.parent / "lesson.py", text)
    module: dict[str, Any] = reference_namespace(library, _depends_of(path))
    if shared:
        exec(compiled(shared, f"<lesson of {folder.name}>"), module)
    module.update(__file__=str(path), __name__=f"exercise_{folder.name}")
    _run(path, text, module)
    report = Report(str(path))
    check_names(module, tree, report)
    report.raise_if_any()
    kind = module.get("KIND", "function")
    function = module.get(folder.name)
    docstrings = dict(module.get("DOCSTRING") or module.get("QUESTION") or {})
    choices = {lang: tuple(each) for lang, each in module.get("CHOICES", {}).items()}
    for language, each in choices.items():
        docstrings[language] = f"{docstrings.get(language, '').rstrip()}\n\n{lettered(each)}"
    given = _GIVEN.search(text)
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
        source=_source_of(path, text, tree, kind),
        docstrings=docstrings,
        hints={lang: tuple(hints) for lang, hints in module.get("HINTS", {}).items()},
        checks=tuple(module.get("CHECKS", ())),
        misconceptions=load_misconceptions(folder / "misconceptions.yaml"),
        rubric=module.get("RUBRIC", {}),
        case_generator=module.get("cases") or (one_case if kind == "variable" else None),
        given=given["code"].rstrip() if given else "",
        lesson_code=shared,
        files=released_files(folder / "files"),
        choices=choices,
        rules=changed(rules, module.get("RULES", {}), where),
        carry=module.get("CARRY", True) is not False,
        right_answers=tuple(
            each.read_text(encoding="utf-8") for each in sorted((folder / "right").glob("*.py"))
        ),
        drivers=segments(
            text,
            (
                node
                for node in tree.body
                if isinstance(node, ast.FunctionDef) and node.name not in (folder.name, "cases")
            ),
        ),
    )


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise CourseError(f"{path}:{line}: not UTF-8.\n  Save it as UTF-8.") from error


@lru_cache(maxsize=64)
def _parse(path: Path, text: str) -> ast.Module:
    try:
        return ast.parse(text)
    except SyntaxError as error:
        raise CourseError(f"{path}:{error.lineno}: not Python: {error.msg}.") from error
    except ValueError as error:  # a null byte
        raise CourseError(f"{path}: not Python: {error}.") from error


def _run(path: Path, text: str, module: dict[str, Any]) -> None:
    """Run an exercise.py; CourseError has the line at which it stopped."""
    with time_limit(LOAD_SECONDS) as limit:
        try:
            exec(compile(text, str(path), "exec", dont_inherit=True), module)
        except Exception as error:
            raise CourseError(located(path, error)) from error
        except SystemExit as error:
            raise CourseError(f"{path}: it ends the program: SystemExit.") from error
    if limit.exceeded:
        raise CourseError(
            f"{path}: running it takes over {LOAD_SECONDS:g} s.\n"
            "  Long work belongs into a case's driver or nowhere."
        )


def _depends_of(path: Path) -> tuple[str, ...]:
    """DEPENDS, read without running the file (its references are needed to run it)."""
    for node in _parse(path, _read(path)).body:
        if isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == "DEPENDS" for target in node.targets
        ):
            try:
                value = ast.literal_eval(node.value)
            except ValueError:
                value = ast.unparse(node.value)
            if not isinstance(value, (tuple, list)) or not all(isinstance(x, str) for x in value):
                raise CourseError(
                    f"{path}:{node.lineno}: DEPENDS must be a tuple of names, got {value!r}.\n"
                    '  Write it out, with a comma: DEPENDS = ("other_exercise",)'
                )
            return tuple(value)
    return ()


def _source_of(path: Path, text: str, tree: ast.Module, kind: str) -> str:
    if kind == "written":
        return ""
    name = path.parent.name
    lines = text.splitlines(keepends=True)
    nodes: list[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef] = []
    if kind == "variable":
        found = _REGION.search(text)
        source = found.group(0) if found else ""
    else:
        given = _GIVEN.search(text)
        nodes = [n for n in tree.body if isinstance(n, _DEFINITIONS) and n.name == name]
        if not nodes:
            others = [n.name for n in tree.body if isinstance(n, _DEFINITIONS)]
            hint = did_you_mean(name, others)
            raise CourseError(
                f"{path}: wanted a function or class named like its folder, '{name}'; it has: "
                f"{', '.join(others) or 'none'}." + (f"\n  {hint}" if hint else "")
            )
        first = min([nodes[0].lineno, *(d.lineno for d in nodes[0].decorator_list)])
        source = "".join(lines[first - 1 : nodes[0].end_lineno])
        # The end marker is a comment, so it comes after the function's last statement.
        after = lines[nodes[0].end_lineno or 0 :]
        if after and after[0].strip() == END:
            source += after[0]
        if given:
            source = f"{given['code'].rstrip()}\n\n\n{source}"
    if not _REGION.search(source if source.endswith("\n") else source + "\n"):
        line = assigned_lines(tree).get(name) if kind == "variable" else nodes[0].lineno
        raise CourseError(
            f"{path}:{line or 1}: wanted the reference of '{name}' between '{BEGIN}' and '{END}'.\n"
            "  The text between them is what a student has to write."
        )
    return source


def _with_docstring(source: str, name: str, docstring: str) -> str:
    """The function's source with its docstring replaced, with its original indentation."""
    nodes = [node for node in ast.parse(source).body if isinstance(node, _DEFINITIONS)]
    body = next(node for node in nodes if node.name == name)
    first = body.body[0]
    if not docstring or ast.get_docstring(body) is None:
        return source
    lines = source.splitlines(keepends=True)
    indent = " " * first.col_offset
    raw = "r" if "\\" in docstring else ""
    text = textwrap.indent(docstring.strip(), indent).strip()
    closing = f"\n{indent}" if "\n" in text else ""
    lines[first.lineno - 1 : first.end_lineno] = [f'{indent}{raw}"""{text}{closing}"""\n']
    return "".join(lines)


def _no_such_folder(folder: Path, name: str) -> str:
    hint = did_you_mean(name, [p.name for p in folder.glob("*") if p.is_dir()])
    return (
        f"no exercise '{name}' in {folder}."
        + (f"\n  {hint}" if hint else "")
        + f"\n  To create it: autograder new {folder.name} {name}"
    )
