"""Imports of an author's code that course.yaml does not allow, found without running it."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from pathlib import Path

from autograder.course.exercise import Exercise
from autograder.course.exercise_folder import VALUES_FILE, read_text
from autograder.sandbox.imports import OURS, is_allowed


def unlisted_imports(exercise: Exercise, packages: Collection[str]) -> Iterator[str]:
    """A sentence with place and repair for each import that a student's answer could not make."""
    folder = exercise.folder
    lesson = folder.parent / "lesson.py"
    own = f"{exercise.given}\n\n{exercise.reference}"
    sources = [(exercise.path, "the reference", own)]
    sources += [(lesson, f"the code that '{exercise.name}' uses", exercise.lesson_code)]
    sources += [
        (folder / "right" / name, "this right answer", source)
        for name, source in exercise.right_answers.items()
    ]
    own_imports = _imported(own)
    for wrong in exercise.misconceptions.values():
        sources += [
            (folder / "misconceptions.yaml", f"misconception '{wrong.id}'", source)
            for source in wrong.sources(exercise.reference)
            if _imported(source) - own_imports
        ]
    for path, what, source in sources:
        imported = _imported(source)
        given = set() if is_allowed("numpy", packages) else _given_numpy(source)
        for package in sorted(imported | given):
            if is_allowed(package, packages):
                continue
            verb = "imports" if package in imported else "uses"
            repair = "The kit itself is for exercise.py alone; take the import out."
            if package != OURS:
                listed = ", ".join(sorted({*packages, package}))
                repair = f"Do without it, or list it in course.yaml: packages: [{listed}]"
            yield (
                f"{path}:{_line(read_text(path), package)}: {what} {verb} '{package}', which "
                f"course.yaml does not list, so students may not use it.\n  {repair}"
            )


def unlisted_in_values(folder: Path, packages: Collection[str]) -> Iterator[str]:
    """The same for an assignment's values.py, which runs where students' code does."""
    path = folder / VALUES_FILE
    source = read_text(path) if path.is_file() else ""
    for package in sorted(_imported(source)):
        if package != OURS and not is_allowed(package, packages):
            listed = ", ".join(sorted({*packages, package}))
            yield (
                f"{path}:{_line(source, package)}: it imports '{package}', which course.yaml does "
                "not list, so the sandbox lacks it.\n"
                f"  Do without it, or list it in course.yaml: packages: [{listed}]"
            )


def _imported(source: str) -> set[str]:
    """The top-level packages that a source imports anywhere; none if it is not Python."""
    if "import" not in source:  # the usual case, which saves parsing hundreds of mutants
        return set()
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return set()
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def _given_numpy(source: str) -> set[str]:
    """NumPy, if a source uses the `np` that is available without an import."""
    try:
        names = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
    except (SyntaxError, ValueError):
        return set()
    return {"numpy"} if "np" in names else set()


def _line(text: str, package: str) -> int:
    """The line that imports a package; for `autograder` in exercise.py, the author's import."""
    for number, line in enumerate(text.split("\n"), 1):
        words = line.replace(",", " ").replace(".", " ").split()
        if package in words and ("import" in words or "from" in words):
            return number
    return 1
