"""Kernel isolation of one submission: namespaces, privileges, seccomp.

Called in the warm worker inside bubblewrap, through ctypes because Python 3.11 lacks
these calls. Everything here is loaded before any student code.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
from collections.abc import Collection

_libc = ctypes.PyDLL(None, use_errno=True)  # PyDLL: a clone must keep the interpreter's lock
_python = ctypes.pythonapi

_CLONE = {"x86_64": 56, "aarch64": 220, "riscv64": 220}
_CAPSET = {"x86_64": 126, "aarch64": 91, "riscv64": 91}
_NAMESPACES = {
    "user": 0x10000000,
    "pid": 0x20000000,
    "scratch": 0x00020000,  # the mount namespace
    "ipc": 0x08000000,
    "uts": 0x04000000,
    "cgroup": 0x02000000,
}
_MS_RDONLY, _MS_NOSUID, _MS_NODEV, _MS_NOEXEC = 1, 2, 4, 8
_PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _PR_GET_TID_ADDRESS = 4, 22, 38, 40
SCRATCH = "/scratch"
_MAX_FILES = 1000

Without = Collection[str]


class _Filter(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("program", ctypes.c_void_p)]


def drop_root(user: int) -> None:
    """Permanently switch from root to a user that owns nothing."""
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    _check(_libc.prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0), "dumpable")  # or /proc/self stays root's


def fork(without: Without = ()) -> int:
    """Fork directly into new namespaces: one step, where unshare and fork take two."""
    flags = int(signal.SIGCHLD)
    for name, flag in _NAMESPACES.items():
        flags |= 0 if name in without else flag
    _python.PyOS_BeforeFork()
    child: int = _libc.syscall(_CLONE[platform.machine()], flags, 0, 0, 0, 0)
    if child == 0:
        _python.PyOS_AfterFork_Child()
        _own_number()
        return 0
    error = ctypes.get_errno()
    _python.PyOS_AfterFork_Parent()
    if child < 0:
        raise OSError(error, f"no new namespaces: {os.strerror(error)}")
    return child


def enter_isolation(user: int, group: int, scratch_mb: int, without: Without) -> None:
    """Give the fork its own process group and scratch folder, no /proc and no capabilities."""
    if "group" not in without:
        os.setsid()  # or `kill(0, ...)` would reach the worker despite the namespace
    for file, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        fd = os.open(f"/proc/self/{file}", os.O_WRONLY)
        os.write(fd, text.encode())
        os.close(fd)
    if "scratch" not in without:
        sealed = _MS_NOSUID | _MS_NODEV | _MS_NOEXEC
        size = f"size={scratch_mb}m,nr_inodes={_MAX_FILES},mode=700"
        _mount(SCRATCH, sealed, size)
        if "proc" not in without:
            _mount("/proc", sealed | _MS_RDONLY, "size=4k,nr_inodes=2,mode=555")
    os.chdir(SCRATCH)
    if "capabilities" not in without:
        _drop_capabilities()
    # As process 1 of its namespace it would ignore these signals without a handler.
    exit_now = ctypes.cast(_libc._exit, ctypes.c_void_p)
    for number in (signal.SIGXCPU, signal.SIGABRT, signal.SIGTERM):
        _libc.signal(ctypes.c_int(number), exit_now)


def load_seccomp(program: bytes) -> None:
    """The last wall: from now on the kernel refuses every call that is not on the list."""
    _check(_libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs")
    code = ctypes.create_string_buffer(program)
    wanted = _Filter(len(program) // 8, ctypes.addressof(code))
    _check(_libc.prctl(_PR_SET_SECCOMP, 2, ctypes.byref(wanted), 0, 0), "seccomp")


def _mount(target: str, flags: int, options: str) -> None:
    made = _libc.mount(b"tmpfs", target.encode(), b"tmpfs", ctypes.c_ulong(flags), options.encode())
    _check(made, f"mount on {target}")


def _drop_capabilities() -> None:
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    none = (ctypes.c_uint32 * 6)()
    _check(
        _libc.syscall(_CAPSET[platform.machine()], ctypes.byref(header), ctypes.byref(none)),
        "capset",
    )


def _own_number() -> None:
    """Set the C library's new thread id, as a plain fork would have done."""
    place = ctypes.c_void_p()
    if _libc.prctl(_PR_GET_TID_ADDRESS, ctypes.byref(place), 0, 0, 0) == 0 and place.value:
        ctypes.c_int.from_address(place.value).value = os.getpid()


def _check(result: int, what: str) -> None:
    if result != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{what}: {os.strerror(error)}")
