"""Parse times as nbgrader, platforms and rosters write them; others are not guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, time

# 2027/1/31 12:30:00 or 2027-01-31T12:30
TIME = re.compile(r"(\d{4})[-/](\d\d?)[-/](\d\d?)[ T](\d\d?):(\d\d)(?::(\d\d))?")
_STAMP = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[ T](?P<clock>\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)"
    r"\s*(?P<zone>UTC|GMT|Z|[+-]\d\d:?\d\d)?"
)
WANTED = "2027-01-31 12:30:00.000000 UTC"


def iso_time(found: re.Match[str] | None) -> str:
    """A match of `TIME` as ISO 8601; "" for no match."""
    if not found:
        return ""
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    return f"{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"


def time_in_form(text: str, forms: Iterable[str]) -> str:
    """A time by the first of these strptime forms that fits, as ISO 8601; "" if none does."""
    for form in forms:
        try:
            return datetime.strptime(text, form).isoformat()
        except ValueError:
            continue
    return ""


def parse_moment(text: str) -> datetime | None:
    """A time as platforms and rosters write it, with or without a zone; None if it is not a time.

    A date without a time means the end of that day.
    """
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    whole_day = len(text.strip()) <= len("2027-01-31")
    return datetime.combine(found.date(), time(23, 59, 59)) if whole_day else found


def parse_stamp(text: str) -> datetime | None:
    """The time in nbgrader's timestamp.txt; one without a zone is UTC. None if it is not a time.

    Names of other zones mean different times in different countries and are not guessed.
    """
    found = _STAMP.fullmatch(text.strip())
    if found is None:
        return None
    zone = found["zone"] or "UTC"
    offset = "+00:00" if zone in ("UTC", "GMT", "Z") else zone
    try:
        return datetime.fromisoformat(f"{found['day']}T{found['clock']}{offset}").astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def stamp_error(where: str, text: str) -> str:
    """The message for a timestamp.txt that exists but cannot be read."""
    got = " ".join(text.split())[:60] or "nothing"
    return (
        f"{where}/timestamp.txt: wanted a time such as '{WANTED}'; got '{got}'. Until it is "
        "corrected this submission has no time and does not count as late by it."
    )
