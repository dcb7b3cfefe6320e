"""Every text of the kit exists in every language, with the same fields."""

import re
from string import Formatter

import pytest

from autograder.text.catalogue import (
    LANGUAGES,
    _read,
    format_points,
    join_cjk_lines,
    join_sentences,
    localized,
    translate,
)
from tests.paths import ROOT

TEXTS = {
    f"{group}.{name}": {language: _read(language)[group].get(name) for language in LANGUAGES}
    for group, entries in _read("en").items()
    for name in entries
}
PATTERNS = [
    (f"{group}.{name}", pattern)
    for group, entries in _read("patterns").items()
    for name, pattern in entries.items()
]
CODE = "".join(
    path.read_text(encoding="utf-8")
    for path in (ROOT / "autograder").rglob("*")
    if path.suffix in (".py", ".html")
)
STATUSES = (
    "passed", "failed", "error", "timeout", "crashed", "missing", "not_attempted", "grader_error",
)  # fmt: skip


def fields(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys(language: str) -> None:
    keys = {group: set(entries) for group, entries in _read(language).items()}
    assert keys == {group: set(entries) for group, entries in _read("en").items()}


@pytest.mark.parametrize("key", TEXTS)
def test_every_text_has_the_same_fields_in_every_language(key: str) -> None:
    english = TEXTS[key]["en"]
    for text in TEXTS[key].values():
        assert bool(text) == bool(english)
        assert fields(text) == fields(english)


@pytest.mark.parametrize(("key", "pattern"), PATTERNS)
def test_every_error_pattern_has_a_text_that_uses_only_its_groups(key: str, pattern: str) -> None:
    groups = {str(i) for i in range(re.compile(pattern).groups)}
    assert fields(TEXTS[key]["en"]) <= groups


def test_japanese_texts_are_japanese() -> None:
    japanese = re.compile("[぀-ヿ一-鿿]")
    untranslated = {
        key
        for key, texts in TEXTS.items()
        if re.search("[A-Za-z]{3}", texts["en"]) and not japanese.search(texts["ja"])
    }
    # A line of a chart is described by its numbers and a title alone.
    assert untranslated <= {"plot.curve-alt"}


def test_every_text_is_used() -> None:
    grouped = {key for key, _ in PATTERNS} | {k for k in TEXTS if k.startswith("reading.")}
    dynamic = {"status", "mark", "about", "class", "page", "explain", "plot", "work-status"}
    dynamic |= {"form", "credit"}
    unused = [
        key
        for key in TEXTS
        if key not in grouped
        and key.partition(".")[0] not in dynamic
        and not re.search(rf"[\"']{re.escape(key)}[\"']", CODE)
        and f'["{key.partition(".")[2]}"]' not in CODE
    ]
    assert unused == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_statuses_share_a_word(language):
    words = {translate(f"status.{status}", language) for status in STATUSES}
    assert len(words) == len(STATUSES)


@pytest.mark.parametrize(
    ("language", "phrase"), [("ja", "0 点でもありません"), ("en", "not a zero")]
)
def test_a_grader_error_says_that_it_is_no_zero(language, phrase):
    assert phrase in translate("about.grader_error", language)


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


def test_several_texts_become_sentences_of_their_language() -> None:
    assert join_sentences(("One step is off: no minus", "", "Save it."), "en") == (
        "One step is off: no minus. Save it."
    )
    assert join_sentences(("マイナスがありません", "保存してください"), "ja") == (
        "マイナスがありません。保存してください"
    )
    assert join_sentences(("マイナスがありません。", "保存"), "ja") == "マイナスがありません。保存"
    assert join_sentences((), "en") == ""
