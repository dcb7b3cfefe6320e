"""Every platform's download gives each student one row, or stops with a word."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from autograder.batch.notices import roster_notices
from autograder.errors import SubmissionError
from autograder.models import Submission
from autograder.submission.collect import SubmissionSet, find_submissions, read_submission
from tests.submission.material import RELEASED
from tests.submission.platforms.builders import BUILDERS, write_zip
from tests.submission.platforms.roster import CLASS, WITHOUT_NAMESAKES, Student, packed, python
from tests.submission.platforms.variants import UNDECIDED, VARIANTS

EXPECTED: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("expected.yaml").read_text(encoding="utf-8")
)


def class_of(builder: str) -> tuple[Student, ...]:
    return CLASS if EXPECTED[builder]["class"] == "all" else WITHOUT_NAMESAKES


def find(path: Path) -> SubmissionSet:
    return find_submissions(path, "small-lesson", ["other-lesson"])


def marks(submission: Submission) -> list[str]:
    """What the builders wrote into the files that were read."""
    return [
        unit.source.split('"""')[1]
        for source in submission.sources
        for unit in source.units
        if '"""' in unit.source
    ]


@pytest.mark.parametrize("builder", EXPECTED)
def test_every_student_of_a_download_is_one_row_and_the_right_file_counts(tmp_path, builder):
    expected = EXPECTED[builder]
    found = find(BUILDERS[builder](tmp_path, class_of(builder)))
    assert found.platform == expected["platform"]
    got = {
        one.student: {
            "name": one.info.name,
            "reads": marks(read_submission(one, RELEASED)),
            "attempt": one.info.attempt,
            "older": len(one.older),
            "late": one.info.late,
            "at": one.info.submitted_at or None,
        }
        for one in found.students
    }
    assert got == expected["students"]


@pytest.mark.parametrize("builder", EXPECTED)
def test_what_is_no_students_is_left_and_named(tmp_path, builder):
    found = find(BUILDERS[builder](tmp_path, class_of(builder)))
    left = [refusal["en"].split("'")[1] for refusal in found.refused]
    assert left == EXPECTED[builder]["left"]


@pytest.mark.parametrize("builder", EXPECTED)
def test_a_student_is_the_same_alone_and_in_a_crowd(tmp_path, builder):
    students = class_of(builder)
    together = {one.student for one in find(BUILDERS[builder](tmp_path / "all", students)).students}
    alone = set()
    for place, one in enumerate(students):
        if one.newest.files:
            path = BUILDERS[builder](tmp_path / str(place), [one])
            alone |= {each.student for each in find(path).students}
    empty = {one.student for one in find(BUILDERS[builder](tmp_path / "b", students)).students}
    assert alone <= together == empty
    assert len(alone) == sum(bool(one.newest.files) for one in students)


@pytest.mark.parametrize("builder", EXPECTED)
def test_a_student_whose_work_cannot_be_found_reads_so(tmp_path, builder):
    found = find(BUILDERS[builder](tmp_path, class_of(builder)))
    for one in found.students:
        if not EXPECTED[builder]["students"][one.student]["reads"]:
            (source,) = read_submission(one, RELEASED).sources
            assert "small_lesson.ipynb" in source.problem["en"]


@pytest.mark.parametrize("name", VARIANTS)
def test_a_second_form_of_a_download_gives_each_student_one_row(tmp_path, name):
    found = find(VARIANTS[name](tmp_path / "x"))
    read = {one.student: marks(read_submission(one, RELEASED)) for one in found.students}
    counted = [each[0] for each in read.values() if each]
    assert sorted(counted) == [
        "alove 1", "aschmi 1", "aschmi2 1", "bob_b notebook", "jmuess 1", "mvdb 1", "yamada 1",
        "zoneil 3",
    ]  # fmt: skip
    assert len(read) == len(CLASS)  # the ninth has a row that says that there is no file


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", UNDECIDED)
def test_a_download_that_does_not_tell_students_apart_stops_and_says_what_to_type(tmp_path, name):
    build, said = UNDECIDED[name]
    with pytest.raises(SubmissionError, match=said) as error:
        find(build(tmp_path / "x"))
    assert "--name-pattern" in str(error.value)


LISTS = {
    "sakai": ("(sato)", "sato"),
    "manaba": ("24001@alove/", "24001@alove"),
    "webclass": ("4711_", "alove"),
}


@pytest.mark.parametrize("builder", LISTS)
def test_whom_a_platform_lists_as_submitted_without_a_file_is_named_and_not_graded(
    tmp_path, builder
):
    gone, student = LISTS[builder]
    whole = BUILDERS[builder](tmp_path, CLASS)
    with zipfile.ZipFile(whole) as archive:
        part = {n: archive.read(n) for n in archive.namelist() if gone not in n}
    found = find(write_zip(tmp_path / "part.zip", part))
    assert found.missing == (student,)
    assert student not in {one.student for one in found.students}
    assert len(found.students) == len(CLASS) - 1
    (said,) = [each for each in roster_notices(found) if student in each]
    assert "submitted by the platform's list" in said


def test_namesakes_that_google_classroom_does_not_number_stop_with_a_word(tmp_path):
    with pytest.raises(SubmissionError, match=r"may be one student's or two namesakes'") as error:
        find(BUILDERS["google_classroom"](tmp_path, CLASS))
    assert "Anna Schmidt - small_lesson (1).ipynb" in str(error.value)
    assert "--name-pattern" in str(error.value)


def test_uploads_without_a_name_stop_with_a_word(tmp_path):
    with pytest.raises(SubmissionError, match="9 files with one name are side by side"):
        find(BUILDERS["google_classroom_uploads"](tmp_path, CLASS))


COLLAPSING = {
    "a folder of sections": "{section}/{student}/small_lesson.py",
    "an outer folder that is none": "submissions/{student}/small_lesson.py",
    "clones under another name": "repos/{student}-hw1/src/small_lesson.py",
}


@pytest.mark.parametrize("case", COLLAPSING)
def test_a_folder_of_folders_is_never_one_student(tmp_path, case):
    for place, one in enumerate(CLASS):
        name = COLLAPSING[case].format(section=f"section {place % 2}", student=one.login)
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(python(one.login))
    with pytest.raises(SubmissionError, match=r"folders with a file small_lesson\.\* in each"):
        find(tmp_path)


def test_two_copies_of_one_student_among_others_are_a_doubt_of_theirs_alone(tmp_path):
    for name in ("ada/old/small_lesson.py", "ada/new/small_lesson.py", "bob/small_lesson.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(python(name))
    found = {one.student: read_submission(one, RELEASED) for one in find(tmp_path).students}
    assert marks(found["bob"]) == ["bob/small_lesson.py"]
    assert "new/small_lesson, old/small_lesson" in found["ada"].sources[0].problem["en"]


def test_one_number_with_two_names_stops_with_a_word(tmp_path):
    for name in ("ada_2027_01_31.py", "bob_2027_01_30.py"):
        (tmp_path / name).write_bytes(python(name))
    with pytest.raises(SubmissionError, match="gives one number, 2027, to several names"):
        find(tmp_path)


def test_a_download_in_an_archive_in_a_folder_is_found_too(tmp_path):
    inner = BUILDERS["blackboard"](tmp_path, CLASS)
    outer = tmp_path / "mail" / "attachment.zip"
    outer.parent.mkdir()
    outer.write_bytes(packed({inner.name: inner.read_bytes()}))
    inner.unlink()
    for path in (outer, outer.parent):
        assert len(find(path).students) == len(CLASS)


def test_a_damaged_list_of_a_platform_is_no_crash(tmp_path):
    (tmp_path / "24001@alove").mkdir()
    (tmp_path / "24001@alove" / "small_lesson.py").write_bytes(python("x"))
    (tmp_path / "reportlist.xlsx").write_bytes(b"PK\x03\x04 no sheet")
    assert [one.student for one in find(tmp_path).students] == ["24001@alove"]
    folder = tmp_path / "gradescope"
    (folder / "submission_1").mkdir(parents=True)
    (folder / "submission_metadata.yml").write_text("- [", encoding="utf-8")
    with pytest.raises(SubmissionError, match=r"submission_metadata\.yml cannot be read"):
        find(folder)


@pytest.mark.parametrize(
    "odd",
    [
        "eve/project/Version 1/small_lesson.py",
        "eve/Eve Hall_12_assignsubmission_file_/small_lesson.py",
        "eve/Hall_Eve_ehall_4712/small_lesson.py",
        "eve/Submission attachment(s)/small_lesson.py",
        "eve_4711_98765_small_lesson.py",
    ],
)
def test_one_odd_name_does_not_make_a_platform_of_a_plain_class(tmp_path, odd):
    for name in ("ada/small_lesson.py", "bob/small_lesson.py", odd):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(python(name))
    found = find(tmp_path)
    assert (found.platform, len(found.students), found.refused) == ("", 3, ())
