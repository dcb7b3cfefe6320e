"""Blackboard: one folder of files, <assignment>_<user>_attempt_<time>_<file>.

Beside them is a receipt for each attempt, with the same name without <file> and with .txt; its
first line is "Name: First Last (user)". A download contains all attempts. A group's files are
called "groupattempt" and count as one student's, the group's.
"""

from __future__ import annotations

import re

from autograder.submission.platforms.record import Download, Reading, Sorter, UndecidedError, Upload

_ATTEMPT = re.compile(
    r"(?P<head>.+)_(?:group)?attempt_(?P<time>\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d)(?:_(?P<file>.+)|(?P<receipt>\.txt))"
)
_NAME = re.compile(r"\s*Name:\s*(?P<name>.*?)\s*\((?P<user>[^()]+)\)\s*")


def read(download: Download) -> Reading | None:
    sorter = Sorter("Blackboard")
    named = []
    receipts: dict[str, tuple[str, str]] = {}
    for entry in download.entries:
        found = _ATTEMPT.fullmatch(entry.parts[0]) if len(entry.parts) == 1 else None
        if found is None:
            sorter.leave(entry)
            continue
        named.append((found, entry))
        if found["receipt"] and found["head"] not in receipts:
            lines = (download.text(*entry.parts) or "").splitlines()
            receipt = next(filter(None, map(_NAME.fullmatch, lines)), None)
            if receipt and found["head"].endswith("_" + receipt["user"]):
                receipts[found["head"]] = (receipt["user"], receipt["name"])
    heads: dict[str, str] = {}
    for found, entry in named:
        head = found["head"]
        # User names and assignment names may contain underscores: the receipt has both.
        user, name = receipts.get(head) or (head.rpartition("_")[2],) * 2
        if heads.setdefault(user, head) != head:
            raise UndecidedError(
                f"'{heads[user]}' and '{head}' both end in '{user}', and no receipt (.txt) says "
                "where the user's name begins.",
                "Blackboard writes a receipt beside each attempt: pass the folder with them.",
            )
        when = "{}-{}-{}T{}:{}:{}".format(*found["time"].split("-"))
        path = (found["file"],) if found["file"] else ()
        sorter.add(Upload(user, name, path, entry, (when,), submitted_at=when))
    return sorter.reading()
