"""What a submission answers is bounded in bytes: of an outcome, of an exercise, of a run."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.models import CodeUnit, Opaque
from autograder.sandbox import attempt
from autograder.sandbox.plain_data import MAX_ELEMENTS
from autograder.sandbox.reference_main import MAX_ARGUMENTS
from autograder.sandbox.reference_process import ReferenceProcess
from autograder.sandbox.serialization import MAX_DATA, pack, unpack, within_limits

IMPORT = "import numpy as np\n"


def test_a_large_outcome_costs_itself_and_not_those_beside_it(run: Any) -> None:
    source = f"{IMPORT}def f(x):\n    return np.full({MAX_ELEMENTS}, 1.5) if x < 2 else x"
    got = [
        outcome.value for outcome in run(source, f=[(x,) for x in range(4)]).answers["f"].outcomes
    ]
    assert got == [Opaque("more data than can be judged")] * 2 + [2, 3]


def test_all_answers_of_a_run_together_are_bounded(make: Any) -> None:
    names = [f"f{i}" for i in range(12)]
    source = IMPORT + "".join(
        f"def {name}(x):\n    if x: raise ValueError('seen')\n    return np.ones(450_000)\n"
        for name in names
    )
    seen = make(**{name: [(0,), (1,)] for name in names}).run([CodeUnit(source, "c")], names)
    assert all(seen.answers[name].outcomes[1].message == "seen" for name in names)
    values = [seen.answers[name].outcomes[0].value for name in names]
    kept = [value for value in values if isinstance(value, np.ndarray)]
    assert sum(value.nbytes for value in kept) <= attempt.MAX_KEPT
    assert 4 <= len(kept) < 12  # so that a bound which is far too high is seen too
    assert values[len(kept) :] == [Opaque("more data than can be judged")] * (12 - len(kept))


def test_an_answer_says_how_many_bytes_it_took(run: Any) -> None:
    size = run(f"{IMPORT}def f(x):\n    return np.ones(1000)", f=[(1,)]).answers["f"].size
    assert 8_000 < size < 9_000


def test_short_nodes_weigh_more_than_their_bytes() -> None:
    frame = unpack(pack("a", [[] for _ in range(1000)]))
    assert frame.weight > 5 * frame.size
    frame = unpack(pack("a", np.zeros(100_000)))
    assert frame.weight < 1.01 * frame.size


def test_a_part_of_a_frame_has_its_share_of_the_bounds() -> None:
    frame = pack("o", np.zeros(MAX_DATA // 16))
    assert within_limits(frame, 2)
    assert not within_limits(frame, 3)


@pytest.mark.parametrize("count", [MAX_ARGUMENTS + 1, 9_000])
def test_a_question_of_many_arguments_is_refused_before_they_are_compared(count: int) -> None:
    references = ReferenceProcess({"f": "def f(*args): return 1.0"})
    try:
        answer = unpack(references.answer("f", tuple([] for _ in range(count))))
        assert answer.kind == "e"
        assert answer.values == ["TypeError", f"{count} arguments are more than a function takes"]
        assert unpack(references.answer("f", ([],))).values == [1.0]
    finally:
        references.close()


def test_looking_at_the_arguments_is_on_the_clock_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reference process that never ends looking at them ends itself."""
    from autograder.sandbox import reference_main

    entered: list[str] = []

    class Watch:
        def __enter__(self) -> None:
            entered.append("clock")

        def __exit__(self, *_: Any) -> None:
            entered.append("end")

    monkeypatch.setattr(reference_main, "_bounded", Watch)
    monkeypatch.setattr(reference_main, "_grows", lambda args: entered.append("look"))
    reference_main._answer(lambda: 1.0, ())
    assert entered == ["clock", "look", "end"]
