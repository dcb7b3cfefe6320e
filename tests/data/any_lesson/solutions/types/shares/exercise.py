"""shares: a dict of numbers, with other keys in each case."""

from autograder.author import Case, Check

TITLE = {"en": "Shares of a sum"}
FORMULA = "xₖ / Σ x"


def shares(amounts):
    """The share of each amount in their sum, a dict with the same keys.

    >>> shares({"rent": 3.0, "food": 1.0})
    {'rent': 0.75, 'food': 0.25}
    """
    ### BEGIN SOLUTION
    total = sum(amounts.values())
    return {name: amount / total for name, amount in amounts.items()}
    ### END SOLUTION


HINTS = {"en": ["What do the shares sum to?"]}

CHECKS = (Check("shares", 1, {"en": "It returns the shares."}),)


def cases(rng):
    yield Case("few", ({"rent": 3.0, "food": 1.0},))
    for names in ("abc", "abcd", "abcdef"):
        yield Case("many", (dict(zip(names, rng.uniform(1, 9, len(names)).tolist())),))
