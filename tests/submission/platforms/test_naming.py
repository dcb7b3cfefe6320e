"""What the TA specified about names: a pattern for paths, and a roster."""

from pathlib import Path

import pytest

from autograder.errors import SubmissionError
from autograder.submission.collect import (
    Naming,
    SubmissionSet,
    find_submissions,
    read_submission,
)
from tests.submission.material import RELEASED
from tests.submission.platforms.builders import BUILDERS
from tests.submission.platforms.roster import CLASS, WITHOUT_NAMESAKES, python

FILES = (
    "hw1/2027-01-30-10-00-00 s24001 Lovelace.py",
    "hw1/2027-01-31-10-00-00 s24001 Lovelace.py",
    "hw1/2027-01-31-11-00-00 s24002 Müßig late.py",
    "hw1/notes.py",
)
PATTERN = r".*/(?P<time>[\d-]+) (?P<student>s\d+) (?P<name>[^ .]+)(?P<late> late)?\.py$"


def write(root: Path, files: tuple[str, ...]) -> Path:
    for name in files:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(python(name))
    return root


def find(path: Path, pattern: str | None = None, roster: Path | None = None) -> SubmissionSet:
    return find_submissions(path, "small-lesson", (), Naming(pattern, roster))


def test_a_pattern_says_who_when_and_how_late(tmp_path):
    found = find(write(tmp_path, FILES), PATTERN)
    ada, juergen = found.students
    assert (ada.student, ada.info.name, ada.info.attempt) == ("s24001", "Lovelace", 2)
    assert ada.info.submitted_at == "2027-01-31T10:00:00"
    assert [each.rpartition("/")[2] for each in ada.older] == [FILES[0].rpartition("/")[2]]
    assert (juergen.student, juergen.info.late) == ("s24002", True)
    assert ["notes.py" in refusal["en"] for refusal in found.refused] == [True]
    (source,) = read_submission(ada, RELEASED).sources
    assert "2027-01-31-10" in source.units[0].source


def test_a_pattern_may_have_nbgraders_group_names(tmp_path):
    files = ("ps1_alove_attempt_2027-01-30-15-00-00_small_lesson.py",)
    pattern = r".*_(?P<student_id>\w+)_attempt_(?P<timestamp>[0-9\-]+)_(?P<file_id>\w+)"
    (ada,) = find(write(tmp_path, files), pattern).students
    assert (ada.student, ada.info.submitted_at) == ("alove", "2027-01-30T15:00:00")
    assert [entry.name for entry in ada.entries] == ["small_lesson.py"]


@pytest.mark.parametrize(
    "pattern, word",
    [
        ("(", "not a regular expression"),
        (r"(?P<who>.*)", r"wanted a group that names the student"),
        (r"(?P<student>nobody)", "matches none of"),
        (r"(?P<student>hw1)/(?P<file>)", "does not say which of these counts"),
    ],
)
def test_a_pattern_that_does_not_do_stops_with_a_word(tmp_path, pattern, word):
    again = ("hw1/a/x.py", "hw1/b/x.py")
    with pytest.raises(SubmissionError, match=word):
        find(write(tmp_path, again), pattern)


ROSTER = "student,Full name,E-mail,LMS id,Section,until\n" + "".join(
    f"s{one.sid},{one.full},{one.email},{one.number},{'A' if one.number % 2 else 'B'},\n"
    for one in WITHOUT_NAMESAKES
)


def roster(root: Path, text: str = ROSTER) -> Path:
    path = root / "roster.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("builder", ["canvas", "moodle_flat", "ilias", "d2l"])
def test_a_roster_names_students_by_the_platforms_number(tmp_path, builder):
    found = find(BUILDERS[builder](tmp_path / "class", CLASS), None, roster(tmp_path))
    by_key = {one.student: one for one in found.students}
    assert set(by_key) == {f"s{one.sid}" for one in WITHOUT_NAMESAKES} | {"4715"}
    assert found.unlisted == ("4715",)
    info = by_key["s24003"].info
    assert (info.name, info.lms_id) == ("太郎 山田", "4713")
    assert (info.email, info.section) == ("yamada@example.edu", "A")
    assert "4713" in by_key["s24003"].former


def test_a_roster_is_asked_for_a_name_only_where_the_platform_has_no_number(tmp_path):
    path = BUILDERS["teams"](tmp_path / "class", WITHOUT_NAMESAKES)
    found = find(path, None, roster(tmp_path))
    assert {one.student for one in found.students} == {f"s{one.sid}" for one in WITHOUT_NAMESAKES}
    named = roster(tmp_path, "student,name\nx1,Ada Lovelace\nx2,Ada Lovelace\n")
    with pytest.raises(SubmissionError, match="2 lines are called 'Ada Lovelace'"):
        find(path, None, named)
    canvas = BUILDERS["moodle_flat"](tmp_path / "moodle", WITHOUT_NAMESAKES)
    assert find(canvas, None, named).unlisted[0] == "4711"


def test_who_is_in_the_roster_and_submitted_nothing_is_named(tmp_path):
    path = BUILDERS["manaba"](tmp_path / "class", CLASS)
    text = "student;name\n24001;Ada\n24010;花子\n"
    found = find(path, None, roster(tmp_path, text))
    assert found.absent == ("24010",)
    assert "24001" in {one.student for one in found.students}


@pytest.mark.parametrize(
    "text, word",
    [
        ("", "wanted a first line with a column 'student'"),
        ("name,email\nAda,a@b.c\n", "wanted a first line with a column 'student'"),
        ("student,name\n,Ada\n", "line 2: column 'student' is empty"),
        ("student\nada\nAda\n", "line 3: student 'Ada' is already in line 2"),
        ("student,lms id\na,4711\nb,4711\n", "lms id '4711' is already in line 2"),
        ("student,lms id\nx,4711\n4712,\n", None),
    ],
)
def test_a_roster_that_is_unsound_stops_with_a_word(tmp_path, text, word):
    path = BUILDERS["canvas"](tmp_path / "class", CLASS)
    if word:
        with pytest.raises(SubmissionError, match=word):
            find(path, None, roster(tmp_path, text))
    else:
        students = {one.student for one in find(path, None, roster(tmp_path, text)).students}
        assert {"x", "4712", "4713"} <= students


def test_two_students_under_one_key_of_a_roster_stop_with_a_word(tmp_path):
    write(tmp_path / "class", ("alove/small_lesson.py", "s24001/small_lesson.py"))
    text = "student,lms id\ns24001,alove\n"
    with pytest.raises(SubmissionError, match="are both student 's24001'"):
        find(tmp_path / "class", None, roster(tmp_path, text))


def test_a_roster_that_is_not_utf8_says_how_to_save_it(tmp_path):
    (tmp_path / "roster.csv").write_bytes("student,name\n1,山田\n".encode("cp932"))
    with pytest.raises(SubmissionError, match="CSV UTF-8"):
        find(tmp_path, None, tmp_path / "roster.csv")
