"""add_money: a class of the exercise's own, compared by the course's values.py."""

from autograder.author import Case, Check

TITLE = {"en": "Add money"}
FORMULA = "amount + amount, of one currency"

### BEGIN GIVEN
from dataclasses import dataclass


@dataclass
class Money:
    amount: float
    currency: str
### END GIVEN


def add_money(a, b):
    """The sum of two Money; raise ValueError for two currencies.

    >>> add_money(Money(1.0, "EUR"), Money(2.0, "EUR"))
    Money(amount=3.0, currency='EUR')
    """
    ### BEGIN SOLUTION
    if a.currency != b.currency:
        raise ValueError("two currencies")
    return Money(a.amount + b.amount, a.currency)
    ### END SOLUTION


HINTS = {"en": ["Money(amount, currency) makes one."]}
CHECKS = (
    Check("sum", 3, {"en": "It adds."}, on=("one",)),
    Check("raises", 1, {"en": "Two currencies are refused."}, on=("two",)),
)


def added(add_money, a, b):
    import types

    return add_money(*(types.SimpleNamespace(amount=x, currency=c) for x, c in (a, b)))


def cases(rng):
    yield Case("one", ((1.0, "EUR"), (2.0, "EUR")), driver=added)
    yield Case("one", ((float(rng.uniform(1, 9)), "JPY"), (2.5, "JPY")), driver=added)
    yield Case("two", ((1.0, "EUR"), (2.0, "JPY")), driver=added, raises=ValueError)
