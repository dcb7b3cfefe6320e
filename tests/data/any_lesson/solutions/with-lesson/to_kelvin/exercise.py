"""to_kelvin: uses the lesson's own definition."""

from autograder.author import Case, Check

TITLE = {"en": "Kelvin"}
FORMULA = "°C + 273.15"


def to_kelvin(celsius):
    """Celsius in Kelvin; the lesson defines ZERO and rounded().

    >>> to_kelvin(0.0)
    273.15
    """
    ### BEGIN SOLUTION
    return rounded(celsius + ZERO)
    ### END SOLUTION


HINTS = {"en": ["ZERO is where Celsius begins."]}
CHECKS = (Check("kelvin", 1, {"en": "The temperature is right."}),)


def cases(rng):
    yield Case("some", (0.0,))
    yield Case("some", (float(rng.uniform(1, 99)),))
