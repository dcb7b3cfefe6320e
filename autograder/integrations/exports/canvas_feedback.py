"""Export feedback files for Canvas: OUT/exports/canvas-feedback/canvas-feedback.zip.

For Gradebook → Re-Upload Submissions: Canvas finds the student and the file by the first two
numbers between underscores, and shows the feedback under the name of the submitted file. So
each is the same kind of file: a notebook, a Python file of comments, an archive with the page.
"""

from __future__ import annotations

import json
import re

from autograder.authoring.release.wheel import zip_bytes
from autograder.integrations.exports.canvas import canvas_number
from autograder.integrations.feedback_archive import write_feedback_archive
from autograder.integrations.finished_run import FinishedRun
from autograder.models import Grade, SubmissionInfo
from autograder.report.plain_text import by_hand_lines, feedback_text

_UPLOAD = re.compile(r".*?_(?P<user>\d+)_(?P<attachment>\d+)_.*?(?P<ending>\.[^./]+)")


def write(finished: FinishedRun) -> str:
    def file_of(grade: Grade, info: SubmissionInfo) -> tuple[str, bytes] | None:
        found = _UPLOAD.fullmatch(info.upload.rpartition("/")[2])
        data = _file(finished, grade, found["ending"].lower()) if found else None
        if not (found and data and canvas_number(info)):
            return None
        return f"feedback_{found['user']}_{found['attachment']}_feedback{found['ending']}", data

    return write_feedback_archive(
        finished,
        "canvas-feedback",
        file_of,
        "no student has a file with numbers of Canvas's.\n"
        "  Grade the archive that Canvas hands out (Download Submissions).",
    )


def _file(finished: FinishedRun, grade: Grade, ending: str) -> bytes | None:
    """The feedback as a file of this kind; None if there is no feedback."""
    if grade.status != "graded":
        return None
    if ending == ".zip":
        return zip_bytes([("feedback.html", finished.page(grade))])
    text = _text(finished, grade)
    if ending == ".py":
        return "".join(f"# {line}".rstrip() + "\n" for line in text.splitlines()).encode()
    if ending != ".ipynb":
        return None
    cell = {"cell_type": "markdown", "id": "feedback", "metadata": {}, "source": _fenced(text)}
    content = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _text(finished: FinishedRun, grade: Grade) -> str:
    parts = [
        feedback_text(finished.texts, name, verdict, finished.language, finished.course.reveal)
        for name, verdict in grade.exercises.items()
    ]
    parts += by_hand_lines(grade, finished.texts, finished.language)
    return "\n\n".join(part.strip("\n") for part in parts)


def _fenced(text: str) -> str:
    """The text in a fence longer than any inside it, so that it is shown verbatim."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"
