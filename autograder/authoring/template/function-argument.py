"""@NAME@: one line that says what it is about."""

from autograder.author import Case, Check

TITLE = {
    "ja": "@NAME@",
    "en": "@NAME@",
}
SECTION = ""  # the section of lesson.py to read again
FORMULA = "f(f(x))"


def @NAME@(f, x):
    """Apply the function f twice.

    >>> @NAME@(abs, -1.5)
    1.5
    """
    ### BEGIN SOLUTION
    return f(f(x))
    ### END SOLUTION


DOCSTRING = {
    "ja": """関数 f を 2 回使います。

>>> @NAME@(abs, -1.5)
1.5
"""
}

HINTS = {
    "ja": ["f(x) も f に渡せる数です。"],
    "en": ["f(x) is a number that f takes as well."],
}

CHECKS = (
    Check(
        "twice",
        1,
        {
            "ja": "f(f(x)) を返します。",
            "en": "It returns f(f(x)).",
        },
    ),
)


def plus_one(x):
    """An argument: it may use np, and nothing else of this file."""
    return x + 1


def squared(x):
    return x * x


def cases(rng):
    yield Case("plus", (plus_one, 1.5))
    yield Case("squared", (squared, float(rng.uniform(2, 3))))
