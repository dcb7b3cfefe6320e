"""What a submission's files take in memory is bounded, whatever they hold."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import tracemalloc
from pathlib import Path

import pytest

from autograder.errors import SubmissionError
from autograder.models import Source
from autograder.submission import statements
from autograder.submission.archive import MAX_BYTES_IN_MEMORY
from autograder.submission.collect import find_submissions
from autograder.submission.decoding import MAX_TOKENS
from autograder.submission.file_selection import MAX_ARCHIVES, expand_archives
from autograder.submission.files import walk_folder
from autograder.submission.handout import Handout
from autograder.submission.line_scanner import token_count
from autograder.submission.notebook_reader import MAX_VALUES
from autograder.submission.source_reader import read_source

MATERIAL = Handout("a", "a", {"f": ("def f():\n    pass\n",)})
GOOD = "def f(x):\n    return x\n"


def notebook(outputs: str, code: str = GOOD) -> bytes:
    cell = '{"cell_type": "code", "metadata": {}, "source": %s, "outputs": %s}'
    cells = cell % (json.dumps(code), outputs)
    return f'{{"nbformat": 4, "nbformat_minor": 5, "metadata": {{}}, "cells": [{cells}]}}'.encode()


def problem(source: Source) -> str:
    assert source.problem is not None
    return source.problem["en"]


@pytest.mark.parametrize("value", ['"ab"', "999", "1.5", "null", '"\\\\"', '"\\""'])
def test_a_notebook_of_millions_of_values_is_refused_in_words(value: str) -> None:
    data = notebook("[" + ",".join([value] * (MAX_VALUES + 10)) + "]")
    assert "it holds too much that is not text" in problem(read_source(data, "a.ipynb", MATERIAL))


@pytest.mark.parametrize("text", [",", '\\",', "[,"])
def test_a_printed_table_is_one_value_however_many_commas_it_has(text: str) -> None:
    data = notebook('["' + text.replace("[", "(") * (MAX_VALUES + 10) + '"]')
    assert read_source(data, "a.ipynb", MATERIAL).units[0].defines == ("f",)


@pytest.mark.parametrize("text", ["a;", "a\n", "-a;", "'';", "a.b;", "f'{a}';", "[],"])
@pytest.mark.parametrize("kind", ["py", "ipynb"])
def test_code_whose_syntax_tree_would_be_enormous_is_refused_in_words(text: str, kind: str) -> None:
    code = GOOD + text * ((250 << 10) // len(text))
    data = code.encode() if kind == "py" else notebook("[]", code)
    assert f"more than {MAX_TOKENS} names" in problem(read_source(data, f"a.{kind}", MATERIAL))


def test_a_long_text_and_a_long_comment_are_read_in_code() -> None:
    code = f"{GOOD}# {'a, ' * 40_000}\ntable = '{'1, ' * 40_000}'\n"
    assert len(read_source(code.encode(), "a.py", MATERIAL).units) == 2


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a = 1.5\n", 4),
        ("a.b(c)", 6),
        ("'a b c' + \"d\"", 3),
        ("# a b c", 0),
        ("f'{a} {b}'", 3),
        ("'''a\nb''' # c", 1),
        ("日本語 = 1", 3),
    ],
)
def test_names_numbers_signs_and_texts_are_counted(text: str, count: int) -> None:
    assert token_count(text) == count


def test_syntax_trees_are_remembered_up_to_a_number_of_characters() -> None:
    statements._remembered.cache_clear()
    for number in range(30):
        statements.parse_python(f"a = {number}\n" + "a;" * 4_000)
    kept = statements._remembered._trees
    assert sum(map(len, kept)) <= statements._REMEMBERED
    assert any(text.startswith("a = 29\n") for text in kept)
    statements._remembered.cache_clear()


def bomb(megabytes: int, name: str) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        info = tarfile.TarInfo(name)
        info.size = megabytes << 20
        archive.addfile(info, io.BytesIO(bytes(info.size)))
    return packed.getvalue()


def test_a_students_archives_together_take_no_more_memory_than_one_may(tmp_path: Path) -> None:
    packed = bomb(15, "lesson.ipynb")
    assert len(packed) < 100_000
    for number in range(10):
        (tmp_path / f"{number}.tar.gz").write_bytes(packed)
    (tmp_path / "a.py").write_text(GOOD)
    entries, refusals = expand_archives(walk_folder(tmp_path))
    assert sum(entry.bytes_in_memory for entry in entries) <= MAX_BYTES_IN_MEMORY
    assert [entry.name for entry in entries if not entry.bytes_in_memory] == ["a.py"]
    assert len(refusals) == 10 - MAX_BYTES_IN_MEMORY // (15 << 20)
    assert all("unpacks to more than" in refusal["en"] for refusal in refusals)


def test_so_many_archives_of_one_student_are_opened_and_no_more(tmp_path: Path) -> None:
    packed = bomb(0, "notes.txt")
    for number in range(MAX_ARCHIVES + 5):
        (tmp_path / f"{number:02}.tar.gz").write_bytes(packed)
    (tmp_path / "0.tar.gz").write_bytes(gzip.compress(b""))
    (tmp_path / "zz.py").write_text(GOOD)
    entries, refusals = expand_archives(walk_folder(tmp_path))
    assert [entry.name for entry in entries if entry.name.endswith(".py")] == ["zz.py"]
    assert len(entries) <= MAX_ARCHIVES + 1
    assert sum("archives; the others were not opened" in each["en"] for each in refusals) == 1


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_a_large_class_tar_is_not_kept_in_memory(tmp_path: Path, mode: str) -> None:
    path = tmp_path / f"class.tar{'.gz' if mode == 'w:gz' else ''}"
    size, students = 6 << 20, 20
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for number in range(students):
            info = tarfile.TarInfo(f"class/s{number:02}/small_lesson.ipynb")
            info.size = size
            archive.addfile(info, io.BytesIO(bytes([number]) * size))
    tracemalloc.start()
    found = find_submissions(path, "small-lesson")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(found.students) == students
    assert peak < 4 * size
    read = [each.entries[0].read for each in found.students]
    assert [each and each()[-1] for each in read] == list(range(students))


def test_a_class_tar_that_unpacks_to_too_much_stops_in_words(tmp_path, monkeypatch) -> None:
    (tmp_path / "class.tar.gz").write_bytes(bomb(15, "ada/small_lesson.ipynb"))
    monkeypatch.setattr("autograder.submission.archive._CLASS_STREAM_BYTES", 10 << 20)
    with pytest.raises(SubmissionError, match="unpacks to more than 10 MB"):
        find_submissions(tmp_path / "class.tar.gz", "small-lesson")
