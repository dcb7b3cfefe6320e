"""The feedback page shows what it must, and nothing that a submission injects."""

import re
from dataclasses import replace
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest

from autograder.files import safe_name
from autograder.report.feedback_page import student_page, write_student_page
from autograder.report.html import style
from autograder.text.catalogue import LANGUAGES, translate

LOADS = ("script", "link", "iframe", "object", "embed", "img", "base", "form", "video")


@pytest.fixture
def page(texts, grade_of, misled, read):
    def make(language="en", grade=None, **options):
        grade = grade or grade_of(
            compute_attention=misled("compute_attention", "missing-scale"),
            sgd_step=misled("sgd_step", "gradient-ascent"),
        )
        return read(student_page(grade, texts, language, **options))

    return make


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_points_come_first(page, grade_of, language):
    read = page(language, grade_of(), title="Transformer")
    level, heading = read.headings[0]
    assert level == 1
    assert heading.split()[0] == "40"
    assert ("満点" if language == "ja" else "of 40") in heading


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_exercise_shows_all_that_a_student_learns_from(page, texts, misled, language):
    own = texts["compute_attention"]
    wrong = own["misconceptions"]["missing-scale"]
    shown = page(language)
    for text in (
        own["title"][language],
        own["checks"]["values"][language] if "values" in own["checks"] else own["formula"],
        wrong[language]["title"],
        wrong[language]["hint"][:20],
        own["formula"],
        wrong["formula"],
        own["section"][language],
        translate("explain.expected", language),
        translate("explain.got", language),
    ):
        assert " ".join(text.split()) in shown.words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_its_language_and_speaks_no_other(page, language):
    read = page(language)
    assert read.all("html") == [{"lang": language}]
    other = {"ja": "Checks failed", "en": "成り立って"}[language]
    assert other not in read.words


def test_the_page_is_one_file_that_loads_nothing(page):
    read = page()
    assert not [name for name, _ in read.elements if name in LOADS]
    for name, attributes in read.elements:
        for key, value in attributes.items():
            assert not key.startswith("on"), (name, key)
            assert key == "xmlns" or "://" not in (value or ""), (name, key)
            if key == "href":
                assert value.startswith("#")
    assert "url(" not in style("exercise.css") + style("page.css")


def test_links_inside_the_page_lead_somewhere(page):
    read = page()
    ids = {attributes.get("id") for _, attributes in read.elements}
    links = [attributes["href"] for attributes in read.all("a")]
    assert links
    assert {link.removeprefix("#") for link in links} <= ids


def test_headings_go_down_one_level_at_a_time(page):
    levels = [level for level, _ in page().headings]
    assert levels[0] == 1
    assert all(lower <= upper + 1 for upper, lower in pairwise(levels))


def test_every_picture_has_a_text_alternative(page):
    pictures = page("ja").all("svg")
    assert [p for p in pictures if p.get("role") == "img"]
    for picture in pictures:
        assert picture.get("aria-label") or picture.get("aria-hidden") == "true"


def test_hostile_texts_stay_texts(page, grade_of, hostile, read):
    grade = replace(
        grade_of(student="<script>alert(2)</script>\u202e", l2_penalty=hostile),
        written={"explain_divergence": "<img src=x onerror=alert(3)>\x1b[31m\ud800"},
        file="</p><script>.py",
    )
    shown = page(grade=grade, reveal=("diagnosis", "counterexample"))
    assert not [name for name, _ in shown.elements if name in LOADS]
    assert not [key for _, attributes in shown.elements for key in attributes if key[:2] == "on"]
    assert "<script>alert(1)</script>" in shown.words
    assert "<img src=x onerror=alert(3)>" in shown.words


def test_control_signs_and_bidi_overrides_are_made_visible(texts, grade_of, hostile):
    grade = replace(
        grade_of(student="eve\u202egnp", l2_penalty=hostile),
        written={"explain_divergence": "\x1b[31m\ud800\x00\u2066"},
    )
    text = student_page(grade, texts, "en")
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text
    )
    assert "␛[31m" in text
    assert "\\u202e" in text
    text.encode("utf-8")


def test_names_of_numeric_references_are_not_decoded_into_markup(texts, grade_of):
    text = student_page(grade_of(student="&lt;b&gt;"), texts, "en")
    assert "&amp;lt;b&amp;gt;" in text
    assert "&lt;b&gt;" in unescape(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_grader_error_is_loud_and_never_a_zero(page, grade_of, silent, language):
    grade = replace(
        grade_of(l2_penalty=silent("l2_penalty", "grader_error", "Traceback /srv/secret")),
        status="grader_error",
        points=None,
    )
    shown = page(language, grade)
    assert shown.headings[0][1] == translate("page.no-points", language)
    assert translate("page.grader-error", language) in shown.words
    assert translate("status.grader_error", language) in shown.words
    assert "secret" not in shown.words
    assert "? / 10" in shown.words
    assert "0 / 10" not in shown.words.replace("10 / 10", "")


def test_a_grade_without_any_verdict_still_makes_a_page(page, grade_of):
    grade = replace(grade_of(), status="grader_error", points=None, exercises={}, written={})
    shown = page("ja", grade)
    assert translate("page.grader-error", "ja") in shown.words
    assert "発散を説明する" in shown.words


def test_nothing_but_points_and_claims_is_left_when_the_course_reveals_nothing(page, texts):
    shown = page("en", reveal=())
    wrong = texts["compute_attention"]["misconceptions"]["missing-scale"]
    claims = texts["compute_attention"]["checks"].values()
    assert all(claim["en"] in shown.words for claim in claims)
    assert wrong["en"]["title"] not in shown.words
    assert wrong["formula"] not in shown.words
    assert "np.array" not in shown.words
    assert not [picture for picture in shown.all("svg") if picture.get("role") == "img"]


def test_weaker_isolation_is_said_on_the_page(page):
    note = translate("page.isolation-process", "en")
    assert note in page(isolation="process").words
    assert note not in page(isolation="bubblewrap").words


def test_a_written_answer_is_shown_as_marked_by_a_person(page):
    shown = page("en")
    assert "|1 − lr·λ| > 1" in shown.words
    assert "graded manually" in shown.words


def test_the_cells_that_differ_are_marked_in_more_than_colour(page):
    assert page().all("mark")
    assert (
        "text-decoration: underline" in re.search(r"\.ag mark \{[^}]*\}", style("exercise.css"))[0]
    )


def test_the_page_stands_where_others_look_for_it(tmp_path, texts, grade_of):
    grade = grade_of(student="ada")
    path = write_student_page(grade, student_page(grade, texts, "ja"), tmp_path)
    assert path == tmp_path / "feedback" / "ada" / "transformer-basics" / "feedback.html"
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    "student",
    ["..", ".", "", "../../etc", "a/b", "a\\b", "C:", "con", "x" * 400, "é" * 200, "nul.txt", "a.",
     "tab\t", "nul\0", "\ud800", "%2e%2e", "ｱ/../b"],
)  # fmt: skip
def test_no_name_leads_out_of_the_feedback_folder(tmp_path, student):
    name = safe_name(student)
    assert Path(name).name == name
    assert name not in ("", ".", "..")
    assert (tmp_path / name).resolve().parent == tmp_path.resolve()
    (tmp_path / name).mkdir()


def test_different_names_stay_different_and_ordinary_ones_stay_as_they_are():
    odd = ["a/b", "a%2Fb", "a\\b", "..", "%2E%2E", "x" * 400, "x" * 401, "con", "%63on"]
    assert len({safe_name(name) for name in odd}) == len(odd)
    for name in ("ada", "山田 太郎", "s-123_4", "anne.marie", "o'neil"):
        assert safe_name(name) == name


def colours(block):
    """The colour variables of the light, dark or printed page."""
    css = style("exercise.css")
    start = {
        "light": css.index(".ag {"),
        "dark": css.index("dark)"),
        "print": css.index("@media print"),
    }
    light = dict(re.findall(r"--ag-([\w-]+): (#\w+)", css[start["light"] : start["dark"]]))
    own = css[start[block] : start[block] + 700]
    return light | dict(re.findall(r"--ag-([\w-]+): (#\w+)", own))


def contrast(one, other):
    def luminance(colour):
        digits = colour[1:] if len(colour) == 7 else "".join(2 * sign for sign in colour[1:])
        parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("block", ["light", "dark", "print"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        *(
            (ink, ground)
            for ink in ("ink", "muted", "right", "wrong")
            for ground in ("paper", "panel")
        ),
        ("mark-ink", "mark"),
        ("loud-ink", "loud"),
    ],
)
def test_every_text_has_the_contrast_that_wcag_aa_asks_for(block, ink, ground):
    colour = colours(block)
    assert contrast(colour[ink], colour[ground]) >= 4.5


def test_files_that_nobody_graded_are_named_in_both_languages(page, grade_of):
    grade = replace(grade_of(), file="a/work.py", ignored_files=("helper.py", "old (1).ipynb"))
    english = page("en", grade).words
    assert "Also found, not graded: helper.py, old (1).ipynb." in english
    assert "採点していないファイル：helper.py、old (1).ipynb。" in page("ja", grade).words
    assert "not graded:" not in page("en", grade_of()).words
