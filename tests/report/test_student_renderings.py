"""Terminal and notebook card: they say what the page says, also on a student's machine."""

import re
import subprocess
import sys

import pytest

from autograder.report.explanation import explain
from autograder.report.html import element, style
from autograder.report.notebook_card import card
from autograder.report.terminal import columns, render_exercise, wrap
from autograder.text.catalogue import LANGUAGES, translate
from autograder.text.sanitize import encodable, sanitize


@pytest.mark.parametrize("language", LANGUAGES)
def test_terminal_and_card_say_the_same(misled, texts, read, language):
    explanation = explain(
        "compute_attention", misled("compute_attention", "missing-scale"), texts, language
    )
    on_card = read(card([explanation])).words
    in_terminal = "".join(render_exercise(explanation).split())
    said = [claim.description for claim in (*explanation.holds, *explanation.fails)]
    said += [
        explanation.title,
        explanation.status_word,
        explanation.formula,
        explanation.section,
        *explanation.hints,
    ]
    said += [
        word for item in explanation.diagnoses for word in (item.title, item.why, item.formula)
    ]
    assert len(said) > 10
    for text in said:
        assert " ".join(text.split()) in on_card
        assert "".join(text.split()) in in_terminal


@pytest.mark.parametrize("language", LANGUAGES)
def test_belief_formulas_and_example_come_before_the_list_of_checks(misled, texts, read, language):
    feedback = explain(
        "compute_attention", misled("compute_attention", "missing-scale"), texts, language
    )
    [item] = feedback.diagnoses
    order = (
        item.title,
        feedback.formula,
        item.formula,
        translate("explain.example", language),
        feedback.hints[0],
        feedback.fails[0].description,
        feedback.holds[0].description,
    )
    for shown in (read(card([feedback])).words, render_exercise(feedback, width=10_000)):
        words = " ".join(shown.split())
        places = [words.index(" ".join(text.split())) for text in order]
        assert places == sorted(places)


def test_of_two_mistakes_neither_formula_is_called_the_students(misled, texts, read):
    feedback = explain(
        "sgd_step", misled("sgd_step", "gradient-ascent", "changes-in-place"), texts, "en"
    )
    for shown in (read(card([feedback])).words, render_exercise(feedback, width=10_000)):
        assert shown.count(translate("explain.formula-alone", "en")) == 2
        assert translate("explain.formula-yours", "en") not in shown


def test_points_are_unknown_while_the_grader_is_at_fault(silent, texts):
    explanation = explain("l2_penalty", silent("l2_penalty", "grader_error"), texts, "en")
    assert "! GRADER ERROR" in render_exercise(explanation)
    assert "? / 10" in render_exercise(explanation)


def test_no_escape_sequence_of_a_submission_reaches_the_terminal(hostile, texts):
    explanation = explain("l2_penalty", hostile, texts, "en")
    assert "\x1b" not in render_exercise(explanation)
    assert "\u202e" not in render_exercise(explanation)
    assert "␛[2J" in render_exercise(explanation)


def test_colour_is_there_only_when_asked_for(misled, texts):
    explanation = explain("l2_penalty", misled("l2_penalty", "half-factor"), texts, "ja")
    assert "\x1b[" not in render_exercise(explanation)
    assert re.sub(
        r"\x1b\[[\d;]*m", "", render_exercise(explanation, colour=True)
    ) == render_exercise(explanation)


def test_what_differs_has_a_star_in_the_terminal(misled, texts):
    explanation = explain("sgd_step", misled("sgd_step", "gradient-ascent"), texts, "en")
    assert "1.05*" in render_exercise(explanation)
    assert "0.95*" not in render_exercise(explanation)


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_of_prose_keep_to_the_width(misled, texts, language):
    explanation = explain("sgd_step", misled("sgd_step", "normalises-gradient"), texts, language)
    for line in render_exercise(explanation, width=60).splitlines():
        assert columns(line) <= 60 or "np.array" in line or "grad" in line


def test_japanese_is_wrapped_between_signs_and_no_line_begins_with_a_full_stop():
    lines = wrap("勾配が指すのは、損失がいちばん速く「増える」向きです。" * 4, 24, "  ")
    assert len(lines) > 4
    assert all(columns(line) <= 26 for line in lines)
    assert not [line for line in lines if line.strip()[0] in "、。」"]


def test_words_are_not_broken_in_english():
    text = "Go along the gradient sounds like a sum, but it points uphill."
    assert " ".join(line.strip() for line in wrap(text, 20, "  ")) == text


def test_the_card_brings_its_own_style_and_touches_nothing_around_it(misled, texts, read):
    explanation = explain("l2_penalty", misled("l2_penalty", "half-factor"), texts, "ja")
    shown = read(card([explanation]))
    assert shown.elements[0] == ("div", {"class": "ag ag-card", "lang": "ja"})
    assert not shown.all("script")
    rules = re.sub(r"/\*.*?\*/|@media[^{]*", "", style("exercise.css"), flags=re.DOTALL)
    selectors = [s.strip() for group in re.findall(r"([^{}]+)\{", rules) for s in group.split(",")]
    assert len(selectors) > 50
    assert not [selector for selector in selectors if selector and not selector.startswith(".ag")]


def test_hostile_texts_stay_texts_on_the_card(hostile, texts, read):
    shown = read(card([explain("l2_penalty", hostile, texts, "en")]))
    assert not [name for name, _ in shown.elements if name in ("script", "img")]
    assert "<script>alert(1)</script>" in shown.words


def test_the_terminal_needs_nothing_that_a_student_does_not_have():
    program = """
import sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("jinja2", "markupsafe", "matplotlib", "rich", "yaml", "nbformat"):
            raise ModuleNotFoundError(f"{name} is not on a student's machine")
sys.meta_path.insert(0, Refuse())
from autograder.models import Verdict
from autograder.report.explanation import explain
from autograder.report.terminal import render_exercise
from autograder.selfcheck.notebook_check import _card
explanation = explain("f", Verdict("timeout", 0.0, 5.0), {"f": {"title": {"en": "<F>"}}}, "en")
assert "timeout" in render_exercise(explanation)
shown = _card(explanation)  # in a kernel without Jupyter's own packages
assert "timeout" in repr(shown)
assert shown._repr_html_().startswith("<pre>") and "&lt;F&gt;" in shown._repr_html_()
"""
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60
    )
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("encoding", ["cp932", "cp1252", "ascii"])
def test_a_console_without_the_signs_gets_plainer_ones(encoding):
    shown = encodable("✓ passed  ✗ failed  √d_k", encoding)
    shown.encode(encoding)
    assert shown.startswith("o passed  x failed")
    assert encodable("○ 合格", "cp932") == "○ 合格"


def test_a_quotation_mark_does_not_end_an_attribute():
    assert element("p", title='"><script>') == '<p title="&#34;&gt;&lt;script&gt;"></p>'


def test_long_texts_are_cut_and_newlines_stay():
    assert sanitize("a\r\nb\tc") == "a\nb\tc"
    assert sanitize("x" * 50, limit=10) == "x" * 9 + "…"
    assert sanitize("bell\x07 del\x7f c1\x9b2J") == "bell␇ del␡ c1\ufffd2J"
