"""square_roots: complex numbers."""

from autograder.author import Case, Check

TITLE = {"en": "Roots of a quadratic"}
FORMULA = "(-b ± √(b² - 4ac)) / 2a"


def square_roots(a, b, c):
    """Both roots of a x² + b x + c, as a set of complex numbers.

    >>> sorted(root.real for root in square_roots(1, -3, 2))
    [1.0, 2.0]
    """
    ### BEGIN SOLUTION
    root = complex(b * b - 4 * a * c) ** 0.5
    return {(-b + root) / (2 * a), (-b - root) / (2 * a)}
    ### END SOLUTION


HINTS = {"en": ["A complex number has a power of 0.5."]}
CHECKS = (Check("roots", 1, {"en": "It gives both roots."}),)


def cases(rng):
    yield Case("real", (1, -3, 2))
    yield Case("complex", (1, 0, 4))
    yield Case("complex", tuple(rng.uniform(1, 2, 3).tolist()))
