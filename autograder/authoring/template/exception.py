"""@NAME@: one line that says what it is about."""

import numpy as np

from autograder.author import Case, Check

TITLE = {
    "ja": "@NAME@",
    "en": "@NAME@",
}
SECTION = ""  # the section of lesson.py to read again
FORMULA = "x1 + … + xn over n"


### BEGIN GIVEN
class TooFewError(ValueError):
    pass
### END GIVEN


def @NAME@(x):
    """The mean of x; TooFewError("no numbers") if there are none.

    >>> @NAME@([1.0, 2.0])
    1.5
    >>> @NAME@([])
    Traceback (most recent call last):
    TooFewError: no numbers
    """
    ### BEGIN SOLUTION
    if len(x) == 0:
        raise TooFewError("no numbers")
    return sum(x) / len(x)
    ### END SOLUTION


DOCSTRING = {
    "ja": """x の平均。数がなければ TooFewError("no numbers") です。

>>> @NAME@([1.0, 2.0])
1.5
>>> @NAME@([])
Traceback (most recent call last):
TooFewError: no numbers
"""
}

HINTS = {
    "ja": ["数がないとき、len(x) はいくつですか。"],
    "en": ["What is len(x) if there are none?"],
}

CHECKS = (
    Check(
        "mean",
        2,
        {
            "ja": "平均を返します。",
            "en": "It returns the mean.",
        },
        on=("some",),
    ),
    Check(
        "none",
        1,
        {
            "ja": "数がなければ TooFewError を送出します。",
            "en": "It raises TooFewError if there are none.",
        },
        on=("none",),
    ),
)


def cases(rng):
    yield Case("none", ([],), raises=TooFewError, message="no numbers")
    yield Case("some", ([1.0, 2.0],))
    yield Case("some", (np.round(rng.normal(size=4), 3).tolist(),))
