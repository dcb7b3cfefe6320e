"""Adapters: how values of one type become plain data and back, are compared and are shown.

Only `encode` and `decode` run in the same process as student code; the result is a
`TypedValue` of plain data, which is compared and shown on the trusted side.
For a type without an adapter, only its name is sent.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.models import TypedValue
from autograder.sandbox.values.adapter import Adapter
from autograder.sandbox.values.arguments import PythonGenerator, SeededGenerator, SourceFunction
from autograder.sandbox.values.containers import FrozenSet, Iteration, KeyedDict, SetOfValues
from autograder.sandbox.values.figure import MatplotlibAxes, MatplotlibFigure
from autograder.sandbox.values.frame import PandasFrame, PandasIndex, PandasSeries
from autograder.sandbox.values.number_types import (
    BigInteger,
    ComplexArray,
    ComplexNumber,
    ExactNumber,
)
from autograder.sandbox.values.tensor import TorchTensor
from autograder.sandbox.values.text_and_time import ByteString, DateTime, TextArray

__all__ = [
    "Adapter",
    "TypedValue",
    "adapter_named",
    "adapter_of",
    "add_course_adapters",
    "modules_of",
    "use_only",
]

_KNOWN: tuple[Adapter, ...] = (
    *(BigInteger(), ByteString(), ComplexNumber(), ComplexArray(), DateTime(), ExactNumber()),
    *(Iteration(), KeyedDict(), SetOfValues(), FrozenSet(), TextArray()),
    *(SeededGenerator(), PythonGenerator(), SourceFunction()),
    *(PandasFrame(), PandasSeries(), PandasIndex(), TorchTensor()),
    *(MatplotlibFigure(), MatplotlibAxes()),
)
_by_name: dict[str, Adapter] = {adapter.name: adapter for adapter in _KNOWN}
_by_type: dict[type, Adapter] = {
    kind: adapter for adapter in _KNOWN if not adapter.module for kind in adapter.types()
}
_by_class_name: dict[str, Adapter] = {}
_course_files: dict[str, tuple[str, str]] = {}  # place and text of a values.py, by adapter
_waiting = {adapter.module for adapter in _KNOWN} - {""}


def adapter_named(name: str) -> Adapter | None:
    """The adapter of this name, whether or not its module is installed."""
    return _by_name.get(name)


def adapter_of(kind: type) -> Adapter | None:
    """The adapter of exactly this type; None if there is none."""
    found = _by_type.get(kind)
    if found is None and _waiting:
        for module in [name for name in _waiting if name in sys.modules]:
            _activate(module)
        found = _by_type.get(kind)
    if found is None and _by_class_name:
        return _by_class_name.get(type.__dict__["__name__"].__get__(kind))
    return found


def add_course_adapters(source: str, place: str) -> None:
    """Register the adapters of a course's values.py. Raises ValueError, or what the file raises.

    The file defines subclasses of `Adapter`, each with the names of the classes that it adapts:
    only classes that the exercises define, no types of Python or a library. An edited file
    replaces what it registered before.
    """
    adapters = _adapters_in(source, place)
    for adapter in adapters:
        if adapter.name in _by_name:
            other_place, other_source = _course_files.get(adapter.name, ("", ""))
            if source != other_source and place != other_place:
                also = f" in {other_place}" if other_place else ""
                raise ValueError(
                    f"there is another adapter named '{adapter.name}'{also}.\n  Rename it."
                )
    for name in [name for name, (other, _) in _course_files.items() if other == place]:
        del _course_files[name]
        del _by_name[name]
    for class_name in [c for c, a in _by_class_name.items() if a.name not in _by_name]:
        del _by_class_name[class_name]
    for adapter in adapters:
        _by_name[adapter.name] = adapter
        _course_files[adapter.name] = (place, source)
        _by_class_name.update(dict.fromkeys(adapter.class_names, adapter))


def _adapters_in(source: str, place: str) -> list[Adapter]:
    """An instance of each adapter that a file defines. Raises ValueError if one is invalid."""
    space: dict[str, Any] = {"np": np, "__name__": "course_values"}
    exec(compile(source, place, "exec", dont_inherit=True), space)
    found = [
        kind()
        for kind in space.values()
        if isinstance(kind, type) and issubclass(kind, Adapter) and kind is not Adapter
    ]
    if not found:
        raise ValueError(
            "it defines no adapter.\n"
            "  Write it like: class Money(Adapter): name = 'Money'; class_names = ('Money',)"
        )
    for adapter in found:
        names = adapter.class_names
        if not adapter.name or not names or type(names) is not tuple:
            raise ValueError(
                f"{type(adapter).__name__} needs a name and class_names.\n"
                "  Write it like: name = 'Money'; class_names = ('Money',)"
            )
        for method in ("encode", "is_valid"):
            if getattr(type(adapter), method) is getattr(Adapter, method, None):
                raise ValueError(
                    f"{type(adapter).__name__} lacks the method {method}.\n"
                    "  Write at least: encode(self, value, plain) and is_valid(self, data)"
                )
    for said in ([a.name for a in found], [c for a in found for c in a.class_names]):
        if twice := next((name for name in said if said.count(name) > 1), ""):
            raise ValueError(f"two adapters are for '{twice}'.\n  Remove or rename one of them.")
    return found


def use_only(modules: Iterable[str]) -> None:
    """Import these modules, and adapt no other module's types from now on.

    Called in the child before student code runs, so that a module with which a student later
    replaces pandas is not taken for pandas.
    """
    for module in modules:
        if module in _waiting:
            importlib.import_module(module)
            _activate(module)
    _waiting.clear()


def _activate(module: str) -> None:
    _waiting.discard(module)
    for adapter in _KNOWN:
        if adapter.module == module:
            _by_type.update(dict.fromkeys(adapter.types(), adapter))


def modules_of(value: Any) -> set[str]:
    """Names of the modules that are needed to make or encode a plain value."""
    if isinstance(value, TypedValue):
        adapter = adapter_named(value.adapter)
        own = {adapter.module} - {""} if adapter else set()
        return own | modules_of(value.data)
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        return set().union(*map(modules_of, value))
    return set()
