"""apply_twice: a function as an argument."""

from autograder.author import Case, Check

TITLE = {"en": "Twice"}
FORMULA = "f(f(x))"


def apply_twice(f, x):
    """f of f of x.

    >>> apply_twice(abs, -3.0)
    3.0
    """
    ### BEGIN SOLUTION
    return f(f(x))
    ### END SOLUTION


HINTS = {"en": ["A call may be an argument."]}
CHECKS = (Check("twice", 1, {"en": "f is called on its own result."}),)


def half_and_one(x):
    return x / 2 + 1


def cases(rng):
    yield Case("some", (half_and_one, 4.0))
    yield Case("some", (half_and_one, float(rng.uniform(5, 9))))
