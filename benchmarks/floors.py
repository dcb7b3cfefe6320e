"""Measure the lower bounds that no grader can undercut.

Printed as JSON, in milliseconds of CPU per submission: a bare fork of a warm process with
NumPy; the students' functions called in a plain loop; one fork that does so.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import resource
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Mapping
from typing import Any

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np  # noqa: E402

from autograder.course.answer_key import AnswerKey  # noqa: E402
from autograder.models import Source  # noqa: E402
from autograder.sandbox.calls import compile_driver  # noqa: E402
from autograder.sandbox.plain_data import deep_copy  # noqa: E402
from benchmarks.material import RIGHT, load  # noqa: E402


def call_all(source: Source, keys: Mapping[str, AnswerKey]) -> None:
    """Load a submission and call its functions on all inputs; results are discarded."""
    space: dict[str, Any] = {}
    for unit in source.units:
        with contextlib.suppress(BaseException):
            exec(compile(unit.source, "<student>", "exec", dont_inherit=True), space)
    for name, key in keys.items():
        drivers: dict[str, Callable[..., Any]] = {}
        for asked in key.inputs if callable(space.get(name)) else ():
            arguments = [deep_copy(argument) for argument in asked.args]
            with contextlib.suppress(BaseException):
                if asked.driver is None:
                    space[name](*arguments)
                else:
                    driver = drivers.setdefault(asked.driver, compile_driver(asked.driver))
                    driver(space[name], *arguments)


def forked(work: Callable[[], None]) -> float:
    """CPU seconds of a fork that does this and exits, including the cost of forking."""
    before = _cpu()
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    return _cpu() - before


def _cpu() -> float:
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def main(rounds: int = 20) -> None:
    material = load()
    keys = material.exam.keys
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    result = {}
    for title, names in (("right", RIGHT), ("class", tuple(material.sources))):
        sources = [material.sources[name] for name in names]
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            for source in sources:
                call_all(source, keys)
            loops = []
            for _ in range(max(2, rounds // len(sources))):
                began = time.process_time()
                for source in sources:
                    call_all(source, keys)
                loops.append((time.process_time() - began) / len(sources))
            gc.collect()
            gc.freeze()
            both = [forked(lambda s=source: call_all(s, keys)) for source in sources * 4]
            bare = [forked(lambda: None) for _ in range(100)]
            gc.unfreeze()
        result[title] = {
            "fork": 1e3 * statistics.median(bare),
            "loop": 1e3 * statistics.median(loops),
            "fork and functions": 1e3 * statistics.mean(both),
        }
    print(json.dumps(result))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
