"""Item statistics agree with an independent computation."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from autograder.models import Grade, Verdict
from autograder.report.class_report.item_analysis import (
    histogram,
    item_statistics,
    point_distribution,
)


@pytest.fixture(scope="module")
def grades(made_up):
    return made_up(300)


@pytest.fixture(scope="module")
def names(grades):
    return list(next(grade for grade in grades if grade.exercises).exercises)


@pytest.fixture(scope="module")
def frame(grades, names):
    """The points as pandas has them; a fault of the grader's is missing."""
    return pd.DataFrame(
        [[g.exercises[n].points if n in g.exercises else None for n in names] for g in grades],
        columns=names,
        dtype=float,
    )


def test_difficulty_is_the_mean_part_of_the_points(grades, names, frame, keys):
    for name, item in item_statistics(grades, names).items():
        assert item.difficulty == pytest.approx(frame[name].mean() / keys[name].points, abs=1e-12)
        assert item.judged == frame[name].count() < len(grades)


def test_discrimination_is_the_corrected_item_total_correlation(grades, names, frame):
    whole = frame.dropna()
    for name, item in item_statistics(grades, names).items():
        rest = whole.drop(columns=name).sum(axis="columns")
        independent = stats.pearsonr(whole[name], rest).statistic
        assert item.discrimination == pytest.approx(independent, abs=1e-12)
        assert item.discrimination == pytest.approx(whole[name].corr(rest), abs=1e-12)


def test_spread_and_histogram_are_those_of_pandas_and_numpy(grades):
    points = [grade.points for grade in grades if grade.points is not None]
    stats = point_distribution(points)
    series = pd.Series(points)
    assert stats.count == len(points)
    assert stats.mean == pytest.approx(series.mean())
    assert stats.deviation == pytest.approx(series.std())
    assert stats.quartiles == pytest.approx(tuple(series.quantile([0.25, 0.5, 0.75])))
    bars = histogram(points, 40.0)
    assert [count for *_, count in bars] == list(np.histogram(points, 10, (0, 40))[0])


def grade(name: str, **points: float | None) -> Grade:
    """A grade in which None stands for a fault of the grader's."""
    exercises = {
        each: Verdict("grader_error", 0.0, 10.0)
        if value is None
        else Verdict("passed" if value == 10 else "failed", value, 10.0)
        for each, value in points.items()
    }
    known = [value for value in points.values() if value is not None]
    whole = len(known) == len(points)
    return Grade(name, "a", "graded" if whole else "grader_error",
                 sum(known) if whole else None, 10.0 * len(points), (), exercises)  # fmt: skip


def test_a_fault_of_the_grader_is_no_zero():
    grades = [grade("ada", f=10.0, g=10.0), grade("bob", f=None, g=0.0)]
    stats = item_statistics(grades, ["f", "g"])
    assert (stats["f"].judged, stats["f"].difficulty) == (1, 1.0)
    assert (stats["g"].judged, stats["g"].difficulty) == (2, 0.5)


def test_what_is_not_defined_is_not_made_up():
    everybody_right = [grade(str(i), f=10.0, g=float(i)) for i in range(5)]
    stats = item_statistics(everybody_right, ["f", "g"])
    assert stats["f"].discrimination is None
    assert stats["g"].discrimination is None  # the rest of it is f, which does not vary
    assert item_statistics([], ["f"])["f"].difficulty is None
    assert point_distribution([]) is None


def test_an_exercise_that_the_best_fail_deserves_a_look():
    odd = [grade(str(i), f=10.0 * (i < 15), g=float(i % 11), h=float(i // 3)) for i in range(30)]
    item = item_statistics(odd, ["f", "g", "h"])["f"]
    assert item.discrimination < 0
    assert item.needs_review
    few = [replace(each) for each in odd[::3]]
    assert not item_statistics(few, ["f", "g", "h"])["f"].needs_review  # ten students prove little


def test_full_points_are_in_the_last_bar():
    bars = histogram([100.0, 0.0, 99.9, 10.0], 100.0)
    assert [count for *_, count in bars] == [1, 1, 0, 0, 0, 0, 0, 0, 0, 2]
