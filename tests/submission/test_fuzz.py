"""Whatever bytes a student submits: units and answers, or a worded problem; never a traceback."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.models import Source
from autograder.submission import read_source
from tests.submission.material import (
    ALPHA,
    BETA,
    GAMMA,
    PLACEHOLDERS,
    RELEASED,
    code,
    markdown,
    notebook,
    read_py,
    sound,
)

SCRIPT = f"{ALPHA}\n{BETA}\n{GAMMA}\nessay = '''x'''\n%time\n".encode()
NOTEBOOK = json.loads(
    notebook(
        markdown("# text"),
        code(f"%%time\n{ALPHA}", nbgrader={"grade_id": "alpha", "solution": True}),
        code("check('alpha')", nbgrader={"grade": True, "grade_id": "t"}),
        code("plot()", autograder={"print": "x", "run": False}),
        markdown(PLACEHOLDERS[0], nbgrader={"grade_id": "essay"}),
    )
)

SIGNS = st.text(
    st.sampled_from("()[]{}'\"\\#:=,.@!%?;/ \t\n\r\f\0abcdefx01é表\u3000\u2028"), max_size=60
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
TYPES = ("code", "markdown", "raw")


def check_readable(source: Source) -> None:
    """What the other rooms rely on."""
    if source.problem is not None:
        assert source.units == () and set(source.problem) == {"en", "ja"}
    for text in [source.path, *source.answers.values()]:
        text.encode("utf-8")
    for unit in source.units:
        unit.source.encode("utf-8")
        assert "\0" not in unit.source and unit.origin
        assert all(isinstance(name, str) and name for name in unit.defines)


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.py", "a.ipynb", "a.IPYNB", "a"]))
def test_any_bytes(data, name):
    check_readable(read_source(data, name, RELEASED))


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_a_damaged_script(data):
    at = data.draw(st.integers(0, len(SCRIPT)))
    cut = data.draw(st.integers(0, 20))
    junk = data.draw(SIGNS | st.binary(max_size=20))
    junk = junk if isinstance(junk, bytes) else junk.encode()
    check_readable(read_source(SCRIPT[:at] + junk + SCRIPT[at + cut :], "a.py", RELEASED))


@settings(max_examples=300, deadline=None)
@given(st.lists(SIGNS, max_size=5))
def test_any_signs_that_mean_something_to_python_or_ipython(lines):
    text = "\n".join(lines)
    check_readable(read_py(text))
    check_readable(read_source(notebook(code(text)), "a.ipynb", RELEASED))


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = (
        node.items()
        if isinstance(node, dict)
        else enumerate(node)
        if isinstance(node, list)
        else ()
    )
    return [path, *(place for key, value in inner for place in places(value, (*path, key)))]


def replaced(node: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    copy = dict(node) if isinstance(node, dict) else list(node)
    copy[path[0]] = replaced(copy[path[0]], path[1:], value)
    return copy


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(places(NOTEBOOK)), JSON | SIGNS)
def test_a_notebook_with_anything_in_any_place(place, value):
    data = json.dumps(replaced(NOTEBOOK, place, value)).encode("utf-8", "surrogatepass")
    check_readable(read_source(data, "a.ipynb", RELEASED))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_notebook_with_damaged_bytes(data):
    whole = json.dumps(NOTEBOOK).encode()
    at = data.draw(st.integers(0, len(whole)))
    junk = data.draw(st.binary(max_size=10))
    cut = data.draw(st.integers(0, 20))
    check_readable(read_source(whole[:at] + junk + whole[at + cut :], "a.ipynb", RELEASED))


SOUND = [ALPHA, BETA, 'def gamma(x):\n    """Minus x.\n\nAt the margin.\n    """\n    return -x\n']
NOISE = [
    "# a comment (not closed\n",
    "x = [1,\n2]\n",
    "if x:\n    y = 1\nelse:\n    y = 2\n",
    "\f\n",
]
BROKEN = [
    "def bad(x)\n    return x\n",
    "def bad(x):\n    return (x\n",
    'def bad(x):\n    """Never closed.\n    return x\n',
    "def bad(x):\n    '''Never closed.\n    return x\n",
    'bad = "open\n',
    "bad = [1, 2\n",
    "bad = {'a': (1,\n",
    "bad = 1 +\n",
    "else:\n    bad = 1\n",
    ")\n",
    "print 'bad'\n",
    "    bad = 1\n",
    "@bad(\ndef bad(x):\n    return x\n",
    "bad = 2 \\\n",
]


@settings(max_examples=400, deadline=None)
@given(st.permutations(SOUND), st.lists(st.sampled_from(BROKEN + NOISE), min_size=3, max_size=3))
def test_broken_statements_anywhere_cost_themselves_alone(order, between):
    text = "".join(piece + "\n" for pair in zip(between, order, strict=True) for piece in pair)
    assert sound(read_py(text)) == ["alpha", "beta", "gamma"]


@pytest.mark.parametrize("broken", BROKEN)
def test_even_when_they_stand_at_the_end(broken):
    assert sound(read_py("\n".join([*SOUND, broken]))) == ["alpha", "beta", "gamma"]
