"""The lesson runs on the first day, half-way, and when everything is solved."""

import re

import pytest

from tests.paths import ROOT

EXPERIMENTS = ("experiment-learning-rate", "experiment-overfitting", "experiment-preprocessing")


def used(cell):
    """The exercises whose functions a demo cell calls."""
    return set(re.findall(r"using\(([^)]*)\)", cell.source))


def test_each_exercise_has_one_place_in_the_lesson(lesson):
    placed = [cell.exercise for cell in lesson if cell.exercise]
    folder = ROOT / "solutions" / "transformer-basics"
    assert sorted(placed) == sorted(path.parent.name for path in folder.glob("*/exercise.py"))


def test_an_exercise_stands_after_those_it_depends_on(lesson, library):
    placed = [cell.exercise for cell in lesson if cell.exercise]
    for name, exercise in library.items():
        for other in exercise.depends:
            assert placed.index(other) < placed.index(name)


def test_feedback_sends_the_reader_to_where_the_exercise_is_explained(lesson, library):
    for cell in lesson:
        if cell.kind == "code" and cell.exercise:
            assert library[cell.exercise].section == cell.section, cell.exercise
    written = library["explain_divergence"]
    assert written.section == "experiment-learning-rate"  # asked at the end, explained there


def test_only_imports_are_left_when_the_demos_are_not_run(lesson):
    rest = [c.source for c in lesson if c.kind == "code" and not c.demo and not c.exercise]
    assert rest == ["import math\n\nimport numpy as np"]


def test_the_solved_lesson_waits_for_nothing(solved):
    assert "⏳" not in solved.output()
    assert "⚠" not in solved.output()


def test_each_misconception_is_seen_in_a_plot(solved):
    assert set(EXPERIMENTS) < set(solved.plots)


def test_the_untouched_lesson_says_what_each_cell_waits_for(untouched, library):
    for cell, printed in untouched.printed:
        waits = len(re.findall(r"with using\([^)]", cell.source))
        if waits:
            assert printed.count("⏳") == waits, cell.source
            assert any(name in printed for name in library)
        else:
            assert "⏳" not in printed
    assert "⚠" not in untouched.output()


def test_a_cell_waits_for_the_one_exercise_that_is_missing(run, references, library):
    for missing in library:
        if library[missing].kind == "written":
            continue
        answers = {name: text for name, text in references.items() if name != missing}
        waiting = [line for line in run("en", answers).output().splitlines() if "⏳" in line]
        assert waiting
        assert all(f"waiting for {missing}." in line for line in waiting), missing


def test_a_wrong_function_stops_its_cells_and_no_other(run, references):
    answers = {**references, "bce_loss": "def bce_loss(y_true, y_pred):\n    return None\n"}
    output = run("en", answers).output()
    assert "First check bce_loss." in output
    assert "predictions = [0.4962 0.5619 0.5196]" in output


def test_a_cell_run_too_early_asks_for_the_cells_above(lesson, capsys):
    code = [c for c in lesson if c.kind == "code" and c.language in (None, "en")]
    setup = [c for c in code if c.section == "introduction"]
    first = next(c for c in code if "with using(" in c.source)
    names = {}
    for cell in setup:
        exec(cell.source, names)
    exec(first.source, names)  # not even the prediction's cell was run
    assert "guess_weights is not there yet" in capsys.readouterr().out
    names |= {"guess_weights": "a", "guess_mixed": "?"}
    exec(first.source, names)  # the exercise's own cell was never run
    assert "compute_attention is not there yet" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["choose_learning_rate", "train_with_early_stopping"])
def test_a_training_is_never_spelled_out_by_the_lesson(lesson, name):
    for cell in lesson:
        if cell.demo and "sgd_step(" in cell.source:
            assert not ("bce_gradient(" in cell.source and "for _ in range(" in cell.source), name
