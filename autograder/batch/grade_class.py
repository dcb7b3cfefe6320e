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
from typing import Any, overload

from autograder.batch.console import Progress, Summary
from autograder.batch.local_executor import Lost, run_local
from autograder.batch.outputs import Written, write_outputs
from autograder.batch.submission_grader import ClassRecipe, ShippedRecipe, Task, ship
from autograder.course.config import Assignment, Course, load_course
from autograder.course.exercise import Library, load_library
from autograder.errors import GraderError
from autograder.files import replaced, worded, write_atomically
from autograder.grading.diagnosis import prepare
from autograder.grading.exam import sandbox_for
from autograder.grading.grader import Earlier, grader_error
from autograder.grading.store.exam_cache import SEEDS, Paper
from autograder.grading.store.fingerprints import hand_in_digest
from autograder.grading.store.history import remember
from autograder.grading.store.journal import Journal, Stamps
from autograder.grading.store.results import (
    RESULTS,
    Results,
    grade_from_json,
    line_of,
    read_results,
)
from autograder.grading.store.run_context import Gradebook, Occasion
from autograder.grading.store.run_record import RUN, Run, read_run
from autograder.grading.store.submitted_files import keep_sources
from autograder.models import Grade
from autograder.sandbox import Isolation
from autograder.submission.collect import HandIn, find_hand_ins

__all__ = ["Order", "Run", "grade_class", "read_run", "sandbox_for", "write_reports"]

WRITTEN = ".written.json"  # of which results and course the files are


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


def grade_class(order: Order, progress: Progress) -> Summary:
    """Grade all that was handed in; what is already graded and unchanged is kept."""
    began = time.monotonic()
    course = load_course(order.course)
    assignment = course.assignment(order.assignment)
    others = [name for name in course.assignments if name != assignment.name]
    found = find_hand_ins(order.submissions, assignment.name, others)
    with Journal(order.out) as journal, worded(order.out):
        run = _remember(order, course)
        paper = Paper(course, assignment, run.seed, order.isolation, order.out)
        students = found.students
        digests = [hand_in_digest(each, paper.salt) for each in students]
        todo = list(range(len(digests))) if order.fresh else _not_yet(journal, digests, paper)
        reused = len(digests) - len(todo)
        title = f"{assignment.name} · {paper.exercises} exercises · {len(digests)} submissions"
        progress.begin(f"{title} · seed {run.seed}", len(digests), reused)
        if todo:
            tasks = _Tasks(todo, students, digests, journal, {} if order.fresh else paper.stamps)
            for index, result in _execute(order, paper, tasks):
                line = _line(result, students[todo[index]], paper)
                journal.append([(digests[todo[index]], line)], paper.stamps)
                progress.advance()
        before = _points_before(order.out)
        changes: tuple[str, ...] = ()
        notices: tuple[str, ...] = ()
        _write_results(order.out, journal, digests)
        journal.compact(digests)
        grades = Results(order.out)
        progress.table(grades)
        files = _files_of(order.out, paper.print, run)
        if files is None or todo:
            (order.out / WRITTEN).unlink(missing_ok=True)
            kept = keep_sources(order.out, zip(students, grades, strict=True))
            remember(order.out, assignment.name, grades, kept)
            progress.stage("writing pages")
            gradebook = Gradebook(order.submissions, paper.stamps)
            written = _write_files(
                course, assignment, order.out, run, grades, paper.library, gradebook=gradebook
            )
            files, changes, notices = written.files, written.changes, written.notices
            _note_files(order.out, paper.print, run, files)
        return Summary(
            assignment=assignment.name,
            exercises=paper.exercises,
            seed=run.seed,
            isolation=order.isolation,
            graded=sum(each.status == "graded" for each in grades),
            grader_errors=sum(each.status == "grader_error" for each in grades),
            reused=reused,
            seconds=time.monotonic() - began,
            files=files,
            changes=_changes(before, grades, changes),
            notices=notices,
            refused=[words["en"] for words in found.refused],
        )


def _not_yet(journal: Journal, digests: Sequence[str], paper: Paper) -> list[int]:
    """Which hand-ins have no line that still holds; a grader's fault is tried again."""
    todo = []
    for index, digest in enumerate(digests):
        line = journal.known(digest) if journal.stamps(digest) == paper.stamps else None
        if line is None or json.loads(line)["status"] != "graded":
            todo.append(index)
    return todo


class _Tasks(Sequence[Task]):
    """The work on each hand-in: all of it, or what was mended since it was graded.

    Made when it is given away, so that the grades of a large class are not all in memory.
    """

    def __init__(
        self,
        todo: Sequence[int],
        students: Sequence[HandIn],
        digests: Sequence[str],
        journal: Journal,
        stamps: Stamps,
    ) -> None:
        self.todo, self.students, self.digests = todo, students, digests
        self.journal, self.stamps = journal, stamps

    def __len__(self) -> int:
        return len(self.todo)

    @overload
    def __getitem__(self, index: int) -> Task: ...

    @overload
    def __getitem__(self, index: slice) -> list[Task]: ...

    def __getitem__(self, index: int | slice) -> Task | list[Task]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        hand_in, digest = self.students[self.todo[index]], self.digests[self.todo[index]]
        old = self.journal.stamps(digest)
        valid = frozenset(name for name, stamp in self.stamps.items() if old.get(name) == stamp)
        line = self.journal.known(digest) if valid else None
        if line is None:
            return Task(hand_in)
        earlier = grade_from_json(json.loads(line))
        return Task(hand_in, Earlier(earlier, valid) if earlier.status == "graded" else None)


def _execute(order: Order, paper: Paper, tasks: Sequence[Task]) -> Iterator[tuple[int, Any]]:
    if order.executor == "dask":
        from autograder.batch.dask_executor import run_dask

        shipped = ShippedRecipe(paper.files, paper.assignment.name, paper.seed, paper.isolation)
        yield from run_dask(shipped, ship, tasks, order.scheduler, order.workers)
    else:
        for key in paper.exam.keys.values():
            prepare(key)
        recipe = ClassRecipe(paper.exam, paper.material, paper.assignment, paper.isolation)
        yield from run_local(recipe, tasks, order.workers or os.cpu_count() or 1)


def _line(result: Any, hand_in: HandIn, paper: Paper) -> str:
    if isinstance(result, Lost):
        return line_of(grader_error(hand_in.student, paper.exam, GraderError(result.why)))
    return str(result)


def _write_results(out: Path, journal: Journal, digests: Sequence[str]) -> None:
    """results.jsonl from the journal, in the order of the class."""
    with replaced(out / RESULTS) as file:
        for digest in digests:
            file.write(f"{journal.known(digest)}\n".encode())


def _files_of(out: Path, course_print: str, run: Run) -> dict[str, str] | None:
    """What an earlier run wrote from the same results and the same course, if it is there."""
    try:
        noted = json.loads((out / WRITTEN).read_text(encoding="utf-8"))
        files: dict[str, str] = noted["files"]
        whole = all(Path(path).exists() for path in files.values())
        return files if whole and noted["of"] == _written_of(out, course_print, run) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _note_files(out: Path, course_print: str, run: Run, files: Mapping[str, str]) -> None:
    noted = {"of": _written_of(out, course_print, run), "files": files}
    write_atomically(out / WRITTEN, json.dumps(noted) + "\n")


def _written_of(out: Path, course_print: str, run: Run) -> list[Any]:
    with (out / RESULTS).open("rb") as file:
        return [hashlib.file_digest(file, "sha256").hexdigest(), course_print, asdict(run)]


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
        submissions=str(order.submissions.absolute()),
    )
    write_atomically(path, json.dumps(asdict(run), indent=2) + "\n")
    return run


def _points_before(out: Path) -> Mapping[str, float | None]:
    try:
        return {each.student: each.points for each in read_results(out)}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _changes(
    before: Mapping[str, float | None], grades: Sequence[Grade], told: Sequence[str]
) -> list[str]:
    """What a regrade changed: student, old points, new points.

    told: the same as the gradebook knows it, by exercise and with the reason; goes before.
    """
    return list(told) or [
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
    grades = Results(out)
    written = _write_files(course, assignment, out, run, grades, library, earlier)
    return written.files.get("report", str(out))


def _write_files(
    course: Course,
    assignment: Assignment,
    out: Path,
    run: Run,
    grades: Sequence[Grade],
    library: Library,
    earlier: Path | None = None,
    gradebook: Gradebook | None = None,
) -> Written:
    """All files made from the grades; what they are, and where."""
    occasion = Occasion(
        course, assignment, library, out, run.language, run.isolation, run.seed, earlier, gradebook
    )
    written = write_outputs(occasion, grades)
    written.files = {"results": str(out / RESULTS), **written.files}
    return written
