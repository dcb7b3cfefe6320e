"""grid: the rules are the author's."""

import numpy as np

from autograder.author import Case, Check

TITLE = {"en": "A grid"}
FORMULA = "start + i · step, two digits will do"
RULES = {"rtol": 0.01, "any_dtype": True, "list_for_array": True}


def grid(start, step, count):
    """So many numbers from start on, a step apart.

    >>> [float(x) for x in grid(1.0, 0.5, 3)]
    [1.0, 1.5, 2.0]
    """
    import numpy as np

    ### BEGIN SOLUTION
    return start + step * np.arange(count)
    ### END SOLUTION


HINTS = {"en": ["np.arange counts from 0."]}
CHECKS = (Check("grid", 1, {"en": "It gives the grid to 1 %."}),)


def cases(rng):
    yield Case("some", (1.0, 0.5, 3))
    yield Case("some", (float(rng.uniform(1, 2)), 0.25, 5))
