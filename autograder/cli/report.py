"""`autograder report`: regenerate HTML reports."""

from __future__ import annotations

import argparse
from pathlib import Path

from autograder.cli.common import COURSE, LANGUAGE, OK

HELP = "Regenerate HTML reports."
OPTIONS = (COURSE, LANGUAGE)


def add_arguments(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("out", type=Path, help="Output folder of a finished grading run.")
    verb.add_argument(
        "--earlier",
        type=Path,
        metavar="OUT",
        help="Output folder of an earlier run of this class, to show progress.",
    )


def run(arguments: argparse.Namespace) -> int:
    from autograder.batch.grade_class import write_reports

    root, out = arguments.course, arguments.out
    print(write_reports(root, out, arguments.language, arguments.earlier))
    return OK
