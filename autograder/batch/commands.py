"""The commands on submitted work: check, grade, report, export, show, doctor."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from autograder.command import (
    COURSE,
    GRADER_FAULT,
    ISOLATION,
    LANGUAGE,
    OK,
    argument,
    command,
    from_zero,
)
from autograder.errors import UserError
from autograder.integrations import TARGETS

OUT = argument("out", type=Path, help="Output folder of a finished grading run.")


@command(
    "check",
    "Check your own work (for students).",
    LANGUAGE,
    argument(
        "file", nargs="?", type=Path, help="Your .ipynb or .py (default: found in this folder)."
    ),
    argument("--watch", action="store_true", help="Check again after every save."),
    argument("--hint", metavar="EXERCISE", help="Show the next hint for an exercise."),
)
def check(args: Namespace) -> int:
    from autograder.selfcheck.command import run_selfcheck

    if args.watch and args.hint is not None:
        raise UserError(
            "--hint shows one hint, --watch checks again and again: use only one of them."
        )
    return run_selfcheck(args.file, args.language, args.watch, args.hint)


@command(
    "grade",
    "Grade a class.",
    COURSE,
    LANGUAGE,
    ISOLATION,
    argument("assignment", help="Assignment name in course.yaml."),
    argument("submissions", type=Path, help="Folder or archive of submissions."),
    argument("--out", type=Path, help="Output folder; required except with --list."),
    argument(
        "--name-pattern",
        metavar="REGEX",
        help="How a path names the student: (?P<student>…), also name, file, attempt, time, "
        "late. For downloads of unsupported platforms.",
    ),
    argument(
        "--roster",
        type=Path,
        metavar="CSV",
        help="Class list with the columns student, name, email, lms id, section.",
    ),
    argument(
        "--list",
        action="store_true",
        help="List the students found and the file that counts for each; grade nothing.",
    ),
    argument(
        "--seed",
        type=from_zero,
        help="Seed for the hidden test inputs (default: random, then reused for this --out).",
    ),
    argument(
        "--seed-per-student",
        action="store_true",
        help="Draw different hidden test inputs for each student (slower, some seconds each).",
    ),
    argument(
        "--workers",
        type=from_zero,
        default=0,
        help="Worker processes (default: one per processor).",
    ),
    argument(
        "--executor",
        choices=("local", "dask"),
        default="local",
        help="Grade on this machine or on a Dask cluster (default: local).",
    ),
    argument("--scheduler", metavar="ADDRESS", help="Address of the Dask scheduler."),
    argument(
        "--no-cache",
        "--fresh",
        dest="fresh",
        action="store_true",
        help="Regrade everything, ignoring earlier results.",
    ),
    argument(
        "--only-these",
        action="store_true",
        help="Remove students whom an earlier run left in OUT if they did not submit now "
        "(default: they keep their grades).",
    ),
    argument("--quiet", action="store_true", help="Print only errors."),
    argument("--json", action="store_true", help="Print the summary as JSON."),
)
def grade(args: Namespace) -> int:
    from autograder.submission.collect import Naming

    naming = Naming(args.name_pattern, args.roster)
    if args.list:
        from autograder.batch.list_class import list_class

        for line in list_class(args.course, args.assignment, args.submissions, naming):
            print(line)
        return OK
    if args.out is None:
        raise UserError("autograder grade: wanted --out OUT, the folder for results (or --list).")
    if args.scheduler and args.executor != "dask":
        raise UserError("--scheduler is used only with --executor dask.\n  Add --executor dask.")
    from autograder.batch.console import ConsoleReporter

    progress = ConsoleReporter(quiet=args.quiet, as_json=args.json)
    progress.prepare("reading the course and drawing the hidden inputs …")
    from autograder.batch.grade_class import GradeOptions, grade_class  # most of a second

    options = GradeOptions(
        course=args.course,
        assignment=args.assignment,
        submissions=args.submissions,
        out=args.out,
        seed=args.seed,
        seed_per_student=args.seed_per_student,
        workers=args.workers,
        executor=args.executor,
        scheduler=args.scheduler,
        isolation=args.isolation,
        language=args.language,
        fresh=args.fresh,
        only_these=args.only_these,
        naming=naming,
    )
    with progress:
        summary = grade_class(options, progress)
        progress.finish(summary)
    return GRADER_FAULT if summary.grader_errors else OK


@command(
    "report",
    "Regenerate HTML reports.",
    COURSE,
    LANGUAGE,
    OUT,
    argument(
        "--earlier",
        type=Path,
        metavar="OUT",
        help="Output folder of an earlier run of this class, to show progress.",
    ),
)
def report(args: Namespace) -> int:
    from autograder.batch.grade_class import write_reports

    print(write_reports(args.course, args.out, args.language, args.earlier))
    return OK


@command(
    "export",
    "Export grades to another system.",
    COURSE,
    OUT,
    argument("--to", required=True, choices=TARGETS, help="Target system."),
    argument(
        "--column", default="", metavar="TITLE", help="Title of the assignment's column in Canvas."
    ),
)
def export(args: Namespace) -> int:
    from autograder.integrations import export

    print(export(args.course, args.out, args.to, args.column))
    return OK


@command(
    "show",
    "Print everything known about one verdict.",
    COURSE,
    LANGUAGE,
    argument("student", help="Key or name of the student in this run."),
    argument("exercise", help="Name of the exercise."),
    argument(
        "--out",
        type=Path,
        default=Path("out"),
        help="Output folder of a finished grading run (default: out).",
    ),
)
def show(args: Namespace) -> int:
    from autograder.batch.show_verdict import show_verdict

    who, exercise = args.student, args.exercise
    for line in show_verdict(args.course, args.out, who, exercise, args.language):
        print(line)
    return OK


@command("doctor", "Test the isolation available on this machine.")
def doctor(_: Namespace) -> int:
    from autograder.sandbox.self_test import report

    return report(print)
