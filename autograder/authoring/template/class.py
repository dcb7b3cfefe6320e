"""@NAME@: one line that says what it is about."""

from autograder.author import Case, Check

TITLE = {
    "ja": "@NAME@",
    "en": "@NAME@",
}
SECTION = ""  # the section of lesson.py to read again
FORMULA = "total = x1 + x2 + …"


class @NAME@:
    """A sum that grows: add(x) takes a number, total() gives the sum so far.

    >>> sums = @NAME@()
    >>> sums.add(2.0)
    >>> sums.total()
    2.0
    """

    def __init__(self):
        ### BEGIN SOLUTION
        self.sum = 0.0
        ### END SOLUTION

    def add(self, x):
        ### BEGIN SOLUTION
        self.sum += x
        ### END SOLUTION

    def total(self):
        ### BEGIN SOLUTION
        return self.sum
        ### END SOLUTION


DOCSTRING = {
    "ja": """増えていく和：add(x) は数を加え、total() はこれまでの和を返します。

>>> sums = @NAME@()
>>> sums.add(2.0)
>>> sums.total()
2.0
"""
}

HINTS = {
    "ja": ["前の和はどこに残っていますか。"],
    "en": ["Where does the sum so far remain?"],
}

CHECKS = (
    Check(
        "one",
        1,
        {
            "ja": "1 回加えた後の和を返します。",
            "en": "It gives the sum after one number.",
        },
        on=("one",),
    ),
    Check(
        "many",
        2,
        {
            "ja": "何回加えても和を返します。",
            "en": "It gives the sum after several numbers.",
        },
        on=("many",),
    ),
)


def add_all(@NAME@, numbers):
    """Runs in the sandbox: makes an object, calls its methods and returns what is compared."""
    sums = @NAME@()
    for x in numbers:
        sums.add(x)
    return sums.total()


def cases(rng):
    yield Case("one", ([1.5],), driver=add_all)
    yield Case("many", (rng.normal(size=3).tolist(),), driver=add_all)
