"""Both languages say the same, with the same numbers."""

from __future__ import annotations

import json
import re
import string
from importlib.resources import files

import pytest

WORDS = json.loads((files("autograder.selfcheck") / "words.json").read_text(encoding="utf-8"))
ENTRIES = {
    f"{group}.{name}": texts for group, named in WORDS.items() for name, texts in named.items()
}
CODE = "".join(
    path.read_text(encoding="utf-8")
    for path in files("autograder.selfcheck").iterdir()
    if path.name.endswith(".py")
)


def fields(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


@pytest.mark.parametrize("key", ENTRIES)
def test_each_text_stands_in_both_languages_with_the_same_fields(key):
    texts = ENTRIES[key]
    assert texts.keys() == {"ja", "en"}
    assert fields(texts["ja"]) == fields(texts["en"])
    assert re.search("[ぁ-ん一-龠ァ-ヶ]", texts["ja"])
    assert texts["en"].isascii()


@pytest.mark.parametrize("key", ENTRIES)
def test_each_text_is_used(key):
    group, _, name = key.partition(".")
    dynamic = group == "status" and name in ("written", "unwritten")
    dynamic = dynamic or key in ("progress.file", "progress.two-files")
    assert dynamic or f'"{key}"' in CODE or f"'{key}'" in CODE
