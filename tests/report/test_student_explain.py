"""Feedback is true, reveals nothing that it may not, and shows the way on."""

import ast
import json
from dataclasses import replace

import pytest

from autograder.models import Counterexample, ManualMark
from autograder.report.error_messages import error_location, friendly_error
from autograder.report.exercise_texts import exercise_texts
from autograder.report.explanation import REVEAL_ALL, explain, explain_written, with_mark
from autograder.report.value_diff import diff_values, layout
from autograder.text.catalogue import translate


def test_a_diagnosis_brings_title_reason_formula_and_hint(misled, texts):
    explanation = explain("l2_penalty", misled("l2_penalty", "half-factor"), texts, "en")
    [diagnosis] = explanation.diagnoses
    words = texts["l2_penalty"]["misconceptions"]["half-factor"]
    assert diagnosis.title == words["en"]["title"]
    assert diagnosis.formula == words["formula"] != explanation.formula
    assert explanation.formula == texts["l2_penalty"]["formula"]
    assert explanation.hints == (diagnosis.hint,)
    assert explanation.section.startswith("Observation 4")


def test_two_faults_at_once_are_both_named_with_a_hint_each(misled, texts):
    explanation = explain(
        "sgd_step", misled("sgd_step", "gradient-ascent", "changes-in-place"), texts, "ja"
    )
    assert [item.id for item in explanation.diagnoses] == ["gradient-ascent", "changes-in-place"]
    assert len(explanation.hints) == 2


def test_an_abstention_says_so_and_gives_the_first_hint_alone(returned, texts):
    explanation = explain("l2_penalty", returned("l2_penalty", value=123.0), texts, "en")
    assert explanation.diagnoses == ()
    assert explanation.abstained
    assert explanation.hints == (texts["l2_penalty"]["hints"]["en"][0],)
    assert explanation.example is not None


def test_an_exception_explains_itself_better_than_a_general_hint(returned, texts):
    verdict = returned("l2_penalty", exception_mro=("NameError", "Exception"), message="name 'a' …")
    explanation = explain("l2_penalty", verdict, texts, "en")
    assert explanation.friendly
    assert not (explanation.hints or explanation.abstained)


def test_who_has_most_of_it_right_gets_no_hint_where_to_begin(misled, texts):
    verdict = replace(misled("l2_penalty", "half-factor"), diagnosis=(), points=9.0)
    assert explain("l2_penalty", verdict, texts, "en").hints == ()
    verdict = replace(verdict, points=1.0)
    assert explain("l2_penalty", verdict, texts, "en").hints == (
        texts["l2_penalty"]["hints"]["en"][0],
    )


def test_the_hint_is_the_one_that_fits_the_first_check_that_fails(misled, texts):
    wrong = replace(misled("compute_attention", "unstable-softmax"), diagnosis=())
    hints = texts["compute_attention"]["hints"]["en"]
    first = next(check.name for check in wrong.checks if not check.passed)
    assert first == "large-scores"
    assert 2 * wrong.points > wrong.max_points
    assert explain("compute_attention", wrong, texts, "en").hints == (hints[2],)
    stuck = replace(misled("compute_attention", "missing-scale"), diagnosis=(), points=0.0)
    assert explain("compute_attention", stuck, texts, "en").hints == (hints[0],)


def test_beside_a_wrong_form_no_hint_calls_the_example_one_at_the_edge(returned, texts):
    verdict = replace(returned("l2_penalty", value=123.0), form="text+fragile")
    explanation = explain("l2_penalty", verdict, texts, "en")
    assert [item.id for item in explanation.diagnoses] == ["text", "fragile"]
    assert explanation.hints == (translate("form.text-hint", "en"),)
    alone = explain("l2_penalty", replace(verdict, form="fragile"), texts, "en")
    assert alone.hints == (translate("form.fragile-hint", "en"),)


def test_a_slip_without_a_name_gets_the_hint_of_the_check_that_fails_too(misled, texts):
    wrong = replace(misled("compute_attention", "unstable-softmax"), diagnosis=(), form="one-slip")
    hints = texts["compute_attention"]["hints"]["en"]
    shown = explain("compute_attention", wrong, texts, "en").hints
    assert shown == (translate("form.one-slip-hint", "en"), hints[2])


def test_values_that_are_nearly_right_are_said_to_be_that(returned, texts):
    rounded = Counterexample("l2_penalty(np.array([3.0]), 0.1)", "0.731059", "0.73106", "values")
    verdict = replace(returned("l2_penalty", value=123.0), counterexample=rounded)
    [hint] = explain("l2_penalty", verdict, texts, "en").hints
    assert hint == translate("explain.nearly-right", "en")
    far = replace(verdict, counterexample=replace(rounded, got="0.7"))
    assert explain("l2_penalty", far, texts, "en").hints == (texts["l2_penalty"]["hints"]["en"][0],)


def test_a_part_that_is_missing_is_said_to_be_missing(returned, texts):
    shown = Counterexample(
        "f(1)", "(np.array([1.0]), 2.0)", "np.array([1.0])  # shape (1,), wanted tuple", "values"
    )
    verdict = replace(returned("l2_penalty", value=123.0), counterexample=shown)
    [hint] = explain("l2_penalty", verdict, texts, "ja").hints
    assert hint == translate("explain.return-all", "ja", count=2)


def test_the_feedback_on_a_right_answer_is_only_what_holds(correct, texts):
    explanation = explain("l2_penalty", correct("l2_penalty"), texts, "en")
    assert explanation.perfect
    assert len(explanation.holds) == len(texts["l2_penalty"]["checks"])
    assert not (
        explanation.fails
        or explanation.unchecked
        or explanation.hints
        or explanation.section
        or explanation.example
    )


def test_with_a_wrong_value_nobody_says_that_an_argument_was_changed(misled, texts):
    explanation = explain("l2_penalty", misled("l2_penalty", "half-factor"), texts, "en")
    unchanged = texts["l2_penalty"]["checks"]["arguments-unchanged"]["en"]
    assert unchanged in [claim.description for claim in explanation.unchecked]
    assert unchanged not in [claim.description for claim in explanation.fails]


def test_with_a_right_value_a_changed_argument_is_said_to_be_changed(misled, texts):
    explanation = explain("sgd_step", misled("sgd_step", "changes-in-place"), texts, "ja")
    unchanged = texts["sgd_step"]["checks"]["arguments-unchanged"]["ja"]
    assert unchanged in [claim.description for claim in explanation.fails]
    assert explanation.example.got.text == "1 番目の引数が書き換えられています"


@pytest.mark.parametrize("status", ["timeout", "crashed", "missing", "not_attempted"])
def test_without_a_value_no_claim_is_called_false(silent, texts, status):
    explanation = explain("l2_penalty", silent("l2_penalty", status), texts, "en")
    assert explanation.fails == ()
    assert len(explanation.unchecked) == len(texts["l2_penalty"]["checks"])
    assert explanation.about


def test_a_carried_mistake_names_the_exercise_that_it_came_from(correct, texts):
    verdict = replace(correct("l2_penalty"), carried=True, carried_from=("sgd_step",))
    explanation = explain("l2_penalty", verdict, texts, "ja")
    assert texts["sgd_step"]["title"]["ja"] in explanation.carried
    assert explanation.points == explanation.max_points


def test_a_grader_error_tells_the_student_nothing_of_our_insides(silent, texts):
    verdict = silent("l2_penalty", "grader_error", "Traceback: /srv/course/secret.py")
    explanation = explain("l2_penalty", verdict, texts, "en")
    assert "secret" not in repr(explanation)
    assert explanation.symbol == "!"


@pytest.mark.parametrize(
    ("reveal", "diagnosis", "example"),
    [
        (REVEAL_ALL, True, True),
        (("diagnosis",), True, False),
        (("counterexample",), False, True),
        ((), False, False),
    ],
)
def test_no_more_is_revealed_than_the_course_allows(misled, texts, reveal, diagnosis, example):
    verdict = misled("compute_attention", "missing-scale")
    explanation = explain("compute_attention", verdict, texts, "en", reveal)
    assert bool(explanation.diagnoses) == bool(explanation.hints) == diagnosis
    assert bool(explanation.example) == example
    assert bool(explanation.plots) == example
    assert explanation.fails


def test_with_nothing_revealed_an_error_text_stays_unsaid(returned, texts):
    verdict = returned(
        "l2_penalty", exception_mro=("ValueError", "Exception"), message="w was [3, -4, 0]"
    )
    assert "[3, -4, 0]" not in repr(explain("l2_penalty", verdict, texts, "en", ()))
    assert "[3, -4, 0]" in repr(explain("l2_penalty", verdict, texts, "en"))


def test_a_misconception_that_the_course_no_longer_has_is_still_named(misled, texts):
    verdict = replace(misled("l2_penalty", "half-factor"), diagnosis=("long-gone",))
    [diagnosis] = explain("l2_penalty", verdict, texts, "en").diagnoses
    assert "long-gone" in diagnosis.title


def test_the_texts_for_the_self_check_hold_no_solution(library):
    exercise = library["l2_penalty"]
    record = json.dumps(exercise_texts(exercise))
    statements = [line.strip() for line in exercise.reference.splitlines() if "=" in line]
    assert statements
    assert not [line for line in statements if line in record]
    assert set(json.loads(record)["misconceptions"]) == set(exercise.misconceptions)


def test_a_written_answer_is_shown_and_left_to_a_person(texts):
    explanation = explain_written("explain_divergence", "because", texts, "en")
    assert (explanation.status_word, explanation.answer) == ("graded manually", "because")


@pytest.mark.parametrize(
    ("mark", "shown"),
    [
        (ManualMark(8.5, max_points=10.0), ("marked", 8.5, 10.0)),
        (ManualMark(comment="More, please", max_points=10.0), ("manual", 0.0, 0.0)),
        (None, ("manual", 0.0, 0.0)),
    ],
)
def test_a_written_answer_shows_the_points_that_a_person_gave(texts, mark, shown):
    written = with_mark(explain_written("explain_divergence", "because", texts, "ja"), mark, "ja")
    assert (written.status, written.points, written.max_points) == shown


NOT_THERE = "no function named 'l2_penalty' was found"
MESSAGES = [
    ("cell 4: NameError: name 'x' is not defined", "セル 4", "「x」", "NameError"),
    ("EOFError: EOF when reading a line (line 94)", "94 行目", "input()", "EOFError"),
    ("ModuleNotFoundError: No module named 'tensorflow'", "", "「tensorflow」", "Module"),
    ("did not finish within 10 s", "", "10 秒", ""),
    ("its process was killed by signal 9", "", "メモリ", ""),
    ("no function named 'l2_penalty' was found", "", "「l2_penalty」", ""),
    ("The file is empty. Save your work and submit it again.", "", "ファイルが空", ""),
    ("line 75: SyntaxError: '(' was never closed (line 96)", "96 行目", "かっこ", "'('"),
    ("cell 19, line 1: SyntaxError: invalid character '（' (U+FF08) (cell 19, line 18)",
     "セル 19 の 18 行目", "全角", "U+FF08"),
    ("NameError: name 'x' is not defined (cell 3, line 5)", "セル 3 の 5 行目", "「x」", "Name"),
    ("cell 4, line 2: ZeroDivisionError: division by zero", "セル 4 の 2 行目", "", "ZeroDiv"),
    ("cell 3: timeout", "セル 3", "制限時間", ""),
    ("NameError: name 'sqrt' is not defined (line 9)", "9 行目", "np.sqrt", "NameError"),
    ("TypeError: 'float' object is not iterable (line 9)", "9 行目", "np.asarray", "iterable"),
    ("RuntimeError: asyncio.run() cannot be called from a running event loop (line 9)", "9 行目",
     "採点では", "asyncio.run()"),
    ("MyOwnError: something", "", "MyOwnError", "something"),
    ("TypeError: unsupported operand type(s) for @: 'list' and 'list' (line 19)", "19 行目",
     "np.asarray", "'list' and 'list'"),
]  # fmt: skip


@pytest.mark.parametrize(("message", "where", "friendly", "original"), MESSAGES)
def test_an_error_is_worded_in_japanese(message, where, friendly, original):
    wording = friendly_error(message, "ja")
    assert wording.where == where
    assert friendly in wording.friendly
    assert original in wording.original
    assert bool(original) == bool(wording.original)


def test_the_place_of_an_error_is_worded_in_english_too():
    assert friendly_error("NameError: x (cell 3, line 5)", "en").where == "cell 3, line 5"
    assert friendly_error("NameError: x (line 5)", "en").where == "line 5"


@pytest.mark.parametrize(
    ("message", "cell", "line"),
    [
        ("NameError: x (cell 3, line 5)", 3, 5),
        ("NameError: x (line 5)", None, 5),
        ("cell 4, line 2: TypeError: x", 4, 2),
        ("cell 4, line 2: SyntaxError: x (cell 4, line 6)", 4, 6),
        ("line 7: TypeError: x", None, 7),
        ("did not finish within 10 s", None, None),
    ],
)
def test_the_line_to_mark_is_found_in_a_message(message, cell, line):
    assert error_location(message) == (cell, line)


def test_an_unknown_message_is_passed_on_as_it_is():
    assert friendly_error("something new went wrong", "ja").friendly == "something new went wrong"


def test_the_cells_that_differ_are_marked_and_no_others():
    _, got, _ = diff_values(
        "np.array([[1.0, 2.0], [3.0, nan]])", "np.array([[1.0, 2.5], [3.0, nan]])"
    )
    marks = [[cell.differs for cell in row] for row in got.rows]
    assert marks == [[False, True], [False, False]]


def test_the_parts_of_a_result_are_compared_part_by_part():
    _, got, _ = diff_values(
        "(np.array([1.0]), {'val': [2.0]})", "(np.array([1.0]), {'val': [3.0]})"
    )
    assert [part.differs for part in got.parts.values()] == [False, False]
    assert got.parts["2"].parts["val"].differs


def test_a_wrong_shape_is_remarked_on_and_no_cell_is_marked():
    expected, got, remark = diff_values(
        "np.array([1.0, 2.0])", "np.array([[1.0, 2.0]])  # shape (1, 2), wanted (2,)"
    )
    assert remark == "shape (1, 2), wanted (2,)"
    assert (expected.shape, got.shape) == ("(2,)", "(1, 2)")
    assert not any(cell.differs for row in got.rows for cell in row)


@pytest.mark.parametrize("text", ["np.array([[1.0, 2.", "<Tensor>", "", "(" * 500, "[[1, 2], [3]]"])
def test_what_cannot_be_taken_apart_is_shown_as_it_is(text):
    _, got, _ = diff_values("1.0", text)
    assert got.text == text or got.parts


def test_a_large_matrix_is_cut_and_a_long_vector_goes_on_in_the_next_row():
    matrix, _, _ = diff_values(f"np.array({[[0.5] * 30] * 30})", "0")
    assert matrix.cut
    assert len(matrix.rows) == len(matrix.rows[0]) == 12
    vector, _, _ = diff_values(f"np.array({[0.5] * 30})", "0")
    assert not vector.cut
    assert sum(map(len, vector.rows)) == 30


@pytest.mark.parametrize(
    "call",
    [
        "f(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.array([0.25, -1.5]), 'é日本語', 0.1)",
        "def driver(f, x):\n    return f(x)\n\n"
        "driver(f, np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0], [1.0, 2.0, 3.0]]))",
    ],
)
def test_a_long_call_is_laid_out_in_lines_and_still_is_the_same_call(call):
    laid_out = layout(call)
    assert max(map(len, laid_out.splitlines())) < len(call)
    assert ast.dump(ast.parse(laid_out)) == ast.dump(ast.parse(call))


def test_a_call_that_was_cut_is_shown_as_it_is(misled, texts):
    cut = Counterexample("f(np.array([[1.0, 2." + "0" * 100, "1.0", "2.0", "values")
    verdict = replace(misled("l2_penalty", "half-factor"), counterexample=cut)
    assert explain("l2_penalty", verdict, texts, "en").example.call == cut.call


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_is_missing_is_said_once(texts, silent, language):
    explanation = explain("l2_penalty", silent("l2_penalty", "missing", NOT_THERE), texts, language)
    assert "l2_penalty" in explanation.friendly
    assert explanation.about == ""
    bare = explain("l2_penalty", silent("l2_penalty", "missing", ""), texts, language)
    assert bare.about
