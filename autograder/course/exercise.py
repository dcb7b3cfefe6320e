"""An exercise as its author wrote it: the record that everything else is made from.

The folder's `exercise.py` is the only source of the exercise's code: the stub, the notebook cell,
the reference and the docstring that a student reads are all cut from it (`exercise_file`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from autograder.author import Case, Check
from autograder.course.comparison_rules import KIT_RULES, Rules, rules_text
from autograder.course.exercise_source import BEGIN, END, REGION, with_docstring
from autograder.course.misconception import Misconception
from autograder.course.source_position import definition_of, line_of
from autograder.models import ExerciseKind


@dataclass(frozen=True)
class Exercise:
    """One exercise of an assignment, as its author wrote it.

    source: the reference (function or variable) with its solution markers, after the code
        that is given with it.
    given: code between `### BEGIN GIVEN` and `### END GIVEN`: a student reads it above the stub.
    lesson_code: the lesson's own definitions that the reference uses.
    right_answers: the contents of `right/*.py`, by file name.
    files: the contents of the folder `files/`, by name; released, and available to every call.
    choices: for a multiple choice, by language, in the order a, b, c.
    rules: what counts as equal.
    carry: whether a mistake carried forward from an exercise that it depends on costs nothing.
    docstrings: by language; for a written exercise, the question.
    rubric: for a written exercise, by language: items {"points", "text"}.
    case_generator: yields all cases for one seed, smallest first.
    files_digest: digest of all files of the assignment at loading; "" if the exercise may depend
        on more than these files, or is an altered copy (`dataclasses.replace`).
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
    def path(self) -> Path:
        """Its exercise.py."""
        return self.folder / "exercise.py"

    @property
    def definition(self) -> str:
        """ "file:line" where the reference is defined."""
        return definition_of(self.path, self.name)

    def line_of(self, text: str) -> str:
        """ "file:line" of the first line that begins with a text or contains it in quotes."""
        return line_of(self.path, text)

    @property
    def before(self) -> str:
        """Code that runs before the reference and before a student's answer; "" if none."""
        return "\n\n".join(filter(None, (self.lesson_code, self.given)))

    @cached_property
    def reference(self) -> str:
        """The reference as a student would submit it: without markers."""
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
