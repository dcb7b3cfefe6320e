"""Two texts beside each other: what differs is marked, without colour, within bounds."""

from dataclasses import replace
from difflib import SequenceMatcher

import pytest

from autograder.models import Counterexample
from autograder.report import text_diff
from autograder.report.exercise_feedback import Example
from autograder.report.explanation import explain
from autograder.report.notebook_card import card
from autograder.report.terminal import _example
from autograder.report.text_diff import diff_texts
from autograder.report.value_diff import diff_values


def shown(lines):
    """Each line as its sign and its text, what differs in brackets."""
    return [
        line.sign + "".join(f"[{x.text}]" if x.differs else x.text for x in line.pieces)
        for line in lines
    ]


CASES = {
    "a sign inside a line": (
        "Hello, Ada!\nBye\n",
        "Hello, Bda!\nBye\n",
        ["≠Hello, [A]da!", " Bye", " "],
        ["≠Hello, [B]da!", " Bye", " "],
    ),
    "a space at the end of a line": (
        "a b\nc",
        "a b \nc",
        ["≠a b", " c"],
        ["≠a b[␣]", " c"],
    ),
    "a line that is missing": ("a\nb\nc", "a\nc", [" a", "−[b]", " c"], [" a", " c"]),
    "a line too many": ("a\nc", "a\nb\nc", [" a", " c"], [" a", "+[b]", " c"]),
    "no line end at the end": ("a\n", "a", [" a", "−[↵]"], [" a"]),
    "one line, quoted": ("2026-11-29", "2026/11/29", [" '2026[-]11[-]29'"], [" '2026[/]11[/]29'"]),
    "nothing in common": ("yes\nno", "42\nno", ["≠[yes]", " no"], ["≠[42]", " no"]),
    "full-width signs": (
        "合計：10円\n",
        "合計:10円\n",
        ["≠合計[：]10円", " "],
        ["≠合計[:]10円", " "],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_differs_in_a_text_is_marked_in_its_line(name):
    wanted, got, left, right = CASES[name]
    one, other = diff_texts(wanted, got)
    assert (shown(one), shown(other)) == (left, right)


def test_texts_within_a_result_have_their_lines_and_equal_ones_do_not():
    expected, got, _ = diff_values("('a\\nb', 'same', 1)", "('a\\nc', 'same', 2)")
    assert shown(expected.parts["1"].lines) == [" a", "≠[b]"]
    assert shown(got.parts["1"].lines) == [" a", "≠[c]"]
    assert not got.parts["2"].lines and not got.parts["3"].lines


def test_a_text_whose_end_was_cut_off_is_still_taken_apart():
    expected, got, _ = diff_values("'one\\ntwo\\nth", "'one\\nTwo\\nth\\")
    assert shown(got.lines) == [" one", "≠[T]wo", " th"]
    assert shown(expected.lines)[1] == "≠[t]wo"


def test_a_long_text_is_shown_around_its_first_difference():
    lines = [f"line {number}" for number in range(200)]
    one, other = diff_texts("\n".join(lines), "\n".join([*lines[:150], "x", *lines[151:]]))
    assert len(other) == text_diff.MOST_LINES + 2
    assert shown(other)[:5] == ["…", " line 147", " line 148", " line 149", "≠[x]"]
    assert shown(other)[-1] == "…" and shown(one)[4] == "≠[line 150]"


def test_a_long_line_is_cut_around_its_first_difference():
    [one], [other] = diff_texts("a" * 3000 + "b" + "c" * 900, "a" * 3000 + "x" + "c" * 900)
    assert all(len(shown([line])[0]) < text_diff.LONG + 10 for line in (one, other))
    assert "[x]" in shown([other])[0]


@pytest.mark.parametrize("text", ["a\n" * 2000, "ab" * 2000, "\n" * 4000, "a b\n" * 1000])
def test_the_work_is_bounded_whatever_the_texts_are(text, monkeypatch):
    sizes = []

    class Measured(SequenceMatcher):
        def __init__(self, isjunk, a, b, **options):
            sizes.extend([len(a), len(b)])
            super().__init__(isjunk, a, b, **options)

    monkeypatch.setattr(text_diff, "SequenceMatcher", Measured)
    one, other = diff_texts(text[1:], text[::-1] + "b")
    assert max(sizes) <= text_diff.READ_LINES
    assert max(len(one), len(other)) <= text_diff.MOST_LINES + 2


def test_signs_that_act_on_a_terminal_are_made_visible():
    _, other = diff_texts("a\nb", "a\n\x1b[31mb\u202e\u2028")
    text = "".join(shown(other))
    assert "\x1b" not in text and "\u202e" not in text and "\n" not in text


def test_a_terminal_shows_what_differs_without_colour():
    expected, got, remark = diff_values("'a 合計\\nb'", "'a 小計\\nb'")
    lines = _example(Example("f()", expected, got, remark, ""), "en", 80, False)
    assert [line[6:] for line in lines[-3:]] == ["≠ a 小計", "    ^^", "  b"]


def test_a_page_shows_the_signs_and_marks_and_no_markup_of_a_student(misled, texts):
    verdict = replace(
        misled("l2_penalty", "half-factor"),
        counterexample=Counterexample(
            "f()", repr("one\n<b>two</b>"), repr("one\n<i>two</i>\n<script>"), ""
        ),
    )
    page = str(card([explain("l2_penalty", verdict, texts, "en")]))
    assert '<pre class="ag-text">' in page and '<span class="ag-sign">≠ </span>' in page
    assert '&lt;<mark title="differs">i</mark>&gt;two' in page
    assert '<span class="ag-sign">+ </span><mark title="differs">&lt;script&gt;</mark>' in page
    assert "<script>" not in page and "<b>" not in page
