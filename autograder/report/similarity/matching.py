"""Measure how similar the answers to one exercise are, weighted by rarity in the class.

Statements are cut into overlapping pieces of K tokens (the k-grams of winnowing, all of
them kept since an answer is short), each piece weighed by how rare it is among the answers
of the class and the ways of answering that the course itself knows. So what the
stub, the lesson and the obvious way of writing have in common weighs nothing.

Source of the fingerprint: Schleimer, Wilkerson, Aiken, "Winnowing: local algorithms for
document fingerprinting", SIGMOD 2003. The weight is the inverse document frequency.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autograder.report.similarity.normalize import Stream

K = 5  # tokens in a piece
ALIKE = 0.75  # the part of what is rare in each of two answers that both must share
STYLE = 2.0  # bits of an agreement that are put down to a common style of writing
CROWD = 30  # what so many share is no surprise, and their pairs are countless
FEW = 3  # a statement is nearly unique if at most so many answers have it

Answer = frozenset[Stream]
Gram = tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """Two students whose answers to one exercise are alike.

    part: how much of what is rare in either is in the other, from 0 to 1.
    answers: how many answers are like these, theirs and the course's own included.
    bits: how surprising that is, as a power of two. Who writes one exercise in a common
        style writes the others so too, therefore STYLE is taken off.
    """

    first: str
    second: str
    part: float
    answers: int
    bits: float


def find_matches(answers: Mapping[str, Answer], known: Sequence[Answer]) -> Iterator[Match]:
    """All pairs of students whose answers are alike.

    answers: by student, without what was handed out; an empty one matches nothing.
    known: ways of answering that are nobody's, such as the reference.
    """
    owners: defaultdict[Answer, list[str]] = defaultdict(list)
    for student, answer in answers.items():
        if answer:
            owners[answer].append(student)
    if not owners:
        return
    times = Counter({answer: len(students) for answer, students in owners.items()})
    times.update(each for each in known if each)
    distinct = list(times)
    total = times.total()
    weights = _weights(times)
    alike = _alike(distinct, weights)
    counts = np.array([times[answer] for answer in distinct])
    rare = _rare_statements(times)
    size = [int(counts[row >= ALIKE].sum()) for row in alike]
    for i, j in zip(*np.nonzero(alike >= ALIKE), strict=True):
        one, other = distinct[i], distinct[j]
        if i > j or one not in owners or other not in owners:
            continue
        common = max(size[i], size[j])
        # One bit for each further statement that hardly anybody has: they go together.
        bits = max(math.log2(total / common) - STYLE, 0.0) + max(len(one & other & rare) - 1, 0)
        if bits <= 0 and common > CROWD:
            continue
        for first, second in _pairs(owners[one], owners[other], i == j):
            yield Match(first, second, float(alike[i, j]), common, bits)


def _pairs(ones: list[str], others: list[str], same: bool) -> Iterator[tuple[str, str]]:
    for n, one in enumerate(ones):
        for other in ones[n + 1 :] if same else others:
            yield min(one, other), max(one, other)


def grams(stream: Stream) -> list[Gram]:
    """The pieces of a statement; a short one is a piece itself."""
    if len(stream) <= K:
        return [stream]
    return [stream[i : i + K] for i in range(len(stream) - K + 1)]


def _weights(times: Mapping[Answer, int]) -> dict[Gram, float]:
    """How many bits it tells that an answer has a piece."""
    seen: Counter[Gram] = Counter()
    for answer, count in times.items():
        for gram in {gram for stream in answer for gram in grams(stream)}:
            seen[gram] += count
    total = sum(times.values())
    return {gram: math.log2(total / count) for gram, count in seen.items()}


def _rare_statements(times: Mapping[Answer, int]) -> frozenset[Stream]:
    seen: Counter[Stream] = Counter()
    for answer, count in times.items():
        for stream in answer:
            seen[stream] += count
    return frozenset(stream for stream, count in seen.items() if count <= FEW)


def _alike(distinct: Sequence[Answer], weights: Mapping[Gram, float]) -> NDArray[np.float32]:
    """For each two answers the part that they share, the smaller of the two views."""
    within: Counter[Hashable] = Counter()
    shares: list[dict[Gram, float]] = []
    for answer in distinct:
        share: defaultdict[Gram, float] = defaultdict(float)
        for stream in answer:
            pieces = grams(stream)
            for gram in pieces:  # a statement weighs as much as its pieces on average
                share[gram] += weights[gram] / len(pieces)
        shares.append(dict(share))
        within.update(share)
    columns = {gram: i for i, gram in enumerate(g for g, count in within.items() if count > 1)}
    own = np.array([sum(share.values()) for share in shares], dtype=np.float32)
    value = np.zeros((len(distinct), len(columns)), dtype=np.float32)
    for i, weighed in enumerate(shares):
        for gram, weight in weighed.items():
            if gram in columns:
                value[i, columns[gram]] = weight
    shared = value @ (value > 0).astype(np.float32).T  # [i, j]: of what i has, what j has too
    seen = shared / np.maximum(own, np.float32(1e-6))[:, None]
    part = np.minimum(seen, seen.T).astype(np.float32)
    np.fill_diagonal(part, np.where(own > 0, 1.0, 0.0))
    return part
