"""`autograder new`: create an exercise from the template."""

from __future__ import annotations

import argparse

from autograder.cli.common import COURSE, OK

HELP = "Create an exercise from the template."
OPTIONS = (COURSE,)
# The templates, whose files scaffold.KINDS has; a student's `autograder` need not load it.
KINDS = (
    *("function", "class", "async", "keyword-only", "printed", "text", "exception"),
    *("function-argument", "seeded-generator", "files", "variable", "hyper-parameter"),
    *("choice", "unit", "written"),
)


def add_arguments(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("assignment", help="Assignment name in course.yaml.")
    verb.add_argument("exercise", help="Name of the exercise, which is also its function's name.")
    verb.add_argument(
        "--kind",
        choices=KINDS,
        default="function",
        metavar="KIND",
        help=f"What the template shows, of: {', '.join(KINDS)} (written: an answer that a person "
        "marks). Default: function.",
    )


def run(arguments: argparse.Namespace) -> int:
    from autograder.authoring.scaffold import new_exercise
    from autograder.course.config_parts import declared_assignments

    name = arguments.exercise
    assignment = arguments.course / "solutions" / arguments.assignment
    folder = new_exercise(assignment, name, arguments.kind)
    add = f"add it to course.yaml, and to lesson.py if there is one: {name}: 5"
    if arguments.assignment not in (declared_assignments(arguments.course) or ()):
        add = (
            f"add the assignment to course.yaml: {arguments.assignment}: "
            f"{{title: …, exercises: {{{name}: 5}}}}"
        )
    files = " and ".join(sorted(path.name for path in folder.iterdir()))
    print(
        f"{folder}\n"
        f"  1. edit {files}\n"
        f"  2. {add}\n"
        f"  3. autograder prove {arguments.assignment} --exercise {name}\n"
        f"  4. autograder release {arguments.assignment}"
    )
    return OK
