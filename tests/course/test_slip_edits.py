"""The small mistakes that a right answer is changed by, on functions of no lesson here."""

from __future__ import annotations

import ast

import pytest

from autograder.course.slip_edits import slip_edits

BALANCE = """
def balance(rates, amounts):
    best, rows = np.inf, []
    for rate, amount in zip(rates, amounts):
        total = np.sqrt(np.sum(amount ** 2, axis=0))
        if total < best and rate > 0.05:
            best = total
        else:
            rows.append(rate)
    return rows[1:], best, np.dot(rates, amounts.T)
"""
SHAPES = {"rates": "a", "amounts": "a", "best": "number"}
CHANGES = {
    "two steps in the other order": ("np.sum(amount ** 2, axis=0)", "np.sum(amount, axis=0) ** 2"),
    "a variable for another of its kind": ("np.dot(rates,", "np.dot(amounts,"),
    "a power of ten": ("rate > 0.05", "rate > 0.5"),
    "a lower bound": ("rows[1:]", "rows[1 + 1:]"),
    "a subscript": ("return (rows[1:],", "return (rows,"),
    "the initial value": ("best, rows = (np.inf, [])", "best, rows = (0.0, [])"),
    "the last turn of a loop": (
        "in zip(rates, amounts):", "in list(zip(rates, amounts))[:-1]:",
    ),
    "the sides of a comparison": ("if total < best", "if best < total"),
}  # fmt: skip
NO_CHANGES = {
    "a variable of another kind": ("total < best", "total < rates"),
    "two changes at once": ("rows[1:], best", "rows, 0.0"),
}


def changed(source: str = BALANCE) -> set[str]:
    tree = ast.parse(source)
    sources = set()
    for edit in slip_edits(tree, SHAPES):
        try:
            sources.add(edit.source(tree))
        except (ValueError, TypeError, AttributeError):
            continue
    assert ast.unparse(tree) == plain(source), "a change was not undone"
    return sources


def plain(source: str) -> str:
    return ast.unparse(ast.parse(source))


def other(before: str, after: str) -> str:
    text = plain(BALANCE)
    assert text.count(before) == 1, before
    return text.replace(before, after)


@pytest.mark.parametrize("what", CHANGES)
def test_a_small_mistake_is_among_the_changes(what: str) -> None:
    assert other(*CHANGES[what]) in changed()


@pytest.mark.parametrize("what", NO_CHANGES)
def test_what_nobody_does_by_a_small_mistake_is_not(what: str) -> None:
    assert other(*NO_CHANGES[what]) not in changed()


LOAN = """
def loan(debt, rate, payments):
    paid, debts = [], []
    for payment in payments:
        interest = max(debt, 0.0) * rate
        debt = debt + interest
        debt = debt - payment * (debt > payment)
        paid.append(payment)
        debts.append(debt)
    return paid, debts
"""
LOAN_CHANGES = {
    "what is recorded before the step": [
        "        debt = debt + interest\n        debt = debt - payment * (debt > payment)\n",
        "        paid.append(payment)\n        debts.append(debt)\n",
    ],
    "one of two records before the step": [
        "        debt = debt - payment * (debt > payment)\n        paid.append(payment)\n",
        "        debts.append(debt)\n",
    ],
    "a step after what uses it": [
        "        interest = max(debt, 0.0) * rate\n",
        "        debt = debt + interest\n        debt = debt - payment * (debt > payment)\n",
    ],
}
LEAKS = {
    "a limit": ("max(debt, 0.0)", "max(debt, 0.01 * debt)"),
    "a mask": ("payment * (debt > payment)", "payment * np.where(debt > payment, 1.0, 0.1)"),
}


@pytest.mark.parametrize("what", LOAN_CHANGES)
def test_steps_of_a_loop_stand_before_those_they_belong_after(what: str) -> None:
    before = "".join(LOAN_CHANGES[what])
    assert LOAN.count(before) == 1
    after = "".join(LOAN_CHANGES[what][::-1])
    assert plain(LOAN.replace(before, after)) in changed(LOAN)


@pytest.mark.parametrize("what", LEAKS)
def test_what_is_cut_off_at_0_may_come_through_in_part(what: str) -> None:
    before, after = LEAKS[what]
    assert LOAN.count(before) == 1
    assert plain(LOAN.replace(before, after)) in changed(LOAN)


def test_steps_that_have_nothing_to_do_with_each_other_are_not_exchanged() -> None:
    lines = ["        paid.append(payment)\n", "        debts.append(debt)\n"]
    assert plain(LOAN.replace("".join(lines), "".join(lines[::-1]))) not in changed(LOAN)
