"""Normalised code ignores a copier's disguises and keeps other code apart."""

import ast
import re

import pytest

from autograder.report.similarity.normalize import imported, normalize_statements

PLAIN = """
import numpy as np

def f(w, lr):
    step = lr * np.abs(w)
    total = step.sum()
    return w - step / total
"""


def read(source, kept=("f",)):
    nodes = ast.parse(source).body
    return set(normalize_statements(nodes, kept, imported(nodes)))


@pytest.mark.parametrize(
    "changed",
    [
        PLAIN.replace("step", "s").replace("total", "everything"),
        re.sub(r"\blr\b", "rate", re.sub(r"\bw\b", "weights", PLAIN)),
        PLAIN.replace("    total", "    # the sum of all\n    total"),
        PLAIN.replace("(w, lr):", '(w: list, lr: float = 1.0) -> list:\n    """Says much."""'),
        PLAIN.replace("import numpy as np", "import numpy").replace("np.", "numpy."),
        PLAIN.replace("lr * np.abs(w)", "(lr\n        * np.abs(w))"),
    ],
    ids=["names", "parameters", "comment", "docstring and types", "import", "layout"],
)  # fmt: skip
def test_what_a_copier_changes_leaves_the_same_statements(changed):
    assert changed != PLAIN
    assert read(changed) == read(PLAIN)


def test_the_order_of_statements_and_functions_does_not_matter():
    one = "def f(a):\n    x = a + 1\n    y = a * 2\n    return x - y\ndef g(a):\n    return a\n"
    other = "def g(a):\n    return a\ndef f(b):\n    v = b * 2\n    u = b + 1\n    return u - v\n"
    assert read(one, ("f", "g")) == read(other, ("f", "g"))


def test_adding_in_place_is_written_like_adding():
    assert read("def f(x):\n    x += 2\n") == read("def f(x):\n    x = x + 2\n")


@pytest.mark.parametrize(
    "other",
    [
        PLAIN.replace("abs", "square"),
        PLAIN.replace("lr *", "lr /"),
        PLAIN.replace("lr * np.abs(w)", "w * np.abs(lr)"),
        PLAIN.replace("step.sum()", "step.sum(axis=1)"),
        PLAIN.replace("/ total", "/ 2.5"),
    ],
    ids=["function", "operator", "parameter's place", "keyword", "number"],
)
def test_other_code_leaves_other_statements(other):
    assert read(other) != read(PLAIN)


def test_absurdly_nested_code_ends():
    deep = "def f(x):\n    return " + "(" * 150 + "x" + " + 1)" * 150
    assert read(deep)
