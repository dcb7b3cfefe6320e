"""Run a lesson from top to bottom, as a student whose answers are all right would.

Each language runs in its own process and folder, on the author's machine. A cell that fails is
refused, even one that is only shown: every student would run into it. If a cell needs what not
every machine has (a package, the network, typed input, more than a minute), the check ends there.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from autograder.authoring.release.lesson import (
    LESSON_FILE,
    MEANT,
    LessonCell,
    in_language,
    python_of,
    read_lesson,
)
from autograder.course.assignment import Assignment
from autograder.course.digests import entry_name
from autograder.course.exercise import ExerciseLibrary
from autograder.course.passed_checks import has_passed, note_passed
from autograder.course.source_position import line_of

SECONDS = 60.0  # for a lesson in one language
_ELSEWHERE = {"ModuleNotFoundError", "URLError", "gaierror", "ConnectionError", "TimeoutError"}
_TYPED_IN = "_TypedInError"


def lesson_faults(assignment: Assignment, library: ExerciseLibrary) -> Iterator[str]:
    """The first failing cell of each language, one sentence each with its place."""
    path = assignment.folder / LESSON_FILE
    if not path.exists():
        return
    lesson = read_lesson(assignment, library)
    files = {name: data for each in library.values() for name, data in each.files.items()}
    found: dict[str, None] = {}
    for language in assignment.languages:
        cells = [cell for cell in in_language(lesson, language) if cell.kind == "code"]
        if any(not cell.exercise for cell in cells):
            found |= dict.fromkeys(_fault(path, cells, library, files))
    yield from found


def _fault(
    path: Path, cells: list[LessonCell], library: ExerciseLibrary, files: dict[str, bytes]
) -> Iterator[str]:
    sources = [_source(cell, library) for cell in cells]
    entry = entry_name("lesson-run", sources, sorted(files.items()))
    if has_passed(entry):
        return
    at, error = _run(sources, files)
    if at == len(cells):
        note_passed(entry)
        return
    cell = cells[at]
    source = cell.source.split("\n")
    begin = next((line for line in source if line.strip()), "")
    if error is None:
        if not cell.shown:
            yield (
                f"{line_of(path, begin)}: this cell takes over {SECONDS:g} s, in every submission "
                'too.\n  Mark a cell that is only shown: # %% tags=["demo"]'
            )
    elif not _ELSEWHERE & {*error["mro"]} and _TYPED_IN not in error["mro"]:
        said = f"{error['mro'][0]}: {error['message']}".removesuffix(": ")
        line = source[error["line"] - 1] if 0 < error["line"] <= len(source) else begin
        yield (
            f"{line_of(path, line)}: the lesson stops here where all answers are right: {said}\n"
            f'  Correct it. To a cell that is to raise, give Jupyter\'s tag: tags=["{MEANT}"]'
        )


def _source(cell: LessonCell, library: ExerciseLibrary) -> str:
    """The code that a cell runs: an exercise's cell gets the right answer."""
    if cell.exercise:
        exercise = library[cell.exercise]
        return "" if exercise.kind == "written" else exercise.reference
    return "" if MEANT in cell.tags else python_of(cell)


def _run(sources: list[str], files: dict[str, bytes]) -> tuple[int, dict[str, Any] | None]:
    """The cell at which it stops (the number of cells if none), and why; None if too slow."""
    environment = {**os.environ, "MPLBACKEND": "Agg"}
    environment["PYTHONPATH"] = os.pathsep.join(each for each in sys.path if each)
    with tempfile.TemporaryDirectory() as outside, tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            (Path(folder) / name).write_bytes(data)
        record = Path(outside) / "record"
        record.touch()
        (Path(outside) / "cells").write_text(json.dumps(sources), encoding="utf-8")
        try:
            subprocess.run(
                [sys.executable, "-m", __name__, outside], cwd=folder, env=environment,
                timeout=SECONDS, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, check=False,
            )  # fmt: skip
            late = False
        except subprocess.TimeoutExpired:
            late = True
        *_, last = record.read_text(encoding="utf-8").splitlines() or ["[0, null]"]
    at, error = json.loads(last)
    if error is None and at < len(sources) and not late:
        error = {"mro": ["SystemExit"], "message": "it ends the process", "line": 0}
    return at, error


def _main(outside: str) -> None:
    """In the other process: run each cell, and record which one it is and what it raised."""
    import builtins

    import numpy as np

    class _TypedInError(Exception):
        pass

    def typed_in(*_: Any) -> NoReturn:
        raise _TypedInError

    def nothing(*_: Any, **__: Any) -> None:
        pass

    sys.path[:] = [each for each in sys.path if each]
    builtins.input = typed_in
    space: dict[str, Any] = {"__name__": "__main__", "np": np}
    space |= dict.fromkeys(("check", "hint", "display"), nothing)
    sources = json.loads((Path(outside) / "cells").read_text(encoding="utf-8"))
    with (Path(outside) / "record").open("a", encoding="utf-8") as record:

        def note(at: int, error: dict[str, Any] | None = None) -> None:
            record.write(json.dumps((at, error)) + "\n")
            record.flush()

        for at, source in enumerate(sources):
            note(at)
            try:
                exec(compile(source, f"<cell {at}>", "exec", dont_inherit=True), space)
            except BaseException as error:
                frames = traceback.extract_tb(error.__traceback__)
                lines = [f.lineno or 0 for f in frames if f.filename == f"<cell {at}>"]
                mro = [each.__name__ for each in type(error).__mro__]
                note(at, {"mro": mro, "message": str(error)[:300], "line": (lines or [0])[-1]})
                break
        else:
            note(len(sources))
    os._exit(0)  # even if the lesson has left threads running


if __name__ == "__main__":
    _main(sys.argv[1])
