"""Student code imports the standard library and what the course lists, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec

import pytest

from autograder.models import CaseInput, Transcript
from autograder.sandbox import Isolation, open_sandbox
from autograder.sandbox.packages import importable_names, library_files
from autograder.sandbox.protocol import Setup
from tests.sandbox.conftest import units

Run = Callable[..., Transcript]

SENTENCE = "package 'yaml' may not be used; allowed: the standard library, numpy"

# PyYAML is installed wherever the kit is: what is refused is here.
WAYS = {
    "statement": "import yaml",
    "from": "from yaml import safe_load as yaml",
    "inside-a-function": "import yaml.nodes as yaml",
    "importlib": "import importlib\nyaml = importlib.import_module('yaml')",
    "dunder": "yaml = __import__('yaml')",
    "builtins": "import builtins\nyaml = builtins.__import__('yaml', {'__name__': 'numpy'})",
    "pkgutil": "import pkgutil\nyaml = pkgutil.resolve_name('yaml:safe_load')",
    "pickle": "import pickle\nyaml = pickle.loads(b'cyaml\\nsafe_load\\n.')",
    "runpy": "import runpy\nyaml = runpy.run_module('yaml')",
    "exec": "exec('import yaml', {'__name__': 'numpy'})\nyaml = 1",
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_a_package_that_is_not_listed_is_refused_however_it_is_imported(run: Run, way: str) -> None:
    lines = WAYS[way].replace("\n", "\n    ")
    assert find_spec("yaml") is not None
    transcript = run(f"def f(x):\n    {lines}\n    return 2 * x")
    [outcome] = transcript.answers["f"].outcomes
    assert outcome.exception_mro, outcome.value
    assert SENTENCE in outcome.message


def test_at_top_level_it_costs_its_own_statement_alone(run: Run) -> None:
    transcript = run("import yaml", "def f(x):\n    return 2 * x")
    [error] = transcript.unit_errors
    assert (error.error, error.message) == ("ModuleNotFoundError", SENTENCE)
    assert transcript.answers["f"].outcomes[0].value == 4


def test_a_package_already_loaded_is_not_found_in_sys_modules(run: Run) -> None:
    transcript = run("import sys\ndef f(x):\n    return [m for m in sys.modules if 'yaml' in m]")
    assert transcript.answers["f"].outcomes[0].value == []


@pytest.mark.parametrize(
    "statement",
    ["import autograder.course.answer_key", "from autograder.grading import judge",
     "from autograder.sandbox import runner", "import autograder.sandbox.calls"],
)  # fmt: skip
def test_the_kit_itself_is_refused(run: Run, statement: str) -> None:
    transcript = run(f"def f(x):\n    {statement}\n    return 2 * x")
    assert "package 'autograder' may not be used" in transcript.answers["f"].outcomes[0].message


def test_the_notebooks_own_first_cell_still_runs(run: Run) -> None:
    transcript = run("from autograder.selfcheck import check, hint", "def f(x): return 2 * x",
                     "check('f')")  # fmt: skip
    assert transcript.unit_errors == ()


@pytest.mark.parametrize(
    "statement",
    ["import numpy.testing", "from numpy.polynomial import legendre", "import numpy.f2py",
     "import numpy.lib.recfunctions", "import sysconfig; sysconfig.get_config_vars()",
     "import sqlite3, decimal, xml.etree.ElementTree, asyncio, multiprocessing",
     "import numpy.ctypeslib, numpy.typing, numpy.matlib"],
)  # fmt: skip
def test_numpy_and_the_standard_library_import_what_they_need(run: Run, statement: str) -> None:
    transcript = run(f"def f(x):\n    {statement}\n    return 2 * x")
    assert transcript.answers["f"].outcomes[0].value == 4


def test_an_alternative_to_a_missing_package_is_taken(run: Run) -> None:
    code = "try:\n    import yaml\nexcept ImportError:\n    yaml = None\ndef f(x):\n    return yaml"
    assert run(code).answers["f"].outcomes[0].value is None


def test_a_listed_package_may_be_used_and_its_own_needs_work(isolation: Isolation) -> None:
    cases = {"f": (CaseInput((2,)),)}
    sandbox = open_sandbox(
        isolation, cases, {"f": "function"}, {}, setup=Setup(packages=("jinja2",))
    )
    code = "import jinja2\ndef f(x):\n    import markupsafe\n    return 2 * x"
    loaded = "import jinja2\ndef f(x):\n    return jinja2.Template('{{ x }}').render(x=x)"
    try:
        own, needed = sandbox.run(units(loaded), ["f"]), sandbox.run(units(code), ["f"])
    finally:
        sandbox.close()
    assert own.answers["f"].outcomes[0].value == "2"
    assert "package 'markupsafe' may not be used" in needed.answers["f"].outcomes[0].message


def test_a_package_is_not_on_the_disk_either() -> None:
    """An extension module loaded by its path asks no finder."""
    sandbox = open_sandbox("bubblewrap", {"f": (CaseInput((2,)),)}, {"f": "function"}, {})
    code = (
        "import os, sys\ndef f(x):\n    return sorted(name for folder in sys.path"
        " if folder.endswith('-packages') for name in os.listdir(folder))"
    )
    try:
        found = sandbox.run(units(code), ["f"]).answers["f"].outcomes[0].value
    finally:
        sandbox.close()
    assert found
    assert all(name.startswith("numpy") for name in found)


def test_what_a_package_needs_is_found_by_the_names_that_are_imported() -> None:
    assert importable_names(["numpy"]) == ("numpy",)
    assert {"jinja2", "markupsafe"} <= set(importable_names(["jinja2"]))
    assert "yaml" in importable_names(["yaml"])
    assert any(path.name == "yaml" for path in library_files(["yaml"]))
