"""Pages stand where nothing that they show is other; they are written again where it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from autograder.batch.console import ConsoleReporter
from autograder.batch.grade_class import GradeOptions, grade_class, write_reports
from autograder.models import Grade, Source
from autograder.report import feedback_page
from autograder.report.class_report import class_report, staff_student_page
from autograder.submission import Handout
from autograder.text.catalogue import translate

ROOT = Path(__file__).parent.parent.parent
CLASS = ROOT / "tests" / "data" / "class_block"
NAMES = ("anna.lindqvist", "emma.k", "fatima.z", "li.wei")
LATE = "emma.k"


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> GradeOptions:
    """Three students of a class, graded."""
    folder = tmp_path_factory.mktemp("pages")
    for name in NAMES:
        if name != LATE:
            shutil.copytree(CLASS / name, folder / "class" / name)
    options = GradeOptions(
        course=ROOT,
        assignment="transformer-block",
        submissions=folder / "class",
        out=folder / "out",
        seed=7,
        workers=1,
    )
    _grade(options)
    return options


@pytest.fixture
def options(graded: GradeOptions, tmp_path: Path) -> GradeOptions:
    """A copy of the graded class, of its own for each test."""
    return _copy(graded, tmp_path)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    return _note_reading(monkeypatch)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    return _note_drawing(monkeypatch)


def _note_reading(patch: pytest.MonkeyPatch) -> list[str]:
    """The students whose code is read to be compared, as often as it is."""
    names: list[str] = []
    load = class_report.load_archived

    def noting(out: Path, grade: Grade, handout: Handout) -> Source | None:
        names.append(grade.student)
        return load(out, grade, handout)

    patch.setattr(class_report, "load_archived", noting)
    return names


def _note_drawing(patch: pytest.MonkeyPatch) -> list[str]:
    """The students of whom a page is made, as often as one is."""
    made: list[str] = []

    def noting(make: Callable[..., str]) -> Callable[..., str]:
        def wrapped(grade: object, *rest: object, **more: object) -> str:
            made.append(grade.student)  # type: ignore[attr-defined]
            return make(grade, *rest, **more)

        return wrapped

    for module, name in ((feedback_page, "student_page"), (staff_student_page, "student_detail")):
        patch.setattr(module, name, noting(getattr(module, name)))
    return made


@dataclass(frozen=True)
class Late:
    """The graded class after a late submission: of whom code was read and pages were made.

    kept: what the system says of another student's kept file, before and after.
    """

    out: Path
    read: list[str]
    drawn: list[str]
    kept: list[tuple[int, int]]


@pytest.fixture(scope="module")
def late(graded: GradeOptions, tmp_path_factory: pytest.TempPathFactory) -> Late:
    options = _copy(graded, tmp_path_factory.mktemp("late"))
    kept = next((options.out / "sources" / "li.wei").iterdir())
    kept.touch()
    states = [(kept.stat().st_mtime_ns, kept.stat().st_ino)]
    with pytest.MonkeyPatch.context() as patch:
        read, drawn = _note_reading(patch), _note_drawing(patch)
        _hand_in_late(options)
        _grade(options)
    states.append((kept.stat().st_mtime_ns, kept.stat().st_ino))
    return Late(options.out, read, drawn, states)


def _copy(graded: GradeOptions, folder: Path) -> GradeOptions:
    shutil.copytree(graded.submissions, folder / "class")
    shutil.copytree(graded.out, folder / "out")
    return replace(graded, submissions=folder / "class", out=folder / "out")


def _grade(options: GradeOptions) -> None:
    with ConsoleReporter(quiet=True) as progress:
        grade_class(options, progress)


def _pages(out: Path) -> dict[str, str]:
    found = [*out.glob("students/*.html"), *out.glob("feedback/*/*/*.html")]
    return {str(page.relative_to(out)): page.read_text(encoding="utf-8") for page in found}


def _hand_in_late(options: GradeOptions) -> None:
    shutil.copytree(CLASS / LATE, options.submissions / LATE)


def test_a_late_submission_makes_its_own_pages_and_its_neighbours(late: Late) -> None:
    assert sorted(late.drawn) == sorted(2 * ["anna.lindqvist", LATE, "fatima.z"])


def test_pages_that_stand_are_those_that_a_full_run_writes(late: Late) -> None:
    found = _pages(late.out)
    write_reports(ROOT, late.out, None)  # draws every page
    assert found == _pages(late.out)
    assert len(found) == 2 * len(NAMES)


@pytest.mark.parametrize("harm", ["delete", "change"])
def test_a_page_that_was_deleted_or_changed_is_written_again(
    options: GradeOptions, harm: str
) -> None:
    before = _pages(options.out)["students/li.wei.html"]
    page = options.out / "students" / "li.wei.html"
    if harm == "delete":
        page.unlink()
    else:
        page.write_text("something else", encoding="utf-8")
    _hand_in_late(options)
    _grade(options)
    assert page.read_text(encoding="utf-8") == before


def test_only_code_whose_page_is_written_is_read(late: Late) -> None:
    assert sorted(late.read) == ["anna.lindqvist", LATE, "fatima.z"]


def test_a_late_copy_is_seen_beside_code_that_was_not_read(options: GradeOptions) -> None:
    shutil.copytree(CLASS / "li.wei", options.submissions / "a_copy")
    _grade(options)
    page = (options.out / "report.html").read_text(encoding="utf-8")
    write_reports(ROOT, options.out, None)  # reads all code
    assert page == (options.out / "report.html").read_text(encoding="utf-8")
    assert translate("class.alike-about", "ja") in page


@pytest.mark.parametrize("harm", ["[", '{"student": "li.wei"}', ""])
def test_a_record_of_code_that_cannot_be_read_costs_time_alone(
    options: GradeOptions, read: list[str], harm: str
) -> None:
    (options.out / ".answers.jsonl").write_text(harm, encoding="utf-8")
    _hand_in_late(options)
    _grade(options)
    assert sorted(read) == sorted(NAMES)


def test_another_language_writes_every_page(options: GradeOptions, drawn: list[str]) -> None:
    _hand_in_late(options)
    _grade(replace(options, language="en"))
    assert sorted(set(drawn)) == sorted(NAMES)


def test_a_record_that_cannot_be_read_writes_every_page(
    options: GradeOptions, drawn: list[str]
) -> None:
    (options.out / ".pages.json").write_text("[", encoding="utf-8")
    _hand_in_late(options)
    _grade(options)
    assert sorted(set(drawn)) == sorted(NAMES)


def test_a_late_submission_leaves_the_kept_files_of_others(late: Late) -> None:
    before, after = late.kept
    assert after == before


@pytest.mark.parametrize("harm", ["other bytes", "another file", "gone"])
def test_a_kept_file_that_is_not_what_was_graded_is_written_again(
    options: GradeOptions, harm: str
) -> None:
    kept = next((options.out / "sources" / "li.wei").iterdir())
    data = kept.read_bytes()
    if harm == "other bytes":
        kept.write_bytes(data + b"\n")
    elif harm == "another file":
        (kept.parent / "other.py").write_text("x = 1\n", encoding="utf-8")
    else:
        shutil.rmtree(kept.parent)
    _hand_in_late(options)
    _grade(options)
    assert [*kept.parent.iterdir()] == [kept]
    assert kept.read_bytes() == data
