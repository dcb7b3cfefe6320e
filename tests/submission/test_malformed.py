"""Broken files: a clear word for what is broken, and nothing else is touched."""

import pytest
import yaml

from autograder.submission import read_source
from autograder.submission.decoding import MAX_NOTEBOOK_BYTES, MAX_PY_BYTES
from autograder.submission.read_errors import UnreadableFileError
from tests.paths import DATA
from tests.submission.material import (
    ALPHA,
    RELEASED,
    code,
    notebook,
    read_cells,
    read_py,
    run,
    sound,
    work_file,
)

CASES = sorted(path.parent for path in DATA.glob("malformed/*/expect.yaml"))


@pytest.mark.parametrize("folder", CASES, ids=lambda path: path.name)
def test_a_broken_place_costs_itself_and_says_why(folder):
    expect = yaml.safe_load((folder / "expect.yaml").read_text(encoding="utf-8"))
    file = work_file(folder)
    source = read_source(file.read_bytes(), file.name, RELEASED)
    if "problem" in expect:
        assert source.units == ()
        assert expect["problem"] in source.problem["en"]
        assert source.problem["ja"] != source.problem["en"]
        return
    assert source.problem is None
    assert sound(source) == expect["sound"]
    _, errors = run(source)
    for name, text in expect.get("says", {}).items():
        assert text in errors[name]


def test_there_are_cases_of_both_kinds_of_file():
    kinds = [work_file(folder).suffix for folder in CASES]
    assert kinds.count(".py") >= 40
    assert kinds.count(".ipynb") >= 40


def test_a_huge_notebook_is_refused_with_its_size():
    source = read_source(b"# " + b"x" * MAX_NOTEBOOK_BYTES, "small_lesson.ipynb", RELEASED)
    assert "16.0 MB; at most 16 MB" in source.problem["en"]
    assert "出力を消す" in source.problem["ja"]


def test_huge_code_is_refused_and_the_words_say_what_to_take_out():
    for source in (read_py("x = 1\n" * 100_000), read_cells(code("x = 1\n" * 100_000))):
        assert "longer than 256 kB" in source.problem["en"]
        assert "貼り付けたデータ" in source.problem["ja"]
        assert source.units == ()


def test_a_notebook_of_many_tiny_objects_is_refused_before_it_is_built():
    data = notebook(code(ALPHA)).replace(b'"metadata": {}', b'"metadata": {"x": [%s]}', 1)
    source = read_source(data.replace(b"%s", b"[]," * 600_000 + b"0"), "a.ipynb", RELEASED)
    assert "too much" in source.problem["en"]


def test_more_statements_than_anybody_writes_are_refused():
    assert "more than 2000 statements" in read_py("x = 1\n" * 2_001).problem["en"]
    assert read_py("x = 1\n" * 2_000).problem is None


@pytest.mark.parametrize(
    "hostile",
    ["(\n", "x y\n", "'''\n", '"""a\nx y\n', "def f(\n", "@\n", "else\n", "\\\n", '"""\n(\n'],
)
def test_hostile_text_takes_bounded_work(hostile, monkeypatch):
    from autograder.submission import statements

    compiled = []
    monkeypatch.setattr(
        statements,
        "parse_python",
        lambda text, real=statements.parse_python: compiled.append(len(text)) or real(text),
    )
    text = hostile * (MAX_PY_BYTES // len(hostile))
    read_py(text)
    assert sum(compiled) < 6 * MAX_PY_BYTES


def test_a_problem_is_worded_in_both_languages_and_stays_one_line():
    refused = UnreadableFileError("link", name="a\nb\x1b[31m" + "x" * 500)
    for text in refused.texts.values():
        assert text.isprintable() and len(text) < 200
