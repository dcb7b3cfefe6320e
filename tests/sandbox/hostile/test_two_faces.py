"""A function that answers otherwise when it is called by itself earns nothing for others.

Whether a mistake was carried forward is found out with the student's own primitives. They
run in a process that can tell that it is asked one call at a time.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import pytest

from autograder.course.config import load_course
from autograder.course.exercise import load_library
from autograder.grading.exam import build_exam, handout, open_exam_sandbox
from autograder.grading.grader import grade
from autograder.models import Submission
from autograder.submission.parse import read_source
from tests.paths import ROOT

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="isolation is Linux's")
RIGHT = ("batch_predict", "bce_gradient", "sgd_step")
# One step of training and a made-up history: right only where every loss is 0.5.
NO_TRAINING = """
def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    X, y = np.asarray(X_train, dtype=float), np.asarray(y_train, dtype=float)
    w, b = np.zeros(X.shape[1]), 0.0
    grad_w, grad_b = bce_gradient(X, y, batch_predict(X, w, b))
    history = [0.5] * min(max_epochs, patience + 1)
    return sgd_step(w, grad_w, lr), sgd_step(b, grad_b, lr), {"train": history, "val": history}
"""
TWO_FACES = """
import sys
calls = 0

def bce_loss(y_true, y_pred):
    global calls
    y_true = np.asarray(y_true, dtype=float)
    p = np.clip(np.asarray(y_pred, dtype=float), 1e-9, 1 - 1e-9)
    right = -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))
    frame = sys._getframe()
    while frame and frame.f_code.co_name != "_serve_session":
        frame = frame.f_back
    calls += frame is not None
    return {wrong} if frame is None else 0.5 if calls <= {lies} else right
"""


@pytest.fixture(scope="module")
def graded() -> Iterator[Any]:
    course = load_course(ROOT)
    assignment = course.assignment("transformer-basics")
    library = load_library(assignment.folder, list(assignment.points))
    exam = build_exam(assignment.name, library, assignment.points, seed=5)
    material = handout(course, assignment)
    sandbox = open_exam_sandbox(assignment, exam, "bubblewrap")

    def grader(primitive: str) -> Any:
        right = "\n".join(library[name].reference for name in RIGHT)
        source = f"import numpy as np\n{right}\n{primitive}\n{NO_TRAINING}"
        read = read_source(source.encode(), "transformer_basics.py", material)
        submission = Submission("forger", assignment.name, (read,))
        return grade(submission, exam, sandbox).exercises

    yield grader
    sandbox.close()


@pytest.mark.parametrize(
    ("wrong", "lies"),
    [("-right", 10**9), ("-right", 150), ("1.01 * right", 10**9), ("1.01 * right", 150)],
    ids=["named, always", "named, at first", "nameless, always", "nameless, at first"],
)
def test_a_primitive_with_two_faces_carries_nothing_forward(graded, wrong, lies):
    seen = graded(TWO_FACES.format(wrong=wrong, lies=lies))
    assert seen["bce_loss"].status == "failed"
    assert seen["train_with_early_stopping"].points == 0
