"""The staff page of a student shows all that is known, with code and line."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from autograder.grading.store.history import take_snapshot
from autograder.models import CodeUnit, Source, Verdict
from autograder.report.class_report.class_page import PageSetting
from autograder.report.class_report.code_excerpt import Reader, code_block
from autograder.report.class_report.staff_student_page import (
    StaffPageWriter,
    StudentContext,
    student_detail,
)
from autograder.report.feedback_page import student_page
from autograder.text.catalogue import LANGUAGES, translate

NAMES = ("compute_attention", "sgd_step", "l2_penalty")
CODE = """\
import numpy as np


def helper(w):
    return undefined_name * w


def unrelated():
    return 1


def l2_penalty(w, lam):
    '''First line.

    More.
    Of it.
    And more.
    '''
    # squares
    return lam * helper(w)
"""


@pytest.fixture
def source(material):
    from autograder.submission.source_reader import read_source

    return read_source(CODE.encode(), "transformer_basics.py", material)


@pytest.fixture
def detail(texts, tmp_path, read):
    def make(grade, language="en", dossier=StudentContext(), **options):  # noqa: B008
        setting = PageSetting(language, texts, **options)
        return read(student_detail(grade, setting, tmp_path, dossier))

    return make


def shown(code):
    return re.sub(r"<[^>]+>", "", code_block(code, "en") or "")


def test_the_code_of_an_exercise_comes_with_the_functions_that_it_uses(source):
    code = Reader(source, NAMES).code_of("l2_penalty")
    assert [piece.lines[0] for piece in code.own] == ["def l2_penalty(w, lam):"]
    assert [piece.lines[0] for piece in code.used] == ["def helper(w):"]
    assert "unrelated" not in shown(code)
    assert Reader(source, NAMES).code_of("sgd_step").own == ()


def test_lines_have_the_numbers_of_the_file(source):
    text = code_block(Reader(source, NAMES).code_of("l2_penalty"), "en")
    assert '<i data-n="19"></i>    # squares' in text
    assert '<i data-n="4"></i>def helper(w):' in text


def test_a_long_docstring_is_folded_and_numbers_go_on(source):
    text = shown(Reader(source, NAMES).code_of("l2_penalty"))
    assert "First line." in text
    assert "Of it." not in text
    assert "⋯" in text


def test_the_line_at_which_it_stopped_is_marked(source):
    message = "NameError: name 'undefined_name' is not defined (line 5)"
    code = Reader(source, NAMES).code_of("l2_penalty", message)
    (marked,) = [piece for piece in (*code.own, *code.used) if piece.marked]
    assert marked.lines[marked.marked - marked.first] == "    return undefined_name * w"
    block = code_block(code, "en")
    assert re.findall(r"<mark[^>]*>(.*?)</mark>", block) == ["    return undefined_name * w"]
    assert translate("class.code-line", "en", line=5) in block


def test_a_line_that_could_stand_in_two_cells_is_not_guessed():
    units = (
        CodeUnit("def helper(w):\n    return q", "cell 3, line 1", ("helper",)),
        CodeUnit(
            "def l2_penalty(w, lam):\n    return helper(w)", "cell 4, line 1", ("l2_penalty",)
        ),
    )
    reader = Reader(Source("a.ipynb", units), NAMES)
    ambiguous = reader.code_of("l2_penalty", "NameError: name 'q' is not defined (line 2)")
    assert not [piece for piece in (*ambiguous.own, *ambiguous.used) if piece.marked]
    named = reader.code_of("l2_penalty", "cell 4, line 2: SyntaxError: invalid syntax")
    assert [piece.marked for piece in named.own] == [2]


def test_code_is_shown_and_never_obeyed(texts, tmp_path, read, grade_of, misled):
    attack = "def l2_penalty(w, lam):\n    return '</code><script>alert(1)</script>\u202e\x1b'"
    source = Source("a.py", (CodeUnit(attack, "line 1", ("l2_penalty",)),))
    grade = grade_of("eve", l2_penalty=misled("l2_penalty", "half-factor"))
    text = student_detail(grade, PageSetting("en", texts), tmp_path, StudentContext(source))
    parsed = read(text)
    assert len(parsed.all("script")) == 1  # the page's own, see its policy
    assert "</code><script>alert(1)</script>" in parsed.words
    assert "\u202e" not in text and "\x1b" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ta_sees_all_that_the_student_sees(
    detail, read, texts, grade_of, misled, source, language
):
    grade = grade_of("bob", sgd_step=misled("sgd_step", "gradient-ascent"))
    own = read(student_page(grade, texts, language))
    staff = detail(grade, language, StudentContext(source))
    wrong = texts["sgd_step"]["misconceptions"]["gradient-ascent"][language]
    place = own.words.index(wrong["title"])
    assert own.words[place - 200 : place + 200] in staff.words
    assert "helper" in staff.words
    assert "helper" not in own.words


def test_the_staff_reads_what_the_grader_said_and_the_student_does_not(
    detail, read, texts, grade_of, silent
):
    fault = silent("l2_penalty", "grader_error", "GraderError: /srv/secret is gone")
    grade = replace(grade_of("bob", l2_penalty=fault), status="grader_error", points=None)
    assert "/srv/secret is gone" in detail(grade).words
    assert "secret" not in read(student_page(grade, texts, "en")).words


def test_the_rubric_stands_below_the_written_answer(detail, grade_of, library):
    rubrics = {name: exercise.rubric for name, exercise in library.items()}
    words = detail(grade_of("bob"), rubrics=rubrics).words
    assert rubrics["explain_divergence"]["en"][0]["text"][:20] in words
    assert words.index("|1 − lr·λ| > 1") < words.index(translate("class.rubric", "en"))


def test_earlier_runs_are_listed_the_latest_first(detail, grade_of, misled):
    wrong = grade_of("bob", sgd_step=misled("sgd_step", "gradient-ascent"))
    times = [datetime(2026, 11, day, tzinfo=UTC) for day in (1, 2)]
    runs = [
        take_snapshot("transformer-basics", [each], {}, when)
        for each, when in zip((wrong, grade_of("bob")), times, strict=True)
    ]
    words = detail(grade_of("bob"), dossier=StudentContext(runs=runs)).words
    assert words.index("2026-11-02") < words.index("2026-11-01")
    assert translate("class.earlier-runs", "en") not in detail(grade_of("bob")).words


def test_a_run_in_which_nothing_changed_for_the_student_leaves_the_page_alone(detail, grade_of):
    """Else a late submission would rewrite the pages of the whole class."""
    times = [datetime(2026, 11, day, tzinfo=UTC) for day in (1, 2)]
    runs = [take_snapshot("transformer-basics", [grade_of("bob")], {}, when) for when in times]
    before = detail(grade_of("bob"), dossier=StudentContext(runs=runs[:1])).words
    assert detail(grade_of("bob"), dossier=StudentContext(runs=runs)).words == before


def test_there_is_a_page_for_everyone_with_links_that_lead_somewhere(
    texts, tmp_path, read, grade_of
):
    names = ["a b", "../../etc", "ada", "名前", "x?y#z"]
    (tmp_path / "report.html").touch()
    (tmp_path / "students").mkdir()
    (tmp_path / "students" / "left-the-course.html").touch()
    written = StaffPageWriter(names, PageSetting("en", texts), tmp_path)
    for number, name in enumerate(names):
        written.write(number, grade_of(name))
    pages = sorted((tmp_path / "students").iterdir())
    assert len(pages) == len(names)
    for path in pages:
        for link in read(path.read_text(encoding="utf-8")).all("a"):
            if not link["href"].startswith("#"):
                assert (path.parent / unquote(link["href"])).exists(), link


def unquote(address: str) -> Path:
    from urllib.parse import unquote as plain

    return Path(plain(address))


def test_a_page_without_code_says_why(detail, grade_of, source):
    assert translate("class.code-none", "en") in detail(grade_of("ada")).words
    assert (
        translate("class.code-none", "en")
        not in detail(grade_of("ada"), dossier=StudentContext(source)).words
    )


def test_a_verdict_that_is_not_known_needs_no_code(detail, grade_of, source):
    timeout = Verdict("timeout", 0.0, 10.0, message="timeout")
    assert detail(grade_of("ada", l2_penalty=timeout), dossier=StudentContext(source)).words
