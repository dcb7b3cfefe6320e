"""`autograder grade`: grade a class."""

from __future__ import annotations

import argparse
from pathlib import Path

from autograder.cli.common import COURSE, GRADER_FAULT, ISOLATION, LANGUAGE, OK
from autograder.errors import UserError

HELP = "Grade a class."
OPTIONS = (COURSE, LANGUAGE, ISOLATION)


def add_arguments(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("assignment", help="Assignment name in course.yaml.")
    verb.add_argument("submissions", type=Path, help="Folder or archive of submissions.")
    verb.add_argument("--out", type=Path, help="Output folder; required except with --list.")
    verb.add_argument(
        "--name-pattern",
        metavar="REGEX",
        help="How a path names the student: (?P<student>…), also name, file, attempt, time, "
        "late. For downloads of unsupported platforms.",
    )
    verb.add_argument(
        "--roster",
        type=Path,
        metavar="CSV",
        help="Class list with the columns student, name, email, lms id, section.",
    )
    verb.add_argument(
        "--list",
        action="store_true",
        help="List the students found and the file that counts for each; grade nothing.",
    )
    verb.add_argument(
        "--seed",
        type=int,
        help="Seed for the hidden test inputs (default: random, then reused for this --out).",
    )
    verb.add_argument(
        "--seed-per-student",
        action="store_true",
        help="Draw other hidden test inputs for each student (slower, some seconds each).",
    )
    verb.add_argument(
        "--workers", type=int, default=0, help="Worker processes (default: one per processor)."
    )
    verb.add_argument(
        "--executor",
        choices=("local", "dask"),
        default="local",
        help="Grade on this machine or on a Dask cluster (default: local).",
    )
    verb.add_argument("--scheduler", metavar="ADDRESS", help="Address of the Dask scheduler.")
    verb.add_argument(
        "--no-cache",
        "--fresh",
        dest="fresh",
        action="store_true",
        help="Regrade everything, ignoring earlier results.",
    )
    verb.add_argument(
        "--only-these",
        action="store_true",
        help="Drop students of an earlier run into OUT who are not among the submissions "
        "(default: they keep their grades).",
    )
    verb.add_argument("--quiet", action="store_true", help="Print only errors.")
    verb.add_argument("--json", action="store_true", help="Print the summary as JSON.")


def run(arguments: argparse.Namespace) -> int:
    from autograder.submission.collect import Naming

    naming = Naming(arguments.name_pattern, arguments.roster)
    if arguments.list:
        from autograder.batch.list_class import list_class

        course, name = arguments.course, arguments.assignment
        for line in list_class(course, name, arguments.submissions, naming):
            print(line)
        return OK
    if arguments.out is None:
        raise UserError("autograder grade: wanted --out OUT, the folder for results (or --list).")
    from autograder.batch.console import ConsoleReporter

    progress = ConsoleReporter(quiet=arguments.quiet, as_json=arguments.json)
    progress.prepare("reading the course and drawing the hidden inputs …")
    from autograder.batch.grade_class import GradeOptions, grade_class  # most of a second

    options = GradeOptions(
        course=arguments.course,
        assignment=arguments.assignment,
        submissions=arguments.submissions,
        out=arguments.out,
        seed=arguments.seed,
        seed_per_student=arguments.seed_per_student,
        workers=arguments.workers,
        executor=arguments.executor,
        scheduler=arguments.scheduler,
        isolation=arguments.isolation,
        language=arguments.language,
        fresh=arguments.fresh,
        only_these=arguments.only_these,
        naming=naming,
    )
    with progress:
        summary = grade_class(options, progress)
        progress.finish(summary)
    return GRADER_FAULT if summary.grader_errors else OK
