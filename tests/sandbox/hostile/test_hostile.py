"""Nobody forges, nobody breaks it: the hostile bank against the real thing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from tests.paths import DATA
from tests.sandbox.hostile.bank import BANK, HERE, header, names
from tests.sandbox.hostile.users import run_as

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="isolation is Linux's")
MEMORY_MB = 150  # that a process of the trusted side may take beyond its normal
CLASSES = sorted({name.split("/")[0] for name in names()})


@pytest.fixture(scope="module", params=["root", "ordinary"])
def bank(request: pytest.FixtureRequest) -> Any:
    """What the whole bank came to, under this user."""
    if request.param == "root" and os.getuid() != 0:
        pytest.skip("this user is the ordinary one")
    with tempfile.TemporaryDirectory() as folder:  # pytest's own are closed to other users
        Path(folder).chmod(0o777)
        result = Path(folder) / "bank.json"
        run_as(request.param, [sys.executable, str(HERE / "bank.py"), str(result)])
        records = json.loads(result.read_text())
    assert (records[""]["uid"] == 0) == (request.param == "root")
    return records


@pytest.mark.parametrize("name", names())
def test_a_hostile_submission_gains_nothing_and_harms_nobody(bank: Any, name: str) -> None:
    seen = bank[name]
    assert seen["status"] == "graded", "a fault of the student's became one of ours"
    kept = float(header(name).get("keeps", 0))  # of an honest exercise, or a constant factor
    assert seen["points"] <= kept, "points were forged"
    assert seen["points"] == kept, "an attack in one exercise cost another"
    assert not seen["leaked"], "a secret was read"
    assert not seen["neighbour"], "something was left for the next submission"
    assert not seen["changed"], "a file outside was changed"
    assert seen["honest_again"], "the next submission was graded otherwise"
    assert seen["left_behind"] == 0, "a process was left behind"
    assert seen["size"] < 200_000, "more was kept of it than anybody would read"
    assert seen["more_memory"] < MEMORY_MB, "the grader itself took too much memory"


def test_nothing_outlives_the_sandbox_and_nobody_called_home(bank: Any) -> None:
    assert bank[""]["left_behind"] == 0
    assert bank[""]["calls"] == 0


def test_the_warm_worker_grows_by_no_submission(bank: Any) -> None:
    assert bank[""]["workers_more_memory"] < MEMORY_MB


def test_the_bank_is_broad() -> None:
    assert len(names()) >= 180
    assert len(CLASSES) >= 18
    for name in names():
        assert header(name).get("tries"), name


# --- the same attacks on a grader without walls --------------------------------------


def plainly(name: str, folder: Path) -> tuple[int | None, str]:
    """Exit code (None: it hung) and output of pytest with answers and student in one process."""
    for file in ("reference.py", "grader.py"):
        shutil.copy(DATA / "hostile_plain_grader" / file, folder)
    (folder / "secret.txt").write_text("SECRET-of-home")
    source = (BANK / f"{name}.py").read_text(encoding="utf-8")
    for key in ("@COURSE@", "@TOP@", "@HOME@"):
        source = source.replace(key, str(folder))
    (folder / "submission.py").write_text(source.replace("@PID@", "0").replace("@PORT@", "9"))
    (folder / "submissions" / "neighbour" / "hostile").mkdir(parents=True)
    (folder / "submissions/neighbour/hostile/hostile.py").write_text("# SECRET-of-neighbour")
    (folder / "exercise.py").write_text("# SECRET-of-course\n")
    environment = {**os.environ, "COURSE_TOKEN": "SECRET-of-environment", "HOME": str(folder)}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "grader.py"]
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, timeout=20, check=False
        )
    except subprocess.TimeoutExpired:
        return None, ""
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


def attacks(effect: str) -> list[str]:
    return [name for name in names() if header(name).get("plain") == effect]


@pytest.mark.parametrize("name", attacks("full marks"))
def test_the_same_attack_forges_full_marks_in_a_plain_grader(name: str, tmp_path: Path) -> None:
    code, output = plainly(name, tmp_path)
    assert code == 0, output[-2000:]


@pytest.mark.parametrize("name", attacks("leaks"))
def test_the_same_attack_reads_a_secret_in_a_plain_grader(name: str, tmp_path: Path) -> None:
    _, output = plainly(name, tmp_path)
    assert "SECRET-of" in output, output[-2000:]


def test_enough_attacks_are_shown_to_work_where_there_are_no_walls() -> None:
    assert len(attacks("full marks")) + len(attacks("leaks")) >= 10


def test_a_plain_grader_refuses_what_is_merely_wrong(tmp_path: Path) -> None:
    """Else the tests above would show nothing."""
    assert plainly("bombs/right_once", tmp_path)[0] == 1
