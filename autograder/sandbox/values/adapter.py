"""The interface of an adapter for a type."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeGuard

from autograder.models import Opaque, PlainValue, TypedValue

Plain = Callable[[Any], PlainValue]  # reduces a part to plain data, within the value's bounds
Live = Callable[[PlainValue], Any]  # the inverse
Same = Callable[..., bool]  # same(expected, got, slack=0.0): compares parts by the rules
Show = Callable[[PlainValue], str]  # a part as Python source


class Adapter:
    """The base of all adapters.

    name: the type's name on the wire and in messages.
    module: the module that must be imported for the type to exist; "" for Python and NumPy.
    only_argument: a result of this type cannot be compared, and stays foreign.
    stateful: a call may change an argument of this type, as intended by the type.
    class_names: for a course's own adapter, the classes that exercises define.
    """

    name = ""
    module = ""
    only_argument = False
    stateful = False
    class_names: tuple[str, ...] = ()

    def types(self) -> tuple[type, ...]:
        """The exact types, without subclasses; called once the module is imported."""
        return ()

    def encode(self, value: Any, plain: Plain) -> PlainValue:
        """The value's content as plain data; an `Opaque` if it is not supported."""
        raise NotImplementedError

    def is_valid(self, data: PlainValue) -> bool:
        """Whether data from an untrusted process has the form that `encode` returns."""
        raise NotImplementedError

    def decode(self, data: PlainValue, live: Live) -> Any:
        """A fresh value of this content, for a call."""
        raise NotImplementedError(f"no adapter makes {self.name}")

    def is_own(self, got: PlainValue) -> TypeGuard[TypedValue]:
        """Whether a plain value was made by this adapter."""
        return isinstance(got, TypedValue) and got.adapter == self.name

    def matches(self, expected: PlainValue, got: PlainValue, same: Same) -> bool:
        """Whether a result is right. expected: the content; got: a complete plain value."""
        return self.is_own(got) and same(expected, got.data)

    def show(self, data: PlainValue, show: Show) -> str:
        """The value as Python source."""
        return f"{self.name}({show(data)})"


def first_foreign(parts: Iterable[PlainValue]) -> Opaque | None:
    """The first part that is neither plain data nor of a type with an adapter."""
    return next((part for part in parts if type(part) is Opaque), None)


def is_tuple_of(data: PlainValue, *kinds: type) -> bool:
    """Whether data is a tuple with one item of exactly each of these types."""
    return type(data) is tuple and tuple(map(type, data)) == kinds
