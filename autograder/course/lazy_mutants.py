"""The mutants of a key as a file holds them, read only when a submission fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from autograder.models import Outcomes


class LazyMutants(Mapping[str, tuple[Outcomes, ...]]):
    """The mutants by misconception; `read` turns what is stored of one into outcomes."""

    def __init__(
        self, data: Mapping[str, Any], read: Callable[[Any], tuple[Outcomes, ...]]
    ) -> None:
        self._data = data
        self._convert = read
        self._read: dict[str, tuple[Outcomes, ...]] = {}

    def __getitem__(self, name: str) -> tuple[Outcomes, ...]:
        if name not in self._read:
            self._read[name] = self._convert(self._data[name])
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)
