"""Each check's description is a sentence that a student can act upon."""

from __future__ import annotations

import pytest

from autograder.author import Check
from autograder.course.exercise_library import load_library
from tests.course.oracles.conftest import FOLDER

NAMES = sorted(path.parent.name for path in FOLDER.glob("*/exercise.py"))
LIBRARY = load_library(FOLDER, NAMES)
CLAIMS = [(name, check) for name in NAMES for check in LIBRARY[name].checks]
IDS = [f"{name}.{check.name}" for name, check in CLAIMS]
# What a claim may not speak of: the student does not know which inputs are meant.
VAGUE = {"ja": ("普通の", "通常の入力", "適切"), "en": ("ordinary", "usual", "properly")}


@pytest.mark.parametrize(("name", "check"), CLAIMS, ids=IDS)
def test_a_claim_is_a_whole_sentence_in_both_languages(name: str, check: Check) -> None:
    assert check.says["ja"].endswith("。")
    assert check.says["en"].endswith(".")
    assert not [
        word for language, words in VAGUE.items() for word in words if word in check.says[language]
    ]


@pytest.mark.parametrize(("name", "check"), CLAIMS, ids=IDS)
def test_a_claim_that_needs_the_right_value_too_says_so(name: str, check: Check) -> None:
    """Else a wrong value that changes no argument reads as if it had changed one."""
    if check.aspect not in ("arguments", "silent"):
        return
    needed = {"ja": ("正しい", "有限の値", "平均を引く"), "en": ("right", "finite", "centred")}
    if check.name == "arguments-unchanged" and name == "sgd_step":
        needed = {"ja": ("新しい配列",), "en": ("new array",)}
    for language, words in needed.items():
        assert any(word in check.says[language] for word in words)


@pytest.mark.parametrize("name", NAMES)
def test_what_a_function_returns_has_one_name_in_japanese(name: str) -> None:
    folder = FOLDER / name
    texts = [path.read_text("utf-8") for path in folder.iterdir() if path.is_file()]
    assert not [text for text in texts if "返り値" in text]
