"""nbgrader's timestamp.txt and platforms' times: read strictly, and named where they cannot be."""

from pathlib import Path

import pytest

from autograder.batch.notices import roster_notices
from autograder.submission.collect import SubmissionSet, find_submissions, read_submission
from tests.submission.material import ALPHA, RELEASED
from tests.submission.platforms.builders import write_zip


def find(root: Path, files: dict[str, str | bytes]) -> SubmissionSet:
    for name, text in files.items():
        path = root / "class" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return find_submissions(root / "class", "small-lesson")


READ = {
    "2027-01-31 12:30:00.000000 UTC": "2027-01-31T12:30:00+00:00",
    "2027-01-31 12:30:00 Z\n": "2027-01-31T12:30:00+00:00",
    "2027-01-31 12:30:00": "2027-01-31T12:30:00+00:00",
    "2027-01-31 23:59:00 +09:00": "2027-01-31T14:59:00+00:00",
    "2027-01-31T23:59:00+0900": "2027-01-31T14:59:00+00:00",
}


@pytest.mark.parametrize("stamp", READ)
def test_a_timestamp_is_read_with_its_zone(tmp_path, stamp):
    found = find(tmp_path, {"ada/small_lesson.py": ALPHA, "ada/timestamp.txt": stamp})
    assert found.students[0].info.submitted_at == READ[stamp]
    assert found.remarks == ()


BROKEN = [
    "",
    "yesterday",
    "2027-01-31",
    "2027-13-31 12:30:00 UTC",
    "2027-01-31 12:30:00 JST",
    b"\xff\xfe2\x000",
    "2027-01-31 12:30:00 UTC or so",
    "0001-01-01 00:00:00 +14:00",
]


@pytest.mark.parametrize("stamp", BROKEN)
def test_a_timestamp_that_cannot_be_read_is_named_with_what_is_wanted(tmp_path, stamp):
    files = {"ada/small-lesson/small_lesson.py": ALPHA, "ada/small-lesson/timestamp.txt": stamp}
    found = find(tmp_path, files)
    assert found.students[0].info.submitted_at == ""
    (said,) = roster_notices(found)
    assert said.startswith("ada/timestamp.txt: wanted a time such as '2027-01-31 12:30:00")
    assert "does not count as late" in said


def test_a_timestamp_of_a_students_own_making_is_not_believed_on_a_platform(tmp_path):
    where = "Small_Lesson/Abgaben/Lovelace_Ada_alove_4711"
    path = write_zip(
        tmp_path / "Small_Lesson_1.zip",
        {
            f"{where}/Late Submission - small_lesson.py": ALPHA.encode(),
            f"{where}/timestamp.txt": b"2020-01-01 00:00:00 UTC",
            f"{where}/submission_secret.txt": b"0123456789abcdef",
        },
    )
    (ada,) = find_submissions(path, "small-lesson").students
    assert (ada.info.submitted_at, ada.info.exchange_secret) == ("", "")
    assert ada.info.late is True


def test_a_file_beside_the_assignments_folder_does_not_replace_the_one_in_it(tmp_path):
    deep = ALPHA.replace("x + 1", "x + 2")
    files = {"ada/small_lesson.py": ALPHA, "ada/small-lesson/small_lesson.py": deep}
    (ada,) = find(tmp_path, files).students
    read = read_submission(ada, RELEASED)
    assert [unit.source.rstrip() for unit in read.sources[0].units] == [ALPHA.rstrip()]
    assert read.ignored_files == ("small-lesson/small_lesson.py",)


def test_a_time_of_a_platform_that_cannot_be_read_is_named(tmp_path):
    table = (
        "user id,氏名,提出日時,report/answer\nalove,Ada,昨日,1.py\nbob,Bob,2027/1/31 9:05,2.py\n"
    )
    files = {"answer.csv": table.encode(), "1.py": ALPHA.encode(), "2.py": ALPHA.encode()}
    found = find_submissions(write_zip(tmp_path / "answer.zip", files), "small-lesson")
    assert [each.info.submitted_at for each in found.students] == ["", "2027-01-31T09:05:00"]
    (said,) = roster_notices(found)
    assert said.startswith("1.py: the time '昨日' cannot be read")
