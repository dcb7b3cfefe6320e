"""Is everything said in both languages, and said differently where it is different?"""

import re
from string import Formatter

import pytest

from autograder.models import LANGUAGES
from autograder.report.i18n import data, format_points, join_cjk_lines, localized, translate

WORDS = [
    (f"{group}.{name}", texts)
    for group, entries in data("texts.json").items()
    for name, texts in entries.items()
]
REWORDINGS = [
    (f"{group}: {entry['pattern']}", entry)
    for group, entries in data("messages.json").items()
    for entry in entries
]
STATUSES = (
    "passed", "failed", "error", "timeout", "crashed", "missing", "not_attempted", "grader_error",
)  # fmt: skip


def fields(text):
    return {field for _, field, _, _ in Formatter().parse(text) if field is not None}


@pytest.mark.parametrize(("name", "texts"), WORDS, ids=[name for name, _ in WORDS])
def test_every_word_stands_in_both_languages_with_the_same_fields(name, texts):
    assert set(texts) == set(LANGUAGES)
    assert bool(texts["ja"]) == bool(texts["en"])
    assert fields(texts["ja"]) == fields(texts["en"])


@pytest.mark.parametrize(("name", "entry"), REWORDINGS, ids=[name for name, _ in REWORDINGS])
def test_every_rewording_of_an_error_stands_in_both_languages(name, entry):
    assert set(entry) == {"pattern", *LANGUAGES}
    groups = {str(i) for i in range(re.compile(entry["pattern"]).groups)}
    assert fields(entry["ja"]) == fields(entry["en"])
    assert fields(entry["ja"]) <= groups


def test_japanese_texts_are_japanese():
    japanese = re.compile("[぀-ヿ一-鿿]")
    untranslated = [
        name
        for name, texts in [*WORDS, *REWORDINGS]
        if re.search("[A-Za-z]{3}", texts["en"]) and not japanese.search(texts["ja"])
    ]
    # A line of a chart is described by its numbers and a title alone.
    assert set(untranslated) <= {"plot.curve-alt"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_statuses_share_a_word(language):
    words = {translate(f"status.{status}", language) for status in STATUSES}
    assert len(words) == len(STATUSES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_grader_error_says_that_it_is_no_zero(language):
    about = translate("about.grader_error", language)
    assert "0 点でもありません" in about or "not a zero" in about


def test_a_missing_translation_falls_back_to_english():
    assert localized({"en": "only"}, "ja") == "only"
    assert localized({}, "ja") == ""


@pytest.mark.parametrize(
    ("points", "shown"), [(12.0, "12"), (7.5, "7.5"), (10 / 3, "3.33"), (0.0, "0"), (100.0, "100")]
)
def test_points_are_written_as_people_write_them(points, shown):
    assert format_points(points) == shown


def test_a_line_break_in_a_data_file_leaves_no_gap_between_japanese_words():
    assert join_cjk_lines("指すのは、 損失が いちばん") == "指すのは、損失がいちばん"
    assert join_cjk_lines("w を lr 倍") == "w を lr 倍"
    assert join_cjk_lines("two words") == "two words"
