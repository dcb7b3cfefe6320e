"""No accident loses a grade or leaves anything behind."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
from pathlib import Path

from autograder.grading.store.journal import JOURNAL
from benchmarks.kill_resume import survives, whole
from tests.batch.conftest import ENDLESS, RIGHT, WRONG, Fill

CLASS = {f"s{i:02}": WRONG if i % 3 else RIGHT for i in range(24)}


def test_a_run_that_is_killed_at_any_moment_goes_on_to_the_same_file(
    command: list[str], hand_in: Fill, tmp_path: Path
) -> None:
    hand_in(CLASS)
    assert len(list(survives(command, tmp_path, moments=5))) == 5


def test_a_full_disk_is_said_and_what_is_graded_is_kept(
    command: list[str], hand_in: Fill, tmp_path: Path
) -> None:
    hand_in({student: CLASS[student] for student in list(CLASS)[:5]})
    command = [*command, "--isolation", "process"]
    wanted, _ = whole(command, tmp_path / "whole")  # compiles all modules: see below
    out = tmp_path / "out"
    room = (tmp_path / "whole" / JOURNAL).stat().st_size // 2

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))

    line = [*command, "--out", str(out)]
    # Python would put half of a compiled module in its place, for all processes to come.
    stopped = subprocess.run(line, capture_output=True, text=True, preexec_fn=little_room)
    assert stopped.returncode == 4
    assert "cannot be written: File too large" in stopped.stderr
    assert "what is graded is kept" in stopped.stderr
    kept = (out / JOURNAL).read_bytes()
    assert 0 < len(kept) <= room
    assert kept.endswith(b"\n")
    subprocess.run(line, check=True)
    assert (out / "results.jsonl").read_bytes() == wanted


def test_ctrl_c_ends_at_once_though_a_submission_never_does_and_leaves_no_process(
    command: list[str], hand_in: Fill, tmp_path: Path
) -> None:
    hand_in({"a-right": RIGHT, "b-right": RIGHT, "c-endless": ENDLESS})
    out = tmp_path / "out"
    read, write = os.pipe()
    with os.fdopen(read, "rb") as pipe:
        process = subprocess.Popen([*command, "--out", str(out)], pass_fds=[write])
        os.close(write)
        while not (out / JOURNAL).exists() or (out / JOURNAL).read_bytes().count(b"\n") < 3:
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 2
        # The pipe is at its end when the last process that has inherited it is gone.
        assert pipe.read() == b""
    assert (out / JOURNAL).read_bytes().count(b"\n") == 3  # the stamps and two grades
