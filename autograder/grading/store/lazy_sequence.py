"""A sequence whose items are built on access, so that a large class costs no memory."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TypeVar, overload

Item = TypeVar("Item", covariant=True)


class LazySequence(Sequence[Item]):
    """Subclasses define the length and one item; slices and negative indices follow."""

    @abstractmethod
    def item(self, index: int) -> Item:
        """The item at 0 <= index < len(self)."""

    @overload
    def __getitem__(self, index: int) -> Item: ...

    @overload
    def __getitem__(self, index: slice) -> list[Item]: ...

    def __getitem__(self, index: int | slice) -> Item | list[Item]:
        found = range(len(self))[index]
        return self.item(found) if isinstance(found, int) else [self.item(i) for i in found]
