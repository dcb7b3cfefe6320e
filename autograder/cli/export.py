"""`autograder export`: export grades to another system."""

from __future__ import annotations

import argparse
from pathlib import Path

from autograder.cli.common import COURSE, OK
from autograder.integrations import TARGETS

HELP = "Export grades to another system."
OPTIONS = (COURSE,)


def add_arguments(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("out", type=Path, help="Output folder of a finished grading run.")
    verb.add_argument("--to", required=True, choices=TARGETS, help="Target system.")
    verb.add_argument(
        "--column", default="", metavar="TITLE", help="Title of the assignment's column in Canvas."
    )


def run(arguments: argparse.Namespace) -> int:
    from autograder.integrations import export

    print(export(arguments.course, arguments.out, arguments.to, arguments.column))
    return OK
