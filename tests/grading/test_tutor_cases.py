"""Kinds of answers and what a tutor would give and say: the cases of tests/data/tutor."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
import yaml

from autograder.grading.exam import Exam
from autograder.grading.grader import grade, judge_file
from autograder.models import CodeUnit, Source, Submission, Verdict
from autograder.report.exercise_texts import assignment_texts
from autograder.report.explanation import explain
from autograder.report.feedback_page import student_page
from autograder.sandbox import Sandbox, open_sandbox
from autograder.sandbox.limits import Limits
from autograder.submission import Handout, read_source
from tests.grading.test_answer_bank import Bench, bench
from tests.paths import DATA

__all__ = ["bench"]

Kind = dict[str, Any]

KINDS: dict[str, Kind] = {
    name: kind
    for file in ("marks.yaml", "forms.yaml")
    for name, kind in yaml.safe_load((DATA / "tutor" / file).read_text("utf-8")).items()
}
CASES = [
    pytest.param(name, number, id=f"{name}-{number}")
    for name, kind in KINDS.items()
    for number in range(len(kind["answers"]))
]


def judged(bench: Bench, name: str, text: str) -> Verdict:
    """The verdict on an answer, the references standing in for all that it does not define.

    A last line "@right" asks for the reference of the exercise itself as well.
    """
    exam = bench.exam
    text, right, _ = text.partition("@right")
    source = read_source(text.encode(), "answer.py", bench.material)
    own = {each for unit in source.units for each in unit.defines}
    wanted = [d for d in exam.library[name].depends if d not in own] + ([name] if right else [])
    given = [CodeUnit("import numpy as np", "line 1", ("np",))]
    given += [CodeUnit(exam.library[each].reference, each, (each,)) for each in wanted]
    keys = {each: exam.keys[each] for each in (*exam.library[name].depends, name)}
    whole = Source("answer.py", (*given, *source.units))
    return judge_file(whole, replace(exam, keys=keys), bench.sandbox).verdicts[name]


@pytest.mark.parametrize(("kind", "number"), CASES)
def test_a_tutor_would_give_and_say_the_same(bench: Bench, kind: str, number: int) -> None:
    wanted = KINDS[kind]
    verdict = judged(bench, wanted["exercise"], wanted["answers"][number])
    share = verdict.points / verdict.max_points
    assert wanted.get("least", 0.0) - 1e-9 <= share <= wanted.get("most", 1.0) + 1e-9, verdict
    assert verdict.status == wanted.get("status", verdict.status), verdict
    assert list(verdict.diagnosis) == wanted.get("named", list(verdict.diagnosis)), verdict
    assert verdict.form == wanted.get("form", verdict.form), verdict
    assert wanted.get("says", "") in verdict.message, verdict
    texts = assignment_texts(bench.exam.library)
    feedback = explain(wanted["exercise"], verdict, texts, "ja")
    assert wanted.get("about", "") in feedback.about
    assert wanted.get("friendly", "") in feedback.where + feedback.friendly


@pytest.mark.parametrize(
    ("answer", "formula"),
    list(zip(KINDS["weight-decay"]["answers"], ["0.01", "0.001", "0.1", "2"], strict=True)),
)
def test_the_formula_is_that_of_the_variant(bench: Bench, answer: str, formula: str) -> None:
    verdict = judged(bench, "sgd_step", answer)
    shown = explain("sgd_step", verdict, assignment_texts(bench.exam.library), "en")
    assert shown.diagnoses[0].formula == f"w − lr · (grad + {formula} · w)"


LOOPS = {
    "while": "i = 0\nwhile i < 10:\n    sum([1])\n",
    "for": "import itertools\nfor i in itertools.count():\n    pass\n",
    "call": "def forever():\n    while True:\n        pass\nforever()\n",
    "comprehension": "import itertools\nxs = [i for i in itertools.count() if i < 0]\n",
}


@pytest.fixture(scope="module")
def hasty(bench: Bench) -> Iterator[tuple[Exam, Sandbox]]:
    """The exam of one exercise, and a sandbox that waits half a second for anything."""
    exam = replace(bench.exam, keys={"l2_penalty": bench.exam.keys["l2_penalty"]})
    limits = Limits(wall_seconds=0.5, cpu_seconds=5)
    inputs = {"l2_penalty": exam.keys["l2_penalty"].inputs}
    bounds = dict.fromkeys(inputs, limits)
    with closing(open_sandbox("process", inputs, {}, bounds, loading=limits)) as sandbox:
        yield exam, sandbox


@pytest.mark.parametrize("loop", LOOPS)
def test_an_endless_loop_outside_of_functions_is_said(
    bench: Bench, hasty: tuple[Exam, Sandbox], loop: str
) -> None:
    exam, sandbox = hasty
    right = "import numpy as np\ndef l2_penalty(w, lam):\n    return lam * np.sum(np.square(w))\n"
    source = read_source((LOOPS[loop] + right).encode(), "answer.py", bench.material)
    found = grade(Submission("s", exam.assignment, (source,)), exam, sandbox)
    page = student_page(found, assignment_texts(exam.library), "ja")
    assert found.points == 10
    assert [note for note in found.notes if note.startswith("stopped-at: line ")]
    assert "終わらないループがないか" in page


def test_an_overwritten_module_is_said_once(bench: Bench) -> None:
    names = ["l2_penalty", "sgd_step", "feed_forward"]
    units = [CodeUnit("import numpy as np", "line 1", ("np",))]
    units += [CodeUnit(bench.exam.library[name].reference, name, (name,)) for name in names]
    units += [CodeUnit("np = 5", "line 90", ("np",))]
    exam = replace(bench.exam, keys={name: bench.exam.keys[name] for name in names})
    verdicts = judge_file(Source("answer.py", tuple(units)), exam, bench.sandbox).verdicts
    assert [verdicts[name].message for name in names] == [
        "line 90: name 'np' was overwritten here; it was the module 'numpy'",
        "the same cause as in 'l2_penalty'",
        "the same cause as in 'l2_penalty'",
    ]


CELLS = {
    "check": ("code", {"nbgrader": {"grade": True, "solution": False}}, "the cell of a check"),
    "text": ("markdown", {}, "a text cell"),
    "raw": ("raw", {}, "a text cell"),
}


@pytest.mark.parametrize("stub", [True, False])
@pytest.mark.parametrize("place", CELLS)
def test_an_answer_where_nothing_is_run_is_said_to_be_there(
    bench: Bench, place: str, stub: bool
) -> None:
    kind, metadata, where = CELLS[place]
    stubs = {"l2_penalty": (bench.exam.library["l2_penalty"].stub("ja"),)}
    answer = "def l2_penalty(w, lam):\n    return lam * sum(v * v for v in w)\n"
    cells = [{"cell_type": kind, "metadata": metadata, "source": answer}]
    if stub:
        cells += [{"cell_type": "code", "metadata": {}, "source": stubs["l2_penalty"][0]}]
    book = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})
    source = read_source(book.encode(), "a.ipynb", Handout("a", "a", stubs))
    exam = replace(bench.exam, keys={"l2_penalty": bench.exam.keys["l2_penalty"]})
    verdict = judge_file(source, exam, bench.sandbox).verdicts["l2_penalty"]
    assert (verdict.status, verdict.points) == ("missing", 0)
    assert f"the answer 'l2_penalty' stands in {where}, which is not run" in verdict.message
    shown = explain("l2_penalty", verdict, assignment_texts(exam.library), "ja")
    assert "実行されません" in shown.friendly
