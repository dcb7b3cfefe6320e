"""A picture pasted into a written answer is shown; nothing else passes as one."""

import base64
import json

import pytest

from autograder.course.config import load_course
from autograder.files import safe_name
from autograder.grading.store.run_config import RunConfig
from autograder.grading.store.submitted_files import archived_pictures
from autograder.integrations.finished_run import FinishedRun
from autograder.report.explanation import explain_written
from autograder.report.feedback_page import student_page
from autograder.report.terminal import render_exercise
from autograder.submission.pictures import MAX_PICTURE, pasted_pictures
from tests.paths import ROOT

PNG = b"\x89PNG\r\n\x1a\n" + b"picture"
SVG = b"<svg onload='alert(1)'/>"
NAME = "explain_divergence"


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def notebook(attachments: object, name: str = NAME) -> bytes:
    cell = {
        "cell_type": "markdown",
        "metadata": {"nbgrader": {"grade_id": name}},
        "source": "![a](attachment:a.png)",
        "attachments": attachments,
    }
    return json.dumps(
        {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
    ).encode()


def test_a_picture_becomes_a_data_uri_under_its_name():
    data = notebook({"a.png": {"image/png": encoded(PNG)}})
    assert pasted_pictures(data, [NAME]) == {
        NAME: {"a.png": f"data:image/png;base64,{encoded(PNG)}"}
    }
    assert pasted_pictures(data, ["another"]) == {}


@pytest.mark.parametrize(
    "bundle",
    [
        {"image/svg+xml": encoded(SVG)},
        {"image/png": encoded(SVG)},
        {"text/html": "<script>alert(1)</script>"},
        {"image/png": 'x" onerror="alert(1)'},
        {"image/png": encoded(PNG + b"0" * MAX_PICTURE)},
        {"image/png": 7},
        {"image/png": None},
        "image/png",
        None,
    ],
)
def test_what_is_no_small_picture_by_its_bytes_is_left_out(bundle):
    assert pasted_pictures(notebook({"a.png": bundle}), [NAME]) == {}


@pytest.mark.parametrize("data", [b"", b"{", b"[]", notebook([]), notebook("x")])
def test_a_damaged_notebook_has_no_pictures(data):
    assert pasted_pictures(data, [NAME]) == {}


def test_all_pictures_of_a_notebook_together_are_bounded():
    many = {f"{n}.png": {"image/png": encoded(PNG + b"0" * (MAX_PICTURE // 2))} for n in range(9)}
    assert 3 < len(pasted_pictures(notebook(many), [NAME])[NAME]) < 9


@pytest.mark.parametrize(
    "text",
    ["before ![x](attachment:a%20b.png) after", "before <img src='attachment:a b.png'> after"],
)
def test_the_page_shows_the_picture_where_the_answer_has_it(texts, grade_of, read, tmp_path, text):
    grade = grade_of("ada")
    grade = type(grade)(**{**vars(grade), "written": {NAME: text}, "file": "work.ipynb"})
    folder = tmp_path / "sources" / safe_name("ada")
    folder.mkdir(parents=True)
    (folder / "work.ipynb").write_bytes(notebook({"a b.png": {"image/png": encoded(PNG)}}))
    shown = read(student_page(grade, texts, "en", pictures=archived_pictures(tmp_path, grade)))
    course = load_course(ROOT)
    run = RunConfig(grade.assignment, seed=7, language="en")
    finished = FinishedRun(course, course.assignment("transformer-basics"), run, tmp_path)
    assert read(finished.page(grade).decode()).all("img") == shown.all("img")  # exports, too
    [image] = shown.all("img")
    assert image["src"] == f"data:image/png;base64,{encoded(PNG)}"
    assert image["alt"]
    assert "before" in shown.words and "after" in shown.words
    assert "attachment" not in shown.words


def test_a_picture_that_is_not_there_stays_a_text(texts):
    feedback = explain_written(
        NAME, "see ![x](attachment:gone.png)", texts, "en", {"a.png": "data:,"}
    )
    assert feedback.answer_parts == [("see ![x](attachment:gone.png)", "")]
    assert "attachment:gone.png" in render_exercise(feedback)
