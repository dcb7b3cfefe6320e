"""In a notebook, too, a package that the course does not list is refused before grading."""

from __future__ import annotations

import types
from typing import Any

import pytest

from autograder.selfcheck.listed_imports import listed_imports_only, unlisted_package
from autograder.selfcheck.notebook_check import _name


def kernel(*cells: str) -> dict[str, Any]:
    """The namespace of a kernel after these cells."""
    space: dict[str, Any] = {"__name__": "__main__", "In": ["", *cells]}
    for cell in cells:
        exec(cell, space)
    return space


@pytest.mark.parametrize(
    "cells",
    [
        ("import yaml", "def f(x): return yaml.safe_load(x)"),
        ("from yaml import safe_load as load", "def f(x): return load(x)"),
        ("import yaml.nodes as n", "def helper(x): return n.Node", "def f(x): return helper(x)"),
        ("from yaml import *", "import yaml", "def f(x): return [yaml.dump(a) for a in x]"),
        ("import yaml", "def f(x):\n    def inner(): return yaml\n    return inner()"),
    ],
)
def test_a_function_that_needs_an_unlisted_package_is_refused(cells: tuple[str, ...]) -> None:
    space = kernel(*cells)
    assert unlisted_package(space["f"], space, ["numpy"]) == "yaml"


@pytest.mark.parametrize(
    "cells",
    [
        ("import yaml", "import numpy as np", "def f(x): return np.sum(x)"),
        ("import math, random", "def f(x): return math.exp(x) + random.random()"),
        ("import yaml", "yaml = 5", "def f(x): return x"),
        ("from autograder.selfcheck import check", "def f(x): return check"),
        ("f = 0.12",),
    ],
)
def test_what_is_listed_or_not_used_is_no_reason(cells: tuple[str, ...]) -> None:
    space = kernel(*cells)
    assert unlisted_package(space["f"], space, ["numpy"]) == ""


def test_an_import_inside_of_the_function_is_refused_as_in_grading() -> None:
    space = kernel("def f():\n    import yaml\n    return yaml", "def g():\n    import math\n")
    with listed_imports_only(space, ["numpy"]):
        space["g"]()
        with pytest.raises(ModuleNotFoundError, match="package 'yaml' may not be used"):
            space["f"]()
    assert space["f"]() is not None


@pytest.mark.parametrize(
    "body",
    [
        "import importlib; return importlib.import_module('yaml')",
        "import importlib; return importlib.import_module('.nodes', 'yaml')",
        "import importlib; return importlib.__import__('yaml')",
        "from importlib import import_module as load; return load('yaml.nodes')",
        "return __import__('yaml')",
        "import builtins; return builtins.__import__('yaml')",
        "import pkgutil; return pkgutil.resolve_name('yaml')",
        "import functools; return functools.partial(__import__, 'yaml')()",
    ],
)
def test_an_import_by_a_function_is_refused_as_the_statement_is(body: str) -> None:
    space = kernel(f"def f():\n    {body}")
    with (
        listed_imports_only(space, ["numpy"]),
        pytest.raises(ModuleNotFoundError, match="package 'yaml' may not be used"),
    ):
        space["f"]()
    assert space["f"]() is not None


def test_what_a_listed_package_imports_itself_is_not_the_students() -> None:
    space = kernel("def f():\n    import json.tool\n    return json.tool")
    package = types.ModuleType("numpy.helper")
    exec("def load():\n    import yaml\n    return yaml", package.__dict__)
    space["load"] = package.__dict__["load"]
    with listed_imports_only(space, ["numpy"]):
        assert space["f"]() is not None
        assert space["load"]() is not None


def test_a_check_without_quotation_marks_means_the_name() -> None:
    space = kernel("def l2_penalty(w, lam): return 0", "share = 0.1234", "_ = share")
    assert _name(space, "sgd_step") == "sgd_step"
    assert _name(space, space["l2_penalty"]) == "l2_penalty"
    assert _name(space, space["share"]) == "share"
