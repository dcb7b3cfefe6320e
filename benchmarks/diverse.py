"""Generate classes of any size without similar submissions, mixed from the bank of answers.

Each exercise gets a right answer in one of many styles, or now and then one with a known or an
undescribed mistake, depending only on the student's number.
"""

from __future__ import annotations

import random
from pathlib import Path

from benchmarks.material import ASSIGNMENT, ROOT

BANK = ROOT / "tests" / "data" / "answers"
MISTAKES = 0.05  # share of the answers: every other student makes one
_RIGHT, _WRONG = "right__*.py", ("single__*.py", "double__*.py", "outside__*.py")


def diverse(count: int, target: Path) -> Path:
    """A folder with `count` submissions, each mixed from different answers."""
    right, wrong = {}, {}
    for folder in sorted(each.parent for each in BANK.glob("*/right__none__1.py")):
        right[folder.name] = _texts(folder, _RIGHT)
        wrong[folder.name] = [text for pattern in _WRONG for text in _texts(folder, pattern)]
    for number in range(count):
        chance = random.Random(number)
        parts = [
            chance.choice(wrong[name] if chance.random() < MISTAKES else right[name])
            for name in right
        ]
        folder = target / f"s{number:05}" / ASSIGNMENT
        folder.mkdir(parents=True)
        (folder / "transformer_basics.py").write_text("\n\n\n".join(parts), encoding="utf-8")
    return target


def _texts(folder: Path, pattern: str) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob(pattern))]
