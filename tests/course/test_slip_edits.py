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


def changed() -> set[str]:
    tree = ast.parse(BALANCE)
    sources = set()
    for edit in slip_edits(tree, SHAPES):
        try:
            sources.add(edit.source(tree))
        except (ValueError, TypeError, AttributeError):
            continue
    assert ast.unparse(tree) == ast.unparse(ast.parse(BALANCE)), "a change was not undone"
    return sources


def other(before: str, after: str) -> str:
    plain = ast.unparse(ast.parse(BALANCE))
    assert plain.count(before) == 1, before
    return plain.replace(before, after)


@pytest.mark.parametrize("what", CHANGES)
def test_a_small_mistake_is_among_the_changes(what: str) -> None:
    assert other(*CHANGES[what]) in changed()


@pytest.mark.parametrize("what", NO_CHANGES)
def test_what_nobody_does_by_a_small_mistake_is_not(what: str) -> None:
    assert other(*NO_CHANGES[what]) not in changed()
