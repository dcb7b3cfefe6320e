"""What one exercise does to the state of its process costs no other exercise."""

import sys

import pytest

from autograder.models import ExerciseResult
from autograder.sandbox import runner as child
from autograder.sandbox.namespace_state import NamespaceSnapshot
from tests.sandbox.attacker import WIRE

OTHER = "import numpy as np\ncount = 0\ndef g(x):\n    return float(np.sum(np.asarray([x, x])))\n"
PATCHES = {
    "numpy": "np.asarray = None",
    "a global": "global np; np = None",
    "a builtin": "import builtins; builtins.float = None",
    "a global that is gone": "del globals()['np']",
    "what is added to numpy": "np.extra = 1; np.sum = lambda *a: 7",
    "a thread that kills": (
        "import os, threading, time; "
        "threading.Thread(target=lambda: (time.sleep(0.1), os._exit(0)), daemon=True).start()"
    ),
}


@pytest.mark.parametrize("patch", PATCHES.values(), ids=PATCHES)
def test_what_an_exercise_rebinds_is_as_before_for_the_next(run, patch):
    source = f"{OTHER}def f(x):\n    {patch}\n    return x\n"
    transcript = run(source, f=[(2,)], g=[(2,)])
    assert transcript.answers["f"].status == "answered"
    assert transcript.answers["g"].outcomes[0].value == 4.0


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
def test_a_limit_that_an_exercise_lowers_is_as_before_for_the_next(run):
    source = f"""{OTHER}
import resource
def f(x):
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    return x
def h(x):
    return len(open("/dev/null").read())
"""
    transcript = run(source, f=[(2,)], h=[(2,)])
    assert transcript.answers["h"].outcomes[0].value == 0


def test_a_crash_is_never_laid_on_the_exercise_after_it(run):
    """A forged answer, then death: whoever is asked next is asked again, alone."""
    source = f"""{OTHER}
import gc, os
def f(x):
    [channel] = [c for c in gc.get_objects() if type(c).__name__ == "Channel"]
    {WIRE}
    channel.send(wire.pack("a", "f", "answered", [[1.0]], ""))
    channel.flush()
    os._exit(0)
"""
    transcript = run(source, f=[(2,)], g=[(2,)])
    assert transcript.answers["g"].outcomes[0].value == 4.0


def test_an_honest_submission_is_loaded_once(run, monkeypatch):
    """Imports inside a function, warnings, caches that grow and seeds change nothing."""
    source = f"""{OTHER}
cache = {{}}
def f(x):
    import collections, decimal
    np.random.seed(3)
    cache[x] = np.float64(1.0) / np.float64(0.0)
    return float(os.getpid())
def h(x):
    return float(os.getpid())
"""
    transcript = run(source, f=[(2,)], h=[(2,)])
    f, h = (transcript.answers[name].outcomes[0].value for name in "fh")
    assert f == h


def test_a_slow_submission_is_not_loaded_again_and_again(run):
    pause = child.FRESH_SECONDS + 0.1
    source = (
        f"{OTHER}import time; time.sleep({pause})\ndef f(x):\n    np.asarray = None\n    return x"
    )
    transcript = run(source, f=[(2,)], g=[(2,)])
    assert transcript.answers["g"].outcomes[0].exception_mro[0] == "TypeError"


def test_values_that_refuse_to_be_compared_count_as_a_change():
    class Never:
        def __eq__(self, other: object) -> bool:
            raise SystemExit

    space = {"x": 1}
    state = NamespaceSnapshot(space)
    assert not state.changed()
    space["x"] = Never()
    assert state.changed()


def test_asking_for_a_fresh_start_without_an_answer_is_a_crash(run):
    source = f"""{OTHER}
import gc
def f(x):
    [channel] = [c for c in gc.get_objects() if type(c).__name__ == "Channel"]
    {WIRE}
    channel.send(wire.pack("d"))
    channel.flush()
    return x
"""
    transcript = run(source, f=[(2,)], g=[(2,)])
    assert transcript.answers["f"] == ExerciseResult(
        "crashed", detail="its process sent what is no answer"
    )
    assert transcript.answers["g"].outcomes[0].value == 4.0
