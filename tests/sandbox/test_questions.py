"""Stand-ins ask the trusted side; `open_session` asks the student's."""

import signal

import numpy as np
import pytest

from autograder.models import CodeUnit
from autograder.sandbox import reference_proxy as asking

MEAN = "def loss(values):\n    return 0\n\ndef f(x):\n    return loss([x, x + 2])\n"


def first(transcript):
    return transcript.answers["f"].outcomes[0]


def test_a_stand_in_replaces_the_students_function(run):
    told = run(MEAN, stand_ins={"loss": lambda values: sum(values) / 2}, f=[(1,)])
    assert first(told).value == 2.0


def test_a_stand_in_may_be_called_by_the_students_own_keywords(run):
    source = "def loss(mine, yours):\n    return 0\ndef f(x):\n    return loss(yours=x, mine=1)"
    told = run(source, stand_ins={"loss": lambda a, b: (a, b)}, f=[(5,)])
    assert first(told).value == (1, 5)


def test_what_a_stand_in_raises_is_raised_in_the_student(run):
    def refuse(values):
        raise ValueError("none is eligible")

    seen = first(run(MEAN, stand_ins={"loss": refuse}, f=[(1,)]))
    assert seen.exception_mro[0] == "ValueError"
    assert seen.message == "none is eligible"


def test_a_stand_in_is_never_given_more_than_an_exercise_needs(run):
    source = "import numpy as np\ndef f(x):\n    return loss(np.ones(10**6))"
    told = run(source, stand_ins={"loss": lambda values: 1 / 0})
    assert first(told).exception_mro[0] == "ValueError"


FORGE = """
import gc, os
def send(kind, *values):
    [channel] = [c for c in gc.get_objects() if type(c).__name__ == "Channel"]
    import autograder.sandbox.serialization as wire
    channel.send(wire.pack(kind, *values))
    channel.flush()
"""


def test_a_forged_question_is_no_longer_than_a_fair_one(run):
    asked = []
    source = f"{FORGE}import numpy as np\ndef f(x):\n    send('q', 'loss', (np.ones(10**6),))"
    told = run(source, stand_ins={"loss": asked.append})
    assert told.answers["f"].status == "crashed"
    assert asked == []


@pytest.mark.parametrize("name", ["[]", "{}", "None", "3", "np.zeros(2)"])
def test_a_forged_question_to_nobody_is_a_crash(run, name):
    told = run(f"{FORGE}import numpy as np\ndef f(x):\n    send('q', {name}, ())")
    assert told.answers["f"].status == "crashed"


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timer of CPU time here")
def test_an_answer_of_the_trusted_side_has_an_end(run, monkeypatch):
    """A step count of 10**12 is a number like any other to whoever asks."""

    def loss(steps):
        while steps:
            steps -= 1

    monkeypatch.setattr(asking, "CPU_SECONDS", 0.1)
    told = run("def f(x):\n    return loss(10**12)", stand_ins={"loss": loss})
    assert first(told).exception_mro[0] == "ValueError"
    assert "more work" in first(told).message


def test_an_answer_too_long_ends_a_conversation(make):
    sandbox = make(f=[(1,)])
    with sandbox.open_session(
        [CodeUnit("import numpy as np\ndef f(x): return np.ones(10**5)", "c")]
    ) as it:
        assert it.call("f", 1).exception_mro[0] == "RuntimeError"


def test_arrays_from_a_stand_in_can_be_changed(run):
    source = "def f(x):\n    a = loss(x)\n    a += 1\n    return a"
    told = run(source, stand_ins={"loss": lambda x: np.zeros(2)})
    assert first(told).value.tolist() == [1, 1]


def test_a_conversation_calls_one_function_at_a_time(make):
    sandbox = make(f=[(1,)])
    with sandbox.open_session(
        [CodeUnit("def f(x):\n    return x + 1\ndef g(a, b):\n    return a / b", "c")]
    ) as it:
        assert it.call("f", 1).value == 2
        assert it.call("g", 1, 0).exception_mro[0] == "ZeroDivisionError"
        assert it.call("f", np.ones(2)).value.tolist() == [2, 2]
        assert it.call("absent").exception_mro[0] == "NameError"


def test_a_conversation_leaves_out_a_cell_that_kills(make):
    sandbox = make(f=[(1,)])
    with sandbox.open_session(
        [CodeUnit("import os; os._exit(1)", "a"), CodeUnit("def f(x): return x", "b")]
    ) as it:
        assert it.call("f", 3).value == 3


def test_a_conversation_with_the_dead_says_so_each_time(make):
    sandbox = make(f=[(1,)])
    with sandbox.open_session([CodeUnit("import os\ndef f(x): os._exit(1)", "a")]) as it:
        assert it.call("f", 3).exception_mro[0] == "RuntimeError"
        assert it.call("f", 3).exception_mro[0] == "RuntimeError"


def test_a_call_that_hangs_ends_the_conversation(make):
    sandbox = make(f=[(1,)])
    with sandbox.open_session([CodeUnit("def f(x):\n    while True: pass", "a")]) as it:
        assert it.call("f", 3).exception_mro[0] == "TimeoutError"
