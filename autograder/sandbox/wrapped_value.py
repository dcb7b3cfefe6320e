"""The contents of a result that is not data: a function's return value, or attributes.

A student who returns a function instead of its value, or an object of a new class, may have the
right value in it. It is sent along with the result, as plain data; the judge decides what it is
worth.
"""

from __future__ import annotations

from types import FunctionType
from typing import Any

from autograder.models import PlainValue
from autograder.sandbox.plain_data import to_plain

_NO_VALUE = 0x20 | 0x80 | 0x200  # generators and coroutines


def wrapped_in(value: Any) -> PlainValue:
    """What a result contains, as plain data; None if nothing is known. Never raises.

    A function of the student's own is called without arguments. An object gives its attributes as
    a dict; no attribute is computed, and no method is called.
    """
    try:
        return to_plain(_wrapped_in(value))
    except BaseException:  # a student's function may do anything when called
        return None


def _wrapped_in(value: Any) -> Any:
    kind = type(value)
    if kind is FunctionType:
        code, given = value.__code__, len(value.__defaults__ or ())
        needed = code.co_argcount - given
        if needed > 0 or code.co_kwonlyargcount or code.co_flags & _NO_VALUE:
            return None
        return value()
    if isinstance(value, type) or kind.__module__ in ("builtins", "numpy"):
        return None
    try:
        attributes = object.__getattribute__(value, "__dict__")
    except AttributeError:
        return None
    if type(attributes) is not dict or any(type(name) is not str for name in attributes):
        return None
    return dict(attributes) or None
