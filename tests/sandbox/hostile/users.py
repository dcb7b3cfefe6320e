"""Run a command as an ordinary user from a test that runs as root."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

from tests.paths import ROOT

USER = 61234  # nobody's number: an ordinary user without name, home or groups
_ROOT = ROOT


def run_as(user: str, arguments: list[str]) -> None:
    """Run a program as "root" or as an "ordinary" user, which nobody here is but this test."""
    if user == "root" or os.getuid() != 0:
        command = arguments
    else:
        command = [
            "unshare",
            "--mount",
            "--propagation",
            "private",
            "sh",
            "-ec",
            _script(arguments),
        ]
    environment = {**os.environ, "PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run(command, env=environment, check=True, timeout=600, stdin=subprocess.DEVNULL)


def _script(arguments: list[str]) -> str:
    """Open the way to Python, where it lies in a closed home, and step down."""
    needed = {Path(sys.base_prefix), Path(sys.prefix), _ROOT}
    closed: dict[Path, list[Path]] = {}
    for path in needed:
        for upper in (*reversed(path.parents), path):
            if not upper.stat().st_mode & 0o001:
                closed.setdefault(upper, []).append(path)
                break
    lines = []
    for upper, paths in closed.items():
        hold = shlex.quote(f"/tmp/hold-{os.getpid()}")
        lines += [f"mkdir -p {hold}", f"mount --bind {upper} {hold}"]
        lines += [f"mount -t tmpfs -o mode=755 tmpfs {upper}"]
        for path in paths:
            inside = path.relative_to(upper)
            lines += [f"mkdir -p {path}", f"mount --bind {hold}/{inside} {path}"]
        lines += [f"umount -l {hold}", f"rmdir {hold}"]
    down = f"setpriv --reuid {USER} --regid {USER} --clear-groups --inh-caps=-all"
    lines.append(f"exec {down} --bounding-set=-all {shlex.join(arguments)}")
    return "\n".join(lines)
