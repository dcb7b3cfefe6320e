"""What a file holds: units, written answers, and whether anybody has worked in it."""

import traceback
import tracemalloc

import pytest

from autograder.submission import read_source
from autograder.submission.handout import text_fingerprint
from tests.submission.material import (
    ALPHA,
    BETA,
    GAMMA,
    PLACEHOLDERS,
    RELEASED,
    code,
    markdown,
    notebook,
    read_cells,
    read_py,
    run,
    sound,
    stub,
)

STUBS = [stub(name) for name in ("alpha", "beta", "gamma")]


def graded(name: str, **more: object) -> dict[str, object]:
    return {"grade_id": name, "schema_version": 3, **more}


def test_a_script_falls_apart_into_its_statements():
    source = read_py("import math\nx = 1; y = 2\n\n@staticmethod\ndef f():\n    pass\n")
    assert [(unit.origin, unit.defines) for unit in source.units] == [
        ("line 1", ("math",)),
        ("line 2", ("x", "y")),
        ("line 4", ("f",)),
    ]


def test_a_cell_falls_apart_too_so_that_a_raising_example_costs_nothing_below_it():
    source = read_cells(code(f"{ALPHA}\nalpha('not a number')\n\n{BETA}"))
    assert sound(source) == ["alpha", "beta"]
    assert [unit.origin for unit in source.units][1] == "cell 1, line 4"


def test_names_bound_in_any_way_are_known():
    source = read_py(
        "import a.b as c, d.e\nfor i, (j, *k) in []: l = 1\nwith open('x') as m: pass\n"
        "if (n := 1): o: int = 2\n[p for p in []]\nq = lambda r: r\n"
    )
    assert {name for unit in source.units for name in unit.defines} == set("cdijklmnoq")


def test_an_error_names_the_line_of_the_file():
    source = read_py("import math\n\n\ndef alpha(x):\n    y = x\n    return y / 0\n")
    space, _ = run(source)
    try:
        space["alpha"](1)
    except ZeroDivisionError as error:
        assert traceback.extract_tb(error.__traceback__)[-1].lineno == 6


def test_cells_are_numbered_as_jupyter_numbers_them_after_run_all():
    source = read_cells(markdown("# text"), code(""), code("x = 1"), code("  \n"), code("\ny = 2"))
    assert [unit.origin for unit in source.units] == ["cell 1, line 1", "cell 2, line 2"]


def test_a_copied_stub_below_the_answer_costs_nothing():
    own = code(ALPHA, nbgrader=graded("alpha", solution=True))
    copy = code(stub("alpha"), nbgrader=graded("alpha", solution=True))
    for cells in ([own, copy], [copy, own], [copy, own, copy]):
        assert sound(read_cells(*cells)) == ["alpha"]
    assert sound(read_py(ALPHA + stub("alpha", 1))) == ["alpha"]


def test_of_two_answers_the_lower_one_counts_as_in_python():
    assert sound(read_py("def alpha(x):\n    return 0\n\n\n" + ALPHA)) == ["alpha"]
    assert sound(read_py(ALPHA + "\n\ndef alpha(x):\n    return 0\n")) == []


def test_a_broken_answer_is_not_hidden_by_a_stub_below_it():
    source = read_py("def alpha(x)\n    return x + 1\n\n\n" + stub("alpha"))
    _, errors = run(source)
    assert "expected ':'" in errors["alpha"]


def test_deleted_and_reordered_cells_cost_only_what_is_gone():
    source = read_cells(code("result = gamma(1)"), code(GAMMA), code(ALPHA))
    assert sound(source) == ["alpha", "gamma"]


def test_an_nbgrader_test_cell_is_never_run():
    source = read_cells(code("raise SystemExit", nbgrader=graded("t", grade=True, points=1)))
    assert source.units == ()


def shown(text: str, now: str | None = None) -> dict[str, object]:
    return code(now or text, autograder={"print": text_fingerprint(text), "run": False})


def test_an_untouched_cell_that_only_shows_something_is_not_run():
    assert read_cells(shown("import slow\nslow.plot()"), code(ALPHA)).units[0].defines == ("alpha",)


def test_of_an_edited_one_the_definitions_are_kept_and_the_plots_are_not():
    cell = shown("plot()", "def helper(x):\n    return x + 1\n\n\nplot(helper)")
    source = read_cells(cell, code("def alpha(x):\n    return helper(x)"))
    assert sound(source) == ["alpha"]
    assert not any("plot(helper)" in unit.source for unit in source.units)


def test_playing_with_such_a_cell_is_no_attempt():
    stubs = [code(text) for text in STUBS]
    assert not read_cells(shown("x = 1", "x = 2"), *stubs).changed
    assert read_cells(shown("x = 1", ALPHA), *stubs).changed


def test_jupyters_display_is_there_in_notebooks():
    source = read_cells(code("def alpha(x):\n    display(x)\n    return x + 1"))
    assert sound(source) == ["alpha"]


@pytest.mark.parametrize("language", [0, 1])
def test_what_was_released_counts_as_untouched_in_either_language(language):
    stubs = [stub(name, language) for name in ("alpha", "beta", "gamma")]
    essay = f'essay = """\n{PLACEHOLDERS[language]}\n"""\n'
    assert not read_py("import numpy as np\n" + "\n".join([*stubs, "delta = None", essay])).changed
    assert not read_cells(*map(code, stubs), markdown(PLACEHOLDERS[language])).changed


def test_comments_spaces_imports_and_docstrings_are_no_attempt():
    text = STUBS[0].replace("関数です。", "what?").replace("raise", "# here\n    raise")
    assert not read_py("import math\n\n\n" + text).changed


@pytest.mark.parametrize("said", ["", "()", "('later')"])
def test_what_a_stub_says_of_itself_does_not_matter(said):
    assert not read_py(f"def alpha(x):\n    raise NotImplementedError{said}\n").changed


@pytest.mark.parametrize(
    "work",
    [
        "def alpha(x): raise ValueError",
        ALPHA,
        "delta = 0.12",
        "def alpha(x)\n",
        "x = 5",
        "print(1)",
    ],
)
def test_anything_else_is_an_attempt(work):
    assert read_py("\n".join([*STUBS, work])).changed
    assert read_cells(*map(code, STUBS), code(work)).changed


def answer_cell(text: str) -> dict[str, object]:
    return markdown(text, nbgrader=graded("essay", grade=True, solution=True, points=5))


def test_a_written_answer_is_the_text_of_its_cell():
    source = read_cells(answer_cell("  Because $x < 2$.\n"))
    assert (source.answers, source.changed) == ({"essay": "Because $x < 2$."}, True)


def test_a_written_answer_in_a_script_is_a_string_and_no_unit():
    source = read_py('essay = r"""\nBecause of \\theta.\n"""\n')
    assert source.answers == {"essay": "Because of \\theta."}
    assert source.units == ()


def test_an_untouched_placeholder_is_no_answer_and_beside_an_answer_is_left_out():
    assert read_cells(answer_cell(PLACEHOLDERS[0])).answers == {}
    assert read_cells(answer_cell(f"{PLACEHOLDERS[1]}\nSo.")).answers == {"essay": "So."}


def test_a_copied_answer_counts_once_and_two_answers_are_both_kept():
    first, second = answer_cell("One."), answer_cell("Two.")
    assert read_cells(first, first).answers == {"essay": "One."}
    assert read_cells(first, second).answers == {"essay": "One.\n\nTwo."}


def test_an_answer_in_a_cell_of_another_kind_is_still_an_answer():
    cell = {**answer_cell("Because: it grows."), "cell_type": "raw"}
    assert read_cells(cell).answers == {"essay": "Because: it grows."}
    cell["cell_type"] = "code"
    assert read_cells(cell).answers == {"essay": "Because: it grows."}
    assert read_cells(cell).units == ()


def test_an_endless_answer_is_cut_off():
    assert len(read_cells(answer_cell("x" * 100_000)).answers["essay"]) < 21_000


def test_what_was_released_survives_the_way_through_json():
    import json

    again = type(RELEASED).from_json(json.loads(json.dumps(RELEASED.to_json())))
    assert again == RELEASED
    assert again.stub_fingerprints == RELEASED.stub_fingerprints


@pytest.mark.parametrize("name", ["a.py", "a.ipynb"])
def test_statements_by_the_thousand_are_refused_before_they_are_held(name):
    """Each stands below as many empty lines as it did: together they would be hundreds of MB."""
    many = "x = 1\n" * 20_000
    tracemalloc.start()
    source = read_source(many.encode() if name == "a.py" else notebook(code(many)), name, RELEASED)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "more than 2000 statements" in source.problem["en"]
    assert most < 100 << 20
