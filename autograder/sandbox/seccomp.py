"""The seccomp filter: system calls that student code may make.

The list has what Python, NumPy and threads need; the kernel refuses everything else with
"operation not permitted". In particular there is no second process, no other program,
no socket, no namespace, and no memory that escapes the address-space limit.
libseccomp compiles the list on the trusted side; the child only loads the bytes.
"""

from __future__ import annotations

import contextlib
import errno
import tempfile
from typing import Any

from autograder.errors import IsolationError

_ALLOWED = """
read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2 lseek _llseek sendfile
copy_file_range open openat close close_range dup dup2 dup3 pipe pipe2 fcntl fcntl64
stat lstat fstat newfstatat stat64 lstat64 fstat64 fstatat64 statx statfs fstatfs
access faccessat faccessat2 readlink readlinkat getcwd chdir fchdir getdents getdents64
mkdir mkdirat rmdir unlink unlinkat rename renameat renameat2 link linkat symlink symlinkat
chmod fchmod fchmodat umask utime utimes utimensat futimesat truncate ftruncate fallocate
fsync fdatasync flock fadvise64 readahead
mmap mmap2 munmap mprotect mremap madvise brk msync mincore membarrier
exit exit_group wait4 waitid getpid getppid gettid getpgid getpgrp getsid getpriority
getuid geteuid getgid getegid getresuid getresgid getgroups capget
getrlimit setrlimit prlimit64 getrusage times sysinfo uname getrandom getcpu
sched_yield sched_getaffinity sched_setaffinity sched_getparam sched_getscheduler
sched_get_priority_min sched_get_priority_max
arch_prctl set_tid_address set_robust_list get_robust_list rseq futex restart_syscall
rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigtimedwait rt_sigsuspend sigreturn
sigaltstack kill tkill tgkill pause alarm setitimer getitimer
clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time
poll ppoll select _newselect pselect6 epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait
eventfd eventfd2 socketpair sendto recvfrom shutdown
"""

# "No such call" rather than "not permitted": libraries then fall back to an older one.
_ABSENT = """
clone3 openat2 mseal map_shadow_stack futex_waitv futex_wake futex_wait futex_requeue
get_mempolicy set_mempolicy mbind io_uring_setup epoll_pwait2
"""

_OPTIMIZE, _BINARY_TREE = 8, 2  # the kernel runs the filter over every call when it loads it
_CLONE_THREAD = 0x00010000
_CLONE_NAMESPACES = 0x7E020080  # user pid net ipc uts cgroup mount time
_PRCTL = (15, 16, 0x53564D41)  # PR_SET_NAME, PR_GET_NAME, PR_SET_VMA
_IOCTL = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)  # isatty, size, FIO*


def compile_filter() -> bytes:
    """The filter as a BPF program for this machine. Raises IsolationError."""
    try:
        import pyseccomp as seccomp  # type: ignore[import-untyped,unused-ignore]
    except (ImportError, RuntimeError) as error:
        raise IsolationError(
            f"the system-call filter needs libseccomp and its Python binding ({error}); "
            "`apt install libseccomp2` and `pip install pyseccomp` give them"
        ) from None
    program = seccomp.SyscallFilter(seccomp.ERRNO(errno.EPERM))
    with contextlib.suppress(OSError):  # older versions of libseccomp only know a linear list
        program.set_attr(_OPTIMIZE, _BINARY_TREE)
    for name in _ALLOWED.split():
        _rule(seccomp, program, seccomp.ALLOW, name)
    for name in _ABSENT.split():
        _rule(seccomp, program, seccomp.ERRNO(errno.ENOSYS), name)
    threads = seccomp.Arg(0, seccomp.MASKED_EQ, _CLONE_THREAD | _CLONE_NAMESPACES, _CLONE_THREAD)
    _rule(seccomp, program, seccomp.ALLOW, "clone", threads)
    for option in _PRCTL:
        _rule(seccomp, program, seccomp.ALLOW, "prctl", seccomp.Arg(0, seccomp.EQ, option))
    for option in _IOCTL:
        _rule(seccomp, program, seccomp.ALLOW, "ioctl", seccomp.Arg(1, seccomp.EQ, option))
    with tempfile.TemporaryFile() as file:
        program.export_bpf(file)
        file.seek(0)
        return file.read()


def _rule(seccomp: Any, program: Any, action: int, name: str, *args: Any) -> None:
    """Add one rule, unless this architecture or library does not know the call."""
    number = seccomp.resolve_syscall(seccomp.system_arch(), name)
    if number >= 0:
        program.add_rule(action, number, *args)
