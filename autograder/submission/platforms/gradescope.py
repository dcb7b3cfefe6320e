"""Gradescope's export: submission_<n>/<file>, and submission_metadata.yml, which names its owner.

A student is identified by student id, else by address. A group's submission becomes a row for
each member. Older attempts are in the metadata only.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import yaml

from autograder.submission.files import FileEntry
from autograder.submission.platforms.record import Download, Reading, Sorter, UndecidedError, Upload

METADATA = "submission_metadata.yml"
_TIME, _NULL = "tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:null"


class _AsWritten(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads no numbers: a student number 0123 would be the octal 83, and 1_2 be 12."""

    yaml_implicit_resolvers = {  # noqa: RUF012  (as yaml declares it)
        sign: [each for each in found if each[0] in (_TIME, _NULL)]
        for sign, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def read(download: Download) -> Reading | None:
    listed = next((e for e in download.entries if e.parts == (METADATA,)), None)
    if listed is None:
        return None
    submissions = _metadata(download)
    sorter = Sorter("Gradescope")
    files: dict[str, list[FileEntry]] = {}
    for entry in download.entries:
        if entry.parts[0] in submissions:
            files.setdefault(entry.parts[0], []).append(entry)
        elif entry is not listed:
            sorter.leave(entry, f"not in {METADATA}")
    for key, record in submissions.items():
        older = record.get(":history") or []
        number = len(older) + 1 if isinstance(older, list) else 1
        for identity, name in _people(key, record):
            for entry in files.get(key) or [listed]:
                path = entry.parts[1:] if entry.is_file else ()
                made = record.get(":created_at")
                time = _time(made)
                if made and not time:
                    sorter.unread_time(FileEntry((key,)), str(made))
                sorter.add(Upload(identity, name, path, entry, (), number, None, time))
    return sorter.reading()


def _metadata(download: Download) -> dict[str, dict[str, Any]]:
    try:
        data = yaml.load(download.text(METADATA) or "", Loader=_AsWritten)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UndecidedError(f"{METADATA} cannot be read: {type(error).__name__}.") from error
    if not isinstance(data, dict) or not all(isinstance(each, dict) for each in data.values()):
        raise UndecidedError(f"{METADATA} does not list the submissions.")
    return {str(key): record for key, record in data.items()}


def _people(key: str, record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    submitters = record.get(":submitters")
    if not isinstance(submitters, list) or not submitters:
        raise UndecidedError(f"{METADATA} does not name the student of {key}.")
    for one in submitters:
        one = one if isinstance(one, dict) else {}
        identity = str(
            one.get(":sid") or one.get(":email") or (key if len(submitters) == 1 else "")
        )
        if not identity:
            raise UndecidedError(
                f"{METADATA}: a member of {key} has neither a number nor an address."
            )
        yield identity, str(one.get(":name") or identity)


def _time(value: object) -> str:
    if isinstance(value, datetime):
        known = value if value.tzinfo else value.replace(tzinfo=UTC)  # YAML drops the zone of UTC
        return known.astimezone(UTC).isoformat(timespec="seconds")
    return ""
