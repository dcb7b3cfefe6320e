"""Stand-ins ask the trusted side, whose answers come from a process with limits."""

import resource
import sys

import numpy as np
import pytest

from autograder.models import CodeUnit
from autograder.sandbox import reference_main
from autograder.sandbox.reference_process import KEPT_BYTES, ReferenceProcess
from autograder.sandbox.serialization import unpack
from tests.sandbox.attacker import WIRE

MEAN = "def loss(values):\n    return 0\n\ndef f(x):\n    return loss([x, x + 2])\n"


def first(transcript):
    return transcript.answers["f"].outcomes[0]


def test_a_stand_in_replaces_the_students_function(run):
    seen = run(MEAN, stand_ins={"loss": "def loss(values): return sum(values) / 2"}, f=[(1,)])
    assert first(seen).value == 2.0
    assert seen.asked == ("loss",)


@pytest.mark.parametrize(
    "alias",
    [
        "other = loss",
        "from functools import partial\nother = partial(loss)",
        "table = {'l': loss}\ndef other(x):\n    return table['l'](x)",
        "def other(x, inner=loss):\n    return inner(x)",
        "other = (lambda inner: lambda x: inner(x))(loss)",
        "class Holder:\n    inner = staticmethod(loss)\nother = Holder.inner",
    ],
)
def test_a_stand_in_is_there_before_the_next_statement_can_bind_it(run, alias):
    source = f"def loss(x):\n    return 0\n{alias}\ndef f(x):\n    return other(x)"
    assert first(run(source, stand_ins={"loss": "def loss(x): return x + 5"})).value == 7


def test_a_stand_in_is_there_within_the_statement_that_binds_it(run):
    source = (
        "if True:\n    def loss(x):\n        return 0\n    other = loss\ndef f(x): return other(x)"
    )
    assert first(run(source, stand_ins={"loss": "def loss(x): return x + 5"})).value == 7


def test_a_stand_in_may_be_called_while_the_units_are_loaded(run):
    source = "def loss(x):\n    return 0\nconstant = loss(1)\ndef f(x):\n    return constant"
    assert first(run(source, stand_ins={"loss": "def loss(x): return x + 5"})).value == 6


def test_a_stand_in_takes_the_place_of_a_function_that_is_missing(run):
    source = "def f(x):\n    return loss(x)"
    assert first(run(source, stand_ins={"loss": "def loss(x): return x + 5"})).value == 7


def test_a_stand_in_may_be_called_by_the_students_own_keywords(run):
    source = "def loss(mine, yours):\n    return 0\ndef f(x):\n    return loss(yours=x, mine=1)"
    seen = run(source, stand_ins={"loss": "def loss(a, b): return a, b"}, f=[(5,)])
    assert first(seen).value == (1, 5)


@pytest.mark.parametrize(
    "bind",
    [
        "def bind():\n    global loss\n    loss = lambda x: 0\nbind()",
        "exec('def loss(x):\\n    return 0', globals())",
        "globals()['loss'] = lambda x: 0",
        "import submission\nsubmission.loss = lambda x: 0",
        "def loss(x):\n    return 0\ndel loss",
    ],
)
def test_a_stand_in_is_there_however_the_name_was_bound(run, bind):
    source = f"{bind}\ndef f(x):\n    return loss(x)"
    assert first(run(source, stand_ins={"loss": "def loss(x): return x + 5"})).value == 7


@pytest.mark.parametrize(
    ("bind", "call"),
    [
        ("class T:\n    @staticmethod\n    def own(x):\n        return 0\nloss = T.own", "T.own"),
        ("def mine(x, guard=2, *, scale=3):\n    return 0\nloss = mine", "mine"),
        ("mine = lambda x: 0\ntable = [mine]\nloss = table[0]", "table[0]"),
        ("from functools import wraps\ndef mine(x):\n    return 0\nloss = mine\n"
         "loss = wraps(loss)(lambda *a: loss(*a))", "mine"),
    ],
)  # fmt: skip
def test_a_stand_in_is_there_under_the_functions_other_names(run, bind, call):
    source = f"{bind}\ndef f(x):\n    return {call}(x)"
    assert first(run(source, stand_ins={"loss": "def loss(x): return x + 5"})).value == 7


@pytest.mark.parametrize("call", ["loss(x, 1e-9)", "loss(x, guard=1e-9)", "loss(x, guard=0)"])
def test_a_stand_in_ignores_what_only_the_students_own_function_takes(run, call):
    source = f"def loss(x, guard=1.0):\n    return 0\ndef f(x):\n    return {call}"
    assert first(run(source, stand_ins={"loss": "def loss(x): return x + 5"})).value == 7


def test_a_stand_in_keeps_the_attributes_of_the_function(run):
    source = (
        "def counted(inner):\n    def outer(x):\n        return inner(x)\n    outer.calls = 3\n"
        "    return outer\n@counted\ndef loss(x):\n    return 0\n"
        "def f(x):\n    return loss(x) + loss.calls"
    )
    assert first(run(source, stand_ins={"loss": "def loss(x): return x + 5"})).value == 10


def test_what_a_stand_in_raises_is_raised_in_the_student(run):
    refuse = "def loss(values): raise ValueError('none is eligible')"
    seen = first(run(MEAN, stand_ins={"loss": refuse}, f=[(1,)]))
    assert seen.exception_mro[0] == "ValueError"
    assert seen.message == "none is eligible"


def test_a_stand_in_without_a_reference_is_not_implemented(make):
    seen = make(f=[(1,)]).run([CodeUnit(MEAN, "c")], ["f"], ["loss"])
    assert first(seen).exception_mro[0] == "NotImplementedError"
    assert seen.asked == ("loss",)


def test_a_stand_in_is_never_given_more_than_an_exercise_needs(run):
    source = "import numpy as np\ndef f(x):\n    return loss(np.ones(10**5))"
    seen = run(source, stand_ins={"loss": "def loss(values): return 1 / 0"})
    assert first(seen).exception_mro[0] == "ValueError"


FORGE = f"""
import gc, os
def send(kind, *values):
    [channel] = [c for c in gc.get_objects() if type(c).__name__ == "Channel"]
    {WIRE}
    channel.send(wire.pack(kind, *values))
    channel.flush()
"""


def test_a_forged_question_is_no_longer_than_a_fair_one(run):
    source = f"{FORGE}import numpy as np\ndef f(x):\n    send('q', 'loss', (np.ones(10**6),))"
    seen = run(source, stand_ins={"loss": "def loss(x): return 1"})
    assert seen.answers["f"].status == "crashed"
    assert seen.asked == ()


@pytest.mark.parametrize("name", ["[]", "{}", "None", "3", "np.zeros(2)"])
def test_a_forged_question_to_nobody_is_a_crash(run, name):
    seen = run(f"{FORGE}import numpy as np\ndef f(x):\n    send('q', {name}, ())")
    assert seen.answers["f"].status == "crashed"


def test_arrays_from_a_stand_in_can_be_changed(run):
    source = "def f(x):\n    a = loss(x)\n    a += 1\n    return a"
    seen = run(source, stand_ins={"loss": "def loss(x): return np.zeros(2)"})
    assert first(seen).value.tolist() == [1, 1]


def test_what_a_submission_has_left_of_its_time_bounds_every_run(make):
    sandbox = make(f=[(1,)])
    seen = sandbox.run([CodeUnit("def f(x): return x", "c")], ["f"], end=0.0)
    assert seen.answers["f"].status == "timeout"


# --- the process that answers ------------------------------------------------------


@pytest.fixture
def references():
    opened = []

    def opener(**sources):
        opened.append(ReferenceProcess(sources))
        return opened[-1]

    yield opener
    for each in opened:
        each.close()


def answer(process, name, *args):
    frame = unpack(process.answer(name, args))
    return frame.kind, *frame.values


@pytest.mark.skipif(sys.platform == "win32", reason="no timer that ends a loop in C")
def test_an_answer_of_the_trusted_side_has_an_end(references, monkeypatch):
    """A step count of 10**12 is a number like any other to whoever asks."""
    process = references(
        loss="def loss(steps):\n    while steps:\n        steps -= 1\n    return 1.5"
    )
    kind, error, message = answer(process, "loss", 10**12)
    assert (kind, error, message) == ("e", "ValueError", reference_main.TOO_MUCH)
    assert answer(process, "loss", 3) == ("v", 1.5)  # another child goes on


@pytest.mark.parametrize(
    "args",
    [
        (np.zeros((5000, 1), np.int8), np.ones((1, 5000), np.int8)),
        (np.zeros((5000, 1)), np.ones((1, 5000))),
        ([[0]] * 5000, [0] * 5000),
    ],
    ids=["bytes", "floats", "lists"],
)
def test_a_result_that_would_be_large_is_not_computed(references, args):
    process = references(loss="def loss(a, b): raise KeyError('computed')")
    assert answer(process, "loss", *args) == ("e", "ValueError", reference_main.TOO_MUCH)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel's bounds are Linux's")
def test_an_answer_that_needs_much_memory_costs_the_trusted_side_nothing(references):
    process = references(loss="def loss(n): return float(np.ones((n, n, n)).sum())")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert answer(process, "loss", 2000) == ("e", "ValueError", reference_main.TOO_MUCH)
    assert answer(process, "loss", 2) == ("v", 8.0)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # KB


def test_an_answer_that_is_large_is_not_sent(references):
    process = references(loss="def loss(n): return np.ones(n)")
    assert answer(process, "loss", 100_000) == ("e", "ValueError", reference_main.TOO_LARGE)


def test_answers_are_kept_up_to_a_number_of_bytes(references):
    process = references(loss="def loss(n): return np.ones(500)")
    for number in range(KEPT_BYTES // 4000 + 100):
        process.answer("loss", (number,))
    assert process._kept <= KEPT_BYTES
    assert process._kept == sum(len(k) + len(v) for k, v in process._known.items())
