"""Who submitted what, and which file counts: layouts of nbgrader and learning platforms."""

import gzip
import pickle

import pytest

from autograder.errors import SubmissionError
from autograder.models import Submission
from autograder.submission.collect import read_submission
from autograder.submission.read_errors import translate_read_error
from tests.submission.class_folders import (
    IPYNB,
    PY,
    files,
    find,
    problem,
    read,
    tarred,
    write,
    zipped,
)
from tests.submission.material import RELEASED, sound

LAYOUTS = {
    "nbgrader": {
        "ada/small-lesson/small_lesson.ipynb": IPYNB,
        "ada/small-lesson/timestamp.txt": b"2027-01-01",
        "bob/small-lesson/small_lesson.py": PY,
    },
    "a folder each": {"ada/small_lesson.ipynb": IPYNB, "bob/small_lesson.py": PY},
    "a file each": {"ada.ipynb": IPYNB, "bob.py": PY, "grades.csv": b"x"},
    "an archive each": {
        "ada.zip": zipped({"work/small_lesson.ipynb": IPYNB}),
        "bob.tar.gz": tarred({"small_lesson.py": PY}),
    },
    "an archive in a folder": {
        "ada/all.zip": zipped({"small_lesson.ipynb": IPYNB, "data.csv": b"1"}),
        "bob/small-lesson/all.tgz": tarred({"x/small_lesson.py": PY}),
    },
}


PLATFORMS = {
    "Canvas": {
        "ada_4711_98765_small_lesson.ipynb": IPYNB,
        "bob_LATE_4712_98766_small_lesson-1.py": PY,
    },
    "Moodle folders": {
        "ada_4711_assignsubmission_file_/small_lesson.ipynb": IPYNB,
        "ada_4711_assignsubmission_onlinetext_/onlinetext.html": b"<p>",
        "bob_4712_assignsubmission_file_/part1/small_lesson.py": PY,
    },
    "Moodle flat": {
        "ada_4711_assignsubmission_file_small_lesson.ipynb": IPYNB,
        "bob_4712_assignsubmission_file_small_lesson.py": PY,
    },
    "ILIAS": {
        "Task 1/Lovelace_Ada_ada_4711/20270131235900_small_lesson.ipynb": IPYNB,
        "Task 1/Lovelace_Ada_ada_4711/20270130000000_small_lesson.ipynb": b"an earlier attempt",
        "Task 1/Babbage_Bob_bob_4712/20270131_120000_small_lesson.py": PY,
    },
}


LAYOUTS |= {
    "an archive each": {
        "ada.zip": zipped({"small_lesson.ipynb": IPYNB}),
        "bob.zip": zipped({"small_lesson.py": PY}),
    },
    "with what macOS adds": {
        "__MACOSX/ada/._small_lesson.ipynb": b"\0",
        "ada/.DS_Store": b"\0",
        "ada/small_lesson.ipynb": IPYNB,
        "bob/.ipynb_checkpoints/small_lesson-checkpoint.ipynb": IPYNB,
        "bob/small_lesson.py": PY,
    },
}


UNDER_ONE_FOLDER = {
    "folders under one": {
        "submissions/ada/small_lesson.ipynb": IPYNB,
        "submissions/bob/small_lesson.py": PY,
    },
    "files under one": {"submissions/ada.ipynb": IPYNB, "submissions/bob.py": PY},
}


def right(found: dict[str, Submission]) -> dict[str, list[str]]:
    return {name: [f for s in one.sources for f in sound(s)] for name, one in found.items()}


PLAIN = {"ada": ["beta"], "bob": ["alpha"]}


NUMBERED = {"4711": ["beta"], "4712": ["alpha"]}


EXPECTED = [
    *((layout, PLAIN) for layout in LAYOUTS.values()),
    *((layout, NUMBERED) for layout in PLATFORMS.values()),
]


@pytest.mark.parametrize("layout, expected", EXPECTED)
def test_every_layout_gives_the_same_students_and_work(tmp_path, layout, expected):
    assert right(read(write(tmp_path, layout))) == expected


@pytest.mark.parametrize(
    "layout, expected", [*EXPECTED, *((layout, PLAIN) for layout in UNDER_ONE_FOLDER.values())]
)
@pytest.mark.parametrize("pack, ending", [(zipped, "zip"), (tarred, "tar.gz")])
def test_every_layout_gives_the_same_out_of_an_archive(tmp_path, layout, expected, pack, ending):
    (tmp_path / f"class.{ending}").write_bytes(pack(layout))
    assert right(read(tmp_path / f"class.{ending}")) == expected


def test_a_single_file_is_one_student(tmp_path):
    write(tmp_path, {"ada.py": PY})
    assert files(tmp_path / "ada.py") == {"ada": ["ada.py"]}


def test_students_are_sorted_and_both_of_their_files_are_read(tmp_path):
    both = {"small_lesson.py": PY, "small_lesson.ipynb": IPYNB}
    write(tmp_path, {f"{who}/{name}": data for who in "cab" for name, data in both.items()})
    assert list(files(tmp_path)) == ["a", "b", "c"]
    assert files(tmp_path)["a"] == ["small_lesson.ipynb", "small_lesson.py"]


@pytest.mark.parametrize(
    "names, chosen",
    [
        (["small_lesson.py", "helper.py", "test_small_lesson.py"], "small_lesson.py"),
        (["small_lesson (1).py", "other.py"], "small_lesson (1).py"),
        (["Small-Lesson.py", "zzz.py"], "Small-Lesson.py"),
        (["small_lesson.py", "small_lesson (1).py"], "small_lesson.py"),
        (["ada_small_lesson_final.py", "notes.py"], "ada_small_lesson_final.py"),
        (["homework.py"], "homework.py"),
        (["homework.PY"], "homework.PY"),
        (["deep/er/small_lesson.py", "x.py"], "deep/er/small_lesson.py"),
        (["small_lesson (1).py", "small_lesson (2).py"], "small_lesson (2).py"),
        (["Copy of small_lesson.py", "helper.py"], "Copy of small_lesson.py"),
        (["old/small_lesson.py", "small_lesson.py"], "small_lesson.py"),
    ],
)
def test_the_likeliest_file_counts(tmp_path, names, chosen):
    write(tmp_path, {f"ada/{name}": PY for name in names})
    assert files(tmp_path) == {"ada": [chosen]}


def test_a_helper_beside_the_notebook_is_not_taken_for_the_work(tmp_path):
    write(tmp_path, {"ada/small_lesson.ipynb": IPYNB, "ada/helper.py": PY})
    assert files(tmp_path) == {"ada": ["small_lesson.ipynb"]}


@pytest.mark.parametrize(
    "names", [("one.py", "two.py"), ("small_lesson_a.py", "small_lesson_b.py")]
)
def test_where_nothing_decides_the_student_is_asked(tmp_path, names):
    write(tmp_path, {f"ada/{name}": PY for name in names})
    assert ", ".join(names) in problem(read(tmp_path)["ada"])


def test_a_platforms_archive_in_a_folder_of_its_own_is_the_class(tmp_path):
    write(tmp_path / "a", {"submissions.zip": zipped(PLATFORMS["Canvas"])})
    write(tmp_path / "b", {"submissions.zip": zipped(LAYOUTS["a folder each"])})
    assert right(read(tmp_path / "a")) == NUMBERED
    assert right(read(tmp_path / "b")) == PLAIN
    write(tmp_path / "c", {"ada.zip": zipped({"work/small_lesson.py": PY})})
    assert right(read(tmp_path / "c")) == {"ada": ["alpha"]}


def test_a_student_without_a_file_is_listed_with_what_was_found(tmp_path):
    write(tmp_path, {"ada/report.pdf": b"%PDF"})
    (tmp_path / "bob").mkdir()
    found = read(tmp_path)
    assert "small_lesson.ipynb / small_lesson.py" in problem(found["ada"])
    assert "found: report.pdf" in problem(found["ada"])
    assert "nor any other" in problem(found["bob"])


def test_work_for_another_assignment_is_left_alone(tmp_path):
    write(
        tmp_path,
        {
            "ada/other-lesson/other_lesson.py": PY,
            "bob/other-lesson/other_lesson.py": PY,
            "bob/small-lesson/small_lesson.py": PY,
        },
    )
    assert files(tmp_path) == {"bob": ["small_lesson.py"]}


def test_one_broken_student_never_stops_the_others(tmp_path):
    write(
        tmp_path,
        {
            "a.zip": b"PK\x03\x04 no archive",
            "b.ipynb": b"{",
            "c.tar.gz": gzip.compress(b"no tar"),
            "d.rar": b"Rar!",
            "e.py": PY,
        },
    )
    found = read(tmp_path)
    assert "cannot be unpacked" in problem(found["a"])
    assert "not valid JSON" in problem(found["b"])
    assert "cannot be unpacked" in problem(found["c"])
    assert "of a kind that is not read" in problem(found["d"])
    assert sound(found["e"].sources[0]) == ["alpha"]


@pytest.mark.parametrize("name", ["Ada Lovelace", 'O"Hara, Jr.', "山田 太郎", "a'b", "=cmd"])
def test_names_with_signs_and_in_any_script_stay_as_they_are(tmp_path, name):
    archive = tmp_path / "class.zip"
    archive.write_bytes(zipped({f"{name}/small_lesson.py": PY, "bob/small_lesson.py": PY}))
    assert set(files(archive)) == {name, "bob"}


def test_a_japanese_name_from_an_old_windows_archive_is_read_right(tmp_path):
    data = zipped({"XXXXXXXX/small_lesson.py": PY, "bob/small_lesson.py": PY})
    name = "山田太郎".encode("cp932")
    (tmp_path / "class.zip").write_bytes(data.replace(b"XXXXXXXX", name))
    assert set(files(tmp_path / "class.zip")) == {"山田太郎", "bob"}


def test_a_decomposed_name_is_the_same_student(tmp_path):
    write(tmp_path, {"がく/small_lesson.py": PY})
    assert list(files(tmp_path)) == ["がく"]


def test_namesakes_are_distinguished_by_the_platforms_number(tmp_path):
    work = {f"Ada_{n}_assignsubmission_file_/small_lesson.py": PY for n in (1, 2)}
    (tmp_path / "class.zip").write_bytes(zipped({**work, "Bob_3_assignsubmission_file_/x.py": PY}))
    assert list(files(tmp_path / "class.zip")) == ["1", "2", "3"]


@pytest.mark.parametrize(
    "name", ["a\x1b[31mb", "a\u202eb", "..", "a/../b", "CON:", " . ", "x" * 300]
)
def test_a_students_name_can_always_be_a_folder(tmp_path, name):
    work = {f"{name}_1_assignsubmission_file_small_lesson.py": PY, "bob.py": PY}
    (tmp_path / "class.zip").write_bytes(zipped(work))
    for student in files(tmp_path / "class.zip"):
        assert student.isprintable() and 0 < len(student) <= 120
        assert not set(student) & set("/\\") and student.strip(" .")


@pytest.mark.parametrize("name", ["none", "empty", "class.zip", "class.7z"])
def test_where_there_is_nothing_to_grade_the_ta_reads_what_was_wanted(tmp_path, name):
    (tmp_path / "empty").mkdir()
    write(tmp_path, {"class.zip": b"PK", "class.7z": b"7z"})
    with pytest.raises(SubmissionError, match=name):
        find(tmp_path / name)


def test_submissions_can_be_sent_to_other_processes(tmp_path):
    archive = tmp_path / "class.zip"
    archive.write_bytes(zipped({"ada/small_lesson.py": PY, "bob/small_lesson.py": PY}))
    for path in (archive, write(tmp_path / "folder", {"ada.py": PY})):
        again = pickle.loads(pickle.dumps(find(path)))
        assert sound(read_submission(again.students[0], RELEASED).sources[0]) == ["alpha"]


BESIDE = {
    "a helper": ({"small_lesson.py": PY, "helper.py": b"x = 1"}, ("helper.py",)),
    "an older copy": (
        {"small_lesson (1).ipynb": IPYNB, "small_lesson.ipynb": IPYNB},
        ("small_lesson (1).ipynb",),
    ),
    "the handout's own": ({"small_lesson.py": PY, "test_small_lesson.py": b"x", "a.txt": b""}, ()),
    "both kinds": ({"small_lesson.py": PY, "small_lesson.ipynb": IPYNB}, ()),
    "in an archive": (
        {"work.zip": zipped({"a/small_lesson.py": PY, "b/old.py": PY})},
        ("work.zip/b/old.py",),
    ),
}


@pytest.mark.parametrize("case", BESIDE)
def test_files_beside_the_one_that_counts_are_named(tmp_path, case):
    found, beside = BESIDE[case]
    write(tmp_path, {f"ada/{name}": data for name, data in found.items()})
    ignored_files = read(tmp_path)["ada"].ignored_files
    assert [name.rpartition("/")[2] for name in ignored_files] == [
        name.rpartition("/")[2] for name in beside
    ]


def test_of_many_files_beside_the_first_are_named_and_the_rest_counted(tmp_path):
    many = {f"ada/x{number:02}.py": b"" for number in range(30)}
    write(tmp_path, {"ada/small_lesson.py": PY, **many})
    ignored_files = read(tmp_path)["ada"].ignored_files
    assert (len(ignored_files), ignored_files[0], ignored_files[-1]) == (11, "x00.py", "… (+20)")


HIDDEN = {
    "ada/small_lesson.py": PY,
    ".bob/small_lesson.py": PY,
    ".carol.ipynb": IPYNB,
    ".ipynb_checkpoints/small_lesson-checkpoint.ipynb": IPYNB,
    ".git/config": b"x",
    "._ada.py": PY,
    ".DS_Store": b"x",
    ".notes.txt": b"x",
}


@pytest.mark.parametrize("kind", ["folder", "zip", "zip with a root", "tar"])
def test_what_a_dot_hides_is_named_unless_a_program_made_it(tmp_path, kind):
    if kind == "folder":
        path = write(tmp_path / "class", HIDDEN)
    elif kind == "tar":
        path = write(tmp_path, {"class.tar.gz": tarred(HIDDEN)}) / "class.tar.gz"
    else:
        root = "class/" if kind == "zip with a root" else ""
        packed = zipped({root + name: data for name, data in HIDDEN.items()})
        path = write(tmp_path, {"class.zip": packed}) / "class.zip"
    found = find(path)
    assert [one.student for one in found.students] == ["ada"]
    refused = " ".join(refusal["en"] for refusal in found.refused)
    assert "'.bob' begins with a dot" in refused
    assert "'.carol.ipynb' begins with a dot" in refused
    assert len(found.refused) == 2


def test_a_folder_of_hidden_students_alone_says_why_there_is_nothing(tmp_path):
    write(tmp_path, {".bob/small_lesson.py": PY})
    with pytest.raises(SubmissionError, match=r"no submissions found(.|\n)*'\.bob' begins"):
        find(tmp_path)


def test_a_student_who_submitted_nothing_reads_so_in_both_languages(tmp_path):
    (tmp_path / "ada" / "small-lesson").mkdir(parents=True)
    (source,) = read(tmp_path)["ada"].sources
    wanted = "small_lesson.ipynb / small_lesson.py"
    assert source.problem["en"] == f"No file called {wanted} was submitted, nor any other."
    assert source.problem["ja"] == f"{wanted} が提出されていません（提出されたもの：なし）。"
    assert translate_read_error(source.problem["en"], "ja") == source.problem["ja"]
