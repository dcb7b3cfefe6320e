"""Plain data survives from a student's object, and none of its code runs."""

from __future__ import annotations

import json
from collections import OrderedDict, defaultdict, namedtuple
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from autograder.models import Opaque
from autograder.sandbox.plain_data import (
    identical,
    opaque_part,
    plain_from_json,
    plain_to_json,
    to_plain,
)

ONE_NAN = st.floats(allow_nan=False) | st.just(float("nan"))  # its sign and payload are lost
SHAPES = npst.array_shapes(max_side=3)
PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**62), 2**62)
    | ONE_NAN
    | st.text(max_size=5)
    | npst.arrays(np.float64, SHAPES, elements=ONE_NAN)
    | npst.arrays(st.sampled_from([np.int64, np.bool_]), SHAPES),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(PLAIN)
def test_plain_data_survives_being_written_as_json(value: Any) -> None:
    plain = to_plain(value)
    text = json.dumps(plain_to_json(plain), allow_nan=False)
    assert identical(plain_from_json(json.loads(text)), plain)


@given(PLAIN)
def test_reducing_twice_changes_nothing(value: Any) -> None:
    assert identical(to_plain(to_plain(value)), to_plain(value))


class Liar(np.ndarray):
    """Would forge every comparison, were one of its methods called."""

    def __array_finalize__(self, obj: Any) -> None:
        self.seen = True

    def __eq__(self, other: Any) -> Any:
        raise AssertionError("student code ran on our side")


@pytest.mark.parametrize(
    "value",
    [
        np.zeros(2).view(Liar),
        np.ma.array([1.0]),
        np.array([object()]),
        np.array([1j]),
        np.array(["a"]),
        np.zeros(2, dtype=[("x", float)]),
        2**70,
        {1: 2},
        {1.0},
        range(3),
        (x for x in [1]),
        type("Strange", (str,), {})("text"),
        np.zeros(3_000_000),
        "x" * 200_000,
        print,
    ],
)
def test_what_is_not_plain_is_reduced_to_the_name_of_its_type(value: Any) -> None:
    assert isinstance(to_plain(value), Opaque)


def test_a_value_of_a_type_with_an_adapter_is_plain_data_and_an_object_in_a_list_is_not() -> None:
    assert opaque_part([to_plain(b"\xff"), to_plain({"z": 1j})]) is None
    assert opaque_part([to_plain(b"\xff"), to_plain([object()])]) == Opaque("object")


def test_a_container_that_is_a_subclass_becomes_its_base() -> None:
    pair = namedtuple("Pair", "output weights")(1.0, 2.0)
    history = defaultdict(list, {"train": [1.0]})
    assert to_plain(pair) == (1.0, 2.0)
    assert type(to_plain(pair)) is tuple
    assert to_plain(history) == {"train": [1.0]}
    assert type(to_plain(OrderedDict(a=1))) is dict


def test_the_methods_of_a_container_are_never_called() -> None:
    class Bomb(list):  # type: ignore[type-arg]
        def __iter__(self) -> Any:
            raise AssertionError

        def __len__(self) -> int:
            raise AssertionError

    assert to_plain(Bomb([1, 2])) == [1, 2]


def test_a_numpy_scalar_keeps_its_dtype_as_an_array_of_no_axes() -> None:
    plain = to_plain(np.float32(1.5))
    assert plain.shape == () and plain.dtype == np.float32


def test_depth_and_size_are_bounded() -> None:
    deep: Any = 1.0
    for _ in range(50):
        deep = [deep]
    assert "list" in str(to_plain(deep))
    assert isinstance(to_plain([0.0] * 50_000), Opaque)
