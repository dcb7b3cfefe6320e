"""running_mean: a generator."""

from autograder.author import Case, Check

TITLE = {"en": "Running mean"}
FORMULA = "(x₁ + … + xₙ) / n after each x"


def running_mean(numbers):
    """Yield after each number the mean of all so far.

    >>> list(running_mean([2.0, 4.0]))
    [2.0, 3.0]
    """
    ### BEGIN SOLUTION
    total = 0.0
    for count, number in enumerate(numbers, 1):
        total += number
        yield total / count
    ### END SOLUTION


HINTS = {"en": ["yield gives one value and goes on later."]}
CHECKS = (Check("means", 1, {"en": "It yields every mean."}),)


def cases(rng):
    yield Case("empty", ([],))
    yield Case("some", ([2.0, 4.0],))
    yield Case("some", (rng.normal(size=6).tolist(),))
