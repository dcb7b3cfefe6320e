"""What can this machine do to isolate student code?"""

from __future__ import annotations

from pathlib import Path


def refusal(bwrap: Path) -> str | None:
    return None
