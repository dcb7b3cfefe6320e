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
def prove(given: Namespace) -> int:
    import time

    from autograder.authoring.prove import propose_for, prove
    from autograder.authoring.watch_course import watch_course

    validate = propose_for if given.propose else prove

    def once() -> int:
        return validate(given.course, given.assignment, given.exercise, given.seed, print)

    return watch_course(given.course, once, time.sleep) if given.watch else once()


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
def release(given: Namespace) -> int:
    from autograder.authoring.release.released_files import release
    from autograder.course.config import load_course

    course, language = load_course(given.course), given.language
    names = [given.assignment] if given.assignment else list(course.assignments)
    if given.pyodide and not given.site:
        raise UserError("--pyodide: only a web site has Pyodide.\n  Add --site DIR.")
    if given.classroom and len(names) != 1:
        raise UserError(
            "--classroom: a template holds one assignment. Name it: " + ", ".join(names)
        )
    for name in names:
        print(f"{name} → {release(course, course.assignment(name), language)}")
        if given.bundle:
            from autograder.authoring.release.bundle import bundle

            print(f"{name} → {bundle(course, course.assignment(name), language)}")
    if given.classroom:
        from autograder.authoring.release.github_classroom import write_template

        print(write_template(course, course.assignment(names[0]), given.classroom, language))
    if given.site:
        from autograder.authoring.release.site import PYODIDE_URL, write_site

        chosen = [course.assignment(name) for name in names]
        print(write_site(course, chosen, given.site, given.pyodide or PYODIDE_URL))
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
def init(given: Namespace) -> int:
    from autograder.authoring.scaffold import FIRST_ASSIGNMENT, new_course

    for path in new_course(given.folder, given.languages):
        print(path)
    if given.folder != Path():
        print(f"  cd {given.folder}")
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
def new(given: Namespace) -> int:
    from autograder.authoring.scaffold import new_exercise
    from autograder.course.config_parts import declared_assignments

    name, assignment = given.exercise, given.assignment
    folder = new_exercise(given.course / "solutions" / assignment, name, given.kind)
    if assignment in (declared_assignments(given.course) or ()):
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
def import_assignment(given: Namespace) -> int:
    from autograder.authoring.import_notebook import import_notebook

    written, notes = import_notebook(given.notebook, given.course, given.name)
    for path in written:
        print(path)
    for note in notes:
        print(f"note: {note}")
    print("next: autograder prove, then autograder release")
    return OK
