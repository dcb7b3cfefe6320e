"""Run the `>>>` examples in an exercise's docstrings: what is published must be true."""

from __future__ import annotations

import ast
import contextlib
import doctest
import io
from collections.abc import Iterator, Sequence
from typing import Any

from autograder.course.exercise import Exercise, ExerciseLibrary
from autograder.course.reference import reference_namespace
from autograder.course.time_limit import time_limit
from autograder.sandbox.calls import folder_with
from autograder.sandbox.plain_data import to_plain

SECONDS = 5.0
_ALONE = (
    "\n  The code that is given with it and the lesson's run by themselves, without the rest of "
    "exercise.py."
)
_CHECKER = doctest.OutputChecker()
_FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def failing_examples(
    exercise: Exercise, library: ExerciseLibrary, languages: Sequence[str]
) -> Iterator[str]:
    """A sentence with the place of each example that fails."""
    if exercise.kind == "written":
        return
    place = exercise.definition
    asked: dict[str, list[str]] = {}
    for language in languages:
        # A missing docstring is reported as a missing text.
        text = exercise.docstrings.get(language, "")
        if not text and "en" not in languages:  # the function's own is in the course's language
            text = exercise.docstrings.get("en", "")
        try:
            examples = doctest.DocTestParser().get_examples(text)
        except ValueError as error:
            yield f"{place}: the {language} docstring has an example that cannot be read: {error}."
            continue
        if text:
            asked[language] = [_without_comments(example.source) for example in examples]
        try:
            with time_limit(SECONDS) as limit:
                space = {**reference_namespace(library, (exercise.name,))}
        except (Exception, SystemExit) as error:
            yield f"{place}: the reference cannot be run: {type(error).__name__}: {error}.{_ALONE}"
            return
        if limit.exceeded:
            yield f"{place}: the reference cannot be defined within {SECONDS:g} s.{_ALONE}"
            return
        for example in examples:
            with folder_with({name: to_plain(data) for name, data in exercise.files.items()}):
                got = _run(example.source, space)
            if example.exc_msg is not None:
                wanted, holds = example.exc_msg, got == example.exc_msg
            else:
                wanted, holds = example.want, _CHECKER.check_output(example.want, got, _FLAGS)
            if not holds:
                yield (
                    f"{place}: the {language} docstring says that `{example.source.strip()}` gives "
                    f"{wanted.strip() or 'nothing'}, the reference gives {got.strip() or 'nothing'}"
                    ".\n  Correct the example."
                )

    if len(set(map(tuple, asked.values()))) > 1:
        each = "; ".join(f"{lang}: {', '.join(x) or 'none'}" for lang, x in asked.items())
        yield (
            f"{place}: the docstrings do not have the same examples: {each}.\n"
            "  Use the same in each."
        )


def _without_comments(source: str) -> str:
    try:
        return ast.unparse(ast.parse(source))
    except SyntaxError:  # reported when the example runs
        return source.strip()


def _run(source: str, space: dict[str, Any]) -> str:
    """What an example prints; for an exception, its last line, as in a doctest."""
    printed = io.StringIO()
    with time_limit(SECONDS) as limit, contextlib.redirect_stdout(printed):
        try:
            exec(compile(source, "<example>", "single", dont_inherit=True), space)
        except (Exception, SystemExit, KeyboardInterrupt) as error:
            printed = io.StringIO(f"{type(error).__name__}: {error}\n")
    return f"nothing within {SECONDS:g} s" if limit.exceeded else printed.getvalue()
