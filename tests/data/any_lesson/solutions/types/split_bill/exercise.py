"""split_bill: exact fractions."""

from fractions import Fraction

from autograder.author import Case, Check

TITLE = {"en": "Split a bill"}
FORMULA = "total / people"


def split_bill(total, people):
    """Each one's part of the total, as an exact Fraction.

    >>> split_bill(10, 4)
    Fraction(5, 2)
    """
    from fractions import Fraction

    ### BEGIN SOLUTION
    return Fraction(total) / people
    ### END SOLUTION


HINTS = {"en": ["fractions.Fraction divides exactly."]}
CHECKS = (Check("exact", 1, {"en": "The part is exact."}),)


def cases(rng):
    yield Case("whole", (10, 4))
    yield Case("fraction", (Fraction(1, 3), int(rng.integers(3, 9))))
