"""MkDocs hooks: the command-line reference, and links to files outside docs/.

cli.md holds a marker for which every command's own `--help` is inserted, so that the page cannot
differ from the program.
"""

from __future__ import annotations

import argparse
import os
import re
from pathlib import Path
from typing import Any

MARKER = "<!-- commands -->"
REPOSITORY = Path(__file__).resolve().parent.parent


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Insert the commands; show links out of docs/ as the paths of files in the repository."""
    if MARKER in markdown:
        markdown = markdown.replace(MARKER, command_reference())
    return re.sub(r"\[([^\]]+)\]\((\.\./[^)]+)\)", _outside, markdown)


def _outside(link: re.Match[str]) -> str:
    """A link to a file that the site does not have, as text; refused if the file is missing."""
    path = (REPOSITORY / "docs" / link[2]).resolve()
    if not path.exists():
        raise FileNotFoundError(f"docs link to {link[2]}, which does not exist")
    return f"`{path.relative_to(REPOSITORY)}`"


def command_reference() -> str:
    """One section for each command, with its help."""
    os.environ["COLUMNS"] = "88"
    from autograder.cli import _parser

    [verbs] = [
        action
        for action in _parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    ]
    sections = [
        f"## {name}\n\n```text\n{parser.format_help().strip()}\n```\n"
        for name, parser in verbs.choices.items()
    ]
    return "\n".join(sections)
