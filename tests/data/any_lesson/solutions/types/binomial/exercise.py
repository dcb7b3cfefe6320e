"""binomial: integers beyond 64 bits."""

from autograder.author import Case, Check

TITLE = {"en": "Binomial coefficient"}
FORMULA = "n! / (k! (n - k)!)"


def binomial(n, k):
    """How many ways there are to choose k of n, exactly.

    >>> binomial(5, 2)
    10
    """
    ### BEGIN SOLUTION
    result = 1
    for i in range(k):
        result = result * (n - i) // (i + 1)
    return result
    ### END SOLUTION


HINTS = {"en": ["// divides integers without loss."]}
CHECKS = (
    Check("small", 1, {"en": "Small numbers are right."}, on=("small",)),
    Check("exact", 1, {"en": "Large numbers are exact."}, on=("large",)),
)


def cases(rng):
    yield Case("small", (5, 2))
    yield Case("small", (9, 0))
    yield Case("large", (300, 140))
    yield Case("large", (int(rng.integers(200, 300)), 100))
