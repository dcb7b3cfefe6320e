"""Functions of an exercise.py, as arguments."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from autograder.models import Opaque, PlainValue
from autograder.values.adapter import Adapter, Live, Plain, Show


class SourceFunction(Adapter):
    """A function: the source of its `def`, which may use `np` and nothing else of its file."""

    name = "function"
    only_argument = True
    stateful = True

    def encode(self, value: Any, plain: Plain) -> PlainValue:
        return Opaque("function")  # its author's file has the source: see course.cases

    def is_valid(self, data: PlainValue) -> bool:
        return type(data) is str and bool(_name(data))

    def decode(self, data: PlainValue, live: Live) -> Any:
        space: dict[str, Any] = {"np": np, "__name__": "argument"}
        exec(compile(data, "<argument>", "exec", dont_inherit=True), space)
        return space[_name(data)]

    def show(self, data: PlainValue, show: Show) -> str:
        return _name(data)


def _name(source: str) -> str:
    found = re.search(r"^def (\w+)\(", source, re.MULTILINE)
    return found[1] if found else ""
