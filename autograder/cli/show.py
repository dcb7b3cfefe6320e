"""`autograder show`: print everything known of one verdict."""

from __future__ import annotations

import argparse
from pathlib import Path

from autograder.cli.common import COURSE, LANGUAGE, OK

HELP = "Print everything known of one verdict."
OPTIONS = (COURSE, LANGUAGE)


def add_arguments(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("student", help="Key or name of the student in this run.")
    verb.add_argument("exercise", help="Name of the exercise.")
    verb.add_argument(
        "--out",
        type=Path,
        default=Path("out"),
        help="Output folder of a finished grading run (default: out).",
    )


def run(arguments: argparse.Namespace) -> int:
    from autograder.batch.show_verdict import show_verdict

    course, out, student = arguments.course, arguments.out, arguments.student
    for line in show_verdict(course, out, student, arguments.exercise, arguments.language):
        print(line)
    return OK
