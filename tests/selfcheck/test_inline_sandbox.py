"""A submission that is run in this process: judged as in one of its own, and nothing is left."""

from __future__ import annotations

import asyncio
import builtins
import random
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from autograder.grading.judge_exercise import total_points
from autograder.models import CodeUnit, Source
from autograder.sandbox.runner import MODULE
from autograder.selfcheck import checker
from autograder.selfcheck.checker import SelfChecker, SelfCheckResult
from autograder.selfcheck.data import DATA_FILE, PublicData, read_data
from autograder.selfcheck.inline_sandbox import InlineSandbox
from tests.paths import DATA, ROOT

BANK = DATA / "answers"
AUTOMATIC = sorted(folder.name for folder in BANK.iterdir() if folder.name != "carry")


@pytest.fixture(scope="module")
def data() -> PublicData:
    return read_data(ROOT / "assignments" / "transformer-basics" / DATA_FILE)


@pytest.fixture
def no_processes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(checker, "can_start_processes", lambda: False)
    yield


def judged(
    data: PublicData, *texts: str, names: tuple[str, ...] = ("bce_loss",)
) -> SelfCheckResult:
    units = tuple(CodeUnit(text, f"cell {i}", ()) for i, text in enumerate(texts, 1))
    source = Source("transformer_basics.ipynb", units=units, changed=True)
    with closing(SelfChecker(data)) as running:
        return running.check([source], names)


def bank(name: str) -> str:
    """One wrong answer of each exercise, with right ones of what it builds on."""
    found = [*sorted((BANK / name).glob("single__*__1.py")), *(BANK / name).glob("outside*__1.py")]
    path = found[0]
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", AUTOMATIC)
def test_a_known_mistake_gets_the_verdict_that_a_process_gives(
    data: PublicData, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = data.exercises[name].key
    assert key is not None
    needs = [(BANK / d / "right__none__1.py").read_text("utf-8") for d in key.carries_from]
    texts = ("import math\nimport numpy as np", *needs, bank(name))
    ordinary = judged(data, *texts, names=(name,))
    monkeypatch.setattr(checker, "can_start_processes", lambda: False)
    inline = judged(data, *texts, names=(name,))
    assert inline.verdicts == ordinary.verdicts
    assert 0 <= total_points(inline.verdicts) < key.points


@pytest.mark.usefixtures("no_processes")
def test_a_primitive_that_is_wrong_is_named_where_it_is_called(data: PublicData) -> None:
    right = ("bce_loss", "bce_gradient", "sgd_step", "choose_learning_rate")
    texts = [(BANK / name / "right__none__1.py").read_text("utf-8") for name in right]
    half = "import math\nimport numpy as np\n\n\ndef batch_predict(X, w, b):\n    return X @ w"
    texts = [*texts, half]  # the answers above bring functions of their own
    result = judged(data, *texts, names=("choose_learning_rate",))
    assert result.blocked_by == {"choose_learning_rate": ("batch_predict",)}


@pytest.mark.usefixtures("no_processes")
def test_the_process_is_as_it_was_afterwards(data: PublicData) -> None:
    np.random.seed(5)
    random.seed(5)
    expected = np.random.RandomState(5).rand(), random.Random(5).random()
    before = builtins.__import__, builtins.input, Path.cwd(), sys.modules.get(MODULE)
    judged(
        data,
        "import random, os\nimport numpy as np\nrandom.random(); np.random.rand()",
        "open('left.txt', 'w').close()\nos.mkdir('left')\nos.chdir('left')",
        "raise SystemExit",
        "def bce_loss(y_true, y_pred):\n    print('noise')\n    return input()",
    )
    assert (builtins.__import__, builtins.input, Path.cwd(), sys.modules.get(MODULE)) == before
    assert (np.random.rand(), random.random()) == expected


@pytest.mark.usefixtures("no_processes")
def test_code_outside_of_functions_that_does_not_end_is_left_out_and_said(
    data: PublicData, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(SelfChecker(data)) as running:
        assert isinstance(running.sandbox, InlineSandbox)
        object.__setattr__(running.sandbox.loading, "wall_seconds", 0.2)
        right = (BANK / "bce_loss" / "right__none__1.py").read_text("utf-8")
        texts = ("import numpy as np", "while True:\n    pass", right)
        units = tuple(CodeUnit(text, f"cell {i}", ()) for i, text in enumerate(texts, 1))
        result = running.check([Source("a.ipynb", units=units, changed=True)], ["bce_loss"])
    assert result.passed
    assert result.stopped == ("cell 2",)


@pytest.mark.usefixtures("no_processes")
@pytest.mark.parametrize(("wait", "status"), [("0", "passed"), ("0.01", "error")])
def test_without_threads_an_async_function_is_judged_unless_it_waits(
    data: PublicData, monkeypatch: pytest.MonkeyPatch, wait: str, status: str
) -> None:
    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    right = (BANK / "bce_loss" / "right__none__1.py").read_text("utf-8")
    text = f"import asyncio\n{right.replace('def bce_loss', 'async def bce_loss')}"
    text = text.replace("    return", f"    await asyncio.sleep({wait})\n    return")

    async def in_a_loop() -> SelfCheckResult:
        return judged(data, text)

    with asyncio.Runner() as runner:
        runner.get_loop()
        monkeypatch.setattr(threading.Thread, "start", refuse)
        result = runner.run(in_a_loop())
    assert result.verdicts["bce_loss"].status == status
