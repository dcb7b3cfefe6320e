"""The search for alike answers leaves out no pair, and does not compare all with all."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations

import pytest

from autograder.report.similarity import similar_answers
from autograder.report.similarity.answer_code import HELPERS, known_answers, student_code
from autograder.report.similarity.similar_answers import ALIKE, Answer, find_matches
from tests.report.similarity.pairs import pairs_of

TOKENS = [f"token{i}" for i in range(400)]


def statement(rng: random.Random) -> tuple[str, ...]:
    return tuple(rng.choices(TOKENS, k=rng.randrange(4, 14)))


def shares_of(answers: list[Answer]) -> list[dict[tuple[str, ...], float]]:
    weights = similar_answers._weights(Counter(answers))
    same = {gram: gram for gram in weights}
    return [similar_answers._share(answer, weights, same) for answer in answers]


def all_with_all(shares: list[dict[tuple[str, ...], float]]) -> set[tuple[int, int]]:
    """The pairs that are alike, by comparing every two."""
    found = set()
    for i, j in combinations(range(len(shares)), 2):
        one, other = shares[i], shares[j]
        parts = [
            sum(weight for gram, weight in mine.items() if gram in theirs) / sum(mine.values())
            for mine, theirs in ((one, other), (other, one))
            if mine
        ]
        if len(parts) == 2 and min(parts) >= ALIKE:
            found.add((i, j))
    return found


@pytest.mark.parametrize("name", ["compute_attention", "bce_loss", "train_with_early_stopping"])
def test_no_pair_is_missed_that_comparing_all_with_all_finds(
    name, library, handed_out, right_answers, read
):
    rng = random.Random(name)
    known = known_answers(library[name], handed_out, cached=False)
    base = [each for each in known if each]
    for text in right_answers[name]:
        code = student_code(read(text), handed_out).answers
        base.append(code.get(name, frozenset()) | code.get(HELPERS, frozenset()))
    answers = set(base)
    for _ in range(250):  # parts of one answer with some statements of another
        mixed = {each for each in rng.choice(base) if rng.random() < 0.85}
        answers.add(frozenset(mixed | {e for e in rng.choice(base) if rng.random() < 0.15}))
    shares = shares_of(sorted(answers - {frozenset()}, key=sorted))
    wanted = all_with_all(shares)
    assert len(wanted) > 100
    assert {(i, j) for i, j, _ in similar_answers._similar_pairs(shares)} >= wanted


def test_what_is_found_is_alike_beyond_rounding():
    rng = random.Random(5)
    pool = [statement(rng) for _ in range(60)]
    shares = shares_of([frozenset(rng.sample(pool, 6)) for _ in range(300)])
    for i, j, part in similar_answers._similar_pairs(shares):
        common = shares[i].keys() & shares[j].keys()
        of_one = sum(shares[i][gram] for gram in common) / sum(shares[i].values())
        assert part <= of_one + 1e-9
        assert part >= ALIKE - 1e-5


def test_planted_pairs_are_found_among_more_than_three_thousand_students():
    rng = random.Random(7)
    lesson = [statement(rng) for _ in range(3)]  # what everybody writes
    answers = {
        f"s{i:04}": frozenset([*lesson, *(statement(rng) for _ in range(6))]) for i in range(4_000)
    }
    planted = set()
    for i in range(25):
        original, copy = f"s{2 * i:04}", f"s{3_999 - i:04}"
        own = sorted(answers[original])
        answers[copy] = frozenset([*own[:-1], statement(rng)])  # one statement is the copier's own
        planted.add((original, copy))
    assert pairs_of(find_matches(answers, [])) == planted


def test_the_pairs_that_are_looked_at_do_not_grow_with_the_square():
    def looked_at(students: int) -> int:
        rng = random.Random(9)
        lesson = [statement(rng) for _ in range(3)]
        shares = shares_of(
            [frozenset([*lesson, *(statement(rng) for _ in range(6))]) for _ in range(students)]
        )
        return len(list(similar_answers._candidates(shares, [sum(s.values()) for s in shares])))

    assert looked_at(4_000) <= 4_000
