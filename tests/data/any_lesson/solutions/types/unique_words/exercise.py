"""unique_words: a set."""

from autograder.author import Case, Check

TITLE = {"en": "Different words"}
FORMULA = "{word, lower case}"


def unique_words(text):
    """The different words of a text as a set, in lower case.

    >>> sorted(unique_words("To be or not to be"))
    ['be', 'not', 'or', 'to']
    """
    ### BEGIN SOLUTION
    words = text.lower().split()
    return set(words)
    ### END SOLUTION


HINTS = {"en": ["A set holds each item once."]}
CHECKS = (
    Check("words", 3, {"en": "It holds every word once."}, on=("lower",)),
    Check("case", 1, {"en": "Capital and small letters are the same."}, on=("capitals",)),
)


def cases(rng):
    yield Case("lower", ("a b a",))
    yield Case("lower", ("to be or not to be",))
    yield Case("capitals", ("The cat and the dog",))
