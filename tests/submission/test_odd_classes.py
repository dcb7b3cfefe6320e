"""What is odd in a class's folder is read right or said in words, never dropped or guessed."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from autograder.errors import SubmissionError
from tests.paths import DATA
from tests.submission.class_folders import PY, find, problem, read, write, zipped
from tests.submission.material import ALPHA, BETA, GAMMA, stub

CASES: dict[str, Any] = yaml.safe_load((DATA / "odd_classes.yaml").read_text(encoding="utf-8"))
PROGRAMS = {"alpha": ALPHA, "beta": BETA, "gamma": GAMMA, "released": stub("alpha")}


@pytest.mark.parametrize("kind", ["folder", "zip"])
@pytest.mark.parametrize("case", CASES)
def test_nothing_of_an_odd_class_is_dropped_or_guessed(
    tmp_path: Path, case: str, kind: str
) -> None:
    wanted = CASES[case]
    files = {name: PROGRAMS.get(text, text).encode() for name, text in wanted["files"].items()}
    path = write(tmp_path / "class", files)
    if kind == "zip":
        if case == "a folder below too many others":
            pytest.skip("a path of an archive may be longer")
        path = write(tmp_path, {"class.zip": zipped(files)}) / "class.zip"
    found, submissions = find(path), read(path)
    assert list(submissions) == sorted(wanted["students"])
    for student, expected in wanted["students"].items():
        if expected in PROGRAMS:
            [source] = submissions[student].sources
            assert "\n".join(unit.source for unit in source.units) == PROGRAMS[expected].strip()
        else:
            assert expected in problem(submissions[student])
    for said, parts in (
        ([each["en"] for each in found.refused], wanted.get("left", [])),
        (list(found.remarks), wanted.get("remarks", [])),
    ):
        assert len(said) == len(parts), said
        assert all(part in text for part, text in zip(parts, said, strict=True)), said


def test_a_work_that_lies_openly_is_nearer_than_one_in_an_archive(tmp_path: Path) -> None:
    files = {"a.zip": zipped({"small_lesson.py": BETA.encode()}), "small_lesson.py": PY}
    write(tmp_path, {f"ada/{name}": data for name, data in files.items()})
    [source] = read(tmp_path)["ada"].sources
    assert source.path == "small_lesson.py" and "alpha" in source.units[0].source


@pytest.mark.parametrize(
    ("names", "codec", "says"),
    [
        (("表山 太郎",), "cp932", "'表山 太郎/small_lesson.py' (cp932)"),
        (("André",), "cp437", "'André/small_lesson.py' (cp437)"),
        (("André", "Björn"), "utf-8", ""),
        (("Ada",), "ascii", ""),
    ],
)
def test_how_the_names_of_an_archive_were_read_is_said_where_it_does_not_say_it(
    tmp_path: Path, names: tuple[str, ...], codec: str, says: str
) -> None:
    class Name(zipfile.ZipInfo):
        def _encodeFilenameFlags(self) -> tuple[bytes, int]:
            return self.filename.encode(codec), self.flag_bits

    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(Name(f"{name}/small_lesson.py"), PY)
    found = find(path)
    assert [one.student for one in found.students] == list(names)
    assert [says in remark for remark in found.remarks] == ([True] if says else [])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alice", "alice"),
        ("ada@x", "Ada@X"),
        ("ada", "ａｄａ"),
        ("ada", "ada "),
        ("ss", "ß"),
    ],
)
def test_two_students_whom_some_file_systems_take_for_one_stop_with_a_word(
    tmp_path: Path, one: str, other: str
) -> None:
    files = {f"{name}/small_lesson.py": PY for name in (one, other, "bob")}
    write(tmp_path, {"class.zip": zipped(files)})
    with pytest.raises(SubmissionError, match="differ only in capitals, width or spaces"):
        find(tmp_path / "class.zip")
