"""due_date: dates in, a date out."""

import datetime

from autograder.author import Case, Check

TITLE = {"en": "Due date"}
FORMULA = "day + days, on Monday if that is at the weekend"


def due_date(day, days):
    """The date so many days later; a Saturday or Sunday becomes the Monday after it.

    >>> import datetime
    >>> due_date(datetime.date(2024, 2, 28), 2)
    datetime.date(2024, 3, 1)
    """
    import datetime

    ### BEGIN SOLUTION
    later = day + datetime.timedelta(days=days)
    while later.weekday() > 4:
        later += datetime.timedelta(days=1)
    return later
    ### END SOLUTION


HINTS = {"en": ["weekday() of a Saturday is 5."]}
CHECKS = (
    Check("adds", 1, {"en": "It counts over the ends of months."}, on=("workday",)),
    Check("weekend", 1, {"en": "A weekend becomes Monday."}, on=("weekend",)),
)


def cases(rng):
    yield Case("workday", (datetime.date(2024, 2, 28), 2))
    yield Case("workday", (datetime.date(2024, 12, 27), 5))
    yield Case("weekend", (datetime.date(2024, 6, 1), 0))
    yield Case("weekend", (datetime.date(2024, 6, 1), 7 * int(rng.integers(1, 9)) + 1))
