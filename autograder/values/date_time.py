"""Dates, times and durations."""

from __future__ import annotations

import datetime
from typing import Any

from autograder.models import Opaque, PlainValue
from autograder.values.adapter import Adapter, Live, Plain, Show

_KINDS: dict[str, Any] = {
    "date": datetime.date,
    "datetime": datetime.datetime,
    "time": datetime.time,
}


class DateTime(Adapter):
    """`date`, `datetime`, `time` in ISO form; `timedelta` as days, seconds, microseconds."""

    name = "datetime"

    def types(self) -> tuple[type, ...]:
        return (*_KINDS.values(), datetime.timedelta)

    def encode(self, value: Any, plain: Plain) -> PlainValue:
        if type(value) is datetime.timedelta:
            return ("timedelta", (value.days, value.seconds, value.microseconds))
        zone = getattr(value, "tzinfo", None)
        if zone is not None and type(zone) is not datetime.timezone:
            return Opaque("a time in a zone that is not of datetime.timezone")
        return (type(value).__name__, value.isoformat())

    def is_valid(self, data: PlainValue) -> bool:
        if type(data) is not tuple or len(data) != 2 or type(data[0]) is not str:
            return False
        try:
            made = self.decode(data, lambda part: part)
        except (ValueError, TypeError, KeyError, OverflowError):
            return False
        return bool(self.encode(made, lambda part: part) == data)

    def decode(self, data: PlainValue, live: Live) -> Any:
        kind, text = data
        return (
            datetime.timedelta(*text) if kind == "timedelta" else _KINDS[kind].fromisoformat(text)
        )

    def show(self, data: PlainValue, show: Show) -> str:
        return repr(self.decode(data, lambda part: part))
