"""The seeds of the hidden inputs in an nbgrader course folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.errors import UserError
from autograder.grading.store.hidden_seeds import SEEDS_FILE, class_seed, get_or_create_seed


def test_a_seed_is_chosen_once_and_then_known(tmp_path: Path) -> None:
    assert len({class_seed(tmp_path, "a") for _ in range(4)}) > 1  # each run draws its own
    seed = get_or_create_seed(tmp_path, "a")
    assert get_or_create_seed(tmp_path, "a") == seed == class_seed(tmp_path, "a")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a": "7"}', '{"a": true}', '{"a": 1.5}'])
def test_a_damaged_file_is_refused_and_not_taken_for_none(tmp_path: Path, text: str) -> None:
    """Another seed would ask other inputs than before, and nobody would notice."""
    path = tmp_path / SEEDS_FILE
    path.write_text(text, encoding="utf-8")
    for ask in (class_seed, get_or_create_seed):
        with pytest.raises(UserError, match="cannot be read") as refusal:
            ask(tmp_path, "a")
        assert str(path) in str(refusal.value)
    assert path.read_text(encoding="utf-8") == text
