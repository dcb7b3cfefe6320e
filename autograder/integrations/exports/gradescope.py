"""Export to Gradescope: results.json and the autograder archive.

Writes OUT/exports/gradescope/<student>/results.json for each submission, and the archive
gradescope_autograder.zip, with which Gradescope itself runs this kit.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from autograder.models import Grade
from autograder.report.error_messages import grade_notes
from autograder.report.exercise_texts import ExerciseTexts
from autograder.report.explanation import explain_written
from autograder.report.plain_text import by_hand_text, feedback_text
from autograder.text.catalogue import localized, translate

if TYPE_CHECKING:
    from autograder.integrations.finished_run import FinishedRun

RESULT = "results.json"


def write(finished: FinishedRun) -> str:
    # Not at the top: in Gradescope's container this module needs less.
    from autograder.files import safe_name, write_atomically
    from autograder.integrations.gradescope_archive import write_archive

    folder = finished.folder("gradescope")
    names = {safe_name(grade.student) for grade in finished.grades}
    for old in [path for path in folder.glob(f"*/{RESULT}") if path.parent.name not in names]:
        old.unlink()  # of a student who is no longer in the run, or has another name
        with contextlib.suppress(OSError):
            old.parent.rmdir()  # unless there is something of the TA's in it
    for grade in finished.grades:
        result = result_of(grade, finished.texts, finished.language, finished.course.reveal)
        place = folder / safe_name(grade.student) / RESULT
        write_atomically(place, json_text(result))
    archive = write_archive(finished.course, finished.assignment, finished.run, folder)
    return f"{len(finished.grades)} × {folder}/<student>/{RESULT}\n{archive}"


def result_of(
    grade: Grade, texts: Mapping[str, ExerciseTexts], language: str, reveal: Sequence[str]
) -> dict[str, Any]:
    """A grade in Gradescope's format, without a score if the grader failed.

    Gradescope then reports a failed autograder and keeps the submission ungraded.
    """
    if grade.points is None:
        return fault(language)
    tests = [
        _test(number, name, grade, texts, language, reveal)
        for number, name in enumerate(grade.exercises, start=1)
    ]
    by_person = [n for n in grade.marks if n not in grade.exercises and n not in grade.needs_manual]
    written = [
        _written(len(tests) + place, name, grade, texts, language)
        for place, name in enumerate((*grade.needs_manual, *by_person), start=1)
    ]
    notes = "\n\n".join(grade_notes(grade, language))
    return {
        "score": grade.points,
        **({"output": notes, "output_format": "text"} if notes else {}),
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests + written,
        "extra_data": {
            "status": grade.status,
            "max_points": grade.max_points,
            "file": grade.file,
            "needs_manual": list(grade.needs_manual),
            "notes": list(grade.notes),
            "penalty": grade.penalty,
            "diagnosis": {name: list(v.diagnosis) for name, v in grade.exercises.items()},
        },
    }


def fault(language: str) -> dict[str, Any]:
    """Placeholder result when the grader failed: no score."""
    return {
        "output": translate("gradescope.grader-error", language),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {"status": "grader_error"},
    }


def json_text(result: Mapping[str, Any]) -> str:
    """The result as JSON text; a lone surrogate in it does not cause an error."""
    text = json.dumps(result, ensure_ascii=False, allow_nan=False, indent=1)
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def _test(
    number: int,
    name: str,
    grade: Grade,
    texts: Mapping[str, ExerciseTexts],
    language: str,
    reveal: Sequence[str],
) -> dict[str, Any]:
    verdict = grade.exercises[name]
    output = [
        by_hand_text(grade, name, texts, language),
        feedback_text(texts, name, verdict, language, reveal),
    ]
    return {
        "number": str(number),
        "name": _title(name, texts, language),
        "score": verdict.points,
        "max_score": verdict.max_points,
        "status": "passed" if verdict.status == "passed" else "failed",
        "output": "\n\n".join(filter(None, output)),
        "output_format": "text",
        "tags": [verdict.status],
        "visibility": "visible",
    }


def _written(
    number: int, name: str, grade: Grade, texts: Mapping[str, ExerciseTexts], language: str
) -> dict[str, Any]:
    """A written answer, to be read beside the grading form; scored only if a person gave a mark."""
    shown = explain_written(name, grade.written.get(name), texts, language).answer
    mark = grade.marks.get(name)
    marked = mark is not None and mark.points is not None
    said = by_hand_text(grade, name, texts, language) or translate("gradescope.manual", language)
    waits = name in grade.needs_manual
    return {
        "number": str(number),
        "name": _title(name, texts, language),
        **({"score": mark.points, "max_score": mark.max_points} if mark and marked else {}),
        "output": "\n\n".join(filter(None, [said, shown])),
        "output_format": "text",
        "tags": ["needs_manual" if waits else "marked"],
        "visibility": "visible",
    }


def _title(name: str, texts: Mapping[str, ExerciseTexts], language: str) -> str:
    title = localized(texts.get(name, {}).get("title", {}), language)
    return f"{name}: {title}" if title else name
