"""Templates on disk: compiled once for all processes, believed only where they are private."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest

from autograder.course.disk_cache import OFF, VARIABLE
from autograder.report import rendering

TEMPLATE = "code.html"

pytestmark = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="the cache needs file owners")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The cache of the test, which is not there yet."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    yield tmp_path / "cache"
    rendering._environment.cache_clear()


def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """What a new process compiles when it wants the template."""
    names: list[str | None] = []
    compile_it = jinja2.Environment.compile

    def count(self, source, name=None, *rest, **named):  # type: ignore[no-untyped-def]
        names.append(name)
        return compile_it(self, source, name, *rest, **named)

    rendering._environment.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(jinja2.Environment, "compile", count)
        rendering._environment().get_template(TEMPLATE)
    return names


def test_a_template_is_compiled_by_the_first_process_alone(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert compiled(monkeypatch) == [TEMPLATE]
    assert compiled(monkeypatch) == []
    (kept,) = cache.iterdir()
    assert kept.stat().st_mode & 0o077 == 0


def test_a_file_that_others_may_write_or_that_is_damaged_is_not_run(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled(monkeypatch)
    (kept,) = cache.iterdir()
    kept.chmod(0o666)
    assert compiled(monkeypatch) == [TEMPLATE]
    (kept,) = cache.iterdir()
    kept.write_bytes(kept.read_bytes()[:-1] + b"x")
    assert compiled(monkeypatch) == [TEMPLATE]


def test_without_a_cache_pages_are_made_all_the_same(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, OFF)
    assert compiled(monkeypatch) == compiled(monkeypatch) == [TEMPLATE]
    assert not cache.exists()
