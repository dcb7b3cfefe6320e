"""scale: keyword-only parameters."""

from autograder.author import Case, Check

TITLE = {"en": "Scale"}
FORMULA = "factor · x"


def scale(x, *, factor=2.0):
    """factor · x; factor is given by name alone.

    >>> scale(3.0, factor=0.5)
    1.5
    """
    ### BEGIN SOLUTION
    return factor * x
    ### END SOLUTION


HINTS = {"en": ["A star in the parameters begins those that are given by name."]}

CHECKS = (
    Check("by-name", 1, {"en": "It takes factor by name."}, on=("by-name",)),
    Check("default", 1, {"en": "Without factor it doubles."}, on=("default",)),
)


def by_name(scale, x, factor):
    return scale(x, factor=factor)


def cases(rng):
    yield Case("default", (3.0,))
    yield Case("default", (float(rng.normal()),))
    yield Case("by-name", (3.0, 0.5), driver=by_name)
    yield Case("by-name", (float(rng.normal()), float(rng.uniform(3, 9))), driver=by_name)
