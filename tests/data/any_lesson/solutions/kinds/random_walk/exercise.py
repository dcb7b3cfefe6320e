"""random_walk: a seeded generator as an argument."""

import numpy as np

from autograder.author import Case, Check

TITLE = {"en": "A random walk"}
FORMULA = "sums of steps of ±1"


def random_walk(rng, n):
    """Where n steps of rng.choice([-1, 1]) lead, after each step.

    >>> import numpy as np
    >>> len(random_walk(np.random.default_rng(1), 4))
    4
    """
    ### BEGIN SOLUTION
    place, places = 0, []
    for _ in range(n):
        place += int(rng.choice([-1, 1]))
        places.append(place)
    return places
    ### END SOLUTION


HINTS = {"en": ["Draw one step at a time from rng."]}
CHECKS = (Check("walk", 1, {"en": "Each place is a step from the last."}),)


def cases(rng):
    yield Case("some", (np.random.default_rng(3), 3))
    yield Case("some", (np.random.default_rng(int(rng.integers(1000))), 12))
