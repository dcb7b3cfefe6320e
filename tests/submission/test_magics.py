"""Magics, shell and help lines do nothing, and no line moves."""

import pytest

from autograder.submission.ipython import strip_magics
from tests.submission.material import code, read_cells, sound

ALPHA = "def alpha(x):\n    return x + 1"

CELLS = {
    "line magic": ("%matplotlib inline\nx = 1", "pass\nx = 1"),
    "indented": ("if x:\n    %cd /tmp\n    y = 1", "if x:\n    pass\n    y = 1"),
    "shell": ("!pip install numpy\nx = 1", "pass\nx = 1"),
    "shell with brackets and quotes": ("!echo \"(it's\nx = 1", "pass\nx = 1"),
    "shell over two lines": ("!pip install \\\n  numpy\nx = 1", "pass\n\nx = 1"),
    "shell twice": ("!!ls\nx = 1", "pass\nx = 1"),
    "assigned shell": ("x = !ls\ny = 1", "x = []\ny = 1"),
    "assigned magic": ("x = %pwd\ny = 1", "x = None\ny = 1"),
    "assigned to two": ("x, y = !ls\nz = 1", "x, y = []\nz = 1"),
    "timed": ("%time x = f(1)\ny = 1", "x = f(1)\ny = 1"),
    "timed value": ("x = %time f(1)\ny = 1", "x = f(1)\ny = 1"),
    "timed often": ("%timeit f(1)\ny = 1", "pass\ny = 1"),
    "help before": ("?f\ny = 1", "pass\ny = 1"),
    "help after": ("f?\ny = 1", "pass\ny = 1"),
    "much help": ("np.mean??\ny = 1", "pass\ny = 1"),
    "help on a magic": ("%time?\ny = 1", "pass\ny = 1"),
    "cell magic keeps its body": ("%%time\nx = 1", "\nx = 1"),
    "capture": ("%%capture out\nx = 1", "\nx = 1"),
    "two cell magics": ("%%time\n%%capture\nx = 1", "\n\nx = 1"),
    "blank before a cell magic": ("\n%%time\nx = 1", "\n\nx = 1"),
    "bash": ("%%bash\necho $x\nls", "\n\n"),
    "html": ("%%html\n<b>x</b>", "\n"),
    "written to a file": ("%%writefile f.py\nx = 1", "\n"),
    "timed often as a cell": ("%%timeit\nx = 1", "\n"),
    "prompts": (">>> x = 1\n... \n>>> y = 2", "x = 1\n\ny = 2"),
    "ipython prompts": ("In [1]: x = 1\n   ...: y = 2", "x = 1\ny = 2"),
    "indented as a whole": ("    x = 1\n    %time y = 2", "x = 1\ny = 2"),
    "in a string": ('x = """\n%time\n!ls\n"""\n%pwd', 'x = """\n%time\n!ls\n"""\npass'),
    "modulo on a line of its own": ("x = (7\n% 4)\n%pwd", "x = (7\n% 4)\npass"),
    "modulo after a backslash": ("x = 7 \\\n% 4\n%pwd", "x = 7 \\\n% 4\npass"),
    "not equal": ("x = y != z\n%pwd", "x = y != z\npass"),
    "question in a comment": ("x = 1  # why?\n%pwd", "x = 1  # why?\npass"),
    "called by a slash": ("/f 1\nx = 1", "pass\nx = 1"),
}


@pytest.mark.parametrize("cell, wanted", CELLS.values(), ids=CELLS)
def test_what_is_for_ipython_alone_does_nothing(cell, wanted):
    assert strip_magics(cell) == wanted


@pytest.mark.parametrize("cell", [cell for cell, _ in CELLS.values()], ids=CELLS)
def test_ipython_sees_the_same_lines_as_python(cell):
    manager = pytest.importorskip("IPython.core.inputtransformer2").TransformerManager()
    if cell.lstrip().startswith("%%"):
        pytest.skip("IPython hands a cell magic's body on as one text")
    theirs = [x for x in manager.transform_cell(cell).rstrip("\n").split("\n") if x.strip()]
    theirs = [line for line in theirs if "get_ipython()" not in line and line != "f(1)"]
    ours = [line for line in strip_magics(cell).split("\n") if line.strip()]
    ours = [line for line in ours if line.strip() != "pass"]
    # What IPython turns into a call of its own, we turn into nothing or the timed statement.
    assert [line for line in ours if line in theirs] == theirs


@pytest.mark.parametrize(
    "first", ["%matplotlib inline", "!pip install x", "np?", "%%time", "x = !ls"]
)
def test_a_function_beside_a_magic_is_found(first):
    assert sound(read_cells(code(f"{first}\n{ALPHA}"))) == ["alpha"]


def test_a_magic_inside_a_function_costs_nothing():
    assert sound(read_cells(code("def alpha(x):\n    %pwd\n    !ls\n    return x + 1"))) == [
        "alpha"
    ]


def test_a_body_in_another_language_defines_nothing():
    assert read_cells(code(f"%%bash\n{ALPHA}")).units == ()


def test_a_magic_beside_a_broken_function_does_not_break_the_others():
    cell = code(f"%time 1\ndef beta(x)\n    return x\n\n{ALPHA}\n!ls")
    assert sound(read_cells(cell)) == ["alpha"]


@pytest.mark.parametrize(
    "line", ["a" * 400_000 + " b?", " " * 400_000 + "x !", "x=" * 200_000 + "!"]
)
def test_a_line_without_end_takes_no_time_to_speak_of(line):
    assert strip_magics(line).count("\n") == 0
