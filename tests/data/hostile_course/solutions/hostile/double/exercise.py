"""double: the simplest function that there is to forge."""

import numpy as np

from autograder.author import Case, Check, Plot

TITLE = {"ja": "2 倍", "en": "Double"}
SECTION = "target"
FORMULA = "2 x"
DEPENDS = ()


def double(x):
    """Twice x, as a new array of the same shape.

    >>> double([1.0, 2.5])
    array([2., 5.])
    """
    ### BEGIN SOLUTION
    return 2.0 * np.asarray(x, dtype=float)
    ### END SOLUTION


DOCSTRING = {
    "ja": """x の 2 倍を、同じ形の新しい配列で返します。

>>> double([1.0, 2.5])
array([2., 5.])
"""
}

HINTS = {"ja": ["2 を掛けます。"], "en": ["Multiply by two."]}

CHECKS = (
    Check("values", 4, {"ja": "値が正しいです", "en": "has the right values"}),
    Check(
        "arguments",
        2,
        {"ja": "引数を変えません", "en": "leaves its argument alone"},
        on=("ordinary",),
        aspect="arguments",
    ),
)


DRAWN = Plot("curve", {"ja": "2 倍", "en": "Doubled"})


def cases(rng):
    """Hidden numbers that no submission can know."""
    yield Case("lesson", (np.array([1.0, 2.5]),), plot=DRAWN)
    for size in (3, 4, 7):
        yield Case("ordinary", (rng.normal(size=size),))
