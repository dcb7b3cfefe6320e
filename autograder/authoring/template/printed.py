"""@NAME@: one line that says what it is about."""

from autograder.author import Case, Check

TITLE = {
    "ja": "@NAME@",
    "en": "@NAME@",
}
SECTION = ""  # the section of lesson.py to read again
FORMULA = "n, n - 1, …, 1"


def @NAME@(n):
    """Print the numbers from n down to 1, one in a line.

    >>> @NAME@(2)
    2
    1
    """
    ### BEGIN SOLUTION
    for number in range(n, 0, -1):
        print(number)
    ### END SOLUTION


DOCSTRING = {
    "ja": """n から 1 までの数を 1 行に一つずつ表示します。

>>> @NAME@(2)
2
1
"""
}

HINTS = {
    "ja": ["range は終わりの数を含みません。"],
    "en": ["range leaves its end out."],
}

CHECKS = (
    Check(
        "printed",
        1,
        {
            "ja": "n から 1 までを表示します。",
            "en": "It prints n to 1.",
        },
        aspect="printed",
    ),
)


def cases(rng):
    yield Case("small", (2,))
    yield Case("ordinary", (int(rng.integers(4, 9)),))
