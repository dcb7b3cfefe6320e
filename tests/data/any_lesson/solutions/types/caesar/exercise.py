"""caesar: text."""

from autograder.author import Case, Check

TITLE = {"en": "Caesar's cipher"}
FORMULA = "letter + shift, around the alphabet"


def caesar(text, shift):
    """Move each small letter so far on in the alphabet; leave everything else.

    >>> caesar("xyz!", 3)
    'abc!'
    """
    ### BEGIN SOLUTION
    moved = [chr((ord(c) - 97 + shift) % 26 + 97) if "a" <= c <= "z" else c for c in text]
    return "".join(moved)
    ### END SOLUTION


HINTS = {"en": ["ord and chr turn letters into numbers and back."]}
CHECKS = (
    Check("letters", 2, {"en": "Letters are moved."}, on=("letters",)),
    Check("around", 1, {"en": "After z comes a."}, on=("around",)),
    Check("others", 1, {"en": "What is no small letter stays."}, on=("others",)),
)


def cases(rng):
    yield Case("letters", ("abc", 2))
    yield Case("letters", ("dog", int(rng.integers(3, 9))))
    yield Case("around", ("xyz", int(rng.integers(3, 9))))
    yield Case("others", ("Hello, world!", 1))
