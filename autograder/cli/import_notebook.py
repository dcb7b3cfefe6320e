"""`autograder import`: make an assignment of an nbgrader source notebook."""

from __future__ import annotations

import argparse
from pathlib import Path

from autograder.cli.common import COURSE, OK

HELP = "Make an assignment of an nbgrader source notebook."
OPTIONS = (COURSE,)


def add_arguments(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("notebook", type=Path, help="The instructor's .ipynb, with its solutions.")
    verb.add_argument("--name", help="Name of the assignment (default: the notebook's).")


def run(arguments: argparse.Namespace) -> int:
    from autograder.authoring.import_notebook import import_notebook

    written, notes = import_notebook(arguments.notebook, arguments.course, arguments.name)
    for path in written:
        print(path)
    for note in notes:
        print(f"note: {note}")
    print("next: autograder prove, then autograder release")
    return OK
