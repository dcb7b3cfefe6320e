"""checked_mean: an exception of its own class, with a message; given code."""

from autograder.author import Case, Check

TITLE = {"en": "A mean that checks"}
FORMULA = "sum / count"

### BEGIN GIVEN
LEAST = 2


class TooFewError(ValueError):
    """Fewer numbers than are needed."""
### END GIVEN


def checked_mean(numbers):
    """The mean; raise TooFewError("needs 2 numbers") for fewer than LEAST.

    >>> checked_mean([1.0, 2.0])
    1.5
    """
    ### BEGIN SOLUTION
    if len(numbers) < LEAST:
        raise TooFewError(f"needs {LEAST} numbers")
    return sum(numbers) / len(numbers)
    ### END SOLUTION


HINTS = {"en": ["raise stops the function."]}
CHECKS = (
    Check("mean", 1, {"en": "The mean is right."}, on=("enough",)),
    Check("raises", 1, {"en": "Too few numbers raise TooFewError with its message."}, on=("few",)),
)


def cases(rng):
    yield Case("enough", ([1.0, 2.0],))
    yield Case("enough", (rng.normal(size=5).tolist(),))
    yield Case("few", ([],), raises=TooFewError, message="needs 2 numbers")
    yield Case("few", ([1.0],), raises=TooFewError, message="needs 2 numbers")
