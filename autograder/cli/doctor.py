"""`autograder doctor`: test the isolation available on this machine."""

from __future__ import annotations

import argparse

from autograder.cli.common import Parser

HELP = "Test the isolation available on this machine."
OPTIONS: tuple[Parser, ...] = ()


def add_arguments(_: argparse.ArgumentParser) -> None:
    pass


def run(_: argparse.Namespace) -> int:
    from autograder.sandbox.self_test import report

    return report(print)
