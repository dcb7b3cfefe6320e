"""Text output on the student's terminal."""

from __future__ import annotations

import os
import shutil
from typing import TextIO

from autograder.text.sanitize import encodable

NARROW, WIDE = 40, 100


class Console:
    """A terminal, or a file that output was sent to."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.interactive = stream.isatty()
        self.encoding = stream.encoding or "utf-8"
        self.colour = wants_colour(self.interactive)

    @property
    def width(self) -> int:
        return min(WIDE, max(NARROW, shutil.get_terminal_size((88, 24)).columns))

    def say(self, *lines: str) -> None:
        """Print lines; characters that the console lacks become plainer ones."""
        for line in lines:
            print(encodable(line, self.encoding), file=self.stream)
        self.stream.flush()

    def clear(self) -> None:
        """Clear the screen; earlier output can still be scrolled back to."""
        if self.interactive and self.colour:
            print("\x1b[H\x1b[2J", end="", file=self.stream)


def wants_colour(interactive: bool) -> bool:
    """Whether to use colour: NO_COLOR says no, FORCE_COLOR yes, else if the terminal can.

    Source: no-color.org and force-color.org; an empty variable is ignored.
    """
    if os.environ.get("NO_COLOR"):
        return False
    if os.name == "nt":
        os.system("")  # enables escape sequences on the Windows console, as a side effect
    return bool(os.environ.get("FORCE_COLOR")) or (interactive and os.environ.get("TERM") != "dumb")
