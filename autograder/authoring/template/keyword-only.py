"""@NAME@: one line that says what it is about."""

from autograder.author import Case, Check

TITLE = {
    "ja": "@NAME@",
    "en": "@NAME@",
}
SECTION = ""  # the section of lesson.py to read again
FORMULA = "base · rate + fee"


def @NAME@(base, *, rate, fee=0.0):
    """base · rate + fee; rate and fee are given by name.

    >>> @NAME@(10.0, rate=0.5, fee=1.0)
    6.0
    """
    ### BEGIN SOLUTION
    return base * rate + fee
    ### END SOLUTION


DOCSTRING = {
    "ja": """base · rate + fee。rate と fee は名前で渡します。

>>> @NAME@(10.0, rate=0.5, fee=1.0)
6.0
"""
}

HINTS = {
    "ja": ["fee を省くと 0 です。"],
    "en": ["Without a fee it is 0."],
}

CHECKS = (
    Check(
        "values",
        1,
        {
            "ja": "base · rate + fee を返します。",
            "en": "It returns base · rate + fee.",
        },
    ),
)


def by_name(@NAME@, base, rate, fee):
    """Runs in the sandbox: passes the arguments by name."""
    return @NAME@(base, rate=rate, fee=fee)


def without_fee(@NAME@, base, rate):
    return @NAME@(base, rate=rate)


def cases(rng):
    yield Case("plain", (10.0, 0.5), driver=without_fee)
    yield Case("fee", (float(rng.uniform(1, 9)), 0.5, 1.5), driver=by_name)
