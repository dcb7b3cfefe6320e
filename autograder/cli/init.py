"""`autograder init`: create a course with one exercise, ready to prove and release."""

from __future__ import annotations

import argparse
from pathlib import Path

from autograder.cli.common import OK, Parser
from autograder.text.catalogue import DEFAULT_LANGUAGES, LANGUAGES

HELP = "Create a course with one exercise, ready to prove and release."
OPTIONS: tuple[Parser, ...] = ()


def add_arguments(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("folder", nargs="?", type=Path, default=Path(), help="Default: here.")
    verb.add_argument(
        "--languages",
        type=lambda text: text.split(","),
        default=list(DEFAULT_LANGUAGES),
        metavar="LIST",
        help=f"Languages of its texts, of {', '.join(LANGUAGES)}, with commas. "
        f"Default: {','.join(DEFAULT_LANGUAGES)}.",
    )


def run(arguments: argparse.Namespace) -> int:
    from autograder.authoring.scaffold import FIRST_ASSIGNMENT, new_course

    for path in new_course(arguments.folder, arguments.languages):
        print(path)
    here = arguments.folder == Path()
    print(
        ("" if here else f"  cd {arguments.folder}\n")
        + f"  autograder release {FIRST_ASSIGNMENT}\n"
        f"  autograder prove {FIRST_ASSIGNMENT}\n"
        f"  autograder new {FIRST_ASSIGNMENT} my_exercise"
    )
    return OK
