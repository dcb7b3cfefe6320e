"""A grader that another process can import."""

from __future__ import annotations

import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Doubling:
    """A recipe: a grader that takes `seconds` to double a number."""

    seconds: float

    def __call__(self) -> Doubler:
        return Doubler(self.seconds)


class Doubler:
    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __call__(self, task: int) -> int:
        time.sleep(self.seconds)  # so that a worker is at it when it is killed
        return 2 * task

    def close(self) -> None:
        """Nothing is open."""


def same(task: int) -> int:
    return task
