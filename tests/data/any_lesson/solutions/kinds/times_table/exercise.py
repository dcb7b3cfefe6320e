"""times_table: what is printed."""

from autograder.author import Case, Check

TITLE = {"en": "A times table"}
FORMULA = "i x n = …"


def times_table(n):
    """Print the first three lines of a times table, and return the last product.

    >>> times_table(4)
    1 x 4 = 4
    2 x 4 = 8
    3 x 4 = 12
    12
    """
    ### BEGIN SOLUTION
    for i in range(1, 4):
        print(i, "x", n, "=", i * n)
    return 3 * n
    ### END SOLUTION


HINTS = {"en": ["print puts spaces between what it is given."]}
CHECKS = (
    Check("lines", 3, {"en": "It prints the three lines."}, aspect="printed"),
    Check("returns", 1, {"en": "It returns the last product."}),
)


def cases(rng):
    yield Case("some", (4,))
    yield Case("some", (int(rng.integers(5, 50)),))
