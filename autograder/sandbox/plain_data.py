"""Reduce any object to plain data without running its code.

Student code may return anything. `to_plain` keeps what is plain data by exact
type and reduces the rest to the name of its type, without running one line of
the object's own code (no `__eq__`, `__array__`, `__len__` of a subclass).
"""

from __future__ import annotations

import copy
import math
from typing import Any

import numpy as np

from autograder.models import Opaque, PlainValue

MAX_DEPTH = 8
MAX_ITEMS = 20_000  # items of all containers of one value together
MAX_TEXT = 100_000
MAX_ELEMENTS = 2_000_000  # array elements of one value together
_INT64_MIN, _UINT64_MAX = -(2**63), 2**64 - 1

_SCALARS = (np.bool_, np.integer, np.floating)


class _Budget:
    def __init__(self) -> None:
        self.items = MAX_ITEMS
        self.elements = MAX_ELEMENTS


def to_plain(value: Any) -> PlainValue:
    """Reduce any object to plain data; what is not plain becomes `Opaque`.

    NumPy scalars become 0-d arrays, so that their dtype survives; a namedtuple or
    defaultdict becomes its base. Arrays are
    exact `ndarray`s of bool, integer or float; all others (subclasses, masked,
    object, complex, structured) are foreign.
    """
    return _plain(value, 0, _Budget())


def _plain(value: Any, depth: int, budget: _Budget) -> PlainValue:
    kind = type(value)
    if value is None or kind in (bool, float):
        return value
    if kind is int:
        return value if fits_64_bits(value) else Opaque("int of over 64 bits")
    if kind is str:
        return value if len(value) <= MAX_TEXT else Opaque("str of over 100,000 characters")
    if kind is np.ndarray:
        return _array(value, budget)
    if issubclass(kind, _SCALARS) and kind.__module__ == "numpy":
        return _array(np.array(value), budget)
    if depth < MAX_DEPTH:
        # A namedtuple or a defaultdict is as good as its base; only the base's own
        # methods are called, never an override.
        for base in (list, tuple):
            if issubclass(kind, base):
                return _sequence(list(base.__iter__(value)), base, depth, budget)
        if issubclass(kind, dict):
            return _mapping(list(dict.items(value)), depth, budget)
    return Opaque(_type_name(kind))


def _array(value: np.ndarray[Any, Any], budget: _Budget) -> PlainValue:
    dtype = value.dtype
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
        return Opaque("dict with keys that are not text")
    return {key: _plain(item, depth + 1, budget) for key, item in items}


def _type_name(kind: type) -> str:
    # type.__name__ through the metatype's own descriptor: a metaclass may lie or raise.
    try:
        return str(type.__dict__["__name__"].__get__(kind))[:80]
    except Exception:
        return "object"


def opaque_part(value: PlainValue) -> Opaque | None:
    """The first part of a value that is not plain data; None if all of it is."""
    if isinstance(value, Opaque):
        return value
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        return next(filter(None, map(opaque_part, value)), None)
    return None


def deep_copy(value: PlainValue) -> PlainValue:
    """A deep copy, so that a call cannot change what the next call gets."""
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
    return copy.deepcopy(value)  # an author's argument that is not plain


def fits_64_bits(value: int) -> bool:
    """Whether NumPy holds it as int64 or uint64."""
    return _INT64_MIN <= value <= _UINT64_MAX


def is_unchanged(value: Any, original: PlainValue) -> bool:
    """Whether what a call was given is still, to the bit, what it was a copy of."""
    return value is original or identical(value, original)


def identical(a: PlainValue, b: PlainValue) -> bool:
    """Whether two plain values are the same to the bit (nan equals nan)."""
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
    """Plain data as JSON-able data that `plain_from_json` turns back to the bit.

    Arrays become {"array": dtype, "shape": [...], "data": [...]}, tuples {"tuple": [...]},
    dicts {"dict": {...}}; floats that JSON lacks become {"float": "nan"}.
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
    if "foreign" in data:
        return Opaque(data["foreign"])
    return float(data["float"])
