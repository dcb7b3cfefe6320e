"""Fixtures of the sandbox tests.

`make` opens a sandbox; every test that asks for it runs once under each isolation.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from textwrap import dedent
from typing import Any

import pytest

from autograder.models import CaseInput, CodeUnit, Transcript
from autograder.sandbox import Isolation, Sandbox, open_sandbox
from autograder.sandbox.limits import Limits

SHORT = Limits(wall_seconds=1, cpu_seconds=5, memory_mb=256, output_kb=8)

Make = Callable[..., Sandbox]


def units(*sources: str) -> list[CodeUnit]:
    return [CodeUnit(dedent(source), f"cell {i}") for i, source in enumerate(sources)]


@pytest.fixture(params=["process", "bubblewrap"])
def isolation(request: pytest.FixtureRequest) -> Isolation:
    if request.param == "bubblewrap" and not sys.platform.startswith("linux"):
        pytest.skip("isolation is Linux's")
    return request.param


@pytest.fixture
def make(isolation: Isolation) -> Iterator[Make]:
    """make(f=[(args), ...], variables=[...], limits=...) opens a sandbox."""
    opened: list[Sandbox] = []

    def opener(
        variables: Sequence[str] = (),
        limits: Limits = SHORT,
        total: float = 30.0,
        references: Mapping[str, str] | None = None,
        **calls: Any,
    ) -> Sandbox:
        cases = {
            name: tuple(CaseInput(args) for args in given)
            for name, given in (calls or {"f": [(2,)]}).items()
        }
        kinds = {name: "variable" if name in variables else "function" for name in cases}
        bounds = dict.fromkeys(cases, limits)
        sandbox = open_sandbox(
            isolation,
            cases,
            kinds,
            bounds,
            loading=limits,
            total_seconds=total,
            references=references,
        )
        opened.append(sandbox)
        return sandbox

    yield opener
    for sandbox in opened:
        sandbox.close()


@pytest.fixture
def run(make: Make) -> Callable[..., Transcript]:
    """run("source", ..., f=[(args), ...]): one transcript of these units.

    stand_ins: by name, sources of what replaces the student's functions.
    """

    def runner(*sources: str, **options: Any) -> Transcript:
        stand_ins = options.pop("stand_ins", {})
        sandbox = make(references=stand_ins, **options)
        names = [key for key in options if key not in ("variables", "limits", "total")] or ["f"]
        return sandbox.run(units(*sources), names, stand_ins)

    return runner
