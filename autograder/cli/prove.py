"""`autograder prove`: validate exercises."""

from __future__ import annotations

import argparse

from autograder.cli.common import COURSE

HELP = "Validate exercises."
OPTIONS = (COURSE,)


def add_arguments(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("assignment", nargs="?", help="Assignment name (default: all).")
    verb.add_argument(
        "--seed", type=int, default=0, help="Seed for the generated test inputs (default: 0)."
    )
    verb.add_argument(
        "--exercise", action="append", help="Validate only this exercise; may be repeated."
    )
    verb.add_argument(
        "--watch",
        action="store_true",
        help="Validate again whenever a file is saved (Ctrl+C ends).",
    )
    verb.add_argument(
        "--propose",
        action="store_true",
        help="List mutants of the references that survive, and mistakes without a name.",
    )


def run(arguments: argparse.Namespace) -> int:
    import time

    from autograder.authoring.prove import propose_for, prove
    from autograder.authoring.watch_course import watch_course

    verb = propose_for if arguments.propose else prove

    def run() -> int:
        return verb(
            arguments.course, arguments.assignment, arguments.exercise, arguments.seed, print
        )

    return watch_course(arguments.course, run, time.sleep) if arguments.watch else run()
