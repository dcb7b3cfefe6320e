"""A small assignment for the tests: three functions, a number and a written answer."""

import json
from pathlib import Path
from typing import Any

from autograder.models import Source
from autograder.submission import Handout, read_source

STUB = 'def {name}(x):\n    """{text}"""\n    raise NotImplementedError("{name}")\n'
PLACEHOLDERS = ("（ここに答えを書いてください。）", "(Write your answer here.)")

RELEASED = Handout(
    assignment="small-lesson",
    base="small_lesson",
    stubs={
        **{
            name: tuple(STUB.format(name=name, text=text) for text in ("関数です。", "A function."))
            for name in ("alpha", "beta", "gamma")
        },
        "delta": ("delta = None\n",),
    },
    placeholders={"essay": PLACEHOLDERS},
)

ALPHA = "def alpha(x):\n    return x + 1\n"
BETA = "def beta(x):\n    return 2 * x\n"
GAMMA = "def gamma(x):\n    return -x\n"
RIGHT = {"alpha": 4, "beta": 6, "gamma": -3}  # of 3


def stub(name: str, language: int = 0) -> str:
    return RELEASED.stubs[name][language]


def read_py(text: str | bytes) -> Source:
    data = text if isinstance(text, bytes) else text.encode()
    return read_source(data, "small_lesson.py", RELEASED)


def code(source: str, **metadata: Any) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": metadata, "source": source, "outputs": []}


def markdown(source: str, **metadata: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": metadata, "source": source}


def notebook(*cells: Any) -> bytes:
    content = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells)}
    return json.dumps(content).encode()


def read_cells(*cells: Any) -> Source:
    return read_source(notebook(*cells), "small_lesson.ipynb", RELEASED)


def run(source: Source) -> tuple[dict[str, Any], dict[str, str]]:
    """Execute the units as a sandbox does: the namespace, and by name why it is missing.

    For the tests' own files only: nothing is isolated here.
    """
    space: dict[str, Any] = {"__name__": "submission"}
    errors: dict[str, str] = {}
    for unit in source.units:
        try:
            exec(compile(unit.source, unit.origin, "exec"), space)
        except BaseException as error:
            for name in unit.defines or ("?",):
                errors[name] = f"{unit.origin}: {error}"
    return space, errors


def sound(source: Source) -> list[str]:
    """The functions that give the right value of 3."""
    space, _ = run(source)
    right = []
    for name, wanted in RIGHT.items():
        try:
            right += [name] if space[name](3) == wanted else []
        except Exception:
            continue
    return right


def work_file(folder: Path) -> Path:
    return next(path for path in folder.iterdir() if path.stem == "work")
