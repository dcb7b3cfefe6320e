"""The command line: parse arguments, call one function, return an exit code.

Thin verbs: each parses its arguments, calls one function, and turns what happened
into an exit code. 0 all went well, 1 a check failed, 2 interrupted, 3 the grader is
at fault, 4 usage.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from autograder import __version__
from autograder.errors import GraderError, UserError
from autograder.text.catalogue import LANGUAGES

OK, FAILED, INTERRUPTED, GRADER_FAULT, USAGE = 0, 1, 2, 3, 4


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {message}\n")


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
    except GraderError as error:
        print(f"! the grader is at fault, not a student:\n{error}", file=sys.stderr)
        return GRADER_FAULT
    except KeyboardInterrupt:
        print("\ninterrupted; what is graded is kept, run it again to go on", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader (head, less) has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="autograder", description="Auto-graded exercises: safe, diagnosed, fast.")
    parser.add_argument("--version", action="version", version=f"autograder {__version__}")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")

    common = _Parser(add_help=False)
    common.add_argument(
        "--course", type=Path, default=Path(), metavar="DIR", help="the course's folder (here)"
    )
    language = _Parser(add_help=False)
    language.add_argument("--language", choices=LANGUAGES, help="default: as course.yaml says")
    isolation = _Parser(add_help=False)
    isolation.add_argument(
        "--isolation",
        choices=("bubblewrap", "process"),
        default="bubblewrap",
        help="'process' does not isolate: for code you trust only",
    )

    verb = verbs.add_parser("prove", parents=[common], help="is the course itself sound?")
    verb.add_argument("assignment", nargs="?")
    verb.add_argument("--seed", type=int, default=0)
    verb.add_argument("--exercise", action="append", help="only this one (may be repeated)")
    verb.set_defaults(run=_prove)

    verb = verbs.add_parser("release", parents=[common, language], help="write assignments/")
    verb.add_argument("assignment", nargs="?")
    verb.add_argument("--bundle", action="store_true", help="one archive for students as well")
    verb.add_argument("--site", type=Path, metavar="DIR", help="a web site to work in as well")
    verb.add_argument("--pyodide", metavar="URL", help="of the site's pyodide.js; default: its CDN")
    verb.set_defaults(run=_release)

    verb = verbs.add_parser("check", parents=[language], help="a student checks their own work")
    verb.add_argument("file", nargs="?", type=Path)
    verb.add_argument("--watch", action="store_true", help="check again whenever it is saved")
    verb.add_argument("--hint", metavar="EXERCISE", help="show the next hint")
    verb.set_defaults(run=_check)

    verb = verbs.add_parser("grade", parents=[common, language, isolation], help="grade a class")
    verb.add_argument("assignment")
    verb.add_argument("submissions", type=Path)
    verb.add_argument("--out", type=Path, help="the folder for results; not with --list")
    verb.add_argument(
        "--name-pattern",
        metavar="REGEX",
        help="where in a path the student stands: (?P<student>…), also name, file, attempt, time, "
        "late; for downloads of platforms that are not known",
    )
    verb.add_argument(
        "--roster",
        type=Path,
        metavar="CSV",
        help="who is in the class: student, name, email, lms id, section",
    )
    verb.add_argument(
        "--list", action="store_true", help="who is found and which file counts; grades nothing"
    )
    verb.add_argument("--seed", type=int, help="of the hidden inputs; default: a new one")
    verb.add_argument("--workers", type=int, default=0, help="0: one a processor")
    verb.add_argument("--executor", choices=("local", "dask"), default="local")
    verb.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask cluster")
    verb.add_argument("--fresh", action="store_true", help="grade all again")
    verb.add_argument("--quiet", action="store_true", help="print nothing but errors")
    verb.add_argument("--json", action="store_true", help="print the summary as JSON")
    verb.set_defaults(run=_grade)

    verb = verbs.add_parser("report", parents=[common, language], help="write the pages anew")
    verb.add_argument("out", type=Path)
    verb.add_argument(
        "--earlier", type=Path, metavar="OUT", help="another run of the class, to show progress"
    )
    verb.set_defaults(run=_report)

    verb = verbs.add_parser("export", parents=[common], help="write the points for elsewhere")
    verb.add_argument("out", type=Path)
    verb.add_argument("--to", required=True)
    verb.add_argument(
        "--column", default="", metavar="TITLE", help="the assignment's column in Canvas"
    )
    verb.set_defaults(run=_export)

    verb = verbs.add_parser("new", parents=[common], help="begin an exercise")
    verb.add_argument("assignment")
    verb.add_argument("exercise")
    verb.set_defaults(run=_new)

    verb = verbs.add_parser("doctor", help="what can this machine isolate?")
    verb.set_defaults(run=_doctor)
    return parser


def _prove(arguments: argparse.Namespace) -> int:
    from autograder.authoring.prove import prove

    return prove(arguments.course, arguments.assignment, arguments.exercise, arguments.seed, print)


def _release(arguments: argparse.Namespace) -> int:
    from autograder.authoring.release import release
    from autograder.course.config import load_course

    course = load_course(arguments.course)
    names = [arguments.assignment] if arguments.assignment else list(course.assignments)
    for name in names:
        folder = release(course, course.assignment(name), arguments.language)
        print(f"{name} → {folder}")
        if arguments.bundle:
            from autograder.authoring.release.bundle import bundle

            print(f"{name} → {bundle(course, course.assignment(name), arguments.language)}")
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

    order = GradeOptions(
        course=arguments.course,
        assignment=arguments.assignment,
        submissions=arguments.submissions,
        out=arguments.out,
        seed=arguments.seed,
        workers=arguments.workers,
        executor=arguments.executor,
        scheduler=arguments.scheduler,
        isolation=arguments.isolation,
        language=arguments.language,
        fresh=arguments.fresh,
        naming=naming,
    )
    with ConsoleReporter(quiet=arguments.quiet, as_json=arguments.json) as progress:
        summary = grade_class(order, progress)
        progress.finish(summary)
    return GRADER_FAULT if summary.grader_errors else OK


def _report(arguments: argparse.Namespace) -> int:
    from autograder.batch.grade_class import write_reports

    root, out = arguments.course, arguments.out
    print(write_reports(root, out, arguments.language, arguments.earlier))
    return OK


def _export(arguments: argparse.Namespace) -> int:
    from autograder.integrations import export

    print(export(arguments.course, arguments.out, arguments.to, arguments.column))
    return OK


def _new(arguments: argparse.Namespace) -> int:
    from autograder.authoring.scaffold import new_exercise

    folder = new_exercise(arguments.course / "solutions" / arguments.assignment, arguments.exercise)
    print(
        f"{folder}\n  1. edit exercise.py and misconceptions.yaml\n"
        f"  2. name it in course.yaml: {arguments.exercise}: 5\n"
        f"  3. autograder prove {arguments.assignment}"
    )
    return OK


def _doctor(_: argparse.Namespace) -> int:
    from autograder.sandbox.self_test import report

    return report(print)


if __name__ == "__main__":
    raise SystemExit(main())
