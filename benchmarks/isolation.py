"""Measure the cost of isolation against a bare fork.

    python benchmarks/isolation.py [ROUNDS]

One run, one submission (a function and one call), measured in turn: a bare fork of a warm
process with NumPy, the sandbox with all its walls, with some of them left out, and the
alternative without a warm worker. CPU is the total of all processes.
"""

from __future__ import annotations

import gc
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np  # noqa: E402  (after the variables that it reads)

from autograder.models import CaseInput, CodeUnit  # noqa: E402
from autograder.sandbox.attempt import SandboxPlan  # noqa: E402
from autograder.sandbox.bubblewrap_sandbox import BubblewrapSandbox  # noqa: E402
from autograder.sandbox.limits import Limits  # noqa: E402
from autograder.sandbox.process_sandbox import ProcessSandbox  # noqa: E402

UNITS = [CodeUnit("import numpy as np\ndef f(x):\n    return 2 * np.asarray(x)", "cell 1")]
PLAN = SandboxPlan(
    {"f": (CaseInput((np.ones(3),)),)}, {"f": "function"}, {"f": Limits()}, Limits(), 60.0
)
NAMESPACES = ("pid", "scratch", "ipc", "uts", "cgroup")


def main(rounds: int) -> None:
    gc.collect()
    gc.freeze()
    rows = [row("bare fork of a warm process", bare_fork, rounds)]
    for label, without in (
        ("warm worker, all walls", ()),
        ("  without the system-call filter", ("seccomp",)),
        ("  without namespaces of its own", NAMESPACES),
        ("  without either", ("seccomp", *NAMESPACES)),
    ):
        sandbox = BubblewrapSandbox(PLAN, _without=without)
        inside = sandbox._worker.process.pid if sandbox._worker else 0
        rows.append(row(label, lambda box=sandbox: box.run(UNITS, ["f"]), rounds, inside))
        sandbox.close()
    few = max(5, rounds // 20)
    plain = ProcessSandbox(PLAN)
    rows.append(row("--isolation process", lambda: plain.run(UNITS, ["f"]), few))
    rows.append(row("python + numpy, started again", fresh_python, few))
    label, wall, _ = row("bubblewrap started again", fresh_bubblewrap, few)
    rows.append((label, wall, float("nan")))  # processes killed inside are not counted for us
    print(f"{'':36}{'wall ms':>9}{'CPU ms':>9}{'over the fork':>15}   (medians; means of CPU)")
    for label, wall, cpu in rows:
        print(f"{label:36}{wall:9.2f}{cpu:9.2f}{wall - rows[0][1]:+15.2f}")


def row(
    label: str, work: Callable[[], object], rounds: int, inside: int = 0
) -> tuple[str, float, float]:
    """Median wall and mean CPU milliseconds of one piece of work."""
    for _ in range(3):
        work()
    walls = []
    before = cpu_seconds() + (cpu_below(inside) if inside else 0.0)
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        walls.append(time.perf_counter() - began)
    used = cpu_seconds() + (cpu_below(inside) if inside else 0.0) - before
    return label, statistics.median(walls) * 1e3, used / rounds * 1e3


def bare_fork() -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def fresh_python() -> None:
    subprocess.run([sys.executable, "-I", "-c", "import numpy"], check=True)


def fresh_bubblewrap() -> None:
    sandbox = BubblewrapSandbox(PLAN)
    sandbox.run(UNITS, ["f"])
    sandbox.close()


def cpu_seconds() -> float:
    """CPU time of this process and of the children that it has reaped."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def cpu_below(pid: int) -> float:
    """CPU time of a live process tree and of all children that it has reaped."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    ticks = sum(map(int, fields[11:15]))
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return ticks / os.sysconf("SC_CLK_TCK") + sum(cpu_below(int(child)) for child in children)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
