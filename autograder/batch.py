"""How is a whole class graded?

`grade_class` finds the submissions, takes what an earlier run has left, has the rest graded, and
writes results.jsonl in one step. Pages and the gradebook are made from that file alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from autograder import __version__
from autograder.course import Assignment, Course, load_course
from autograder.errors import UserError
from autograder.executors import run_local
from autograder.exercise import Library, load_library
from autograder.grade import Exam, grade, grader_error, make_exam
from autograder.history import remember
from autograder.journal import Journal, write_atomically
from autograder.key import key_to_json
from autograder.outputs import Occasion, write_outputs
from autograder.progress import Progress, Summary
from autograder.records import Grade
from autograder.release import released
from autograder.results import RESULTS, grade_from_json, line_of, read_results
from autograder.sandbox import Isolation, Sandbox, open_sandbox
from autograder.sources import keep_sources
from autograder.submission import Released
from autograder.submission.hand_in import HandIn, find_hand_ins, read_hand_in

RUN = "run.json"
SEEDS = 1_000_000


@dataclass(frozen=True)
class Order:
    """What the TA asked for.

    seed: None takes the one of an earlier run into the same folder, else a new one.
    workers: 0 means one a processor.
    """

    course: Path
    assignment: str
    submissions: Path
    out: Path
    seed: int | None = None
    workers: int = 0
    executor: str = "local"
    scheduler: str | None = None
    isolation: Isolation = "bubblewrap"
    language: str | None = None
    fresh: bool = False


@dataclass(frozen=True)
class Run:
    """What OUT/run.json remembers, for the next run and for the pages."""

    assignment: str
    seed: int
    isolation: str
    language: str
    engine: str = __version__


class ClassGrader:
    """Grades one hand-in after another in a warm sandbox; made where the work is done."""

    def __init__(self, exam: Exam, material: Released, sandbox: Sandbox) -> None:
        self.exam, self.material, self.sandbox = exam, material, sandbox

    def __call__(self, hand_in: HandIn) -> str:
        try:
            submission = read_hand_in(hand_in, self.material)
        except Exception as fault:  # a disk that fails is no student's zero
            return line_of(grader_error(hand_in.student, self.exam, fault))
        return line_of(grade(submission, self.exam, self.sandbox))

    def close(self) -> None:
        self.sandbox.close()


@dataclass(frozen=True)
class ClassRecipe:
    """How to make a ClassGrader."""

    exam: Exam
    material: Released
    assignment: Assignment
    isolation: Isolation

    def __call__(self) -> ClassGrader:
        sandbox = sandbox_for(self.assignment, self.exam, self.isolation)
        return ClassGrader(self.exam, self.material, sandbox)


def sandbox_for(assignment: Assignment, exam: Exam, isolation: Isolation) -> Sandbox:
    """A sandbox that holds the inputs of an exam and the course's limits."""
    limits = {entry.name: entry.limits for entry in assignment.exercises}
    return open_sandbox(
        isolation,
        {name: key.inputs for name, key in exam.keys.items()},
        {name: "variable" if key.kind == "variable" else "function"
         for name, key in exam.keys.items()},
        {name: limits[name] for name in exam.keys},
    )  # fmt: skip


def grade_class(order: Order, progress: Progress) -> Summary:
    """Grade all that was handed in; what is already graded and unchanged is kept."""
    began = time.monotonic()
    course = load_course(order.course)
    assignment = course.assignment(order.assignment)
    others = [name for name in course.assignments if name != assignment.name]
    found = find_hand_ins(order.submissions, assignment.name, others)
    with Journal(order.out) as journal:
        run = _remember(order, course)
        library = load_library(assignment.folder, list(assignment.points))
        exam = make_exam(assignment.name, library, assignment.points, run.seed)
        recipe = ClassRecipe(exam, released(course, assignment), assignment, order.isolation)
        salt = _exam_digest(exam, assignment, recipe.material, run)
        digests = [_digest(salt, hand_in) for hand_in in found.students]
        lines = {} if order.fresh else _already(journal, digests)
        title = f"{assignment.name} · {len(exam.keys)} exercises · {len(digests)} submissions"
        progress.begin(f"{title} · seed {run.seed}", len(digests), len(lines))
        reused = len(lines)
        tasks = [i for i in range(len(digests)) if i not in lines]
        hand_ins = [found.students[i] for i in tasks]
        for index, line in _execute(order, recipe, hand_ins):
            lines[tasks[index]] = line
            journal.append([(digests[tasks[index]], line)])
            progress.advance()
        before = _points_before(order.out)
        write_atomically(order.out / RESULTS, "".join(f"{lines[i]}\n" for i in sorted(lines)))
        journal.compact(digests)
        grades = [grade_from_json(json.loads(lines[i])) for i in sorted(lines)]
        digests_of_files = keep_sources(order.out, zip(found.students, grades, strict=True))
        remember(order.out, assignment.name, grades, digests_of_files)
        progress.table(grades)
        progress.stage("writing pages")
        files = _write_files(course, assignment, order.out, run, grades, library)
    return Summary(
        assignment=assignment.name,
        exercises=len(exam.keys),
        seed=run.seed,
        isolation=order.isolation,
        graded=sum(each.status == "graded" for each in grades),
        grader_errors=sum(each.status == "grader_error" for each in grades),
        reused=reused,
        seconds=time.monotonic() - began,
        files=files,
        changes=_changes(before, grades),
    )


def _remember(order: Order, course: Course) -> Run:
    """This run's record; without --seed a folder keeps the seed that it began with."""
    path = order.out / RUN
    seed = order.seed
    if seed is None and not order.fresh and path.exists():
        earlier = json.loads(path.read_text(encoding="utf-8"))
        if earlier.get("assignment") == order.assignment:
            seed = int(earlier["seed"])
    run = Run(
        assignment=order.assignment,
        seed=secrets.randbelow(SEEDS) if seed is None else seed,
        isolation=order.isolation,
        language=order.language or course.language,
    )
    write_atomically(path, json.dumps(asdict(run), indent=2) + "\n")
    return run


def read_run(out: Path) -> Run:
    """The record of the run that wrote a folder; UserError if there is none."""
    try:
        return Run(**json.loads((out / RUN).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise UserError(
            f"{out}: no finished run in there ({type(error).__name__}).\n"
            f"  Make one: autograder grade ASSIGNMENT SUBMISSIONS --out {out}"
        ) from error


def _exam_digest(exam: Exam, assignment: Assignment, material: Released, run: Run) -> str:
    """All that a result line depends on besides the submission."""
    data = {
        "keys": {name: key_to_json(key) for name, key in exam.keys.items()},
        "written": exam.written,
        "limits": [asdict(entry) for entry in assignment.exercises],
        "material": material.to_json(),
        "run": {"isolation": run.isolation, "engine": run.engine},
    }
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def _digest(salt: str, hand_in: HandIn) -> str:
    total = hashlib.sha256(f"{salt}\0{hand_in.student}\0".encode("utf-8", "surrogatepass"))
    for entry in hand_in.entries:
        total.update(f"{entry.name}\0".encode("utf-8", "surrogatepass"))
        try:
            data = entry.read() if entry.read else repr(entry.refused).encode()
        except Exception as error:  # worded when the submission is read
            data = repr(error).encode("utf-8", "backslashreplace")
        total.update(hashlib.sha256(data).digest())
    return total.hexdigest()


def _already(journal: Journal, digests: Sequence[str]) -> dict[int, str]:
    """Lines of an earlier run that still hold; a grader's fault is tried again."""
    lines = {}
    for index, digest in enumerate(digests):
        line = journal.known(digest)
        if line is not None and json.loads(line)["status"] == "graded":
            lines[index] = line
    return lines


def _execute(
    order: Order, recipe: ClassRecipe, tasks: Sequence[HandIn]
) -> Iterator[tuple[int, str]]:
    if not tasks:
        return
    yield from run_local(recipe, tasks, order.workers or os.cpu_count() or 1)


def _points_before(out: Path) -> Mapping[str, float | None]:
    try:
        return {each.student: each.points for each in read_results(out)}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _changes(before: Mapping[str, float | None], grades: Sequence[Grade]) -> list[str]:
    """What a regrade changed: student, old points, new points."""
    return [
        f"{each.student}: {_shown(before[each.student])} → {_shown(each.points)}"
        for each in grades
        if each.student in before and before[each.student] != each.points
    ]


def _shown(points: float | None) -> str:
    return "?" if points is None else f"{points:g}"


def write_reports(root: Path, out: Path, language: str | None, earlier: Path | None = None) -> str:
    """Write the pages of a finished run anew; the path of the class page.

    earlier: another folder with results of the class, to show progress since then.
    """
    course = load_course(root)
    run = read_run(out)
    if language:
        run = Run(**{**asdict(run), "language": language})
    assignment = course.assignment(run.assignment)
    library = load_library(assignment.folder, list(assignment.points))
    grades = list(read_results(out))
    files = _write_files(course, assignment, out, run, grades, library, earlier)
    return files.get("report", str(out))


def _write_files(
    course: Course,
    assignment: Assignment,
    out: Path,
    run: Run,
    grades: Sequence[Grade],
    library: Library,
    earlier: Path | None = None,
) -> dict[str, str]:
    """All files made from the grades; what they are, and where."""
    occasion = Occasion(
        course, assignment, library, out, run.language, run.isolation, run.seed, earlier
    )
    return {"results": str(out / RESULTS), **write_outputs(occasion, grades)}
