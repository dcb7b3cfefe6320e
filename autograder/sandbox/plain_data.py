"""Reduce any object to plain data without running its code.

Student code may return anything. `to_plain` keeps what is plain data by exact type,
passes a type that has an adapter to it (autograder.sandbox.values), and reduces anything else to
the name of its type, without running a line of the object's own code (no `__eq__`,
`__array__` or `__len__` of a subclass).
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from autograder.models import Opaque, PlainValue, TypedValue
from autograder.sandbox.values import adapter_named, adapter_of
from autograder.sandbox.values.adapter import Adapter

MAX_DEPTH = 8
MAX_ITEMS = 20_000  # items of all containers of one value together
MAX_TEXT = 100_000
MAX_ELEMENTS = 500_000  # array elements of one value together
_INT64_MIN, _UINT64_MAX = -(2**63), 2**64 - 1

NOTHING = Opaque("nothing")  # for a part that a value does not have

_SCALARS = (np.bool_, np.integer, np.floating)


class _Budget:
    def __init__(self, argument: bool) -> None:
        self.argument = argument
        self.items = MAX_ITEMS
        self.elements = MAX_ELEMENTS


def to_plain(value: Any, argument: bool = False) -> PlainValue:
    """Reduce any object to plain data; anything that is not plain becomes `Opaque`.

    argument: whether it is passed to a call; some types cannot be results.

    NumPy scalars become 0-d arrays, so that their dtype survives; a namedtuple or
    defaultdict becomes its base. Arrays are exact `ndarray`s of bool, integer or float,
    or those with an adapter; all others (subclasses, masked, object, structured) are
    foreign.
    """
    return _plain(value, 0, _Budget(argument))


def _plain(value: Any, depth: int, budget: _Budget) -> PlainValue:
    kind = type(value)
    if value is None or kind in (bool, float):
        return value
    if kind is int:
        return value if fits_64_bits(value) else _named("int of over 64 bits", value, depth, budget)
    if kind is str:
        return _text(value)
    if kind is np.ndarray:
        return _array(value, depth, budget)
    if issubclass(kind, _SCALARS) and kind.__module__ == "numpy":
        return _array(np.array(value), depth, budget)
    if depth < MAX_DEPTH:
        # A namedtuple or a defaultdict counts as its base; only the base's own methods
        # are called, never an override.
        for base in (list, tuple):
            if issubclass(kind, base):
                return _sequence(list(base.__iter__(value)), base, depth, budget)
        if issubclass(kind, dict):
            return _mapping(list(dict.items(value)), depth, budget)
        for group, name in ((set, "set"), (frozenset, "frozenset")):
            if issubclass(kind, group):
                return _named(name, list(group.__iter__(value)), depth, budget)
        adapter = adapter_of(kind)
        if adapter is not None and (budget.argument or not adapter.only_argument):
            return _typed(adapter, value, depth, budget)
    return Opaque(_type_name(kind))


def _text(value: str) -> PlainValue:
    if len(value) > MAX_TEXT:
        return Opaque("str of over 100,000 characters")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:  # it could not be written to a file
            return Opaque("str with a lone surrogate")
    return value


def _named(name: str, value: Any, depth: int, budget: _Budget) -> PlainValue:
    adapter = adapter_named(name)
    return Opaque(name) if adapter is None else _typed(adapter, value, depth, budget)


def _typed(adapter: Adapter, value: Any, depth: int, budget: _Budget) -> PlainValue:
    data = adapter.encode(value, lambda part: _plain(part, depth + 1, budget))
    return data if isinstance(data, Opaque) else TypedValue(adapter.name, data)


def _array(value: np.ndarray[Any, Any], depth: int, budget: _Budget) -> PlainValue:
    dtype = value.dtype
    if dtype.kind == "c" and dtype.itemsize <= 16:
        return _named("array of complex128", value, depth, budget)
    if dtype.kind in "UM" and value.nbytes <= 4 * MAX_TEXT:
        return _named("array of text", value, depth, budget)
    if dtype.kind not in "biuf" or dtype.itemsize > 8:
        return Opaque(f"array of {dtype}")
    budget.elements -= value.size
    if budget.elements < 0:
        return Opaque(f"array of shape {value.shape}, too large to judge")
    return value.copy() if dtype.isnative else value.astype(dtype.newbyteorder("="), order="C")


def _sequence(items: list[Any], base: type, depth: int, budget: _Budget) -> PlainValue:
    budget.items -= len(items)
    if budget.items < 0:
        return Opaque(f"{base.__name__} of {len(items)} items, too large to judge")
    return base([_plain(item, depth + 1, budget) for item in items])


def _mapping(items: list[tuple[Any, Any]], depth: int, budget: _Budget) -> PlainValue:
    budget.items -= len(items)
    if budget.items < 0:
        return Opaque(f"dict of {len(items)} items, too large to judge")
    if any(type(key) is not str for key, _ in items):
        return _named("dict with keys that are not text", items, depth, budget)
    return {key: _plain(item, depth + 1, budget) for key, item in items}


def _type_name(kind: type) -> str:
    # type.__name__ through the metatype's own descriptor: a metaclass may lie or raise.
    try:
        return str(type.__dict__["__name__"].__get__(kind))[:80]
    except Exception:
        return "object"


def parts(value: PlainValue) -> Iterable[PlainValue]:
    """The parts of a value; none if it is a single item."""
    if isinstance(value, TypedValue):
        return (value.data,)
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, (list, tuple)) else ()


def opaque_part(value: PlainValue) -> Opaque | None:
    """The first part of a value that is not plain data; None if all of it is."""
    if isinstance(value, Opaque) and not isinstance(value, TypedValue):
        return value
    return next(filter(None, map(opaque_part, parts(value))), None)


def holds_argument_only(value: PlainValue) -> bool:
    """Whether a value contains a type that only the trusted side may pass (a function)."""
    if isinstance(value, TypedValue):
        adapter = adapter_named(value.adapter)
        if adapter is None or adapter.only_argument:
            return True
    return any(map(holds_argument_only, parts(value)))


def deep_copy(value: PlainValue) -> PlainValue:
    """A fresh copy, so that a call cannot change what the next call gets."""
    kind = type(value)
    if kind is np.ndarray:
        return value.copy()
    if kind is list:
        return [deep_copy(item) for item in value]
    if kind is tuple:
        return tuple([deep_copy(item) for item in value])
    if kind is dict:
        return {key: deep_copy(item) for key, item in value.items()}
    if value is None or kind in (bool, int, float, str):
        return value
    if kind is TypedValue:
        adapter = adapter_named(value.adapter)
        assert adapter is not None, value.adapter
        return adapter.decode(value.data, deep_copy)
    return copy.deepcopy(value)  # an author's argument that is not plain


def fits_64_bits(value: int) -> bool:
    """Whether NumPy holds it as int64 or uint64."""
    return _INT64_MIN <= value <= _UINT64_MAX


def is_unchanged(value: Any, original: PlainValue) -> bool:
    """Whether an argument is still, bit for bit, equal to the original it was copied from."""
    if value is original or _is_stateful(original) or identical(value, original):
        return True
    return _holds_typed(original) and identical(to_plain(value, argument=True), original)


def _is_stateful(value: PlainValue) -> bool:
    adapter = adapter_named(value.adapter) if isinstance(value, TypedValue) else None
    return adapter is not None and adapter.stateful


def _holds_typed(value: PlainValue) -> bool:
    return isinstance(value, TypedValue) or any(map(_holds_typed, parts(value)))


def part_of(value: PlainValue, part: int | str | None) -> PlainValue:
    """The part of a result at an index or key, all of it if None; NOTHING if it is missing."""
    try:
        return value if part is None else value[part]
    except (TypeError, KeyError, IndexError):
        return NOTHING


def map_numbers(value: PlainValue, change: Callable[[Any], Any]) -> PlainValue:
    """A value of the same structure with all its arrays and numbers changed."""
    if isinstance(value, dict):
        return {name: map_numbers(item, change) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)([map_numbers(item, change) for item in value])
    if isinstance(value, np.ndarray):
        return change(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return type(value)(change(value))
    return value


def identical(a: PlainValue, b: PlainValue) -> bool:
    """Whether two plain values are the same bit for bit (nan equals nan)."""
    if isinstance(a, TypedValue) and isinstance(b, TypedValue):
        return a.adapter == b.adapter and identical(a.data, b.data)
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        return bool(a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes())
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(identical, a, b))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(identical(a[key], b[key]) for key in a)
    if isinstance(a, float):
        return bool(a == b) or (math.isnan(a) and math.isnan(b))
    return bool(a == b)


def plain_to_json(value: PlainValue) -> Any:
    """Plain data as JSON-able data, from which `plain_from_json` restores every bit.

    Arrays become {"array": dtype, "shape": [...], "data": [...]}, tuples {"tuple": [...]},
    dicts {"dict": {...}}, typed values {"typed": adapter, "data": ...}; floats that JSON lacks
    become {"float": "nan"}.
    """
    if isinstance(value, np.ndarray):
        data = [plain_to_json(item) for item in value.ravel().tolist()]
        return {"array": value.dtype.str, "shape": list(value.shape), "data": data}
    if isinstance(value, tuple):
        return {"tuple": [plain_to_json(item) for item in value]}
    if isinstance(value, list):
        return [plain_to_json(item) for item in value]
    if isinstance(value, dict):
        return {"dict": {key: plain_to_json(item) for key, item in value.items()}}
    if isinstance(value, TypedValue):
        return {"typed": value.adapter, "data": plain_to_json(value.data)}
    if isinstance(value, Opaque):
        return {"foreign": value.type_name}
    if isinstance(value, float) and not math.isfinite(value):
        return {"float": repr(value)}
    return value


def plain_from_json(data: Any) -> PlainValue:
    """The inverse of `plain_to_json`."""
    if isinstance(data, list):
        return [plain_from_json(item) for item in data]
    if not isinstance(data, dict):
        return data
    if "array" in data:
        items = [plain_from_json(item) for item in data["data"]]
        return np.array(items, dtype=data["array"]).reshape(data["shape"])
    if "tuple" in data:
        return tuple(plain_from_json(item) for item in data["tuple"])
    if "dict" in data:
        return {key: plain_from_json(item) for key, item in data["dict"].items()}
    if "typed" in data:
        return TypedValue(data["typed"], plain_from_json(data["data"]))
    if "foreign" in data:
        return Opaque(data["foreign"])
    return float(data["float"])
