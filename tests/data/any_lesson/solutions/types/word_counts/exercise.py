"""word_counts: a dict of integers, with other keys in each case."""

from autograder.author import Case, Check

TITLE = {"en": "Word counts"}
FORMULA = "{word: how often}"


def word_counts(words):
    """How often each word occurs in a list, a dict.

    >>> word_counts(["rain", "sun", "rain"])
    {'rain': 2, 'sun': 1}
    """
    ### BEGIN SOLUTION
    counts = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts
    ### END SOLUTION


HINTS = {"en": ["What is the count of a new word?"]}

CHECKS = (Check("counts", 1, {"en": "It returns the counts."}),)


def cases(rng):
    yield Case("few", (["rain", "sun", "rain"],))
    yield Case("few", ([],))
    for n in (6, 9):
        yield Case("more", (rng.choice(["tree", "rain", "sun", "fog"], n).tolist(),))
