"""Graders that another process can import."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Doubling:
    """A recipe: a grader that takes `seconds` to double a number."""

    seconds: float
    bombs: frozenset[int] = frozenset()  # tasks that kill the process
    supervisors: frozenset[int] = frozenset()  # tasks that kill the one above it
    hanging: frozenset[int] = frozenset()  # tasks that never end
    hanging_seconds: float = 100.0

    def prepare(self, folder: Path) -> Doubling:
        return self

    def __call__(self) -> Doubler:
        return Doubler(self)


class Doubler:
    def __init__(self, recipe: Doubling) -> None:
        self.recipe = recipe

    def __call__(self, task: int) -> int:
        if task in self.recipe.bombs:
            os.kill(os.getpid(), signal.SIGKILL)
        if task in self.recipe.supervisors:
            os.kill(os.getppid(), signal.SIGKILL)
        if task in self.recipe.supervisors | self.recipe.hanging:
            signal.pause()
        time.sleep(self.recipe.seconds)  # so that a worker is at it when it is killed
        return 2 * task

    def close(self) -> None:
        """Nothing is open."""


def same(task: int) -> int:
    return task
