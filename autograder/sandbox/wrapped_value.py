"""What a result that is no data holds: the value of a function without arguments, or attributes.

Whoever returns a function in place of its value, or an object of a class of their own, may have
the right value in it. It crosses beside the result, as data like any other; what it is worth is
decided where results are judged.
"""

from __future__ import annotations

from types import FunctionType
from typing import Any

NOTHING = object()
_NO_VALUE = 0x20 | 0x80 | 0x200  # generators and coroutines


def wrapped_in(value: Any) -> Any:
    """What a result holds, NOTHING if nothing is known; calls the student's own function.

    Of an object its attributes, as a dict; no attribute is computed, and no method is called.
    """
    kind = type(value)
    if kind is FunctionType:
        code, given = value.__code__, len(value.__defaults__ or ())
        needed = code.co_argcount - given
        if needed > 0 or code.co_kwonlyargcount or code.co_flags & _NO_VALUE:
            return NOTHING
        return value()
    if isinstance(value, type) or kind.__module__ in ("builtins", "numpy"):
        return NOTHING
    try:
        attributes = object.__getattribute__(value, "__dict__")
    except AttributeError:
        return NOTHING
    if type(attributes) is not dict or any(type(name) is not str for name in attributes):
        return NOTHING
    return dict(attributes) or NOTHING
