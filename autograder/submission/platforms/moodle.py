"""Moodle: <full name>_<participant>_assignsubmission_<plugin>, as a folder or as a prefix.

Moodle 3.1 to 4.0 ends the folder's name with another underscore; older versions, and newer ones
on request, put all files into one folder. With anonymous submissions the name is "Participant".
A download contains only the last attempt. A group has its own name and number.
"""

from __future__ import annotations

import re

from autograder.submission.files import is_candidate
from autograder.submission.platforms.record import Download, Reading, Sorter, Upload

_PREFIX = re.compile(
    r"(?P<name>.+?)(?:_(?P<number>\d+))?_assign(?P<kind>submission|feedback)_(?P<plugin>[a-z]+)"
    r"(?:_(?P<file>.*))?"
)
# The word for a participant whose name is hidden, in the languages of Moodle's own packs.
_PARTICIPANT = {"Participant", "参加者", "Teilnehmer/in", "Participante", "Partecipante"}


def read(download: Download) -> Reading | None:
    sorter = Sorter("Moodle")
    for entry in download.entries:
        for place, part in enumerate(entry.parts):
            if found := _PREFIX.fullmatch(part):
                if found["kind"] == "submission":
                    file = tuple(filter(None, (found["file"],)))
                    rest = (*file, *entry.parts[place + 1 :])
                    # Text typed in online is not a file. The folder's name may be cut off, so a
                    # program or notebook in any other folder counts as the student's.
                    is_theirs = found["plugin"] == "file" or is_candidate((rest or ("",))[-1])
                    path = rest if is_theirs else ()
                    name = found["name"].strip()
                    number = found["number"] or name
                    shown = f"{name} {number}" if name in _PARTICIPANT else name
                    sorter.add(Upload(number, shown, path, entry))
                break
        else:
            sorter.leave(entry)
    return sorter.reading()
