"""Console output is plain, quiet or coloured as it should be."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace

import pytest

from autograder.batch.console import ConsoleReporter, RunSummary

SUMMARY = RunSummary("a", 3, 7, "bubblewrap", 2, 0, 0, 1.5, {"results": "out/results.jsonl"})
ESCAPE = "\x1b"

# A run as the command line shows it, with one grade that went wrong.
SHOW = """
import sys
from autograder.batch.console import ConsoleReporter, RunSummary
from autograder.models import Grade, Verdict
wrong = Verdict("failed", 0.0, 10.0, diagnosis=("half-factor",))
grade = Grade("ada", "a", "graded", 0.0, 10.0, (), {"l2_penalty": wrong})
with ConsoleReporter(quiet="--quiet" in sys.argv, as_json="--json" in sys.argv) as progress:
    progress.begin("a · 1 submissions", 1, 0)
    progress.advance()
    progress.stage("writing pages")
    progress.table([grade])
    progress.finish(RunSummary("a", 1, 7, "bubblewrap", 1, 0, 0, 1.0, {"results": "x"}))
"""


@pytest.fixture
def run(capsys, monkeypatch):
    """What a run prints into a pipe."""
    monkeypatch.delenv("FORCE_COLOR", raising=False)

    def printed(grades, summary=SUMMARY, **options):
        with ConsoleReporter(**options) as progress:
            progress.begin("a · 2 submissions", len(grades), 0)
            for _ in grades:
                progress.advance()
            progress.stage("writing pages")
            progress.table(grades)
            progress.finish(summary)
        return capsys.readouterr().out

    return printed


def in_terminal(*arguments, **environment):
    """What the same run shows in a terminal of 100 columns."""
    ours, theirs = os.openpty()
    clean = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
    process = subprocess.Popen(
        [sys.executable, "-c", SHOW, *arguments],
        stdout=theirs,
        stdin=subprocess.DEVNULL,
        env=clean | {"TERM": "xterm-256color", "COLUMNS": "100"} | environment,
    )
    os.close(theirs)
    parts = []
    while True:
        try:
            part = os.read(ours, 65_536)
        except OSError:  # the terminal has closed
            break
        if not part:
            break
        parts.append(part)
    os.close(ours)
    assert process.wait(timeout=60) == 0
    return b"".join(parts).decode()


def test_a_pipe_gets_plain_lines(run, grade_of, misled):
    text = run([grade_of("ada"), grade_of("bob", sgd_step=misled("sgd_step", "gradient-ascent"))])
    assert ESCAPE not in text
    assert "grading" not in text
    assert re.search(r"ada +40/40 +✓ all", text)
    assert re.search(r"bob +34/40 +✗ sgd_step: gradient-ascent", text)
    assert "2 graded in 1.5 s · seed 7 · isolation: bubblewrap" in text
    assert "out/results.jsonl" in text


def test_quiet_prints_nothing(run, grade_of):
    assert run([grade_of("ada")], quiet=True) == ""


def test_json_prints_one_object_and_nothing_else(run, grade_of):
    text = run([grade_of("ada")], as_json=True)
    summary = json.loads(text)
    assert text.count("\n") == 1
    assert (summary["graded"], summary["seed"], summary["files"]) == (
        2,
        7,
        {"results": "out/results.jsonl"},
    )


def test_a_fault_of_the_grader_is_loud_and_never_a_zero(run, grade_of, silent):
    fault = replace(
        grade_of("ada", l2_penalty=silent("l2_penalty", "grader_error", "boom")),
        status="grader_error",
        points=None,
    )
    lost = replace(fault, student="bob", exercises={}, message="the sandbox went away")
    text = run([fault, lost], replace(SUMMARY, graded=0, grader_errors=2))
    assert text.count("?/40") == 2
    assert "! l2_penalty: grader error, not the student's" in text
    assert "! grader error, not the student's: the sandbox went away" in text
    assert "2 need review" in text


def test_grades_that_a_regrade_changed_are_named(run, grade_of):
    text = run([grade_of("ada")], replace(SUMMARY, changes=["ada: 30 → 40"], reused=1))
    assert "changed: ada: 30 → 40" in text
    assert "(1 unchanged, not run again)" in text


def test_what_was_left_alone_is_listed_and_cut(run, grade_of):
    text = run([grade_of("ada")], replace(SUMMARY, refused=["'.bob' begins with a dot."]))
    assert "Ignored files (not graded):" in text
    assert "'.bob' begins with a dot." in text
    many = run([grade_of("ada")], replace(SUMMARY, refused=[f"'.s{n}'" for n in range(30)]))
    assert "'.s19'" in many and "'.s20'" not in many
    assert "… and 10 more" in many
    assert "Ignored files" not in run([grade_of("ada")])


def test_weaker_isolation_is_said(run, grade_of):
    assert "NOT isolated" in run([grade_of("ada")], replace(SUMMARY, isolation="process"))
    assert "NOT isolated" not in run([grade_of("ada")])


def test_a_long_class_is_cut_and_says_so(run, made_up):
    text = run(made_up(250))
    assert "and 50 more" in text


def test_nothing_of_a_submission_reaches_the_terminal_as_a_command(run, grade_of, hostile):
    grade = grade_of("eve\x1b[2J\x07", l2_penalty=hostile)
    fault = replace(grade, status="grader_error", exercises={}, message="\x1b]0;owned\x07")
    text = run([grade, fault])
    assert ESCAPE not in text and "\x07" not in text


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_terminal_gets_colour_and_a_bar_unless_it_wants_none():
    coloured = in_terminal()
    assert f"{ESCAPE}[31m" in coloured
    assert "grading" in coloured
    plain = in_terminal(NO_COLOR="1")
    assert not re.search(rf"{ESCAPE}\[[\d;]*3[0-7]m", plain)
    assert "half-factor" in plain


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_terminal_that_asks_for_quiet_or_json_gets_them():
    assert in_terminal("--quiet") == ""
    assert json.loads(in_terminal("--json"))["graded"] == 1
