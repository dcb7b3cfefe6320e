"""No folder is left behind, also when a process was killed outright."""

import os
import signal
import subprocess
import sys
import tempfile

import pytest

from autograder.sandbox import scratch_dir as scratch
from autograder.sandbox.process_spawn import spawn
from autograder.sandbox.scratch_dir import Scratch, sweep

HOLD = (
    "from autograder.sandbox.scratch_dir import Scratch; print(Scratch().path, flush=True); input()"
)

pytestmark = pytest.mark.skipif(os.name != "posix", reason="there are no such locks")


@pytest.fixture
def room(tmp_path, monkeypatch):
    """A folder for temporary files of this test's own, in which all folders are old."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(scratch, "_YOUNG_SECONDS", -1.0)
    return tmp_path


def holder():
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline().startswith(tempfile.gettempdir())
    return process


def test_a_child_that_is_discarded_leaves_nothing(room):
    child = spawn()
    assert len(list(room.iterdir())) == 1
    child.discard()
    assert list(room.iterdir()) == []


def test_a_child_that_is_forgotten_leaves_nothing(room):
    child = spawn()
    child.kill()
    child.process.communicate()
    del child
    assert list(room.iterdir()) == []


def test_the_folder_of_a_process_killed_outright_is_swept_by_the_next(room):
    process = holder()
    sweep()
    assert len(list(room.iterdir())) == 1, "its maker is alive"
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert len(list(room.iterdir())) == 1
    sweep()
    assert list(room.iterdir()) == []


def test_only_what_is_surely_such_a_folder_is_swept(room, monkeypatch):
    mine = [room / "autograder-scratch-notes", room / "autograder-scratch-1234567", room / "x"]
    for folder in mine:
        folder.mkdir()
    (room / "autograder-scratch-aaaaaaaa").write_text("a file")
    (room / "autograder-scratch-bbbbbbbb").symlink_to(room / "x")
    held = Scratch()
    sweep()
    assert len(list(room.iterdir())) == 6
    held.remove()
    young = room / "autograder-scratch-cccccccc"
    young.mkdir()
    monkeypatch.setattr(scratch, "_YOUNG_SECONDS", 60.0)
    sweep()
    assert young.exists()
