"""twice: doubling, each entry for itself."""

import numpy as np

from autograder.author import Case, Check

TITLE = {"en": "Twice"}
FORMULA = "2 x"
DEPENDS = ()


def twice(x):
    """Double each entry.

    x: (n,)   Returns (n,).

    >>> twice([1.0, 2.0])
    array([2., 4.])
    """
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=float)
    return 2 * x
    ### END SOLUTION


HINTS = {"en": ["It is x + x."]}

CHECKS = (
    Check("values", 4, {"en": "It returns 2 x."}, on=("small", "lists")),
    Check("more", 1, {"en": "For a longer x too."}, on=("ordinary",)),
)


def in_two_calls(twice, x):
    return twice(twice(x))


def cases(rng):
    yield Case("small", (np.array([1.0]),))
    yield Case("lists", ([1.0, 2.0],), probe=False)
    yield Case("ordinary", (rng.normal(size=3),))
    yield Case("ordinary", (rng.normal(size=5),), driver=in_two_calls)
