"""half: halving a number."""

from autograder.author import Case, Check

TITLE = {"en": "Half"}
FORMULA = "x / 2"


def half(x):
    """Halve a number.

    >>> half(3.0)
    1.5
    """
    ### BEGIN SOLUTION
    return x / 2
    ### END SOLUTION


HINTS = {"en": ["Divide by 2."]}

CHECKS = (Check("values", 1, {"en": "It returns x / 2."}),)


def cases(rng):
    yield Case("small", (1.0,))
    yield Case("ordinary", (float(rng.normal()),))
