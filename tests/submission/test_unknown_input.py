"""What is there and not understood is refused or named, in rosters, lists and names of files."""

from datetime import datetime
from pathlib import Path

import pytest

from autograder.batch.notices import roster_notices
from autograder.errors import SubmissionError
from autograder.submission.collect import Naming, SubmissionSet, find_submissions
from tests.submission.material import ALPHA
from tests.submission.platforms.builders import BUILDERS, unpack, write_zip
from tests.submission.platforms.roster import CLASS


def plain(root: Path, *names: str) -> Path:
    for name in names:
        path = root / "class" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ALPHA, encoding="utf-8")
    return root / "class"


def find(path: Path, roster: str = "", pattern: str | None = None) -> SubmissionSet:
    file = path.parent / "roster.csv"
    file.write_text(roster, encoding="utf-8")
    return find_submissions(path, "small-lesson", (), Naming(pattern, file if roster else None))


UNSOUND = {
    "student,extention\nada,2027-02-01\n": r"no column 'extention'. Did you mean 'extension'\?",
    "student,E-Mails\nada,a@b.c\n": "no column 'e mails'. Did you mean",
    "student,email,mail\nada,a@b.c,d@e.f\n": "the columns 'email' and 'mail' mean the same",
    "student,name\nada,Lovelace, Ada\n": "line 2: 3 cells, but the first line has 2",
    "student,lms id\n\n4711,\nada,4711\n": "line 4: lms id '4711' is already in line 3 as 'stu",
    "student,email\nada,bob\nbob,\n": "line 2: email 'bob' is already in line 3 as 'student'",
    'student,name\n"ada,Ada\nbob,Bob\n': "to line 3: student spans several lines",
    'student,name\nada,"Ada\nbob,Bob\n': "to line 3: name spans several lines",
    'student,name\nada,"' + "x" * 200_000 + '"\n': "no CSV: field larger than",
}


@pytest.mark.parametrize("text", UNSOUND, ids=list(UNSOUND.values()))
def test_a_roster_that_may_mean_something_else_stops_with_its_line(tmp_path, text):
    with pytest.raises(SubmissionError, match=UNSOUND[text]):
        find(plain(tmp_path, "ada/small_lesson.py"), text)


def test_a_column_that_is_not_read_is_named(tmp_path):
    found = find(plain(tmp_path, "ada/small_lesson.py"), "student,birthday,\nada,1815-12-10,\n")
    (said,) = roster_notices(found)
    assert said.endswith("roster.csv: not read: the columns 'birthday'.")


def test_a_column_without_a_title_that_holds_something_is_named(tmp_path):
    found = find(plain(tmp_path, "ada/small_lesson.py"), "student,,\nada,2027-02-05,\n")
    (said,) = roster_notices(found)
    assert said.endswith("roster.csv: not read: the columns 'column 2'.")


def test_an_extension_before_the_due_time_is_named_as_without_effect(tmp_path):
    roster = "student,extension\nada,2026-02-05\nbob,2027-02-05\n"
    found = find(plain(tmp_path, "ada/small_lesson.py", "bob/small_lesson.py"), roster)
    due = datetime.fromisoformat("2027-01-31T23:59:00+09:00")
    (said,) = roster_notices(found, due=due)
    assert "1 extension of the roster without effect" in said and "ada (2026-02-05)" in said
    assert not [*roster_notices(found)]


def test_a_list_of_manabas_that_cannot_be_read_is_named(tmp_path):
    folder = unpack(BUILDERS["manaba"](tmp_path, CLASS), tmp_path / "class")
    (folder / "report-20270203" / "reportlist.xlsx").write_bytes(b"PK\x03\x04 no sheet")
    found = find(folder)
    assert {one.info.late for one in found.students} == {None}
    assert any("lateness are not known" in said for said in roster_notices(found))


def test_a_word_for_lateness_that_is_not_known_is_not_taken_for_in_time(tmp_path):
    folder = unpack(BUILDERS["sakai"](tmp_path, CLASS), tmp_path / "class")
    path = folder / "Small Lesson" / "grades.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(",Late\n", ",遅延\n").replace(",Late\r", ",遅延\r"), "utf-8")
    found = find(folder)
    late = {one.student: one.info.late for one in found.students}
    assert late["aschmi2"] is None and late["alove"] is False
    assert any("of aschmi2 is '遅延'" in said for said in roster_notices(found))


def test_a_table_of_webclass_that_cannot_be_decoded_stops(tmp_path):
    files = {"answer.csv": b"user id,report/answer\n\x81\xff\xfe,1.py\n", "1.py": ALPHA.encode()}
    with pytest.raises(SubmissionError, match="neither UTF-8 nor Shift_JIS"):
        find(write_zip(tmp_path / "answer.zip", files))


def test_the_exchanges_zone_is_read_and_one_that_is_only_a_name_is_named(tmp_path):
    path = plain(
        tmp_path,
        "ada+small-lesson+2027-01-31 21:30:00.000000 +0900+x/small_lesson.py",
        "bob+small-lesson+2027-01-31 21:30:00.000000 JST+x/small_lesson.py",
    )
    found = find(path)
    times = {one.student: one.info.submitted_at for one in found.students}
    assert times == {"ada": "2027-01-31T12:30:00+00:00", "bob": ""}
    (said,) = roster_notices(found)
    assert "bob+small-lesson" in said and "cannot be read" in said


@pytest.mark.parametrize("signs", [("3-Feb", "29-Jan"), ("2nd", "10th")])
def test_attempts_whose_order_a_pattern_does_not_say_stop(tmp_path, signs):
    path = plain(tmp_path, *(f"ada {sign}.py" for sign in signs))
    for group in ("time", "attempt"):
        with pytest.raises(SubmissionError, match="several attempts of 'ada' whose order"):
            find(path, pattern=rf"(?P<student>\w+) (?P<{group}>[\w-]+)\.py")


def test_a_single_time_that_a_pattern_finds_and_nobody_can_read_is_named(tmp_path):
    found = find(plain(tmp_path, "ada 3-Feb.py"), pattern=r"(?P<student>\w+) (?P<time>[\w-]+)\.py")
    (said,) = roster_notices(found)
    assert "the time '3-Feb' cannot be read" in said
