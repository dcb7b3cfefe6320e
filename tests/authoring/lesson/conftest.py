"""The lesson as fixtures: read it, and run it as a student would."""

import contextlib
import io
import re
import warnings
from dataclasses import dataclass, field

import jupytext
import matplotlib
import pytest

from autograder.course.exercise_library import load_library
from tests.paths import ROOT

matplotlib.use("Agg")

LESSON = ROOT / "solutions" / "transformer-basics" / "lesson.py"
LANGUAGES = ("ja", "en")


@dataclass(frozen=True)
class Cell:
    """One cell; section is that of the last markdown cell which began one."""

    kind: str
    source: str
    section: str
    language: str | None
    exercise: str | None
    demo: bool
    folded: bool


@dataclass
class Run:
    """What a student saw: per cell what it printed, and the figures it drew.

    plots: the section of each figure. styles: per axes, (line style, marker) of each named line.
    """

    printed: list[tuple[Cell, str]] = field(default_factory=list)
    plots: list[str] = field(default_factory=list)
    styles: list[list[tuple[str, str]]] = field(default_factory=list)

    def output(self, section=None):
        """All that was printed (in one section)."""
        return "".join(text for cell, text in self.printed if section in (None, cell.section))


def predicted(source, guess):
    """The source of a cell in which the student has written a prediction, where one is asked."""
    return re.sub(r'(?m)^(guess_\w+) = ""', rf"\1 = {guess!r}", source)


@pytest.fixture(scope="session")
def lesson():
    cells, section = [], ""
    for cell in jupytext.read(LESSON).cells:
        section = cell.metadata.get("section", section)
        cells.append(
            Cell(
                kind=cell.cell_type,
                source=cell.source,
                section=section,
                language=cell.metadata.get("lang"),
                exercise=cell.metadata.get("exercise"),
                demo="demo" in cell.metadata.get("tags", []),
                folded="hide-input" in cell.metadata.get("tags", []),
            )
        )
    return cells


@pytest.fixture(scope="session")
def library(lesson):
    return load_library(LESSON.parent, [cell.exercise for cell in lesson if cell.exercise])


@pytest.fixture(scope="session")
def run(lesson, library):
    """run(language, answers, guess, changed): the lesson from top to bottom; a warning is an error.

    answers: source by exercise name; what is not there stays the stub.
    guess: what the student writes into each cell that asks for a prediction.
    changed: pairs of lines, what stands in the lesson and what the student makes of it.
    laid_out: whether the figures are, which takes half of the time and prints nothing.
    """

    def run(language, answers, guess="?", changed=(), laid_out=False):
        import matplotlib.pyplot as plt
        from matplotlib.figure import Figure

        seen, names = Run(), {"__name__": "__main__"}

        def show():
            for number in plt.get_fignums():
                seen.plots.append(cell.section)
                for axes in plt.figure(number).axes:
                    named = [x for x in axes.get_lines() if not x.get_label().startswith("_")]
                    # Dashes are told apart by their pattern; get_linestyle knows only "--".
                    seen.styles.append([(str(x._dash_pattern), x.get_marker()) for x in named])
            plt.close("all")

        with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
            warnings.simplefilter("error")
            patch.setattr(plt, "show", show)
            if not laid_out:
                patch.setattr(Figure, "tight_layout", lambda figure, **given: None)
            for cell in lesson:
                if cell.kind != "code" or cell.language not in (None, language):
                    continue
                source = cell.source
                if cell.exercise:
                    source = answers.get(cell.exercise) or library[cell.exercise].stub(language)
                elif cell.demo:
                    source = predicted(source, guess)
                    for line, other in changed:
                        source = re.sub(rf"(?m)^{re.escape(line)}$", other, source)
                printed = io.StringIO()
                with contextlib.redirect_stdout(printed):
                    exec(compile(source, f"<{cell.section}>", "exec"), names)
                seen.printed.append((cell, printed.getvalue()))
        assert not plt.get_fignums(), "a figure was drawn and never shown"
        return seen

    return run


@pytest.fixture(scope="session")
def references(library):
    return {name: exercise.reference for name, exercise in library.items()}


@pytest.fixture(scope="session", params=LANGUAGES)
def solved(request, run, references):
    """The lesson as it looks once everything is solved."""
    return run(request.param, references, laid_out=True)


@pytest.fixture(scope="session", params=LANGUAGES)
def untouched(request, run):
    """The lesson as it looks on the first day."""
    return run(request.param, {}, laid_out=True)
