"""@NAME@: one line that says what it is about."""

from autograder.author import Case, Check

TITLE = {
    "ja": "@NAME@",
    "en": "@NAME@",
}
SECTION = ""  # the section of lesson.py to read again
FORMULA = "2 (x1 + x2 + …)"


### BEGIN GIVEN
import asyncio


async def fetch(x):
    await asyncio.sleep(0)
    return 2 * x
### END GIVEN


async def @NAME@(numbers):
    """Await fetch(x) of every number and return the sum of the results.

    >>> asyncio.run(@NAME@([1, 2]))
    6
    """
    ### BEGIN SOLUTION
    return sum(await asyncio.gather(*(fetch(x) for x in numbers)))
    ### END SOLUTION


DOCSTRING = {
    "ja": """すべての数について fetch(x) を待ち、結果の和を返します。

>>> asyncio.run(@NAME@([1, 2]))
6
"""
}

HINTS = {
    "ja": ["asyncio.gather はいくつかをまとめて待ちます。"],
    "en": ["asyncio.gather waits for several."],
}

CHECKS = (
    Check(
        "sum",
        1,
        {
            "ja": "結果の和を返します。",
            "en": "It returns the sum of the results.",
        },
    ),
)


def cases(rng):
    yield Case("none", ([],))
    yield Case("some", ([1, 2],))
    yield Case("some", (rng.integers(3, 99, 5).tolist(),))
