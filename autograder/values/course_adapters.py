"""Adapters that a course brings along, in `values.py` beside its exercises.

Such a file defines subclasses of `Adapter`, each with the names of the classes that it adapts:
classes that the exercises define, and no types of Python or a library. Its `encode` runs beside
student code; what comes back is plain data, which it compares and shows on the trusted side.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.values.adapter import Adapter


def adapters_in(source: str, place: str) -> list[Adapter]:
    """One of each adapter that a values.py defines. Raises ValueError for what is none."""
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
    return found
