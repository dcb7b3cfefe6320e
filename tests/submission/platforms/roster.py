"""A class of nine for the downloads: namesakes, umlauts, Japanese, attempts, a late one."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from datetime import datetime

BASE = "small_lesson"
TITLE = "Small Lesson"


@dataclass(frozen=True)
class Attempt:
    """What was uploaded at one time.

    files: (name as the student named it, content); none if only a text field was sent.
    """

    when: datetime
    files: tuple[tuple[str, bytes], ...]
    late: bool = False


@dataclass(frozen=True)
class Student:
    """A student as a platform knows them.

    number: the platform's own id. sid: the university's number.
    """

    first: str
    last: str
    login: str
    number: int
    sid: str
    attempts: tuple[Attempt, ...]

    @property
    def full(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def email(self) -> str:
        return f"{self.login}@example.edu"

    @property
    def newest(self) -> Attempt:
        return self.attempts[-1]


def python(mark: str) -> bytes:
    return f'def alpha(x):\n    """{mark}"""\n    return x + 1\n'.encode()


def notebook(mark: str) -> bytes:
    cell = {"cell_type": "code", "metadata": {}, "source": python(mark).decode(), "outputs": []}
    content = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
    return json.dumps(content).encode()


def packed(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _ipynb(when: datetime, mark: str, late: bool = False) -> Attempt:
    return Attempt(when, ((f"{BASE}.ipynb", notebook(mark)),), late)


_DAY = datetime(2027, 1, 31, 12, 30)

CLASS: tuple[Student, ...] = (
    Student("Ada", "Lovelace", "alove", 4711, "24001", (_ipynb(_DAY, "alove 1"),)),
    Student(
        "Jürgen", "Müßig", "jmuess", 4712, "24002",
        (Attempt(_DAY.replace(hour=13), ((f"{BASE}.py", python("jmuess 1")),)),),
    ),
    Student("太郎", "山田", "yamada", 4713, "24003", (_ipynb(_DAY.replace(hour=9), "yamada 1"),)),
    Student("Anna", "Schmidt", "aschmi", 4714, "24004", (_ipynb(_DAY, "aschmi 1"),)),
    Student(
        "Anna", "Schmidt", "aschmi2", 4715, "24005",
        (_ipynb(datetime(2027, 2, 2, 8, 5), "aschmi2 1", late=True),),
    ),
    Student(
        "Zoë", "O_Neil-Smith", "zoneil", 4716, "24006",
        (
            _ipynb(datetime(2027, 1, 29, 23, 59), "zoneil 1"),
            _ipynb(datetime(2027, 1, 30, 0, 1), "zoneil 2"),
            _ipynb(datetime(2027, 1, 31, 23, 58), "zoneil 3"),
        ),
    ),
    Student("花子", "佐藤", "sato", 4717, "24007", (Attempt(_DAY, ()),)),
    Student(
        "Mary-Jane", "van der Berg", "mvdb", 4718, "24008",
        (
            Attempt(
                _DAY,
                (
                    (
                        "my work.zip",
                        packed(
                            {
                                f"my work/{BASE}.ipynb": notebook("mvdb 1"),
                                "my work/figure.png": b"\x89PNG",
                            }
                        ),
                    ),
                ),
            ),
        ),
    ),
    Student(
        "Bob", "Babbage", "bob_b", 4719, "24009",
        (
            Attempt(
                _DAY.replace(minute=31),
                (
                    (f"{BASE}.ipynb", notebook("bob_b notebook")),
                    (f"{BASE}.py", python("bob_b file")),
                    ("report.pdf", b"%PDF-1.4"),
                ),
            ),
        ),
    ),
)  # fmt: skip

NAMESAKES = [one for one in CLASS if one.last == "Schmidt"]
WITHOUT_NAMESAKES = tuple(one for one in CLASS if one.login != "aschmi2")
