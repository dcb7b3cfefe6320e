"""nearest: an array of integers."""

import numpy as np

from autograder.author import Case, Check

TITLE = {"en": "The nearest level"}
FORMULA = "argminⱼ |xᵢ − lⱼ|"


def nearest(x, levels):
    """The index of the nearest level of each number, an array of integers.

    x: (n,). levels: (k,). Returns (n,).

    >>> nearest([0.1, 4.0], [5.0, 0.0])
    array([1, 0])
    """
    ### BEGIN SOLUTION
    x, levels = np.asarray(x, dtype=float), np.asarray(levels, dtype=float)
    distance = np.abs(x[:, None] - levels)
    return distance.argmin(axis=1)
    ### END SOLUTION


HINTS = {"en": ["How many distances are there?"]}

CHECKS = (
    Check("indices", 3, {"en": "It returns the indices."}),
    Check("arguments", 1, {"en": "It leaves its arguments alone."}, aspect="arguments"),
)


def cases(rng):
    yield Case("few", (np.array([0.1, 4.0]), np.array([5.0, 0.0])))
    for n, k in ((6, 3), (8, 4), (5, 5)):
        yield Case("many", (rng.normal(size=n), rng.normal(size=k)))
