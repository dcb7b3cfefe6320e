"""Counter: a class that keeps a state between calls."""

from autograder.author import Case, Check

TITLE = {"en": "A counter"}
FORMULA = "n ← n + step"


class Counter:
    """Counts in steps.

    step: what one call of `up` adds
    `up()` returns the new count, `reset()` begins at 0 again and returns nothing.

    >>> counter = Counter(3)
    >>> counter.up(), counter.up()
    (3, 6)
    """

    def __init__(self, step):
        ### BEGIN SOLUTION
        self.step = step
        self.count = 0
        ### END SOLUTION

    def up(self):
        """Add a step and return the new count."""
        ### BEGIN SOLUTION
        self.count += self.step
        return self.count
        ### END SOLUTION

    def reset(self):
        """Begin at 0 again."""
        ### BEGIN SOLUTION
        self.count = 0
        ### END SOLUTION


HINTS = {"en": ["What has to be kept from one call to the next?"]}

CHECKS = (
    Check("counts", 2, {"en": "It counts in steps."}, on=("counts",)),
    Check("resets", 1, {"en": "After reset() it begins at 0 again."}, on=("resets",)),
    Check("apart", 1, {"en": "Two counters do not share their count."}, on=("apart",)),
)


def counts(Counter, step, times):
    counter = Counter(step)
    return [counter.up() for _ in range(times)]


def resets(Counter, step):
    counter = Counter(step)
    first = counter.up()
    counter.reset()
    return first, counter.up()


def two_at_once(Counter, one, other):
    first, second = Counter(one), Counter(other)
    return first.up(), second.up(), first.up()


def cases(rng):
    yield Case("counts", (1, 2), driver=counts)
    yield Case("counts", (int(rng.integers(2, 9)), 4), driver=counts)
    yield Case("resets", (int(rng.integers(2, 9)),), driver=resets)
    yield Case("apart", (2, 5), driver=two_at_once)
