"""Values of types with an adapter cross as data, come back, and are compared and shown."""

from __future__ import annotations

import datetime
import itertools
import random
import sys
import types
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import torch

from autograder.course.comparison_rules import KIT_RULES
from autograder.grading.compare import matches_expected, same_in_any_type
from autograder.grading.value_source import to_source
from autograder.models import CaseInput, CodeUnit, Opaque, TypedValue
from autograder.sandbox import Isolation, open_sandbox
from autograder.sandbox.limits import Limits
from autograder.sandbox.plain_data import (
    deep_copy,
    holds_argument_only,
    identical,
    is_unchanged,
    plain_from_json,
    plain_to_json,
    to_plain,
)
from autograder.sandbox.protocol import Setup
from autograder.sandbox.serialization import WireError, pack, unpack

FRAME = pd.DataFrame(
    {
        "n": [1, 2],
        "x": [1.5, None],
        "name": ["a", None],
        "when": pd.to_datetime(["2024-02-29", None]),
    }
)
DAY = datetime.date(2024, 2, 29)
VALUES: dict[str, Callable[[], Any]] = {
    "set": lambda: {1, 2.5, "a", None},
    "empty-set": set,
    "set-of-tuples": lambda: {(1, "a"), (2, "b")},
    "frozenset": lambda: frozenset([3, 1, 2]),
    "complex": lambda: 1 + 2j,
    "numpy-complex": lambda: np.complex128(1 - 2j),
    "complex-array": lambda: np.array([[1 + 2j, 3]]),
    "large-int": lambda: -(10**30),
    "dict-of-ints": lambda: {1: "one", 2: [2.0], (3, None): {4: 5}},
    "bytes": lambda: b"\x00abc",
    "date": lambda: datetime.date(2024, 2, 29),
    "moment": lambda: datetime.datetime(2024, 2, 29, 12, tzinfo=datetime.timezone.utc),  # noqa: UP017
    "duration": lambda: datetime.timedelta(days=-1, seconds=5),
    "fraction": lambda: Fraction(-1, 3),
    "decimal": lambda: Decimal("0.10"),
    "generator": lambda: (x * x for x in range(4)),
    "map": lambda: map(str, [1, 2]),
    "texts": lambda: np.array([["a", "bc"]]),
    "days": lambda: np.array(["2024-02-29"], "datetime64[D]"),
    "frame": lambda: FRAME,
    "series": lambda: FRAME["x"],
    "grouped": lambda: FRAME.groupby("n")["x"].sum(),
    "two-level-frame": lambda: FRAME.set_index(["n", "name"]),
    "categories": lambda: FRAME["name"].astype("category"),
    "nullable": lambda: pd.Series([1, None], dtype="Int64"),
    "times-of-any-precision": lambda: pd.Series(
        [pd.Timestamp("2024-02-29"), pd.Timestamp("2024-02-29 12:00:00.000001")]
    ),
    "index": lambda: FRAME.columns,
    "tensor": lambda: torch.tensor([[1.0, 2.0]]),
    "parameter": lambda: torch.nn.Parameter(torch.ones(2)),
    "integer-tensor": lambda: torch.arange(3),
    "bfloat16": lambda: torch.ones(2, dtype=torch.bfloat16),
}


@pytest.mark.parametrize("name", VALUES)
def test_a_value_crosses_the_wire_and_json_to_the_bit_and_is_made_again(name: str) -> None:
    plain = to_plain(VALUES[name]())
    assert isinstance(plain, TypedValue)
    [crossed] = unpack(pack("a", plain)).values
    assert identical(plain, crossed)
    assert identical(plain, plain_from_json(plain_to_json(plain)))
    assert identical(to_plain(deep_copy(crossed)), plain)
    assert matches_expected(plain, crossed, 0.0) and same_in_any_type(
        plain, crossed, 0.0, KIT_RULES
    )


WRONG: list[tuple[str, Any, Any]] = [
    ("another item", {1, 2}, {1, 3}),
    ("a list for a set", {1, 2}, [1, 2]),
    ("a subset", {1, 2}, {1}),
    ("a wrong set", {"right"}, {"completely", "wrong"}),
    ("frozen", {1}, frozenset([1])),
    ("conjugate", 1 + 2j, 1 - 2j),
    ("real part", 1 + 2j, 1.0),
    ("a last digit", 10**30, 10**30 + 1),
    ("a float for a large int", 10**30, 1e30),
    ("a value of a key", {1: 2.0}, {1: 3.0}),
    ("one key too many", {1: 2.0}, {1: 2.0, 2: 0.0}),
    ("text keys", {1: 2.0}, {"1": 2.0}),
    ("a tuple for a key of bytes", {b"a": 2.0}, {("\0typed", "bytes", "61"): 2.0}),
    ("text for bytes", b"a", "a"),
    ("another day", datetime.date(2024, 2, 29), datetime.date(2024, 3, 1)),
    ("a fraction's float", Fraction(1, 3), 1 / 3),
    ("a column", FRAME, FRAME.assign(n=[1, 3])),
    ("a column's order", FRAME, FRAME[["x", "n", "name", "when"]]),
    ("a float column", FRAME, FRAME.assign(n=[1.0, 2.0])),
    ("a dict for a frame", FRAME[["n"]], {"n": [1, 2]}),
    ("a series with a date as its name", FRAME["x"].rename(DAY), (FRAME["x"] + 1).rename(DAY)),
    ("the index", FRAME, FRAME.set_axis([1, 2])),
    ("a tensor's dtype", torch.ones(2), torch.ones(2, dtype=torch.float64)),
    ("an array for a tensor", torch.ones(2), np.ones(2)),
    ("a tensor's shape", torch.ones(2), torch.ones(2, 1)),
    ("a tensor's number", torch.ones(2), torch.tensor([1.0, 1.1])),
]


@pytest.mark.parametrize(("what", "expected", "got"), WRONG, ids=[each[0] for each in WRONG])
def test_what_differs_is_not_right(what: str, expected: Any, got: Any) -> None:
    assert not matches_expected(to_plain(expected), to_plain(got), 0.0)


def test_names_of_series_and_indexes_count_where_the_reference_has_them() -> None:
    plain, named = pd.Series([1.0], index=["a"]), pd.Series([1.0], index=["a"], name="mean")
    indexed = pd.Series([1.0], index=pd.Index(["a"], name="group"))
    for more in (named, indexed):
        assert matches_expected(to_plain(plain), to_plain(more), 0.0)
        assert matches_expected(to_plain(plain.to_frame("x")), to_plain(more.to_frame("x")), 0.0)
        assert not matches_expected(to_plain(more), to_plain(plain), 0.0)
    assert matches_expected(to_plain(plain.index), to_plain(indexed.index), 0.0)


def test_near_numbers_in_sets_and_frames_and_tensors_are_right() -> None:
    near = 1 + 1e-9
    assert matches_expected(to_plain({1.0, 2.0}), to_plain({2.0 * near, 1.0 / near}), 0.0)
    wanted = pd.DataFrame({"x": [1.0, 2.0]})
    assert matches_expected(to_plain(wanted), to_plain(wanted * near), 0.0)
    single = torch.tensor([1.0, 3.0])
    assert matches_expected(to_plain(single), to_plain(single * (1 + 2e-6)), 0.0)
    assert matches_expected(to_plain(2 + 0j), to_plain(2.0), 0.0)
    assert matches_expected(to_plain(Decimal("0.10")), to_plain(Decimal("0.1")), 0.0)


def test_a_generator_without_end_is_cut_off_and_named() -> None:
    assert to_plain(itertools.count()) == Opaque("iterator of over 10,000 items")


def test_huge_integers_and_values_that_are_not_plain_are_named() -> None:
    assert to_plain(10**5000) == Opaque("int of over 4,000 digits")
    assert to_plain({object()}) == Opaque("set of values that are not plain")
    assert to_plain({float("nan"): 1}) == Opaque("dict with keys that are not plain")


def test_values_are_shown_as_python() -> None:
    shown = {name: to_source(to_plain(VALUES[name]())) for name in VALUES}
    assert shown["frozenset"] == "frozenset({1, 2, 3})"
    assert shown["dict-of-ints"] == "{1: 'one', 2: [2.0], (3, None): {4: 5}}"
    assert shown["tensor"] == "torch.tensor([[1.0, 2.0]])"
    assert shown["series"] == "pd.Series([1.5, nan], name='x')"
    assert shown["fraction"] == "Fraction('-1/3')"
    assert to_source(to_plain(set(range(9_000)))) == "<set, too large to show>"


def _figure(*, label: str = "sine", height: float = 2.0) -> Any:
    figure, axes = plt.subplots()
    axes.plot([0, 1], [0, height], label=label)
    axes.set_xlabel("time")
    plt.close(figure)
    return figure


def test_a_figure_is_what_was_drawn_and_not_how() -> None:
    wanted = to_plain(_figure())
    again = _figure()
    again.axes[0].lines[0].set_color("red")
    assert matches_expected(wanted, to_plain(again), 0.0)
    assert not matches_expected(wanted, to_plain(_figure(height=3.0)), 0.0)
    assert not matches_expected(wanted, to_plain(_figure(label="cosine")), 0.0)
    assert "'xlabel': 'time'" in to_source(wanted)


def test_a_seeded_generator_is_an_argument_and_no_result() -> None:
    plain = to_plain(np.random.default_rng(7), argument=True)
    assert deep_copy(plain).random() == np.random.default_rng(7).random()
    assert to_source(plain) == "np.random.default_rng(7)"
    used = np.random.default_rng(7)
    used.random()
    assert is_unchanged(used, plain)
    assert isinstance(to_plain(used, argument=True), Opaque)
    assert not isinstance(to_plain(used, argument=True), TypedValue)
    assert not isinstance(to_plain(np.random.default_rng(7)), TypedValue)
    old = to_plain(random.Random(3), argument=True)
    assert deep_copy(old).random() == random.Random(3).random()
    assert holds_argument_only([plain])


def test_an_argument_that_a_call_changed_is_seen() -> None:
    plain = to_plain({1, 2}, argument=True)
    live = deep_copy(plain)
    assert is_unchanged(live, plain)
    live.add(3)
    assert not is_unchanged(live, plain)


@pytest.mark.parametrize(
    ("adapter", "data"),
    [
        ("set", {"a": 1}),
        ("set", [Opaque("object")]),
        ("no such adapter", 1),
        ("int of over 64 bits", "1" * 5000),
        ("int of over 64 bits", "12"),
        ("bytes", "zz"),
        ("datetime", ("date", "2024-02-30")),
        ("datetime", ("timedelta", (10**12, 0, 0))),
        ("exact number", ("Decimal", "1e999999999")),
        ("exact number", ("Fraction", "1/0")),
        ("exact number", ("Fraction", "1E999999999")),
        ("array of text", ("U200000000", (10,), [""] * 10)),
        ("array of text", ("str", (6,), ["a" * 50_000, *[""] * 5])),
        ("array of text", ("datetime64[s]", (1,), ["2024-01-01" * 100])),
        ("dict with keys that are not text", [(1, 1), (1, 2)]),
        ("pandas.DataFrame", ([], [], [])),
        ("torch.Tensor", ("float32", [1.0])),
        ("matplotlib.Figure", [{}]),
        ("array of complex128", (np.ones(2), np.ones(3))),
    ],
)
def test_the_trusted_side_takes_no_content_that_no_adapter_gives(adapter: str, data: Any) -> None:
    with pytest.raises(WireError, match="no adapter"):
        unpack(pack("a", TypedValue(adapter, data)))


MIMICS = """
class DataFrame:
    __module__ = "pandas.core.frame"
    shape = (1, 1)
    columns = index = [0]
def frame():
    DataFrame.__qualname__ = "DataFrame"
    return DataFrame()
def replaced():
    import sys, types
    sys.modules["pandas"] = types.SimpleNamespace(DataFrame=DataFrame, Series=int)
    return DataFrame()
def real():
    import pandas
    return pandas.DataFrame({"x": [1.0]})
"""


@pytest.mark.parametrize("isolation", ["process", "bubblewrap"])
def test_a_class_that_mimics_a_frame_crosses_as_what_it_is(isolation: Isolation) -> None:
    names = ["real", "frame", "replaced"]
    sandbox = open_sandbox(
        isolation,
        dict.fromkeys(names, (CaseInput(),)),
        dict.fromkeys(names, "function"),
        dict.fromkeys(names, Limits()),
        setup=Setup(modules=("pandas",), packages=("numpy", "pandas")),
    )
    try:
        answers = sandbox.run([CodeUnit(MIMICS, "line 1")], names).answers
    finally:
        sandbox.close()
    values = {name: answers[name].outcomes[0].value for name in names}
    assert isinstance(values["real"], TypedValue)
    assert values["frame"] == values["replaced"] == Opaque("DataFrame")


def test_a_module_that_is_not_asked_for_is_not_adapted_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import autograder.sandbox.values as values

    monkeypatch.setattr(values, "_waiting", {"invented"})
    monkeypatch.setitem(sys.modules, "invented", types.ModuleType("invented"))
    values.use_only(())
    assert values.adapter_of(type("Invented", (), {})) is None
    assert not values._waiting
