"""Japanese and English readers get the same lesson."""

import re

import pytest

SECTIONS = [
    "introduction",
    *(f"observation-{number}" for number in range(1, 6)),
    "experiment-learning-rate",
    "experiment-overfitting",
    "experiment-preprocessing",
    "summary",
]
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


def pairs(lesson):
    """Every Japanese text beside the English one that follows it."""
    written = [cell for cell in lesson if cell.language]
    return list(zip(written[::2], written[1::2], strict=True))


def test_the_sections_stand_in_the_order_of_the_source(lesson):
    assert list(dict.fromkeys(cell.section for cell in lesson)) == SECTIONS


def test_each_text_is_followed_at_once_by_its_other_language(lesson):
    for position, cell in enumerate(lesson):
        if cell.language == "ja":
            follower = lesson[position + 1]
            assert follower.language == "en", cell.source
            assert (follower.kind, follower.section) == (cell.kind, cell.section)
    for ja, en in pairs(lesson):
        assert (ja.language, en.language) == ("ja", "en")


def test_each_text_is_in_its_own_language(lesson):
    for ja, en in pairs(lesson):
        assert JAPANESE.search(ja.source), ja.source
        assert not JAPANESE.search(en.source), en.source


def test_code_that_both_languages_share_speaks_neither(lesson):
    for cell in lesson:
        if cell.kind == "code" and cell.language is None:
            assert cell.source.replace("⏳", "").replace("⚠", "").isascii(), cell.source


@pytest.mark.parametrize(
    "what",
    [
        pytest.param(r"(?<![\w.])\d+\.\d+", id="decimals"),
        pytest.param(r"\*\*\d+\*\*", id="counts"),
        pytest.param(r"`[^`]+`", id="names of code"),
        pytest.param(r"(?m)^#+ ", id="headings"),
        pytest.param(r"(?m)^(?:- |\d\. )", id="list items"),
        pytest.param(r"(?m)^\|", id="table rows"),
        pytest.param(r"(?m)^\$\$", id="displayed formulas"),
        pytest.param(r"</?\w+>", id="html"),
        pytest.param(r"\{\w+(?:!r)?\}", id="placeholders"),
    ],
)
def test_both_languages_have_the_same(lesson, what):
    for ja, en in pairs(lesson):
        assert sorted(re.findall(what, ja.source)) == sorted(re.findall(what, en.source)), ja.source
