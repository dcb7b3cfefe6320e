"""Compiled templates lie beside their source, as compiled modules do."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest

from autograder.report import rendering

TEMPLATE = "code.html"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where compiled templates are put during the test; it is not there yet."""
    made = rendering._CompiledTemplates.__init__

    def put_elsewhere(self: rendering._CompiledTemplates) -> None:
        made(self)
        self.directory = str(tmp_path / "templates" / "compiled")

    (tmp_path / "templates").mkdir()
    monkeypatch.setattr(rendering._CompiledTemplates, "__init__", put_elsewhere)
    yield tmp_path / "templates" / "compiled"
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
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert compiled(monkeypatch) == [TEMPLATE]
    assert compiled(monkeypatch) == []


def test_compiled_templates_lie_beside_their_source() -> None:
    folder = Path(rendering._CompiledTemplates().directory)
    assert (folder.parent / TEMPLATE).exists()
    assert folder.name == "__pycache__"


def test_other_options_never_meet_what_was_compiled_for_these(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled(monkeypatch)
    monkeypatch.setitem(rendering._OPTIONS, "trim_blocks", False)
    assert compiled(monkeypatch) == [TEMPLATE]


def test_a_damaged_file_is_compiled_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled(monkeypatch)
    (kept,) = folder.iterdir()
    kept.write_bytes(kept.read_bytes()[:-100])
    assert compiled(monkeypatch) == [TEMPLATE]
    assert compiled(monkeypatch) == []


def test_where_nothing_can_be_written_pages_are_made_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.parent.rmdir()
    assert compiled(monkeypatch) == compiled(monkeypatch) == [TEMPLATE]


def test_python_told_to_write_no_byte_code_writes_none_of_templates_either(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert compiled(monkeypatch) == [TEMPLATE]
    assert not folder.exists()
