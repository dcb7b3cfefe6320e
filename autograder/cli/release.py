"""`autograder release`: generate the student version."""

from __future__ import annotations

import argparse
from pathlib import Path

from autograder.cli.common import COURSE, LANGUAGE, OK
from autograder.errors import UserError

HELP = "Generate the student version."
OPTIONS = (COURSE, LANGUAGE)


def add_arguments(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("assignment", nargs="?", help="Assignment name (default: all).")
    verb.add_argument(
        "--bundle", action="store_true", help="Also write one zip file with all a student needs."
    )
    verb.add_argument(
        "--classroom",
        type=Path,
        metavar="DIR",
        help="Also write a template repository for GitHub Classroom (one assignment).",
    )
    verb.add_argument(
        "--site",
        type=Path,
        metavar="DIR",
        help="Also write a web site in which students work in the browser.",
    )
    verb.add_argument(
        "--pyodide", metavar="URL", help="Address of pyodide.js for the site (default: its CDN)."
    )


def run(arguments: argparse.Namespace) -> int:
    from autograder.authoring.release.released_files import release
    from autograder.course.config import load_course

    course = load_course(arguments.course)
    names = [arguments.assignment] if arguments.assignment else list(course.assignments)
    if arguments.classroom and len(names) != 1:
        raise UserError(
            "--classroom: a template holds one assignment. Name it: " + ", ".join(names)
        )
    for name in names:
        folder = release(course, course.assignment(name), arguments.language)
        print(f"{name} → {folder}")
        if arguments.bundle:
            from autograder.authoring.release.bundle import bundle

            print(f"{name} → {bundle(course, course.assignment(name), arguments.language)}")
    if arguments.classroom:
        from autograder.authoring.release.github_classroom import write_template

        chosen_one = course.assignment(names[0])
        print(write_template(course, chosen_one, arguments.classroom, arguments.language))
    if arguments.site:
        from autograder.authoring.release.site import PYODIDE_URL, write_site

        chosen = [course.assignment(name) for name in names]
        print(write_site(course, chosen, arguments.site, arguments.pyodide or PYODIDE_URL))
    return OK
