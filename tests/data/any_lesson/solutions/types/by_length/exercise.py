"""by_length: a dict with integer keys."""

from autograder.author import Case, Check

TITLE = {"en": "Words by length"}
FORMULA = "{length: [words]}"


def by_length(words):
    """The words by their length, in their order.

    >>> by_length(["a", "to", "b"])
    {1: ['a', 'b'], 2: ['to']}
    """
    ### BEGIN SOLUTION
    found = {}
    for word in words:
        found.setdefault(len(word), []).append(word)
    return found
    ### END SOLUTION


HINTS = {"en": ["setdefault begins a list."]}
CHECKS = (Check("groups", 1, {"en": "Every word stands under its length."}),)


def cases(rng):
    yield Case("empty", ([],))
    yield Case("some", (["a", "to", "b"],))
    yield Case("some", (["x" * int(n) for n in rng.integers(1, 5, 8)] + ["pear", "plum"],))
