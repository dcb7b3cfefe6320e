"""The command line: parse arguments, call one function, return an exit code.

Exit codes: 0 success, 1 a check failed, 2 interrupted, 3 internal error of the grader,
4 wrong usage or input.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder import __version__
from autograder.errors import GraderError, UserError, did_you_mean, missing_package
from autograder.integrations import TARGETS
from autograder.text.catalogue import LANGUAGES

OK, FAILED, INTERRUPTED, GRADER_FAULT, USAGE = 0, 1, 2, 3, 4
EXIT_CODES = (
    "Exit codes: 0 success; 1 a check failed; 2 interrupted; "
    "3 internal error of the grader; 4 wrong usage or input."
)


class _Parser(argparse.ArgumentParser):
    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """argparse's own, which suggests the nearest choice only from Python 3.14 on."""
        if action.choices is not None and value not in action.choices:
            choices = [str(each) for each in action.choices]
            says = f"no such choice: '{value}'. {did_you_mean(str(value), choices)}".rstrip()
            raise argparse.ArgumentError(action, f"{says}\n  Choose from: {', '.join(choices)}.")

    def error(self, message: str) -> None:  # type: ignore[override]
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {message}\n")


class _Completion(argparse.Action):
    """Print a completion script and end."""

    def __call__(self, parser: argparse.ArgumentParser, *given: Any) -> None:
        try:
            import shtab
        except ImportError:
            parser.error("--print-completion needs the package shtab: python -m pip install shtab")
        print(shtab.complete(parser, shell=given[1]))
        parser.exit()


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code."""
    for stream in (sys.stdout, sys.stderr):  # a console that lacks a sign must not stop us
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    arguments = _parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
        return code
    except UserError as error:
        print(error, file=sys.stderr)
        return USAGE
    except ModuleNotFoundError as error:  # the student's install has none of what a TA needs
        known = missing_package(error, arguments.verb)
        if known is None:
            raise
        print(known, file=sys.stderr)
        return USAGE
    except GraderError as error:
        print(f"Internal error (no student is affected):\n{error}", file=sys.stderr)
        return GRADER_FAULT
    except KeyboardInterrupt:
        print(
            "\nInterrupted. Finished grades are saved; run the same command to resume.",
            file=sys.stderr,
        )
        return INTERRUPTED
    except BrokenPipeError:  # the reader (head, less) has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="autograder",
        description="Write, release and grade programming exercises.",
        epilog=EXIT_CODES,
    )
    parser.add_argument("--version", action="version", version=f"autograder {__version__}")
    parser.add_argument(
        "--print-completion",
        action=_Completion,
        choices=("bash", "zsh", "tcsh"),
        help="Print a completion script for this shell (needs the package shtab).",
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="COMMAND")

    def add(name: str, text: str, *parents: _Parser) -> argparse.ArgumentParser:
        return verbs.add_parser(
            name, parents=parents, help=text, description=text, epilog=EXIT_CODES
        )

    common = _Parser(add_help=False)
    common.add_argument(
        "--course",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="Course folder, which contains course.yaml (default: the current folder).",
    )
    language = _Parser(add_help=False)
    language.add_argument(
        "--language",
        choices=LANGUAGES,
        help="Language of what students read (default: the one in course.yaml).",
    )
    isolation = _Parser(add_help=False)
    isolation.add_argument(
        "--isolation",
        choices=("bubblewrap", "process"),
        default="bubblewrap",
        help="Sandbox for student code. 'process' does not isolate: only for code you trust.",
    )

    verb = add("prove", "Validate exercises.", common)
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
    verb.set_defaults(run=_prove)

    verb = add("release", "Generate the student version.", common, language)
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
    verb.set_defaults(run=_release)

    verb = add("check", "Check your own work (for students).", language)
    verb.add_argument(
        "file", nargs="?", type=Path, help="Your .ipynb or .py (default: found in this folder)."
    )
    verb.add_argument("--watch", action="store_true", help="Check again after every save.")
    verb.add_argument("--hint", metavar="EXERCISE", help="Show the next hint for an exercise.")
    verb.set_defaults(run=_check)

    verb = add("grade", "Grade a class.", common, language, isolation)
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
    verb.set_defaults(run=_grade)

    verb = add("report", "Regenerate HTML reports.", common, language)
    verb.add_argument("out", type=Path, help="Output folder of a finished grading run.")
    verb.add_argument(
        "--earlier",
        type=Path,
        metavar="OUT",
        help="Output folder of an earlier run of this class, to show progress.",
    )
    verb.set_defaults(run=_report)

    verb = add("export", "Export grades to another system.", common)
    verb.add_argument("out", type=Path, help="Output folder of a finished grading run.")
    verb.add_argument("--to", required=True, choices=TARGETS, help="Target system.")
    verb.add_argument(
        "--column", default="", metavar="TITLE", help="Title of the assignment's column in Canvas."
    )
    verb.set_defaults(run=_export)

    verb = add("show", "Print everything known of one verdict.", common, language)
    verb.add_argument("student", help="Key or name of the student in this run.")
    verb.add_argument("exercise", help="Name of the exercise.")
    verb.add_argument(
        "--out",
        type=Path,
        default=Path("out"),
        help="Output folder of a finished grading run (default: out).",
    )
    verb.set_defaults(run=_show)

    verb = add("init", "Create a course with one exercise, ready to prove and release.")
    verb.add_argument("folder", nargs="?", type=Path, default=Path(), help="Default: here.")
    verb.add_argument(
        "--languages",
        type=lambda text: text.split(","),
        default=list(LANGUAGES),
        metavar="LIST",
        help=f"Languages of its texts, with commas. Default: {','.join(LANGUAGES)}.",
    )
    verb.set_defaults(run=_init)

    verb = add("new", "Create an exercise from the template.", common)
    verb.add_argument("assignment", help="Assignment name in course.yaml.")
    verb.add_argument("exercise", help="Name of the exercise, which is also its function's name.")
    verb.add_argument(
        "--kind",
        choices=("function", "variable", "written"),
        default="function",
        help="A function, a number to find, or a written answer (default: function).",
    )
    verb.set_defaults(run=_new)

    verb = add("import", "Make an assignment of an nbgrader source notebook.", common)
    verb.add_argument("notebook", type=Path, help="The instructor's .ipynb, with its solutions.")
    verb.add_argument("--name", help="Name of the assignment (default: the notebook's).")
    verb.set_defaults(run=_import)

    verb = add("doctor", "Test the isolation available on this machine.")
    verb.set_defaults(run=_doctor)
    return parser


def _prove(arguments: argparse.Namespace) -> int:
    import time

    from autograder.authoring.prove import propose_for, prove, watch_course

    verb = propose_for if arguments.propose else prove

    def run() -> int:
        return verb(
            arguments.course, arguments.assignment, arguments.exercise, arguments.seed, print
        )

    return watch_course(arguments.course, run, time.sleep) if arguments.watch else run()


def _release(arguments: argparse.Namespace) -> int:
    from autograder.authoring.release import release
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


def _check(arguments: argparse.Namespace) -> int:
    from autograder.selfcheck.command import run_selfcheck

    return run_selfcheck(arguments.file, arguments.language, arguments.watch, arguments.hint)


def _grade(arguments: argparse.Namespace) -> int:
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
    from autograder.batch.grade_class import GradeOptions, grade_class

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
    with ConsoleReporter(quiet=arguments.quiet, as_json=arguments.json) as progress:
        summary = grade_class(options, progress)
        progress.finish(summary)
    return GRADER_FAULT if summary.grader_errors else OK


def _report(arguments: argparse.Namespace) -> int:
    from autograder.batch.grade_class import write_reports

    root, out = arguments.course, arguments.out
    print(write_reports(root, out, arguments.language, arguments.earlier))
    return OK


def _show(arguments: argparse.Namespace) -> int:
    from autograder.batch.show_verdict import show_verdict

    course, out, student = arguments.course, arguments.out, arguments.student
    for line in show_verdict(course, out, student, arguments.exercise, arguments.language):
        print(line)
    return OK


def _export(arguments: argparse.Namespace) -> int:
    from autograder.integrations import export

    print(export(arguments.course, arguments.out, arguments.to, arguments.column))
    return OK


def _new(arguments: argparse.Namespace) -> int:
    from autograder.authoring.scaffold import new_exercise

    name = arguments.exercise
    assignment = arguments.course / "solutions" / arguments.assignment
    folder = new_exercise(assignment, name, arguments.kind)
    files = " and ".join(sorted(path.name for path in folder.iterdir()))
    print(
        f"{folder}\n"
        f"  1. edit {files}\n"
        f"  2. add it to course.yaml, and to lesson.py if there is one: {name}: 5\n"
        f"  3. autograder prove {arguments.assignment} --exercise {name}\n"
        f"  4. autograder release {arguments.assignment}"
    )
    return OK


def _import(arguments: argparse.Namespace) -> int:
    from autograder.authoring.import_notebook import import_notebook

    written, notes = import_notebook(arguments.notebook, arguments.course, arguments.name)
    for path in written:
        print(path)
    for note in notes:
        print(f"note: {note}")
    print("next: autograder prove, then autograder release")
    return OK


def _init(arguments: argparse.Namespace) -> int:
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


def _doctor(_: argparse.Namespace) -> int:
    from autograder.sandbox.self_test import report

    return report(print)


if __name__ == "__main__":
    raise SystemExit(main())
