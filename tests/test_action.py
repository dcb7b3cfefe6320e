"""The GitHub action's own steps, run as its runner would run them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.paths import ROOT

ACTION = ROOT / ".github" / "actions" / "self-check" / "action.yml"


def steps() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(ACTION.read_text(encoding="utf-8"))["runs"][
        "steps"
    ]
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = ROOT / "assignments" / "transformer-basics"
    return Path(shutil.copytree(source, tmp_path / "assignment"))


def run_check(folder: Path, language: str) -> tuple[int, str, str]:
    """Exit code, summary and outputs of the step "Check"."""
    [script] = [step["run"] for step in steps() if step.get("id") == "check"]
    summary, outputs = folder.parent / "summary.md", folder.parent / "outputs"
    programs = Path(sys.executable).parent
    environment = {
        **os.environ,
        "PATH": f"{programs}:{os.environ['PATH']}",
        "AUTOGRADER_LANGUAGE": language,
        "NO_COLOR": "1",
        "GITHUB_STEP_SUMMARY": str(summary),
        "GITHUB_OUTPUT": str(outputs),
    }
    # The options of bash are those of GitHub's own runner.
    line = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    run = subprocess.run(line, cwd=folder, env=environment, capture_output=True, timeout=300)
    return run.returncode, summary.read_text("utf-8"), outputs.read_text("utf-8")


def test_the_summary_names_the_misconception_and_the_step_fails(folder: Path) -> None:
    file = folder / "transformer_basics.py"
    stub = file.read_text(encoding="utf-8")
    head, signature, rest = stub.partition("def l2_penalty(w, lam):")
    body = rest.replace(
        'raise NotImplementedError("l2_penalty")', "return 0.5 * lam * np.sum(np.square(w))", 1
    )
    assert body != rest
    file.write_text(head + signature + body, encoding="utf-8")
    code, summary, outputs = run_check(folder, "en")
    assert code == 1
    assert "½" in summary or "half" in summary.lower()
    assert summary.startswith("```text\n") and summary.endswith("```\n")
    assert outputs == "passed=false\n"
    assert not (folder / "feedback.txt").exists()


def test_what_a_student_prints_cannot_leave_the_fence(folder: Path) -> None:
    (folder / "transformer_basics.py").write_text("`````\n# <b>heading</b>\n", encoding="utf-8")
    _, summary, _ = run_check(folder, "ja")
    fence = summary.splitlines()[0].removesuffix("text")
    assert set(fence) == {"`"}
    assert summary.splitlines().count(fence) == 1


def test_every_input_of_the_documentation_is_one_of_the_action() -> None:
    inputs = yaml.safe_load(ACTION.read_text(encoding="utf-8"))["inputs"]
    page = (ROOT / "docs" / "github.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` |" in page for name in inputs)
