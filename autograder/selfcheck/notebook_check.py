"""`check("exercise")` in a notebook: a card with the verdict. It never raises.

Jupyter shows the card's HTML. Its plain text is then only the points: nbgrader without
our preprocessor reads the grade from there, and so gives the partial credit that is due.
In a terminal the plain text shows the whole card.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from autograder.errors import UserError
from autograder.report.exercise_feedback import ExerciseFeedback
from autograder.report.terminal import render_exercise, wrap
from autograder.selfcheck.data import DATA_FILE, PublicData, read_data
from autograder.selfcheck.kernel_cells import follow_kernel, running_shell
from autograder.selfcheck.notebook_file import named_files
from autograder.selfcheck.notebook_verdict import notebook_feedback
from autograder.selfcheck.workspace import Workspace, no_workspace_message
from autograder.text.catalogue import DEFAULT_LANGUAGES, translate

WIDTH = 88
_HOME = Path.cwd()  # where the kernel was started; a student's code may go elsewhere


@dataclass(frozen=True)
class Shown:
    """The value that a cell displays. points: None if there is no verdict."""

    text: str
    html: str
    points: float | None = None

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        in_kernel = getattr(running_shell(), "kernel", None) is not None
        scored = self.points is not None and in_kernel
        plain = repr(float(self.points or 0.0)) if scored else self.text
        return {"text/plain": plain, "text/html": self.html}


def check(name: Any) -> Shown:
    """Check the function (or value) of this name in the notebook.

    name: as text; the function itself works too, since quotation marks are easily forgotten.
    Judges what grading would judge if the notebook were submitted now; never raises.
    """
    space = sys._getframe(1).f_globals
    languages: tuple[str, ...] = DEFAULT_LANGUAGES  # until the exercises' own are known
    try:
        name = _name(space, name)
        work = _work(space, name)
        language = work.data.language
        languages = (language,)
        key = work.data.exercises[work.named(name, language)].key
        if key is None:
            return _notice(translate("notebook.written", language), language)
        return _card(notebook_feedback(key, work, space))
    except UserError as error:
        return _notice(str(error), languages[0])
    except Exception as fault:
        notice = "\n".join(translate("notebook.fault", each) for each in languages)
        return _notice(f"{notice}\n\n{type(fault).__name__}: {fault}", languages[0])


def hint(name: Any) -> Shown:
    """The next hint of an exercise; each call gives a little more. Never raises."""
    from autograder.selfcheck.hints import hint_texts

    space = sys._getframe(1).f_globals
    language = DEFAULT_LANGUAGES[0]
    try:
        name = _name(space, name)
        work = _work(space, name)
        language = work.data.language
        return _notice("\n".join(hint_texts(work, name, language)), language)
    except UserError as error:
        return _notice(str(error), language)
    except Exception as fault:
        return _notice(f"{type(fault).__name__}: {fault}", language)


def _name(space: Mapping[str, Any], asked: Any) -> str:
    """The name that is meant, even if the function or value itself was given."""
    if isinstance(asked, str):
        return asked
    there = [name for name, value in space.items() if value is asked and name[:1] != "_"]
    own = getattr(asked, "__name__", "")
    return own if own in there or not there else there[0]


def _card(feedback: ExerciseFeedback) -> Shown:
    text = render_exercise(feedback, WIDTH)
    html = _html(text, [feedback], (), feedback.language)
    return Shown(text, html, min(feedback.points, feedback.max_points))


def _notice(text: str, language: str) -> Shown:
    plain = "\n".join(line for part in text.split("\n") for line in wrap(part, WIDTH, ""))
    lines = [line for line in text.split("\n") if line.strip()]
    return Shown(plain, _html(plain, (), lines, language))


def _html(
    plain: str, feedback: Sequence[ExerciseFeedback], lines: Sequence[str], language: str
) -> str:
    """The card; the plain text in a kernel without Jinja2, which comes with Jupyter."""
    try:
        from autograder.report.notebook_card import card
    except ModuleNotFoundError:
        return f"<pre>{escape(plain)}</pre>"
    return str(card(feedback, lines, language))


# --- which assignment ----------------------------------------------------------------


def _work(space: Mapping[str, Any], name: str) -> Workspace:
    """This notebook's assignment: the nearest that has the exercise, or just the nearest."""
    found = [Workspace(folder, _data(folder / DATA_FILE)) for folder in _folders(space)]
    if not found:
        raise UserError(no_workspace_message(Path.cwd()))
    return next((work for work in found if name in work.data.exercises), found[0])


def _folders(space: Mapping[str, Any]) -> list[Path]:
    """Folders with an assignment in them, most likely first."""
    here = [*(file.parent for file in named_files(space)), Path.cwd(), _HOME]
    return [folder for folder in dict.fromkeys(here) if (folder / DATA_FILE).is_file()]


def _data(path: Path) -> PublicData:
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read(path: Path, _: int) -> PublicData:
    return read_data(path)


follow_kernel()  # imported in the notebook's first cell
