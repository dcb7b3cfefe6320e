"""safe_root: an exception with a message."""

from autograder.author import Case, Check

TITLE = {"en": "A root that refuses"}
FORMULA = "√x, x ≥ 0"


def safe_root(x):
    """The square root of x; of a negative x a ValueError that says "negative: x".

    >>> safe_root(9.0)
    3.0
    >>> safe_root(-1)
    Traceback (most recent call last):
    ValueError: negative: -1
    """
    ### BEGIN SOLUTION
    if x < 0:
        raise ValueError(f"negative: {x}")
    return x**0.5
    ### END SOLUTION


HINTS = {"en": ["Look at the sign first."]}

CHECKS = (
    Check("root", 1, {"en": "It returns the root."}, on=("root",)),
    Check("message", 2, {"en": "It says which number is negative."}, on=("message",)),
)


def refusal(safe_root, x):
    try:
        return ["returned", safe_root(x)]
    except ValueError as error:
        return ["ValueError", str(error)]


def cases(rng):
    yield Case("root", (9.0,))
    yield Case("root", (float(rng.uniform(2, 50)),))
    yield Case("message", (-1,), driver=refusal)
    yield Case("message", (-int(rng.integers(2, 50)),), driver=refusal)
