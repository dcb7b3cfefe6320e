"""The vectorised comparison agrees with the one-by-one comparison."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from autograder.course.answer_key import AnswerKey, KeyCase
from autograder.grading.compare import is_correct
from autograder.grading.vectorised_compare import compare_all
from autograder.models import CallResult, CaseInput
from autograder.sandbox.plain_data import to_plain

NUMBERS = st.sampled_from([0.0, -0.0, 1.0, 1.0 + 5e-7, 1.0 + 2e-6, -3.5, 1e-10, np.inf, -np.inf,
                           np.nan, 1e300])  # fmt: skip
SHAPES = st.sampled_from([(), (2,), (2, 1), (0,), (1, 2)])
LEAVES = st.one_of(
    NUMBERS,
    arrays.arrays(np.float64, SHAPES, elements=NUMBERS),
    arrays.arrays(np.float32, SHAPES),
    st.sampled_from([1, 0, True, None, "1.0", np.int64(1), np.bool_(True), 2**60]),
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=2),
        st.tuples(inner, inner),
        st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
    ),
    max_leaves=4,
)
OUTCOMES = st.one_of(
    st.builds(lambda value: CallResult(value=to_plain(value)), TREES),
    st.just(CallResult(exception_mro=("ValueError", "Exception"))),
)
ITEMS = st.builds(
    lambda value, options: KeyCase(
        "any", CaseInput(), CallResult(value=to_plain(value)), **options
    ),
    TREES,
    st.sampled_from([{}, {"slack": 1e-3}, {"slack": np.inf}, {"raises": "ValueError"},
                     {"bounds": (0.0, 2.0)}]),
)  # fmt: skip


def key_of(items: tuple[KeyCase, ...]) -> AnswerKey:
    return AnswerKey("any", "function", 1.0, (), (), items, {})


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(ITEMS, OUTCOMES), min_size=1, max_size=4))
def test_it_says_of_any_results_what_right_says(pairs: list[tuple[KeyCase, CallResult]]) -> None:
    key = key_of(tuple(item for item, _ in pairs))
    # Results of a form that nobody expected, and results near what was expected.
    for outcomes in ([got for _, got in pairs], [nudged(item) for item, _ in pairs]):
        wanted = [is_correct(item, got) for item, got in zip(key.cases, outcomes, strict=True)]
        assert compare_all(key, outcomes) == wanted


def nudged(item: KeyCase) -> CallResult:
    return CallResult(value=_nudged(item.expected.value))


def _nudged(value: Any) -> Any:
    if isinstance(value, float):
        return value * (1 + 3e-7)
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return value * value.dtype.type(1 + 3e-7)
    if isinstance(value, dict):
        return {key: _nudged(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(map(_nudged, value))
    return value


def test_a_key_that_is_gone_leaves_nothing_for_the_next_at_its_place() -> None:
    for expected in (1.0, 2.0, 3.0):
        key = key_of((KeyCase("any", CaseInput(), CallResult(value=expected)),))
        assert compare_all(key, [CallResult(value=expected)]) == [True]
        assert compare_all(key, [CallResult(value=expected + 1)]) == [False]
        del key
