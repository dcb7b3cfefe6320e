"""zip_collect takes what platforms produce, and writes nothing outside its folder."""

from __future__ import annotations

import io
import logging
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from nbgrader.apps import ZipCollectApp
from nbgrader.plugins import ExtractorPlugin, FileNameCollectorPlugin

from autograder.course.config import load_course
from autograder.grading.exam import load_handout

from .conftest import CALENDAR, SECOND, NbgraderCourse

RIGHT = (SECOND / "submissions" / "pupil01.py").read_bytes()
PYTHON, NOTEBOOK = "sun_and_calendar.py", "sun_and_calendar.ipynb"


def zipped(files: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def tarred(name: str, link: str) -> bytes:
    """An archive with a symbolic link."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        member = tarfile.TarInfo(name)
        member.type, member.linkname = tarfile.SYMTYPE, link
        archive.addfile(member)
    return target.getvalue()


Collect = Callable[[Mapping[str, bytes]], str]


@pytest.fixture
def collect(nb_course: NbgraderCourse, caplog: pytest.LogCaptureFixture) -> Collect:
    """Put files into downloaded/<assignment>/archive, run zip_collect, give its log."""

    def run(files: Mapping[str, bytes]) -> str:
        archive = nb_course.folder / "downloaded" / CALENDAR / "archive"
        for name, data in files.items():
            path = archive / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        app = ZipCollectApp(
            config=nb_course.config, force=True, log=logging.getLogger("zip_collect")
        )
        nb_course.coursedir.assignment_id = CALENDAR
        app.coursedir = nb_course.coursedir
        with caplog.at_level(logging.INFO, "zip_collect"):
            app.init_plugins()
            app.extract_archive_files()
            app.process_extracted_files()
        return caplog.text

    return run


def submitted(nb_course: NbgraderCourse) -> dict[str, list[str]]:
    """The files of each student, as nbgrader's own folder has them."""
    folder = nb_course.folder / "submitted"
    return {
        student.name: sorted(path.name for path in (student / CALENDAR).iterdir())
        for student in sorted(folder.iterdir())
    }


def test_a_canvas_download_is_sorted_by_student(
    nb_course: NbgraderCourse, collect: Collect
) -> None:
    download = {
        f"lovelaceada_4711_98765_{PYTHON}": RIGHT,
        f"hoppergrace_LATE_4712_98766_{NOTEBOOK}": b"{",
        f"noetheremmy_4713_98767_{PYTHON}": RIGHT,
    }
    collect({"submissions.zip": zipped(download)})
    assert submitted(nb_course) == {
        "4711": [PYTHON],
        "4712": [NOTEBOOK],
        "4713": [PYTHON],
    }


def test_a_folder_for_each_name_keeps_spaces_commas_quotes_and_kanji(
    nb_course: NbgraderCourse, collect: Collect
) -> None:
    names = ["Ada Lovelace", "O'Hara, Kate", "山田 花子", 'Jo "Q" Public']
    download = {f"{name}/{PYTHON}": RIGHT for name in names}
    collect({"download.zip": zipped(download)})
    assert submitted(nb_course) == {name: [PYTHON] for name in sorted(names)}
    assert nb_course.autograde(CALENDAR)["success"]
    for name in names:
        assert nb_course.scores(CALENDAR, name)["day_length-check"] == 10
    assert nb_course.feedback(CALENDAR)["success"]
    assert "day_length" in nb_course.feedback_page(CALENDAR, "山田 花子")


def test_of_an_ilias_download_the_last_attempt_counts(
    nb_course: NbgraderCourse, collect: Collect
) -> None:
    folder = "Uebung/Lovelace_Ada_alove_4711"
    download = {
        f"{folder}/20270131_235900_{PYTHON}": b"first = 1",
        f"{folder}/20270201_080000_{PYTHON}": RIGHT,
        f"Uebung/Hopper_Grace_ghop_4712/20270131_120000_{PYTHON}": RIGHT,
    }
    collect({"ilias.zip": zipped(download)})
    files = [PYTHON, "timestamp.txt"]  # in the zone of the due time
    assert submitted(nb_course) == {"4711": files, "4712": files}
    counted = nb_course.folder / "submitted" / "4711" / CALENDAR
    assert (counted / PYTHON).read_bytes() == RIGHT
    assert (counted / "timestamp.txt").read_text() == "2027-01-31 23:00:00 UTC"


def test_loose_files_and_archives_of_single_students_are_taken_too(
    nb_course: NbgraderCourse, collect: Collect
) -> None:
    collect(
        {
            "ada.py": RIGHT,
            "bob.zip": zipped({f"work/{PYTHON}": RIGHT, "work/notes.txt": b"hi"}),
            f"eve/{CALENDAR}/{NOTEBOOK}": b"{}",
        }
    )
    assert submitted(nb_course) == {"ada": [PYTHON], "bob": [PYTHON], "eve": [NOTEBOOK]}


def stubs() -> bytes:
    """The lesson's .py as it was released."""
    course = load_course(SECOND)
    released = load_handout(course.assignment(CALENDAR))
    return "\n\n".join(stubs[0] for stubs in released.stubs.values()).encode()


def test_work_under_another_name_counts_before_the_untouched_handout(
    nb_course: NbgraderCourse, collect: Collect
) -> None:
    collect({"ada.zip": zipped({PYTHON: stubs(), "mine.py": RIGHT})})
    assert submitted(nb_course) == {"ada": [PYTHON]}
    assert (nb_course.folder / "submitted" / "ada" / CALENDAR / PYTHON).read_bytes() == RIGHT


def test_two_works_beside_the_untouched_handout_are_refused_with_their_names(
    nb_course: NbgraderCourse, collect: Collect
) -> None:
    works = {"one.py": RIGHT, "two.py": RIGHT.replace(b"365", b"366")}
    said = collect({"ada.zip": zipped({PYTHON: stubs(), **works})})
    assert submitted(nb_course) == {"ada": ["refused.txt"]}
    assert "one.py" in said and "two.py" in said


def test_the_untouched_handout_alone_is_collected(
    nb_course: NbgraderCourse, collect: Collect
) -> None:
    collect({"ada.zip": zipped({PYTHON: stubs()})})
    assert (nb_course.folder / "submitted" / "ada" / CALENDAR / PYTHON).read_bytes() == stubs()


TRICKS = {
    "a path that leads outside": ("eve.zip", zipped({f"../../../../{PYTHON}": RIGHT})),
    "an absolute path": ("eve.zip", zipped({f"/tmp/escaped/{PYTHON}": RIGHT})),
    "a link": ("eve.tar", tarred(PYTHON, "../../../gradebook.db")),
    "an archive in an archive": ("eve.zip", zipped({"inner.zip": zipped({PYTHON: RIGHT})})),
    "no archive at all": ("eve.zip", b"PK broken"),
}


@pytest.mark.parametrize("trick", TRICKS)
def test_a_trick_is_refused_with_a_word_and_the_student_is_not_lost(
    trick: str, nb_course: NbgraderCourse, collect: Collect
) -> None:
    before = sorted(nb_course.folder.parent.rglob("*.py"))
    name, data = TRICKS[trick]
    said = collect({name: data, "ada.py": RIGHT})
    assert "eve: refused:" in said
    assert submitted(nb_course) == {"ada": [PYTHON], "eve": ["refused.txt"]}
    written = set(nb_course.folder.parent.rglob("*.py")) - set(before)
    assert all("ada" in str(path) for path in written)
    assert nb_course.autograde(CALENDAR)["success"]
    assert nb_course.scores(CALENDAR, "eve")["day_length-check"] == 0


BOMB = zipped({NOTEBOOK: b" " * (64 << 20)})


def test_plain_an_archive_is_unpacked_however_large_it_becomes(tmp_path: Path) -> None:
    archive, extracted = tmp_path / "archive", tmp_path / "extracted"
    archive.mkdir()
    extracted.mkdir()
    (archive / "eve.zip").write_bytes(BOMB)
    ExtractorPlugin().extract(str(archive), str(extracted))
    unpacked = sum(path.stat().st_size for path in extracted.rglob("*") if path.is_file())
    assert unpacked > 500 * len(BOMB)


def test_an_archive_that_becomes_far_larger_than_it_weighs_is_refused(
    nb_course: NbgraderCourse, collect: Collect
) -> None:
    said = collect({"eve.zip": BOMB, "ada.py": RIGHT})
    assert "eve: refused:" in said
    written = [path.stat().st_size for path in nb_course.folder.rglob("*") if path.is_file()]
    assert max(written) < 2 << 20


def test_plain_a_download_needs_a_pattern_that_the_instructor_writes() -> None:
    plugin = FileNameCollectorPlugin()
    assert plugin.collect(f"/x/lovelaceada_4711_98765_{NOTEBOOK}") is None


def test_a_platforms_time_is_of_the_zone_of_the_due_time(
    nb_course: NbgraderCourse, collect: Collect
) -> None:
    collect({f"Sun_ada_attempt_2027-05-31-23-00-00_{PYTHON}": RIGHT})
    stamp = nb_course.folder / "submitted" / "ada" / CALENDAR / "timestamp.txt"
    assert stamp.read_text(encoding="ascii") == "2027-05-31 14:00:00 UTC"


def test_a_class_that_cannot_be_told_apart_ends_the_command(
    collect: Collect, caplog: pytest.LogCaptureFixture
) -> None:
    files = {f"sun_and_calendar ({number}).py": RIGHT for number in (1, 2, 3)}
    with pytest.raises(SystemExit) as end:
        collect(files)
    assert end.value.code == 1
    assert "files with one name are side by side" in caplog.text
