"""Archives, links, huge files and failing disks: refused, or nobody's fault, never followed."""

import errno
import io
import os
import stat
import tarfile
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.errors import GraderError, SubmissionError
from autograder.submission.collect import read_submission
from tests.submission.class_folders import (
    IPYNB,
    PY,
    find,
    problem,
    read,
    tarred,
    write,
    zipped,
)
from tests.submission.material import RELEASED, sound

TRICKS = [
    "../evil.py",
    "/etc/evil.py",
    "ada/../../evil.py",
    "C:\\evil.py",
    "..\\evil.py",
    "//x/y.py",
]


@pytest.mark.parametrize("trick", TRICKS)
@pytest.mark.parametrize("pack, ending", [(zipped, "zip"), (tarred, "tar.gz")])
def test_a_path_out_of_a_class_archive_is_refused_with_a_message(tmp_path, trick, pack, ending):
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / f"c.{ending}").write_bytes(pack({trick: PY, "ada/small_lesson.py": PY, "b.py": PY}))
    before = sorted(tmp_path.rglob("*"))
    found = find(inside / f"c.{ending}")
    assert [one.student for one in found.students] == ["ada", "b"]
    assert "points outside" in found.refused[0]["en"]
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("trick", TRICKS)
def test_a_path_out_of_a_students_archive_is_refused_too(tmp_path, trick):
    write(tmp_path, {"ada.zip": zipped({trick: PY})})
    assert "points outside" in problem(read(tmp_path)["ada"])


def link_in_zip(target: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo("small_lesson.py")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, target)
    return buffer.getvalue()


def special_in_tar(kind: bytes, target: str = "/etc/passwd") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        info = tarfile.TarInfo("small_lesson.py")
        info.type, info.linkname = kind, target
        archive.addfile(info)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "name, data, word",
    [
        ("ada.zip", link_in_zip("/etc/passwd"), "is a link"),
        ("ada.tgz", special_in_tar(tarfile.SYMTYPE), "is a link"),
        ("ada.tgz", special_in_tar(tarfile.LNKTYPE), "is a link"),
        ("ada.tgz", special_in_tar(tarfile.FIFOTYPE), "not an ordinary file"),
        ("ada.tgz", special_in_tar(tarfile.CHRTYPE), "not an ordinary file"),
    ],
)
def test_links_and_devices_in_archives_are_refused(tmp_path, name, data, word):
    write(tmp_path, {name: data})
    assert word in problem(read(tmp_path)["ada"])


def test_links_in_folders_are_not_followed(tmp_path):
    secret = write(tmp_path / "secret", {"small_lesson.py": PY})
    work = write(tmp_path / "work", {"ada/x.txt": b"", "eve.py": PY})
    (work / "ada" / "small_lesson.py").symlink_to(secret / "small_lesson.py")
    (work / "bob").symlink_to(secret)
    (work / "cleo").mkdir()
    (work / "cleo" / "small-lesson").symlink_to(secret)
    (work / "dan.py").symlink_to(secret / "small_lesson.py")
    found = read(work)
    assert sound(found.pop("eve").sources[0]) == ["alpha"]
    assert set(found) == {"ada", "bob", "cleo", "dan"}
    assert all("is a link" in problem(one) for one in found.values())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_in_a_folder_does_not_hang_the_reader(tmp_path):
    (tmp_path / "ada").mkdir()
    os.mkfifo(tmp_path / "ada" / "small_lesson.py")
    assert "not an ordinary file" in problem(read(tmp_path)["ada"])


def test_a_zip_bomb_is_not_unpacked(tmp_path):
    bomb = zipped({"small_lesson.ipynb": b" " * (20 << 20)})
    assert len(bomb) < 100_000
    write(tmp_path, {"ada.zip": bomb})
    assert "unpacks to more than 16 MB" in problem(read(tmp_path)["ada"])


def test_a_tar_bomb_is_not_unpacked(tmp_path):
    write(tmp_path, {"ada.tgz": tarred({"big.bin": b"\0" * (70 << 20), "small_lesson.py": PY})})
    assert "unpacks to more than 64 MB" in problem(read(tmp_path)["ada"])


@pytest.mark.parametrize("kind", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_of_another_compression_is_refused_unopened(tmp_path, monkeypatch, kind):
    """Python bounds what it unpacks at a time for the usual kind alone."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", kind) as file:
        file.writestr("small_lesson.py", PY)
    write(tmp_path, {"ada.zip": packed.getvalue()})
    monkeypatch.setattr(zipfile.ZipFile, "open", None)
    assert "ordinary .zip" in problem(read(tmp_path)["ada"])


def test_an_archive_that_lies_about_a_size_is_believed_in_nothing(tmp_path):
    data = zipped({"small_lesson.py": PY})
    size = len(PY).to_bytes(4, "little")
    write(tmp_path, {"ada.zip": data.replace(size, (5).to_bytes(4, "little"))})
    assert "cannot be unpacked" in problem(read(tmp_path)["ada"])


def test_an_archive_in_an_archive_in_an_archive_is_refused(tmp_path):
    inner = zipped({"small_lesson.py": PY})
    write(tmp_path, {"ada.zip": zipped({"again.zip": inner})})
    assert "inside an archive" in problem(read(tmp_path)["ada"])


def test_an_archive_of_countless_files_is_refused(tmp_path):
    write(tmp_path, {"ada.zip": zipped({f"{n}.txt": b"" for n in range(2_500)})})
    assert "More than 2000 files" in problem(read(tmp_path)["ada"])


def test_a_password_is_named(tmp_path):
    data = bytearray(zipped({"small_lesson.py": PY}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    write(tmp_path, {"ada.zip": bytes(data)})
    assert "password" in problem(read(tmp_path)["ada"])


def fail(*_: object, **__: object) -> int:
    raise PermissionError(errno.EACCES, "Permission denied")


def test_a_file_that_is_there_but_cannot_be_read_is_no_students_fault(tmp_path, monkeypatch):
    (raw,) = find(write(tmp_path, {"ada.py": PY})).students
    monkeypatch.setattr("autograder.submission.files.os.open", fail)
    with pytest.raises(GraderError, match="Permission denied"):
        read_submission(raw, RELEASED)


def test_a_folder_that_cannot_be_listed_is_no_students_fault(tmp_path, monkeypatch):
    write(tmp_path, {"ada/small_lesson.py": PY})
    monkeypatch.setattr("autograder.submission.files.os.scandir", fail)
    (raw,) = find(tmp_path).students
    with pytest.raises(GraderError, match="ada: cannot be read: Permission denied"):
        read_submission(raw, RELEASED)


def test_an_archive_on_a_disk_that_fails_is_no_students_fault(tmp_path, monkeypatch):
    (tmp_path / "class.zip").write_bytes(zipped({"ada/small_lesson.py": PY, "bob.py": PY}))
    raw = find(tmp_path / "class.zip").students[0]
    monkeypatch.setattr("zipfile.ZipFile.open", fail)
    with pytest.raises(GraderError, match="Permission denied"):
        read_submission(raw, RELEASED)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_damaged_archive_gives_work_or_a_message(tmp_path_factory, data):
    whole = data.draw(
        st.sampled_from(
            [
                zipped({"a/small_lesson.py": PY, "small_lesson.ipynb": IPYNB}),
                tarred({"a/small_lesson.py": PY, "small_lesson.ipynb": IPYNB}, "w"),
                tarred({"small_lesson.py": PY}),
            ]
        )
    )
    at = data.draw(st.integers(0, len(whole)))
    cut = data.draw(st.integers(0, 30))
    damaged = whole[:at] + data.draw(st.binary(max_size=30)) + whole[at + cut :]
    ending = "zip" if whole[:2] == b"PK" else "tar.gz"
    root = tmp_path_factory.mktemp("a")
    (submission,) = read(write(root, {f"ada.{ending}": damaged})).values()
    assert all(source.units or source.problem for source in submission.sources)
    (root / f"class.{ending}").write_bytes(damaged)
    try:
        read(root / f"class.{ending}")
    except SubmissionError as error:
        assert str(root) in str(error)


@pytest.mark.parametrize("kind", ["py", "zip", "tar", "class zip"])
def test_huge_code_is_refused_before_it_is_taken_apart(tmp_path, kind):
    huge = b"x = 1\n" * 100_000
    inside = {"small_lesson.py": huge}
    if kind == "py":
        write(tmp_path, {"ada/small_lesson.py": huge})
    elif kind == "class zip":
        both = {"ada/small_lesson.py": huge, "bob/small_lesson.py": PY}
        write(tmp_path, {"class.zip": zipped(both)})
    else:
        packed = {"zip": ("zip", zipped), "tar": ("tar.gz", tarred)}[kind]
        write(tmp_path, {f"ada/work.{packed[0]}": packed[1](inside)})
    assert "longer than 256 kB" in problem(read(tmp_path)["ada"])


def test_no_more_of_a_huge_file_is_read_than_it_takes_to_refuse_it(tmp_path):
    huge = tmp_path / "ada" / "small_lesson.py"
    huge.parent.mkdir()
    with huge.open("wb") as file:
        file.truncate(10 << 30)  # takes no room, and would take all memory
    assert "longer than 256 kB" in problem(read(tmp_path)["ada"])
