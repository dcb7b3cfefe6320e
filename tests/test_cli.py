"""The command line as a person meets it: help, suggestions, completion, colours."""

from __future__ import annotations

import argparse
import shutil
import subprocess
from collections.abc import Iterator

import pytest

from autograder import cli
from autograder.selfcheck.console import wants_colour


def parsers() -> Iterator[argparse.ArgumentParser]:
    parser = cli._parser()
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.values()


def test_every_argument_of_every_command_has_help() -> None:
    found = [(each.prog, action) for each in parsers() for action in each._actions]
    assert len(found) > 50
    assert [(prog, action.dest) for prog, action in found if not action.help] == [
        ("autograder", "verb")  # its help is the list of commands
    ]


def test_the_help_of_every_command_lists_the_exit_codes() -> None:
    for parser in parsers():
        text = " ".join(parser.format_help().split())
        assert cli.EXIT_CODES in text, parser.prog


@pytest.mark.parametrize(
    ("line", "suggestion"),
    [
        (["graed", "a", "b"], "'grade'"),
        (["export", "out", "--to", "canvass"], "'canvas'"),
        (["grade", "a", "b", "--executor", "lokal"], "'local'"),
        (["grade", "a", "b", "--isolation", "bubble"], "'bubblewrap'"),
    ],
)
def test_a_misspelt_choice_gets_a_suggestion_and_exit_code_4(
    line: list[str], suggestion: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(line)
    assert end.value.code == cli.USAGE
    said = capsys.readouterr().err
    assert f"Did you mean {suggestion}?" in said
    assert "Choose from: " in said


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_a_completion_script_is_printed_that_the_shell_can_read(
    shell: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(["--print-completion", shell])
    assert end.value.code == 0
    script = capsys.readouterr().out
    assert "moodle-feedback" in script
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=script, text=True, check=True, timeout=60)


@pytest.mark.parametrize(
    ("variables", "interactive", "coloured"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
        ({"TERM": "dumb"}, True, False),
    ],
)
def test_colours_follow_the_terminal_and_the_two_common_variables(
    variables: dict[str, str],
    interactive: bool,
    coloured: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert wants_colour(interactive) is coloured
