"""Measure the CPU time of each step of grading one submission.

    python -m benchmarks.shares

CPU milliseconds of each step, measured one after another on the same submissions, on an
otherwise idle machine. Writes the table into docs/performance.md.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

from autograder.batch.outputs import write_feedback
from autograder.batch.submission_grader import GraderFactory
from autograder.grading.exam import load_handout
from autograder.grading.grader import grade
from autograder.grading.store.journal import Journal
from autograder.grading.store.results import to_json_line
from autograder.grading.store.run_config import RunConfig
from autograder.grading.store.run_context import RunContext
from autograder.grading.store.submitted_files import archive_submissions
from autograder.integrations.nbgrader.bulk_gradebook import write_gradebook
from autograder.models import Grade
from autograder.report.class_report.class_report import ClassReport
from autograder.submission.collect import find_submissions, read_submission
from benchmarks.material import ASSIGNMENT, RIGHT, ROOT, SEED, copies, load
from benchmarks.report import put_between

COPIES = 40
BEGIN = "<!-- written by python -m benchmarks.shares -->"


def cost(work: Callable[[], Any], count: int, clock: Callable[[], float]) -> float:
    """Milliseconds for each of `count`, after one uncounted round."""
    work()
    began = clock()
    work()
    return 1e3 * (clock() - began) / count


def layers(count: int = COPIES) -> list[tuple[float, str]]:
    """CPU milliseconds of each layer, and what it is. count: of submissions, at least 6."""
    material = load()
    stubs = load_handout(material.assignment)
    floors = json.loads(
        subprocess.run(
            [sys.executable, "-m", "benchmarks.floors"], capture_output=True, check=True
        ).stdout
    )["right"]
    with tempfile.TemporaryDirectory(prefix="shares-") as name:
        scratch = Path(name)
        hand_ins = find_submissions(copies(RIGHT, count, scratch / "class"), ASSIGNMENT).students
        submissions = [read_submission(each, stubs) for each in hand_ins]
        grader = GraderFactory(
            material.exam, stubs, material.assignment, RunConfig(ASSIGNMENT, SEED)
        )()
        names = list(material.exam.keys)
        gc.freeze()  # as each grading process does

        def run_all() -> None:
            for each in submissions:
                grader.sandbox.run(each.sources[0].units, names)

        grades: list[Grade] = []

        def grade_all() -> None:
            grades[:] = [grade(each, material.exam, grader.sandbox) for each in submissions]

        sandbox = cost(run_all, count, time.perf_counter)
        talking = cost(run_all, count, time.process_time)  # our side of it
        judging = cost(grade_all, count, time.process_time) - talking
        grader.close()
        out = scratch / "out"
        with Journal(out) as journal:

            def note_all() -> None:
                for each in grades:
                    journal.append([(each.student, to_json_line(each))])

            noting = cost(note_all, count, time.process_time)
        pairs = list(zip(hand_ins, grades, strict=True))
        places = iter([scratch / "first", out])  # existing files would not be written
        keeping = cost(lambda: archive_submissions(next(places), pairs), count, time.process_time)
        run = RunConfig(ASSIGNMENT, SEED, language="ja")
        context = RunContext(material.course, material.assignment, run, out)
        files = ClassReport(context, grades)
        reading = cost(
            lambda: [read_submission(each, stubs) for each in hand_ins], count, time.process_time
        )
        feedback = cost(
            lambda: [write_feedback(context, files.texts, each) for each in grades],
            count,
            time.process_time,
        )
        staff = cost(
            lambda: [
                files.add(each.student, files.write_student(at, each))
                for at, each in enumerate(grades)
            ],
            count,
            time.process_time,
        )
        write_gradebook(context, grades[:1])
        times = [time.process_time()]
        for part in (grades[1:3], grades[3:]):  # the same start, different numbers of students
            write_gradebook(context, part)
            times.append(time.process_time())
        few, many = (later - earlier for earlier, later in pairwise(times))
        book = 1e3 * (many - few) / (len(grades) - 5)
    return [
        (floors["loop"], "the student's functions, if they were called in a loop"),
        (floors["fork and functions"] - floors["loop"],
         "a fork that loads them: memory touched for the first time, compiling the file"),
        (sandbox - floors["fork and functions"],
         "walls (namespaces, two small file systems, seccomp), a fresh copy of every argument, "
         "what is noted of every call, one message each way and its checks"),
        (reading, "reading the submission: JSON, statements, fingerprints of what was released"),
        (judging, "judging: all numbers of an exercise in one comparison"),
        (noting, "the line of results.jsonl, and one sync to disk"),
        (keeping, "keeping the file that counted"),
        (feedback, "the student's page"),
        (staff, "the TA's page on the student with the code, and what is compared with others"),
        (book, "nbgrader's gradebook and the graded notebook"),
    ]  # fmt: skip


def table(rows: list[tuple[float, str]]) -> str:
    lines = ["| CPU ms | of one right submission |", "|--:|---|"]
    lines += [f"| {value:.1f} | {what} |" for value, what in rows]
    lines.append(f"| **{sum(value for value, _ in rows):.1f}** | all |")
    return "\n".join(lines)


def main() -> None:
    text = table(layers())
    put_between(ROOT / "docs" / "performance.md", text, BEGIN)
    print(text)


if __name__ == "__main__":
    main()
