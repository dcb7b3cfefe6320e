"""pandas: DataFrame, Series, Index."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.models import Opaque, PlainValue
from autograder.sandbox.values.adapter import (
    Adapter,
    Live,
    Plain,
    Same,
    Show,
    first_foreign,
    is_tuple_of,
)

# A column is (kind, values): an array of numbers, or a list in which None is a missing value.
_KINDS = ("bool", "integer", "float", "text", "time", "duration", "category", "mixed")
_DTYPES = {"bool": bool, "integer": np.int64, "float": np.float64}


class PandasSeries(Adapter):
    """A `Series`: name, index, column."""

    name = "pandas.Series"
    module = "pandas"

    def types(self) -> tuple[type, ...]:
        return (sys.modules["pandas"].Series,)

    def encode(self, value: Any, plain: Plain) -> PlainValue:
        parts = (plain(value.name), _index(value.index, plain), _column(value, plain))
        return first_foreign(parts) or parts

    def is_valid(self, data: PlainValue) -> bool:
        return type(data) is tuple and len(data) == 3 and _is_index(data[1]) and _is_column(data[2])

    def decode(self, data: PlainValue, live: Live) -> Any:
        return _series(data[2], live, index=_live_index(data[1], live), name=live(data[0]))

    def matches(self, expected: PlainValue, got: PlainValue, same: Same) -> bool:
        if not self.is_own(got):
            return False
        name, index, column = got.data
        wanted = expected[0] is not None
        return same(expected, (name if wanted else None, _named_as(expected[1], index), column))

    def show(self, data: PlainValue, show: Show) -> str:
        name = f", name={show(data[0])}" if data[0] is not None else ""
        return f"pd.Series({_show_column(data[2], show)}{_show_index(data[1], show)}{name})"


class PandasIndex(Adapter):
    """An `Index` of any kind."""

    name = "pandas.Index"
    module = "pandas"

    def types(self) -> tuple[type, ...]:
        pandas = sys.modules["pandas"]
        kinds = ("Index", "RangeIndex", "MultiIndex", "DatetimeIndex", "CategoricalIndex")
        return tuple(getattr(pandas, kind) for kind in kinds)

    def encode(self, value: Any, plain: Plain) -> PlainValue:
        return _index(value, plain)

    def is_valid(self, data: PlainValue) -> bool:
        return _is_index(data)

    def decode(self, data: PlainValue, live: Live) -> Any:
        return _live_index(data, live)

    def matches(self, expected: PlainValue, got: PlainValue, same: Same) -> bool:
        return self.is_own(got) and same(expected, _named_as(expected, got.data))

    def show(self, data: PlainValue, show: Show) -> str:
        return f"pd.Index({show(_labels(data))})"


class PandasFrame(Adapter):
    """A `DataFrame`: column labels, index, columns."""

    name = "pandas.DataFrame"
    module = "pandas"

    def types(self) -> tuple[type, ...]:
        return (sys.modules["pandas"].DataFrame,)

    def encode(self, value: Any, plain: Plain) -> PlainValue:
        columns = [_column(value.iloc[:, i], plain) for i in range(value.shape[1])]
        parts = (_index(value.columns, plain), _index(value.index, plain), columns)
        return first_foreign((*parts[:2], *columns)) or parts

    def is_valid(self, data: PlainValue) -> bool:
        return (
            is_tuple_of(data, tuple, tuple, list)
            and _is_index(data[0])
            and _is_index(data[1])
            and len(data[2]) == len(_labels(data[0]))
            and all(map(_is_column, data[2]))
        )

    def decode(self, data: PlainValue, live: Live) -> Any:
        pandas = sys.modules["pandas"]
        index = _live_index(data[1], live)
        made = pandas.DataFrame(
            {i: _series(column, live, index=index) for i, column in enumerate(data[2])},
            index=index,
        )
        made.columns = _live_index(data[0], live)
        return made

    def matches(self, expected: PlainValue, got: PlainValue, same: Same) -> bool:
        if not self.is_own(got):
            return False
        labels, index = map(_named_as, expected[:2], got.data[:2])
        return same(expected, (labels, index, got.data[2]))

    def show(self, data: PlainValue, show: Show) -> str:
        labels = _labels(data[0])
        pairs = zip(labels, data[2], strict=False)
        inner = ", ".join(f"{show(key)}: {_show_column(column, show)}" for key, column in pairs)
        return f"pd.DataFrame({{{inner}}}{_show_index(data[1], show)})"


def _column(series: Any, plain: Plain) -> PlainValue:
    """The values of a Series as (kind, values)."""
    pandas = sys.modules["pandas"]
    types, dtype = pandas.api.types, series.dtype
    if isinstance(dtype, np.dtype) and dtype.kind in "biuf" and dtype.itemsize <= 8:
        kind = {"b": "bool", "f": "float"}.get(dtype.kind, "integer")
        numbers = plain(np.array(series.to_numpy(), _DTYPES[kind]))
        return numbers if isinstance(numbers, Opaque) else (kind, numbers)
    kinds: dict[str, Callable[[Any], bool]] = {
        "category": lambda each: isinstance(each, pandas.CategoricalDtype),
        "bool": types.is_bool_dtype,
        "integer": types.is_integer_dtype,
        "float": types.is_float_dtype,
        "time": types.is_datetime64_any_dtype,
        "duration": types.is_timedelta64_dtype,
        "text": types.is_string_dtype,
    }
    kind = next((kind for kind, holds in kinds.items() if holds(dtype)), "mixed")
    if kind in ("time", "duration"):
        text = [None if missing else str(each) for each, missing in _with_missing(series)]
        return (kind, plain(text))
    items = plain([None if missing else each for each, missing in _with_missing(series)])
    if isinstance(items, Opaque):
        return items
    if kind == "mixed" and all(item is None or type(item) is str for item in items):
        kind = "text"  # text has its own dtype since pandas 3
    return (kind, items)


def _with_missing(series: Any) -> Any:
    return zip(series.tolist(), series.isna().tolist(), strict=True)


def _index(index: Any, plain: Plain) -> PlainValue:
    """An index as (names, columns): one column, or one for each level."""
    pandas = sys.modules["pandas"]
    levels = [index.get_level_values(i) for i in range(index.nlevels)]
    columns = [_column(pandas.Series(level), plain) for level in levels]
    names = plain(list(index.names))
    return first_foreign((names, *columns)) or (names, columns)


def _named_as(expected: PlainValue, got: PlainValue) -> PlainValue:
    """An index without the names that the expected one has not."""
    names = zip(expected[0], got[0], strict=False)
    kept = [None if wanted is None else name for wanted, name in names]
    return (kept if len(got[0]) == len(expected[0]) else got[0], got[1])


def _live_index(data: PlainValue, live: Live) -> Any:
    pandas = sys.modules["pandas"]
    names, columns = data
    levels = [pandas.Index(_series(column, live)) for column in columns]
    if len(levels) > 1:
        return pandas.MultiIndex.from_arrays(levels, names=names)
    return levels[0].rename(names[0])


def _series(column: PlainValue, live: Live, **options: Any) -> Any:
    pandas = sys.modules["pandas"]
    kind, values = column
    if kind == "time":
        return pandas.Series(pandas.to_datetime(values, format="ISO8601"), **options)
    if kind == "duration":
        return pandas.Series(pandas.to_timedelta(values), **options)
    dtypes = {"category": "category", "integer": "Int64", "bool": "boolean", "float": "Float64"}
    if isinstance(values, np.ndarray):
        return pandas.Series(values.copy(), **options)
    return pandas.Series(
        live(values), dtype=dtypes.get(kind, None if values else object), **options
    )


def _is_column(data: PlainValue) -> bool:
    # Not np.ndim of a list: that would make an array whose texts all take the longest one's room.
    is_array = is_tuple_of(data, str, np.ndarray) and data[1].ndim in (1, 2)
    return (is_array or is_tuple_of(data, str, list)) and data[0] in _KINDS


def _is_index(data: PlainValue) -> bool:
    if not is_tuple_of(data, list, list):
        return False
    names, columns = data
    return len(names) == len(columns) > 0 and all(map(_is_column, columns))


def _labels(index: PlainValue) -> list[PlainValue]:
    """The labels of an index: values, or tuples of them."""
    columns = [_items(column) for column in index[1]]
    return columns[0] if len(columns) == 1 else list(zip(*columns, strict=False))


def _items(column: PlainValue) -> list[PlainValue]:
    values = column[1]
    return list(values.tolist() if isinstance(values, np.ndarray) else values)


def _show_column(column: PlainValue, show: Show) -> str:
    text = show(_items(column))
    return f"pd.to_datetime({text})" if column[0] == "time" else text


def _show_index(index: PlainValue, show: Show) -> str:
    labels = _labels(index)
    if labels == list(range(len(labels))) and index[0] == [None]:
        return ""
    return f", index={show(labels)}"
