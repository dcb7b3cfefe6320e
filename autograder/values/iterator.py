"""Generators and other iterators, up to a bound on their items."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from types import GeneratorType
from typing import Any

from autograder.models import Opaque, PlainValue
from autograder.values.adapter import Adapter, Live, Plain, Show

MAX_ITERATED = 10_000
_BUILT_IN: tuple[Any, ...] = (
    *(GeneratorType, map, filter, zip, enumerate, reversed),
    *(itertools.accumulate, itertools.chain, itertools.count, itertools.cycle, itertools.islice),
    *(itertools.compress, itertools.dropwhile, itertools.takewhile, itertools.filterfalse),
    *(itertools.starmap, itertools.repeat, itertools.product, itertools.permutations),
    *(itertools.combinations, itertools.combinations_with_replacement, itertools.pairwise),
    *(itertools.zip_longest, type(iter([])), type(iter(())), type(iter({})), type(iter(range(1)))),
)


class Iteration(Adapter):
    """An iterator of Python's own: what it gives, in order. Whoever returns any is right."""

    name = "iterator"

    def types(self) -> tuple[type, ...]:
        return _BUILT_IN

    def encode(self, value: Iterator[Any], plain: Plain) -> PlainValue:
        items = list(itertools.islice(value, MAX_ITERATED + 1))
        if len(items) > MAX_ITERATED:
            return Opaque(f"iterator of over {MAX_ITERATED:,} items")
        return plain(items)

    def is_valid(self, data: PlainValue) -> bool:
        return type(data) is list and len(data) <= MAX_ITERATED

    def decode(self, data: PlainValue, live: Live) -> Any:
        return iter(live(data))

    def show(self, data: PlainValue, show: Show) -> str:
        return f"iter({show(data)})"
