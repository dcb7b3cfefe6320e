"""The time in nbgrader's timestamp.txt, read strictly: a time that is not understood is no time."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_STAMP = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[ T](?P<clock>\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)"
    r"\s*(?P<zone>UTC|GMT|Z|[+-]\d\d:?\d\d)?"
)
WANTED = "2027-01-31 12:30:00.000000 UTC"


def parse_stamp(text: str) -> datetime | None:
    """The moment; as for nbgrader, a time without a zone is UTC. None if it is none.

    The names of other zones mean different times in different countries and are not guessed.
    """
    found = _STAMP.fullmatch(text.strip())
    if found is None:
        return None
    zone = found["zone"] or "UTC"
    offset = "+00:00" if zone in ("UTC", "GMT", "Z") else zone
    try:
        moment = datetime.fromisoformat(f"{found['day']}T{found['clock']}{offset}")
    except ValueError:
        return None
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return None


def stamp_error(where: str, text: str) -> str:
    """What to say of a timestamp.txt that is there and cannot be read."""
    got = " ".join(text.split())[:60] or "nothing"
    return (
        f"{where}/timestamp.txt: wanted a time such as '{WANTED}'; got '{got}'. Until it is "
        "corrected this submission has no time and does not count as late by it."
    )
