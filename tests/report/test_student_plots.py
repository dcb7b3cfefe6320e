"""Plots are drawn from the verdict's numbers alone."""

import json
import math
import re
from dataclasses import replace

import numpy as np
import pytest

from autograder.author import Case, Check, Plot
from autograder.course.key_builder import build_answer_key
from autograder.course.key_json import key_from_json, key_to_json
from autograder.grading.judge import judge
from autograder.grading.plot_data import MAX_NUMBERS
from autograder.grading.store.results import grade_from_json, grade_to_json
from autograder.models import CallResult, ExerciseResult, Opaque
from autograder.report.plot_description import describe
from autograder.report.svg_plots import figure, shade

TITLE = {"ja": "損失の動き", "en": "How the loss went"}
AXES = {"x": {"ja": "歩数", "en": "step"}, "y": {"ja": "損失", "en": "loss"}}


@pytest.fixture
def judged(library):
    """The verdict on one value where another was expected, in a case that names a plot."""

    def judged(plot, expected, got):
        [case] = [Case("values", ([1.0], 0.5), plot=plot)]
        checks = (Check("values", 1, TITLE),)
        exercise = replace(
            library["l2_penalty"],
            case_generator=lambda rng: iter([case]),
            checks=checks,
            misconceptions={},
        )
        key = build_answer_key({"l2_penalty": exercise}, "l2_penalty", 10.0, seed=7)
        item = replace(key.cases[0], expected=CallResult(value=expected))
        key = replace(key, cases=(item,), mutants={}, make_pair_mutants=None)
        return judge(
            key,
            ExerciseResult("answered", (got if isinstance(got, CallResult) else CallResult(got),)),
        )

    return judged


def plots(verdict):
    return verdict.evidence.get("plots", [])


def curve(**more):
    return Plot("curve", TITLE, **AXES, **more)


def test_a_matrix_becomes_two_grids_side_by_side(misled):
    [plot] = plots(misled("compute_attention", "missing-scale"))
    drawn = figure(plot, "en")
    assert drawn.count("<svg") == 2
    numbers = re.findall(r"<text[^>]*>([^<]+)<", drawn)
    assert len(numbers) == 2 * sum(map(len, plot["expected"]))
    assert f"{plot['got'][0][0]:.2f}" in numbers


@pytest.mark.parametrize("extremes", [(1.7e308, -1.7e308), (5e-324, 3e-323), (1e308, 5e-324)])
@pytest.mark.parametrize("kind", ["heatmap", "curve", "choice"])
def test_numbers_at_the_ends_of_the_floats_are_drawn_too(judged, kind, extremes):
    numbers, lines = np.array(extremes), ((1.0, (1.0, 2.0)), (2.0, (2.0, 1.0)))
    expected, got = (1.0, extremes[0]) if kind == "choice" else (np.array([1.0, 2.0]), numbers)
    plot = Plot(kind, TITLE, **AXES, lines=lines if kind == "choice" else ())
    [drawn] = plots(judged(plot, expected, got))
    assert "nan" not in figure(drawn, "en")
    [drawn] = plots(judged(plot, extremes[0] if kind == "choice" else numbers, 2 * expected))
    assert "nan" not in figure(drawn, "en")


def test_what_is_right_or_not_there_at_all_is_not_drawn(correct, misled):
    assert plots(correct("compute_attention")) == []
    assert plots(misled("compute_attention", "returns-output-only")) == []


def test_where_the_drawn_part_is_right_there_is_nothing_to_see(misled):
    verdict = misled("compute_attention", "keys-as-values")
    assert verdict.status == "failed"
    assert plots(verdict) == []


def test_a_right_value_with_another_last_digit_is_not_drawn(judged):
    # Rounded to five digits the two differ, and still it is right.
    verdict = judged(curve(), [0.1234549999, 1.0], [0.1234550001, 1.0])
    assert verdict.status == "passed"
    mixed = judged(curve(part=0), ([0.1234549999], 1.0), ([0.1234550001], 2.0))
    assert (mixed.status, plots(mixed)) == ("failed", [])


@pytest.mark.parametrize(
    "got",
    [None, "text", Opaque("Tensor"), [[1.0], [2.0, 3.0]], {"a": 1.0}, [],
     CallResult(exception_mro=("ValueError", "Exception"))],
)  # fmt: skip
def test_what_cannot_be_drawn_is_left_out(judged, got):
    assert plots(judged(curve(), [1.0, 0.5], got)) == []


def test_the_first_failing_case_of_each_plot_is_kept_within_the_room(judged):
    verdict = judged(curve(), [1.0, 0.5, 0.25], [float(i) for i in range(5000)])
    [plot] = plots(verdict)
    assert len(plot["expected"]["lines"][""]) + len(plot["got"]["lines"][""]) == MAX_NUMBERS


def test_names_of_lines_are_the_authors_never_the_submissions(judged):
    got = {"val": [3.0, 2.0], "<script>": [1.0]}
    [plot] = plots(judged(curve(), {"val": [3.0, 1.0]}, got))
    assert list(plot["got"]["lines"]) == ["val"]


def test_the_epoch_that_was_kept_is_marked_for_both(judged):
    expected = {"train": [3.0, 2.0, 1.0], "val": [3.0, 2.5, 2.8], "kept": 2}
    [plot] = plots(judged(curve(mark="kept", start=1), expected, {**expected, "kept": 3}))
    words = describe(plot, "en")
    assert "expected marked at 2" in words
    assert "yours marked at 3" in words
    assert figure(plot, "en").count(">expected 2<") == 1


def test_a_choice_lets_the_right_line_and_theirs_stand_out(judged):
    lines = ((0.1, (0.7, 0.6)), (1.0, (0.7, 0.3)), (10.0, (0.7, 9.0)))
    [plot] = plots(judged(Plot("choice", TITLE, **AXES, lines=lines), 1.0, 10.0))
    assert "Right choice: 1; yours: 10." in describe(plot, "en")
    assert "10: from 0.7 to 9 in 2 points" in describe(plot, "en")
    drawn = figure(plot, "en")
    assert [drawn.count(f'class="ag-{side}"') for side in ("expected", "got")] == [2, 2]


@pytest.mark.parametrize(
    "line",
    [[1.0, math.nan, 2.0], [1.0, math.inf], [math.nan] * 3, [0.0, 1e300], [-1e300, 1e300], [5.0]],
)
def test_numbers_that_run_away_are_drawn_without_leaving_the_picture(judged, line):
    [plot] = plots(judged(curve(), [1.0, 0.5, 0.25], line))
    drawn = figure(plot, "ja")
    assert "nan" not in re.sub(r'aria-label="[^"]*"', "", drawn)
    for x, y in re.findall(r"[ML]([\d.e+-]+) ([\d.e+-]+)", drawn):
        assert 0 <= float(x) <= 420
        assert 0 <= float(y) <= 250


def test_a_loss_that_runs_over_decades_is_drawn_on_a_logarithmic_scale(judged):
    [near] = plots(judged(curve(), [5.0, 2.0, 1.0], [5.0, 6.0, 7.0]))
    [far] = plots(judged(curve(), [5.0, 1.0, 0.2], [5.0, 50.0, 500.0]))
    assert "log scale" not in figure(near, "en")
    assert "log scale" in figure(far, "en")


def test_a_plot_survives_results_and_public_key(misled, keys, grade_of):
    verdict = misled("compute_attention", "missing-scale")
    grade = grade_of(compute_attention=verdict)
    written = json.loads(json.dumps(grade_to_json(grade)))
    assert grade_from_json(written) == grade
    key = key_from_json(json.loads(json.dumps(key_to_json(keys["compute_attention"]))))
    again = judge(
        key, ExerciseResult("answered", keys["compute_attention"].mutants["missing-scale"][0])
    )
    assert again.evidence == verdict.evidence


@pytest.mark.parametrize("part", [i / 20 for i in range(21)])
def test_the_number_in_every_cell_can_be_read(part):
    fill, ink = shade(part)
    channels = [int(fill[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    ratio = (luminance + 0.05) / 0.05 if ink == "#000" else 1.05 / (luminance + 0.05)
    assert ratio >= 4.5
