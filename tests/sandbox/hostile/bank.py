"""Run the hostile submissions against the real grader and record what happened.

Run as a program, by whatever user: `python bank.py RESULT.json [CLASS/NAME ...]`. It plants
secrets, grades each submission in one warm sandbox, an honest one after each, and writes
down what happened. The judging of that is the test's.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import shutil
import signal
import socket
import sys
import sysconfig
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.paths import DATA
from tests.sandbox.hostile.memory import forget_peak, peak_mb

HERE = Path(__file__).parent
BANK = DATA / "hostile"
HANG_SECONDS = 90

HONEST = """
import numpy as np

def double(x):
    return 2.0 * np.asarray(x, dtype=float)

def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
"""


def names() -> list[str]:
    """CLASS/NAME of every submission of the bank."""
    return sorted(f"{path.parent.name}/{path.stem}" for path in BANK.glob("*/*.py"))


def header(name: str) -> dict[str, str]:
    """What a submission says of itself in its first lines."""
    lines = (BANK / f"{name}.py").read_text(encoding="utf-8").splitlines()
    pairs = (line[2:].split(": ", 1) for line in lines[:3] if line.startswith("# "))
    return dict(pairs)


class Target:
    """A course, a home folder, a gradebook and a neighbour, all with a secret in them."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self.token = f"SECRET-{secrets.token_hex(8)}"
        self.course = top / "course"
        self.home = top / "home"
        shutil.copytree(DATA / "hostile_course", self.course)
        for path in self.course.rglob("exercise.py"):
            path.write_text(
                f"{path.read_text(encoding='utf-8')}\n# {self.token}\n", encoding="utf-8"
            )
        neighbour = top / "submissions" / "neighbour" / "hostile"
        neighbour.mkdir(parents=True)
        (neighbour / "hostile.py").write_text(f"{HONEST}\n# {self.token}\n")
        self.home.mkdir()
        for name in ("secret.txt", ".netrc", ".bash_history"):
            (self.home / name).write_text(self.token)
        (top / "results.jsonl").write_text(f'{{"note": "{self.token}"}}\n')
        (top / "gradebook.db").write_bytes(self.token.encode())
        os.environ.update(HOME=str(self.home), COURSE_TOKEN=self.token)
        self.calls = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                self.calls += 1
                connection.close()

    def submission(self, name: str) -> str:
        """Its source, with all that an attacker could wish to know filled in."""
        known = {
            "@COURSE@": str(self.course),
            "@TOP@": str(self.top),
            "@HOME@": str(self.home),
            "@PID@": str(os.getpid()),
            "@PORT@": str(self.listener.getsockname()[1]),
        }
        source = (BANK / f"{name}.py").read_text(encoding="utf-8")
        for key, text in known.items():
            source = source.replace(key, text)
        return source

    def print(self) -> str:
        """A fingerprint of all that no submission may change."""
        total = hashlib.sha256()
        for path in sorted(self.top.rglob("*")):
            total.update(str(path).encode())
            if path.is_file():
                total.update(path.read_bytes())
        for folder in ("/dev/shm", sysconfig.get_path("purelib"), sysconfig.get_path("stdlib")):
            planted = [n for n in _listing(folder) if "neighbour" in n or n in _PLANTED]
            total.update(repr(planted).encode())
        return total.hexdigest()


_PLANTED = ("sitecustomize.py", "usercustomize.py", "conftest.py", "evil.pth", "double.py")


def _listing(folder: str) -> list[str]:
    try:
        return sorted(path.name for path in Path(folder).iterdir())
    except OSError:
        return []


def descendants(root: int) -> set[int]:
    """All processes below this one."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
                children.setdefault(int(fields[1]), []).append(int(entry.name))
    found: set[int] = set()
    wave = [root]
    while wave:
        wave = [child for parent in wave for child in children.get(parent, [])]
        found.update(wave)
    return found


@contextlib.contextmanager
def no_hang(name: str) -> Iterator[None]:
    """A hang of ours ends the run loudly instead of standing forever."""

    def stop(*_: Any) -> None:
        raise RuntimeError(f"{name} hung the grader for {HANG_SECONDS} s")

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(HANG_SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)


class Recorder:
    """Hands on to a sandbox, and keeps the transcripts."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox
        self.total_seconds = sandbox.total_seconds
        self.transcripts: list[Any] = []

    def run(self, *args: Any, **options: Any) -> Any:
        self.transcripts.append(self.sandbox.run(*args, **options))
        return self.transcripts[-1]


def run(wanted: list[str]) -> dict[str, Any]:
    """Grade the wanted submissions; a record for each."""
    from autograder.course.config import load_course
    from autograder.course.exercise_library import load_library
    from autograder.grading.exam import build_exam, load_handout, open_exam_sandbox
    from autograder.grading.grader import grade
    from autograder.models import Submission
    from autograder.submission.source_reader import read_source

    records: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        target = Target(Path(folder))
        course = load_course(target.course)
        assignment = course.assignment("hostile")
        library = load_library(assignment.folder, list(assignment.points))
        exam = build_exam("hostile", library, assignment.points, seed=secrets.randbelow(10**6))
        material = load_handout(assignment)
        sandbox = open_exam_sandbox(assignment, exam, "bubblewrap")

        peaks = [0]

        def graded(source: str) -> tuple[Any, str]:
            recorder = Recorder(sandbox)
            forget_peak()
            read = read_source(source.encode(), "hostile.py", material)
            result = grade(Submission("someone", "hostile", (read,)), exam, recorder)
            peaks.append(peak_mb())
            return result, repr((result, recorder.transcripts))

        honest, _ = graded(HONEST)
        assert honest.points == honest.max_points, honest
        before, at_rest = target.print(), descendants(os.getpid())
        normal, workers_normal = peak_mb(), sum(map(peak_mb, at_rest))
        for name in wanted:
            began = time.monotonic()
            peaks.clear()
            with no_hang(name):
                result, seen = graded(target.submission(name))
                if time.monotonic() - began < 1:  # does it find what it left itself?
                    seen += graded(target.submission(name))[1]
                lost = descendants(os.getpid()) - at_rest
                again, _ = graded(HONEST)
            records[name] = {
                "status": result.status,
                "points": result.points,
                "exercises": {key: v.status for key, v in result.exercises.items()},
                "message": result.message,
                "leaked": target.token in seen,
                "neighbour": "left by a neighbour" in seen,
                "changed": target.print() != before,
                "honest_again": asdict(again) == asdict(honest),
                "left_behind": len(lost),
                "seconds": round(time.monotonic() - began, 1),
                "size": len(repr(result)),
                "more_memory": max(peaks) - normal,
            }
            at_rest = descendants(os.getpid())
        more = sum(map(peak_mb, at_rest)) - workers_normal
        sandbox.close()
        left = descendants(os.getpid())
        records[""] = {"uid": os.getuid(), "left_behind": len(left), "calls": target.calls}
        records[""]["workers_more_memory"] = more
        target.listener.close()
    return records


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(run(sys.argv[2:] or names()), indent=1))
