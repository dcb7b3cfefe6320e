"""The lesson of transformer-block: both languages say the same, and it runs when all is solved."""

from __future__ import annotations

import contextlib
import io
import re
import warnings

import jupytext
import matplotlib
import numpy as np
import pytest

from tests.paths import ROOT

matplotlib.use("Agg")

LESSON = ROOT / "solutions" / "transformer-block" / "lesson.py"
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
SECTIONS = [
    "introduction",
    *(f"observation-{number}" for number in range(1, 9)),
    *(f"experiment-{name}" for name in ("training", "warmup", "memorising", "embedding")),
    "summary",
]


@pytest.fixture(scope="module")
def cells():
    """(section, cell) for each cell; the section is that which began last."""
    found, section = [], ""
    for cell in jupytext.read(LESSON).cells:
        section = cell.metadata.get("section", section)
        found.append((section, cell))
    return found


@pytest.fixture(scope="module")
def pairs(cells):
    """Every Japanese text beside the English one that follows it."""
    texts = [cell for _, cell in cells if cell.metadata.get("lang")]
    return list(zip(texts[::2], texts[1::2], strict=True))


def execute(cells, library, solved, guess=lambda name: "?"):
    """Run the English lesson; what each section printed, and how many figures it showed.

    guess: what the student predicts, by the name of what is asked for.
    """
    import matplotlib.pyplot as plt

    printed, figures, names = {}, {}, {"__name__": "__main__"}
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.simplefilter("error")
        for section, cell in cells:
            if cell.cell_type != "code" or cell.metadata.get("lang") not in (None, "en"):
                continue

            def show(section=section):
                figures[section] = figures.get(section, 0) + len(plt.get_fignums())
                plt.close("all")

            patch.setattr(plt, "show", show)
            exercise = cell.metadata.get("exercise")
            source = cell.source
            if exercise:
                source = library[exercise].reference if solved else library[exercise].stub("en")
            else:
                source = re.sub(
                    r'(?m)^guess_(\w+) = ""', lambda m: f"guess_{m[1]} = {guess(m[1])!r}", source
                )
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile(source, f"<{section}>", "exec"), names)
            printed[section] = printed.get(section, "") + out.getvalue()
        assert not plt.get_fignums(), "a figure was drawn and never shown"
    return printed, figures


def asked(source):
    """The predictions that a cell waits for."""
    return re.findall(r'"(\w+)"', " ".join(re.findall(r"ask\((\".*)\)", source)))


def answers(cells):
    """What the lesson itself holds for the right predictions, by name."""
    [tools] = [cell.source for _, cell in cells if "ANSWERS = {" in cell.source]
    found = re.search(r"(?s)ANSWERS = (\{.*?\n\})", tools)
    return {
        name: right for name, (_, right) in eval(found[1], {"str": str, "range": range}).items()
    }


@pytest.fixture(scope="module")
def solved(cells, library):
    return execute(cells, library, solved=True)


def test_the_sections_stand_in_order(cells):
    assert list(dict.fromkeys(section for section, _ in cells)) == SECTIONS


def test_each_exercise_has_one_place_in_the_section_that_its_feedback_names(cells, library):
    placed = {c.metadata["exercise"]: s for s, c in cells if c.metadata.get("exercise")}
    assert list(placed) == list(library)
    for name, exercise in library.items():
        assert exercise.section == placed[name] or exercise.kind == "written", name
        assert all(
            list(placed).index(other) < list(placed).index(name) for other in exercise.depends
        )


def test_each_text_is_followed_by_its_other_language(pairs):
    for ja, en in pairs:
        assert (ja.metadata["lang"], en.metadata["lang"]) == ("ja", "en")
        assert JAPANESE.search(ja.source)
        assert not JAPANESE.search(en.source), en.source


@pytest.mark.parametrize(
    "what",
    [
        pytest.param(r"(?<![\w.])\d+\.\d+", id="decimals"),
        pytest.param(r"`[^`]+`", id="names of code"),
        pytest.param(r"(?m)^#+ ", id="headings"),
        pytest.param(r"(?m)^- ", id="list items"),
        pytest.param(r"(?m)^\|", id="table rows"),
        pytest.param(r"(?m)^\$\$", id="displayed formulas"),
    ],
)
def test_both_languages_have_the_same(pairs, what):
    for ja, en in pairs:
        assert sorted(re.findall(what, ja.source)) == sorted(re.findall(what, en.source)), ja.source


def test_code_that_both_languages_share_speaks_neither(cells):
    for _, cell in cells:
        if cell.cell_type == "code" and not cell.metadata.get("lang"):
            assert cell.source.replace("⏳", "").replace("⚠", "").isascii(), cell.source


def test_code_that_draws_is_folded(cells):
    for _, cell in cells:
        if cell.cell_type == "code" and "plt." in cell.source:
            assert "hide-input" in cell.metadata["tags"], cell.source


def test_the_untouched_lesson_says_what_each_cell_waits_for(cells, library):
    printed, figures = execute(cells, library, solved=False)
    waiting = "".join(printed.values())
    assert waiting.count("⏳") == sum(c.source.count("with using(") for _, c in cells)
    assert "⚠" not in waiting
    assert not figures


def test_the_solved_lesson_waits_for_nothing(solved):
    printed, _ = solved
    assert not re.search("[⏳⚠✏]", "".join(printed.values()))


def test_a_prediction_is_asked_for_before_the_cell_that_needs_it(cells):
    written = set()
    for _, cell in cells:
        assert set(asked(cell.source)) <= written, cell.source
        written |= set(re.findall(r'(?m)^guess_(\w+) = ""', cell.source))
    assert written == set(answers(cells))
    assert len(written) >= 12


def test_without_a_prediction_no_result_is_shown(cells, library):
    # The observations suffice: from here on the cells train.
    observations = [(s, c) for s, c in cells if not s.startswith("experiment")]
    printed, _ = execute(observations, library, solved=True, guess=lambda name: "")
    wanted = sum(len(asked(cell.source)) for _, cell in observations)
    assert "".join(printed.values()).count("✏") == wanted
    assert "→" not in "".join(printed.values())


def test_the_right_predictions_are_what_the_functions_give(cells, solved):
    printed, _ = solved
    right = answers(cells)
    opened = re.findall(r"→ The answer is (\S+)\.", "".join(printed.values()))
    assert opened == list(right.values())
    assert f"True: {right['seen']}" in printed["observation-1"]
    assert f"position 3 looks most at position {right['looks']}" in printed["experiment-training"]
    sizes = re.findall(r"held-out accuracy = ([\d.]+)", printed["experiment-embedding"])
    assert sizes.index("1.00") == ["0.025", "1", "10"].index(right["size"])


PLAYED = {
    "observation-3": ("position", 10),
    "observation-7": ("warmup", 1),
    "experiment-training": ("word", 2),
    "experiment-warmup": ("warmup", 5),
    "experiment-memorising": ("count", 48),
    "experiment-embedding": ("size", 0.25),
}


@pytest.mark.parametrize("section", PLAYED)
def test_a_cell_to_play_with_has_one_number(cells, section):
    name, value = PLAYED[section]
    [cell] = [c for s, c in cells if s == section and re.search(r"(?m)^    play\(", c.source)]
    assert re.findall(r"(?m)^(\w+) = (\S+)$", cell.source) == [(name, str(value))]
    assert f'"{name}", {name}, ' in cell.source
    assert "hide-input" not in cell.metadata["tags"]
    assert cell.source.count("\n") < 10


def test_the_labels_of_the_plots_are_translated(cells):
    [labels] = [
        c.source for _, c in cells if c.metadata.get("lang") == "ja" and "LABELS" in c.source
    ]
    translated = set(re.findall(r'(?m)^    "([^"]+)": "', labels.partition("LABELS")[2]))
    shared = "".join(c.source for _, c in cells if not c.metadata.get("lang"))
    used = set(re.findall(r"label\(['\"]([^'\"]+)['\"]\)", shared))
    assert used
    assert used <= translated
    assert not re.search(r'(?:x|y)label="', shared)


def test_each_experiment_is_seen_in_a_figure(solved):
    _, figures = solved
    assert {section for section in SECTIONS if section.startswith("experiment")} <= set(figures)


def test_the_numbers_of_the_observations_are_computed(cells, solved):
    printed, _ = solved
    for section, cell in cells:
        if cell.cell_type == "markdown" and section.startswith("observation"):
            text = cell.source.replace("−", "-")
            for number in re.findall(r"(?<![\w.])\d\.\d{4,}", text):
                given = [float(x) for x in re.findall(r"\d+\.\d+", printed[section])]
                sums = re.findall(r"= (?:-|\\pm )?(\d+\.\d+)", text)
                unit = 0.51 * 10.0 ** -len(number.partition(".")[2])
                near = any(abs(value - float(number)) <= unit for value in given)
                assert near or number in sums or number in printed[section], (section, number)


def test_the_trained_model_reverses_and_its_attention_shows_it(solved):
    printed, _ = solved
    text = printed["experiment-training"]
    written = re.findall(r"\[(.*)\] -> \[(.*)\]", text)
    assert len(written) == 5
    for word, answer in written:
        assert word.split(", ")[::-1] == answer.split(", ")
    looks = re.findall(r"position (\d) looks most at position (\d)", text)
    assert looks == [("3", "2"), ("4", "1"), ("5", "0")]


def test_only_the_run_without_warm_up_diverges(solved):
    printed, _ = solved
    pattern = r"first loss = ([\d.]+) +highest loss = +([\d.]+)   held-out accuracy = ([\d.]+)"
    (first, highest, right), (bad_first, bad_highest, bad_right) = (
        map(float, found) for found in re.findall(pattern, printed["experiment-warmup"])
    )
    assert (highest, right) == (first, 1.0)
    assert bad_highest > 3 * bad_first
    assert bad_right < 0.5


def test_twelve_words_are_memorised_and_only_the_held_out_data_show_it(solved):
    printed, _ = solved
    pattern = r"training loss = ([\d.]+)   held-out loss = ([\d.]+)   held-out accuracy = ([\d.]+)"
    many, few = (
        tuple(map(float, found)) for found in re.findall(pattern, printed["experiment-memorising"])
    )
    assert many[2] == 1.0
    assert few[0] < 0.1
    assert few[1] > 1.0
    assert few[2] < 0.5


def test_only_embeddings_of_a_fitting_size_are_learnt_in_time(solved):
    printed, _ = solved
    rights = re.findall(r"held-out accuracy = ([\d.]+)", printed["experiment-embedding"])
    small, fitting, large = map(float, rights)
    assert fitting == 1.0
    assert np.all(np.array([small, large]) < 0.7)
