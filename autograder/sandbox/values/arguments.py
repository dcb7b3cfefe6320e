"""Types that only arguments may have: generators of random numbers, functions."""

from __future__ import annotations

import random
import re
from typing import Any

import numpy as np

from autograder.models import Opaque, PlainValue
from autograder.sandbox.values.adapter import Adapter, Live, Plain, Show

_MAX_SEED = 2**63 - 1


class SeededGenerator(Adapter):
    """A `numpy.random.Generator` fresh from `default_rng(seed)`, as its seed."""

    name = "np.random.default_rng"
    only_argument = True
    stateful = True

    def types(self) -> tuple[type, ...]:
        return (np.random.Generator,)

    def encode(self, value: np.random.Generator, plain: Plain) -> PlainValue:
        seed = getattr(value.bit_generator.seed_seq, "entropy", None)
        if type(seed) is int and 0 <= seed <= _MAX_SEED:
            fresh = np.random.default_rng(seed).bit_generator.state
            if fresh == value.bit_generator.state:
                return seed
        return Opaque("a generator that is not fresh from np.random.default_rng(seed)")

    def is_valid(self, data: PlainValue) -> bool:
        return type(data) is int and 0 <= data <= _MAX_SEED

    def decode(self, data: PlainValue, live: Live) -> Any:
        return np.random.default_rng(data)


class PythonGenerator(Adapter):
    """A `random.Random`, as its state, since its seed cannot be read."""

    name = "random.Random"
    only_argument = True
    stateful = True

    def types(self) -> tuple[type, ...]:
        return (random.Random,)

    def encode(self, value: random.Random, plain: Plain) -> PlainValue:
        version, numbers, gauss = value.getstate()
        return (version, tuple(numbers), gauss)

    def is_valid(self, data: PlainValue) -> bool:
        return type(data) is tuple and len(data) == 3

    def decode(self, data: PlainValue, live: Live) -> random.Random:
        made = random.Random()
        made.setstate(data)
        return made

    def show(self, data: PlainValue, show: Show) -> str:
        for seed in range(1_000):  # most seeds are small
            if random.Random(seed).getstate()[1] == data[1]:
                return f"random.Random({seed})"
        return "random.Random(...)"


class SourceFunction(Adapter):
    """A function, as the source of its `def`, which may use only `np` from its file."""

    name = "function"
    only_argument = True
    stateful = True

    def encode(self, value: Any, plain: Plain) -> PlainValue:
        return Opaque("function")  # the source is in its author's file: see course.cases

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
