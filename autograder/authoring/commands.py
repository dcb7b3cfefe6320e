"""The commands of authors: prove, release, init, new, import."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from autograder.command import COURSE, LANGUAGE, OK, argument, command, from_zero
from autograder.errors import UserError
from autograder.text.catalogue import DEFAULT_LANGUAGES, LANGUAGES

# The templates, as in scaffold.KINDS; a student's `autograder` need not load that.
KINDS = (
    *("function", "class", "async", "keyword-only", "printed", "text", "exception"),
    *("function-argument", "seeded-generator", "files", "variable", "hyper-parameter"),
    *("choice", "unit", "written"),
)


@command(
    "prove",
    "Validate exercises.",
    COURSE,
    argument("assignment", nargs="?", help="Assignment name (default: all)."),
    argument(
        "--seed", type=from_zero, default=0, help="Seed for the generated test inputs (default: 0)."
    ),
    argument("--exercise", action="append", help="Validate only this exercise; may be repeated."),
    argument(
        "--watch",
        action="store_true",
        help="Validate again whenever a file is saved (Ctrl+C ends).",
    ),
    argument(
        "--propose",
        action="store_true",
        help="List mutants of the references that survive, and mistakes without a name.",
    ),
)
def prove(args: Namespace) -> int:
    import time

    from autograder.authoring.prove import propose_for, prove
    from autograder.authoring.watch_course import watch_course

    validate = propose_for if args.propose else prove

    def once() -> int:
        return validate(args.course, args.assignment, args.exercise, args.seed, print)

    return watch_course(args.course, once, time.sleep) if args.watch else once()


@command(
    "release",
    "Generate the student version.",
    COURSE,
    LANGUAGE,
    argument("assignment", nargs="?", help="Assignment name (default: all)."),
    argument(
        "--bundle", action="store_true", help="Also write one zip file with all a student needs."
    ),
    argument(
        "--classroom",
        type=Path,
        metavar="DIR",
        help="Also write a template repository for GitHub Classroom (one assignment).",
    ),
    argument(
        "--site",
        type=Path,
        metavar="DIR",
        help="Also write a web site in which students work in the browser.",
    ),
    argument(
        "--pyodide", metavar="URL", help="Address of pyodide.js for the site (default: its CDN)."
    ),
)
def release(args: Namespace) -> int:
    from autograder.authoring.release.released_files import release
    from autograder.course.config import load_course

    course, language = load_course(args.course), args.language
    names = [args.assignment] if args.assignment else list(course.assignments)
    if args.pyodide and not args.site:
        raise UserError("--pyodide: only a web site has Pyodide.\n  Add --site DIR.")
    if args.classroom and len(names) != 1:
        raise UserError(
            "--classroom: a template holds one assignment. Name it: " + ", ".join(names)
        )
    for name in names:
        print(f"{name} → {release(course, course.assignment(name), language)}")
        if args.bundle:
            from autograder.authoring.release.bundle import bundle

            print(f"{name} → {bundle(course, course.assignment(name), language)}")
    if args.classroom:
        from autograder.authoring.release.github_classroom import write_template

        print(write_template(course, course.assignment(names[0]), args.classroom, language))
    if args.site:
        from autograder.authoring.release.site import PYODIDE_URL, write_site

        chosen = [course.assignment(name) for name in names]
        print(write_site(course, chosen, args.site, args.pyodide or PYODIDE_URL))
    return OK


@command(
    "init",
    "Create a course with one exercise, ready to prove and release.",
    argument("folder", nargs="?", type=Path, default=Path(), help="Default: here."),
    argument(
        "--languages",
        type=lambda text: text.split(","),
        default=list(DEFAULT_LANGUAGES),
        metavar="LIST",
        help=f"Languages of its texts, of {', '.join(LANGUAGES)}, with commas. "
        f"Default: {','.join(DEFAULT_LANGUAGES)}.",
    ),
)
def init(args: Namespace) -> int:
    from autograder.authoring.scaffold import FIRST_ASSIGNMENT, new_course

    for path in new_course(args.folder, args.languages):
        print(path)
    if args.folder != Path():
        print(f"  cd {args.folder}")
    print(
        f"  autograder release {FIRST_ASSIGNMENT}\n"
        f"  autograder prove {FIRST_ASSIGNMENT}\n"
        f"  autograder new {FIRST_ASSIGNMENT} my_exercise"
    )
    return OK


@command(
    "new",
    "Create an exercise from the template.",
    COURSE,
    argument("assignment", help="Assignment name in course.yaml."),
    argument("exercise", help="Name of the exercise, which is also its function's name."),
    argument(
        "--kind",
        choices=KINDS,
        default="function",
        metavar="KIND",
        help=f"What the template shows, of: {', '.join(KINDS)} (written: an answer that a person "
        "marks). Default: function.",
    ),
)
def new(args: Namespace) -> int:
    from autograder.authoring.scaffold import new_exercise
    from autograder.course.config_parts import declared_assignments

    name, assignment = args.exercise, args.assignment
    folder = new_exercise(args.course / "solutions" / assignment, name, args.kind)
    if assignment in (declared_assignments(args.course) or ()):
        add = f"add it to course.yaml, and to lesson.py if there is one: {name}: 5"
    else:
        add = (
            f"add the assignment to course.yaml: {assignment}: "
            f"{{title: …, exercises: {{{name}: 5}}}}"
        )
    files = " and ".join(sorted(path.name for path in folder.iterdir()))
    print(
        f"{folder}\n"
        f"  1. edit {files}\n"
        f"  2. {add}\n"
        f"  3. autograder prove {assignment} --exercise {name}\n"
        f"  4. autograder release {assignment}"
    )
    return OK


@command(
    "import",
    "Make an assignment of an nbgrader source notebook.",
    COURSE,
    argument("notebook", type=Path, help="The instructor's .ipynb, with its solutions."),
    argument("--name", help="Name of the assignment (default: the notebook's)."),
)
def import_assignment(args: Namespace) -> int:
    from autograder.authoring.import_notebook import import_notebook

    written, notes = import_notebook(args.notebook, args.course, args.name)
    for path in written:
        print(path)
    for note in notes:
        print(f"note: {note}")
    print("next: autograder prove, then autograder release")
    return OK
