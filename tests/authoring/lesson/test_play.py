"""Predictions come before results, and each misconception has one number to play with."""

import re

import pytest

EXPERIMENTS = ("experiment-learning-rate", "experiment-overfitting", "experiment-preprocessing")


@pytest.fixture(scope="module")
def not_predicted(run, references):
    return run("en", references, guess="")


@pytest.fixture(scope="module")
def guessing_b(run, references):
    return run("en", references, guess="B")


def asked(source):
    """The predictions that a cell waits for."""
    return re.findall(r'"(\w+)"', " ".join(re.findall(r"ask\((\".*)\)", source)))


def test_without_a_prediction_no_result_is_shown(not_predicted):
    waiting = [(cell, printed) for cell, printed in not_predicted.printed if asked(cell.source)]
    assert len(waiting) > 10
    for cell, printed in waiting:
        assert [line[0] for line in printed.splitlines()] == ["✏"] * len(asked(cell.source))


def test_each_prediction_is_asked_for_before_the_cell_that_needs_it(lesson):
    written = set()
    for cell in lesson:
        if cell.kind == "code":
            assert set(asked(cell.source)) <= written, cell.source
            written |= set(re.findall(r'(?m)^guess_(\w+) = ""', cell.source))


def test_a_prediction_is_compared_with_the_answer(guessing_b):
    output = guessing_b.output()
    assert "You predicted b. Right." in output
    assert "You predicted b; the answer is c." in output
    assert "✏" in guessing_b.output("observation-5")  # a number is asked for, not a letter


def test_a_number_is_accepted_however_it_is_typed(run, references):
    for typed in (0.3, "0.30", "０.３"):
        printed = run("en", references, guess=typed).output("experiment-learning-rate")
        assert "You predicted 0.3. Right." in printed


def test_the_answers_are_what_the_functions_give(solved):
    def answers(section):
        return re.findall(r"→ [^\n]*?([\d.]*\d|\b[abc]\b)", solved.output(section))

    predictions = [0.4962 > 0.5, 0.5619 < 0.5, 0.5196 > 0.5]
    assert answers("observation-5") == [str(sum(predictions))]
    rates = re.findall(
        r"(?m)^ +([\d.]+) .* ([\d.e+-]+)$", solved.output("experiment-learning-rate")
    )
    lowest = min(rates, key=lambda row: float(row[1]))[0]
    chosen = re.search(r"chosen: ([\d.]+)", solved.output("experiment-learning-rate"))[1]
    losses = [float(loss) for _, loss in rates]
    diverging = [rate for (rate, _), loss in zip(rates, losses, strict=True) if loss > 2]
    assert diverging == ["0.55"]  # which is what (a) says
    assert answers("experiment-learning-rate") == [f"{float(lowest):g}", "a", f"{float(chosen):g}"]
    before, after = re.search(
        r"y +=  ?([\d.]+) -> ([\d.]+)", solved.output("observation-3")
    ).groups()
    assert answers("observation-3") == ["a" if after > before else "b", "c"]
    alive, _ = re.findall(r"(\d+) / 12\n(?:/|→)", solved.output("experiment-preprocessing"))
    assert answers("experiment-preprocessing") == [alive, "a"]


@pytest.mark.parametrize("section", EXPERIMENTS)
def test_each_experiment_has_a_cell_with_one_number_to_change(lesson, section):
    here = [c for c in lesson if c.section == section and c.demo and not c.folded]
    (cell,) = [c for c in here if "play(" in c.source]
    names = re.findall(r"(?m)^(\w+) = ", cell.source)
    assert len(names) == 1
    assert re.search(rf'play\(draw_\w+, "{names[0]}", {names[0]}, ', cell.source)


def test_another_number_gives_another_result(run, references):
    changed = [
        ("rate = 0.45", "rate = 0.55"),
        ("epochs = 21", "epochs = 100"),
        ("top = 20", "top = 1"),
    ]
    before = run("en", references).output()
    after = run("en", references, changed=changed).output()
    assert "rate = 0.45. Below the limit 2/4 = 0.5, so the loss falls." in before
    assert "rate = 0.55. Above the limit 2/4 = 0.5, so it diverges." in after
    assert "21 epochs: training loss 0.2392, validation loss 0.3315" in before
    assert "100 epochs: training loss 0.1298, validation loss 0.5788" in after
    assert "the learning rate 0.2 is 8.09 times that" in before
    assert "pixels from 0 to 1: z of the first image = -0.1569" in after


def test_cells_that_are_not_folded_neither_plot_by_hand_nor_hold_raw_data(lesson):
    for cell in lesson:
        if cell.demo and not cell.folded:
            assert "plt." not in cell.source, cell.source
            assert cell.source.count("\n") < 25, cell.source


def test_the_lines_of_a_plot_differ_in_more_than_colour(solved):
    crowded = [styles for styles in solved.styles if len(styles) > 2]
    assert crowded
    for styles in crowded:
        assert len(set(styles)) == len(styles)
