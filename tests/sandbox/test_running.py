"""What comes back from a sandbox, whatever student code does to itself."""

import sys
from textwrap import dedent

import numpy as np
import pytest

from autograder.models import CaseInput, CodeUnit, Opaque
from autograder.sandbox import open_sandbox
from autograder.sandbox.limits import Limits
from tests.sandbox.attacker import WIRE

SHORT = Limits(wall_seconds=0.6, cpu_seconds=5, memory_mb=256, output_kb=8)
DOUBLE = "def f(x):\n    return 2 * x\n"


def outcome(transcript, name="f", index=0):
    answer = transcript.answers[name]
    assert answer.status == "answered", answer
    return answer.outcomes[index]


def test_values_come_back_case_by_case(run):
    transcript = run(DOUBLE, f=[(2,), (1.5,), (np.arange(3.0),)])
    first, second, third = (item.value for item in transcript.answers["f"].outcomes)
    assert (first, second) == (4, 3.0)
    assert third.tolist() == [0, 2, 4]


def test_a_cell_that_raises_costs_only_itself(run):
    transcript = run("1 / 0", DOUBLE)
    assert outcome(transcript).value == 4
    [error] = transcript.unit_errors
    assert (error.unit, error.kind, error.error, error.line) == (
        0,
        "raised",
        "ZeroDivisionError",
        1,
    )


def test_a_cell_that_does_not_compile_costs_only_itself(run):
    transcript = run("x = 1\ndef broken(:\n", DOUBLE)
    assert outcome(transcript).value == 4
    [error] = transcript.unit_errors
    assert (error.error, error.line) == ("SyntaxError", 2)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("while True: pass", "timeout"),
        ("import os; os._exit(0)", "crashed"),
        ("import os; os.abort()", "crashed"),
    ],
)
def test_a_cell_that_hangs_or_kills_is_skipped_and_the_rest_goes_on(run, source, kind):
    transcript = run("a = 1", source, DOUBLE, limits=SHORT, f=[(2,)])
    assert outcome(transcript).value == 4
    [error] = transcript.unit_errors
    assert (error.unit, error.kind) == (1, kind)


def test_a_cell_that_kills_itself_by_signal_is_skipped_or_survives(run):
    """As first process of its own namespace it does not even feel its own SIGKILL."""
    transcript = run("import os; os.kill(os.getpid(), 9)", DOUBLE)
    assert outcome(transcript).value == 4
    assert [error.kind for error in transcript.unit_errors] in ([], ["crashed"])


@pytest.mark.parametrize(
    ("body", "status"),
    [("while True: pass", "timeout"), ("import os; os._exit(7)", "crashed")],
)
def test_an_exercise_that_hangs_or_kills_costs_only_itself(run, body, status):
    source = f"{DOUBLE}def g(x):\n    {body}\ndef h(x): return f(x)"
    transcript = run(source, limits=SHORT, f=[(2,)], g=[(2,)], h=[(3,)])
    assert transcript.answers["g"].status == status
    assert outcome(transcript, "f").value == 4
    assert outcome(transcript, "h").value == 6
    assert transcript.unit_errors == ()


@pytest.mark.parametrize(
    ("body", "raised"),
    [
        ("raise SystemExit", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("raise GeneratorExit", "GeneratorExit"),
        ("return input()", "EOFError"),
        ("return f(x)", "RecursionError"),
        ("return bytearray(10**10)", "MemoryError"),
        ("raise type('E', (Exception,), {'__str__': lambda self: 1 / 0})", "E"),
        ("raise type('E', (ValueError,), {'__str__': lambda self: exit()})('x')", "E"),
    ],
)
def test_what_a_function_raises_is_an_outcome(run, body, raised):
    assert outcome(run(f"def f(x):\n    {body}\n")).exception_mro[0] == raised


def test_the_line_of_an_exception_is_the_students(run):
    assert outcome(run("import numpy as np\ndef f(x):\n    y = x\n    np.ones(y)[5]\n")).line == 4


def test_sys_exit_in_a_cell_ends_that_cell_only(run):
    transcript = run("import sys\nsys.exit()", DOUBLE)
    assert outcome(transcript).value == 4
    assert transcript.unit_errors[0].error == "SystemExit"


def test_a_flood_of_prints_is_cut(run):
    transcript = run(
        "print('x' * 20_000_000)", "def f(x):\n    print('y' * 20_000_000)\n    return x"
    )
    assert len(transcript.printed) == 8 * 1024
    assert 0 < len(outcome(transcript).stdout) <= 20_000


def test_bytes_written_past_python_disturb_nothing(run):
    transcript = run("import os\ndef f(x):\n    os.write(1, b'junk' * 1000)\n    return x")
    assert outcome(transcript).value == 2


def test_a_missing_function_is_missing_and_not_wrong(run):
    assert run("x = 1").answers["f"].status == "missing"


def test_a_variable_exercise_gives_its_value(run):
    transcript = run("share = 0.25", variables=["share", "other"], share=[()], other=[()])
    assert outcome(transcript, "share").value == 0.25
    assert transcript.answers["other"].status == "missing"


def test_a_name_bound_to_a_value_is_no_function_and_said_so(run):
    seen = outcome(run("f = 3"))
    assert seen.exception_mro[0] == "TypeError"
    assert "'f' is a value of type int" in seen.message


def test_what_is_not_plain_data_arrives_as_its_name(run):
    source = "import numpy as np\ndef f(x):\n    return np.ma.masked_array([1.0])"
    assert outcome(run(source)).value == Opaque("MaskedArray")


def test_a_result_larger_than_the_wire_is_named_not_a_crash(run):
    source = "def f(x):\n    return ['x' * 90_000] * 100"
    assert outcome(run(source)).value == Opaque("more data than can be judged")


def test_a_main_guard_does_not_fire(run):
    assert run("if __name__ == '__main__':\n    print('demo')").printed == ""


def test_unseeded_chance_gives_the_same_result_each_time(make):
    source = """
    import random
    import numpy as np
    def f(x):
        return [random.random(), float(np.random.normal()), list({"a", "b", "c", "d"})]
    """
    sandbox = make()
    first, second = (sandbox.run([CodeUnit(dedent(source), "c")], ["f"]) for _ in range(2))
    assert outcome(first).value == outcome(second).value


def test_a_self_check_in_the_submission_does_nothing(run):
    """A notebook holds such cells; run in earnest, each would start a self-check of its own."""
    transcript = run(
        "from autograder.selfcheck import check, hint", "check('f')\nhint('f')", DOUBLE
    )
    assert transcript.unit_errors == ()
    assert outcome(transcript).value == 4


def test_nothing_else_of_the_kit_can_be_imported(run):
    transcript = run("import autograder.grading.judge", DOUBLE)
    assert transcript.unit_errors[0].error == "ModuleNotFoundError"


def test_a_future_import_holds_for_the_cells_after_it(run):
    transcript = run("from __future__ import annotations", "def f(x: Undefined):\n    return x")
    assert outcome(transcript).value == 2


def test_no_environment_variable_of_ours_is_seen(run, monkeypatch):
    monkeypatch.setenv("COURSE_SECRET", "hunter2")
    transcript = run("import os\ndef f(x):\n    return sorted(os.environ)")
    assert "COURSE_SECRET" not in outcome(transcript).value


def test_expected_values_are_nowhere_in_the_child(run):
    """The child holds code and inputs; modules of the trusted side are not even loaded."""
    transcript = run("import sys\ndef f(x):\n    return sorted(m for m in sys.modules)")
    ours = {name for name in outcome(transcript).value if name.startswith("autograder")}
    trusted = {
        "autograder.grading.judge",
        "autograder.grading.compare",
        "autograder.course.answer_key",
        "autograder.course.exercise",
    }
    assert not ours & trusted


def test_the_whole_submission_has_an_end_too(run):
    slow = "import time\ntime.sleep(0.4)"
    transcript = run(slow, "def f(x):\n    import time\n    time.sleep(60)", total=0.8)
    assert transcript.answers["f"].status == "timeout"


def test_many_cells_that_kill_do_not_go_on_for_ever(run):
    transcript = run(*["import os; os._exit(1)"] * 12, DOUBLE)
    assert transcript.answers["f"].status == "crashed"
    assert "10 places" in transcript.answers["f"].detail


def test_a_process_that_sends_garbage_is_a_crash(run):
    source = """
    import os
    for fd in range(3, 64):
        try:
            os.write(fd, b"z" * 1000)
        except OSError:
            pass
    def f(x):
        return x
    """
    transcript = run(source)
    assert [error.kind for error in transcript.unit_errors] == ["crashed"]


def test_a_forged_frame_is_merely_an_answer(run):
    """Student code may write frames itself; they carry values, never a verdict."""
    source = f"""
    import sys
    def f(x):
        {WIRE}
        frame = sys._getframe()
        while "channel" not in frame.f_locals:
            frame = frame.f_back
        frame.f_locals["channel"].send(wire.pack("a", "f", "answered", [[99]], "full marks"))
        return x
    """
    transcript = run(source)
    assert outcome(transcript).value == 99
    assert set(transcript.answers) == {"f"}


@pytest.mark.parametrize(
    "frame",
    ["'g', 'set up badly'", "'g'", "'a', 'f', 'answered', [[1]], ''", "'r'", "'l', 'x'", "'q'"],
)
def test_a_word_before_ready_is_the_students_and_no_internal_error(run, frame):
    """Small frames wait to go out together, so a forged one can arrive before them."""
    source = f"""
        import os
        {WIRE}
        for fd in range(3, 12):
            try:
                os.write(fd, wire.pack({frame}))
            except OSError:
                pass
    """
    transcript = run(source, DOUBLE, limits=SHORT)
    assert transcript.answers["f"].status in ("answered", "crashed", "timeout")


def test_drivers_call_the_students_function_more_than_once(isolation):
    driver = "def twice(f, x):\n    return [f(x), f(x)]\n"
    sandbox = open_sandbox(isolation, {"f": (CaseInput((2,), driver),)}, {"f": "function"}, {})
    transcript = sandbox.run(
        [CodeUnit("n = 0\ndef f(x):\n    global n\n    n += 1\n    return n", "c")], ["f"]
    )
    sandbox.close()
    assert outcome(transcript).value == [1, 2]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel's bounds are Linux's")
def test_more_cpu_time_than_allowed_is_a_timeout(run):
    limits = Limits(wall_seconds=20, cpu_seconds=1)
    transcript = run("def f(x):\n    while True: pass", limits=limits)
    assert transcript.answers["f"].status == "timeout"
    assert "CPU" in transcript.answers["f"].detail


def test_the_harmless_devices_are_there(run):
    transcript = run(
        """
        def f(x):
            open("/dev/null", "w").write("quiet")
            return len(open("/dev/urandom", "rb").read(x))
        """
    )
    assert outcome(transcript).value == 2
