"""mean_square: a number, so that a lying float is of use too."""

import numpy as np

from autograder.author import Case, Check

TITLE = {"ja": "二乗平均", "en": "The mean square"}
SECTION = "target"
FORMULA = "mean(x²)"
DEPENDS = ()


def mean_square(x):
    """The mean of the squares of x, a float.

    >>> mean_square([3.0, 4.0])
    12.5
    """
    ### BEGIN SOLUTION
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
    ### END SOLUTION


DOCSTRING = {
    "ja": """x の各要素の二乗の平均を float で返します。

>>> mean_square([3.0, 4.0])
12.5
"""
}

HINTS = {"ja": ["まず二乗します。"], "en": ["Square first."]}

CHECKS = (Check("value", 1, {"ja": "値が正しいです", "en": "has the right value"}),)


def cases(rng):
    """Hidden numbers that no submission can know."""
    yield Case("lesson", (np.array([3.0, 4.0]),))
    for size in (3, 5, 8):
        yield Case("ordinary", (rng.normal(size=size),))
