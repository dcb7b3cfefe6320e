"""What is said of a stub that was begun, and of a function under another name."""

from __future__ import annotations

import pytest

from autograder.grading.failure_causes import explain_missing, explain_stub
from autograder.models import CodeUnit, ExerciseResult, Source, Transcript, Verdict
from autograder.report.error_messages import friendly_error

STUB = 'def f(x):\n    """Text."""\n    raise NotImplementedError("f")\n'
UNTOUCHED = Verdict("not_attempted", 0.0, 5.0, message="NotImplementedError: f (line 3)")


def _source(text: str, *defines: str) -> Source:
    return Source("a.py", (CodeUnit(text, "line 1", defines),))


def test_an_untouched_stub_is_not_begun() -> None:
    verdict = explain_stub("f", UNTOUCHED, _source(STUB, "f"))
    assert (verdict.status, verdict.message) == ("not_attempted", "")


def test_a_body_below_the_raise_names_the_line_of_the_raise() -> None:
    verdict = explain_stub("f", UNTOUCHED, _source(STUB + "    return x\n", "f"))
    assert verdict.status == "error"
    said = friendly_error(verdict.message, "en")
    assert said.where == "line 3"
    assert "raise NotImplementedError" in said.friendly


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_renamed_function_is_asked_about(language: str) -> None:
    transcript = Transcript({"bce_loss": ExerciseResult("missing")})
    missing = Verdict("missing", 0.0, 5.0)
    source = _source("def bce_los(y, p): ...", "bce_los")
    verdict = explain_missing("bce_loss", missing, source, transcript)
    named = {"en": "'bce_los'", "ja": "「bce_los」"}[language]
    assert named in friendly_error(verdict.message, language).friendly


def test_another_exercises_function_is_no_misspelling() -> None:
    answers = {"bce_loss": ExerciseResult("missing"), "bce_loss2": ExerciseResult("answered")}
    source = _source("def bce_loss2(): ...", "bce_loss2")
    verdict = explain_missing("bce_loss", Verdict("missing", 0.0, 5.0), source, Transcript(answers))
    assert "did you mean" not in verdict.message
