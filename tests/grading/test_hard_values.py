"""Values that arithmetic does not like are the student's mistake and no fault of the grader."""

from __future__ import annotations

import tracemalloc
import warnings
from typing import Any

import numpy as np
import pytest

from autograder.grading import judge_safely as judging
from autograder.grading.exam import Exam
from autograder.grading.judge_safely import judge_safely
from autograder.grading.value_source import MAX_TEXT, to_source
from autograder.models import CallResult, ExerciseResult, Opaque
from autograder.sandbox.plain_data import fits_64_bits
from autograder.sandbox.serialization import WireError, pack, unpack

HARD: list[Any] = [
    2**63,
    2**64,
    1 - 2**64,
    10**4000,
    [2**64 - 1, 1 - 2**64],
    ["text", 1.0],
    [[1.0], [1.0, 2.0]],
    {"a": [1, "b"]},
    (1, (2, "x")),
    Opaque("thing"),
    "text",
    [None, True],
    np.zeros((0, 3)),
    float("nan"),
]


def answered(exam: Exam, value: Any) -> ExerciseResult:
    count = len(exam.keys["twice"].cases)
    return ExerciseResult("answered", tuple(CallResult(value) for _ in range(count)))


@pytest.mark.parametrize("value", HARD, ids=lambda value: repr(value)[:20])
def test_a_hard_value_is_a_wrong_one(exam: Exam, value: Any) -> None:
    verdict = judge_safely(exam.keys["twice"], answered(exam, value))
    assert verdict.status == "failed"
    assert verdict.points < verdict.max_points


def test_no_value_makes_numpy_warn_whoever_grades(exam: Exam) -> None:
    signalling = np.array([0x7FF0000000000001, 0xFFF0000000000001], dtype=np.uint64).view(float)
    for value in (signalling, signalling[0], float(signalling[1]), signalling.reshape(1, 2)):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert judge_safely(exam.keys["twice"], answered(exam, value)).status == "failed"


def test_a_value_on_which_judging_raises_is_theirs_and_a_right_one_beside_it_stays(
    exam: Exam, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = exam.keys["twice"]
    right = [CallResult(item.expected.value) for item in key.cases]
    answer = ExerciseResult("answered", (CallResult("poison"), *right[1:]))
    judge = judging.judge
    seen: list[Any] = []

    def fragile(key: Any, answer: Any) -> Any:
        seen.append(answer)
        if any(isinstance(got.value, str) for got in answer.outcomes):
            raise TypeError("ufunc 'isfinite' not supported")
        return judge(key, answer)

    monkeypatch.setattr(judging, "judge", fragile)
    verdict = judge_safely(key, answer)
    assert verdict.status == "failed"
    assert [got.value for got in seen[-1].outcomes[1:]] == [got.value for got in right[1:]]


def test_an_error_that_no_value_causes_is_the_graders(
    exam: Exam, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> Any:
        raise TypeError("a mistake of the grader")

    monkeypatch.setattr(judging, "judge", broken)
    with pytest.raises(TypeError, match="of the grader"):
        judge_safely(exam.keys["twice"], answered(exam, 1.0))


@pytest.mark.parametrize("number", [2**64, -(2**63) - 1, 2**65, 1 - 2**64, 10**30])
def test_the_wire_lets_in_no_integer_that_the_childs_filter_stops(number: int) -> None:
    assert unpack(pack("a", number)).values == [Opaque("int of over 64 bits")]
    text = f"[{number}]".encode()
    frame = pack("a")[:1] + len(text).to_bytes(4, "little") + bytes(4) + text
    with pytest.raises(WireError, match="over 64 bits"):
        unpack(frame)
    assert not fits_64_bits(number)


@pytest.mark.parametrize(
    "value",
    [
        np.ones(2_000_000, np.int8),
        np.ones((1000, 2000), np.int8),
        np.ones((2_000_000, 1), np.int8),
        np.ones((1, 1, 2_000_000), np.int8),
        ["x" * 90_000] * 100,
        {"k" * 90_000: list(range(20_000))},
        [[1.0] * 100] * 190,
    ],
    ids=["vector", "matrix", "column", "deep", "text", "dict", "lists"],
)
def test_a_value_too_large_to_show_is_cut_before_it_is_written_out(value: Any) -> None:
    tracemalloc.start()
    text = to_source(value)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(text) >= MAX_TEXT
    assert peak < 20_000_000


def test_a_value_that_can_be_shown_is_shown_whole() -> None:
    value = {"w": np.arange(6.0).reshape(2, 3), "h": [1, (2.5,)], "t": "text"}
    assert to_source(value) == (
        "{'w': np.array([[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]), 'h': [1, (2.5,)], 't': 'text'}"
    )


@pytest.mark.parametrize("shape", [(2**20, 0, 2**20), (0, 2**40), (99,) * 5 + (0,)])
def test_an_array_of_many_rows_without_a_number_is_shown_by_its_shape(
    shape: tuple[int, ...],
) -> None:
    assert to_source(np.empty(shape)) == f"np.empty({shape})"


def test_a_small_empty_array_is_shown_as_it_is() -> None:
    assert to_source(np.empty((2, 0))) == "np.array([[], []])"


LARGE: list[Any] = [
    np.zeros(400_000),
    np.ones(400_000, np.int8),
    [1.5] * 15_000,
    [[0.5] * 100 for _ in range(100)],
    {str(number): 0 for number in range(5_000)},
    ("a" * 90_000,) * 5,
]


@pytest.mark.parametrize("value", LARGE, ids=lambda value: repr(value)[:20])
def test_a_value_far_larger_than_what_is_expected_is_replaced_before_it_is_compared(
    exam: Exam, monkeypatch: pytest.MonkeyPatch, value: Any
) -> None:
    key = exam.keys["twice"]
    right = [CallResult(item.expected.value) for item in key.cases]
    answer = ExerciseResult("answered", (CallResult(value), *right[1:]), size=1 << 20)
    seen: list[Any] = []
    judge = judging.judge
    monkeypatch.setattr(judging, "judge", lambda k, a: seen.append(a) or judge(k, a))
    verdict = judge_safely(key, answer)
    assert [a.outcomes[0].value for a in seen] == [judging.TOO_LARGE]
    assert seen[0].outcomes[1:] == answer.outcomes[1:]
    assert verdict.status == "failed"
    assert verdict.counterexample is not None
    assert verdict.counterexample.got == "<more data than can be judged>"


def test_a_value_a_few_times_larger_than_expected_is_looked_at_as_it_is(exam: Exam) -> None:
    key = exam.keys["twice"]
    value = np.zeros((100, 100))  # an outer product where a vector is asked for
    answer = ExerciseResult("answered", tuple(CallResult(value) for _ in key.cases), size=1 << 20)
    assert judging.without_large_values(key, answer).outcomes == answer.outcomes
