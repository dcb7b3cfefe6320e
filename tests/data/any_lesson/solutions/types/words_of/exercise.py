"""words_of: a list of texts."""

from autograder.author import Case, Check

TITLE = {"en": "Words of a text"}
FORMULA = "[word, …]"


def words_of(text):
    """The runs of letters in a text, in small letters, a list.

    >>> words_of("It's late, Ann!")
    ['it', 's', 'late', 'ann']
    """
    ### BEGIN SOLUTION
    import re

    return re.findall(r"[a-z]+", text.lower())
    ### END SOLUTION


HINTS = {"en": ["Which signs are no letters?"]}

CHECKS = (
    Check("words", 3, {"en": "It returns the words."}, on=("words",)),
    Check("none", 1, {"en": "It returns an empty list if there are none."}, on=("none",)),
)


def cases(rng):
    yield Case("words", ("It's late, Ann!",))
    yield Case("none", ("12, 3!",))
    for n in (4, 7):
        names = rng.choice(["Tree", "rain", "SUN", "wind", "fog"], n).tolist()
        yield Case("words", (", ".join(names) + "... ok?",))
