"""Texts for Japanese readers use one term for one thing, and Japanese punctuation."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from typing import Any

import jupytext
import pytest
import yaml

from autograder.text.catalogue import join_cjk_lines
from tests.paths import ROOT

JAPANESE = "[\u3040-\u30ff\u4e00-\u9fff]"


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)


def _texts() -> Iterator[tuple[str, str]]:
    """Each Japanese text with the file that holds it."""
    catalogue = tomllib.loads((ROOT / "autograder" / "text" / "ja.toml").read_text("utf-8"))
    yield from (("ja.toml", text) for text in _strings(catalogue))
    for path in [ROOT / "README.ja.md", *sorted((ROOT / "docs").glob("*.ja.md"))]:
        yield path.name, path.read_text("utf-8")
    for path in sorted((ROOT / "solutions").glob("*/lesson.py")):
        cells = [c for c in jupytext.read(path).cells if c.metadata.get("lang") == "ja"]
        yield from ((f"{path.parent.name}/lesson.py", cell.source) for cell in cells)
    for path in sorted((ROOT / "solutions").glob("*/*/misconceptions.yaml")):
        for mistake in (yaml.safe_load(path.read_text("utf-8")) or {}).values():
            texts = map(join_cjk_lines, _strings(mistake.get("ja")))
            yield from ((path.parent.name, text) for text in texts)
    for path in sorted((ROOT / "solutions").glob("*/*/exercise.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and re.search(JAPANESE, text):
                yield path.parent.name, text


TEXTS = list(_texts())

# (what is not written, what is written instead)
TERMS = [
    (r"ペナルティ(?!）)|料金|罰", "正則化項"),
    (r"訓練(?!データ|損失|の)", "学習 (訓練 is for data and loss)"),
    (r"(?<![ぁ-ん])いま(?![ますしせ])", "今"),
    (rf"sigmoid(?! ?\(|[\w\-`’'])(?= ?{JAPANESE})", "シグモイド関数"),
    (r"シグモイド(?!関数)", "シグモイド関数"),
    (r"位置符号", "位置エンコーディング"),
    (r"見張|本物の|手柄|自信満々|思い込み", "監視する, 実際の, 誤解"),
    (r"受講生|採点者", "学生, 担当者"),
    (r"構いません|フォルダー|エディター", "かまいません, フォルダ, エディタ"),
    (r"(?<!もう)一つ(?!ずつ|も|には)|二つ|三つ", "1 つ, 2 つ, 3 つ"),
    (r"書きか[えわ]|置きか[えわ]|読みか[えわ]", "書き換え, 置き換え, 読み替え"),
    (r"2 乗", "二乗"),
    (r"\d %", "70%"),
    (rf"{JAPANESE}: ?(?!//)", "："),
    (rf"{JAPANESE} {JAPANESE}", "no space inside Japanese"),
    (r"。」", "no full stop before a closing bracket"),
]


@pytest.mark.parametrize(("avoided", "written"), TERMS, ids=[written for _, written in TERMS])
def test_a_japanese_text_says(avoided: str, written: str) -> None:
    found = [
        f"{place}: …{text[max(0, match.start() - 20) : match.end() + 20]}…"
        for place, text in TEXTS
        for match in re.finditer(avoided, text)
    ]
    assert not found, f"write {written}\n" + "\n".join(found)


def test_the_texts_are_found() -> None:
    assert len(TEXTS) > 1200
    assert {"ja.toml", "README.ja.md", "transformer-block/lesson.py", "layer_norm"} <= {
        place for place, _ in TEXTS
    }
