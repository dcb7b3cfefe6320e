"""@NAME@: one line that says what it is about."""

import numpy as np

from autograder.author import Case, Check

TITLE = {
    "ja": "@NAME@",
    "en": "@NAME@",
}
SECTION = ""  # the section of lesson.py to read again
FORMULA = "2 x"
DEPENDS = ()  # exercises whose functions this one may call


def @NAME@(x):
    """Say what it computes: formula, shapes, units, an example. Never how.

    2 x

    x: (n,)   Returns (n,).

    >>> @NAME@([1.0, 2.0])
    array([2., 4.])
    """
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=float)
    return 2 * x
    ### END SOLUTION


DOCSTRING = {
    "ja": """何を計算するか：式、形、単位、例。どう書くかは書きません。

2 x

x: (n,)   戻り値は (n,) です。

>>> @NAME@([1.0, 2.0])
array([2., 4.])
"""
}

HINTS = {
    "ja": ["最初のヒント。", "もう少し踏み込んだヒント。"],
    "en": ["A first hint.", "A little more."],
}

CHECKS = (
    Check(
        "values",
        4,
        {
            "ja": "2 x を返します。",
            "en": "It returns 2 x.",
        },
        on=("small", "ordinary"),
    ),
    Check(
        "arguments-unchanged",
        1,
        {
            "ja": "引数を書き換えません。",
            "en": "It leaves its argument unchanged.",
        },
        on=("ordinary",),
        aspect="arguments",
    ),
)


def cases(rng):
    """Smallest first: the first one that fails is shown to the student."""
    yield Case("small", (np.array([1.0]),))
    yield Case("ordinary", (rng.normal(size=3),))
    yield Case("ordinary", (rng.normal(size=5),))
