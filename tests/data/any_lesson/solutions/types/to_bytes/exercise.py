"""to_bytes: bytes."""

from autograder.author import Case, Check

TITLE = {"en": "A number as bytes"}
FORMULA = "most significant byte first"


def to_bytes(number, length):
    """The number in so many bytes, the most significant first.

    >>> to_bytes(258, 2)
    b'\\x01\\x02'
    """
    ### BEGIN SOLUTION
    return number.to_bytes(length, "big")
    ### END SOLUTION


HINTS = {"en": ["An int has a method for it."]}
CHECKS = (Check("bytes", 1, {"en": "The bytes are right, and in order."}),)


def cases(rng):
    yield Case("one", (7, 1))
    yield Case("some", (258, 2))
    yield Case("some", (int(rng.integers(2**20, 2**30)), 4))
