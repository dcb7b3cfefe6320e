"""@NAME@: one line that says what it is about."""

import numpy as np

from autograder.author import Case, Check

TITLE = {
    "ja": "@NAME@",
    "en": "@NAME@",
}
SECTION = ""  # the section of lesson.py to read again
FORMULA = "x1 + … + xn, each ±1"


def @NAME@(rng, n):
    """The sum of n steps of ±1: rng.choice([-1, 1], n), drawn in one call.

    >>> @NAME@(np.random.default_rng(0), 5)
    1
    """
    ### BEGIN SOLUTION
    return int(rng.choice([-1, 1], n).sum())
    ### END SOLUTION


DOCSTRING = {
    "ja": """±1 の歩み n 回の和：rng.choice([-1, 1], n) を 1 度だけ呼びます。

>>> @NAME@(np.random.default_rng(0), 5)
1
"""
}

HINTS = {
    "ja": ["渡された rng を使いましょう。"],
    "en": ["Use the rng that is given."],
}

CHECKS = (
    Check(
        "sum",
        1,
        {
            "ja": "歩みの和を返します。",
            "en": "It returns the sum of the steps.",
        },
    ),
)


def cases(rng):
    for n in (5, 20, 50):
        yield Case("walk", (np.random.default_rng(int(rng.integers(2**32))), n))
