"""Measure how similar the answers to one exercise are, weighted by rarity in the class.

Statements are cut into overlapping pieces of GRAM_TOKENS tokens (the k-grams of winnowing, all of
them kept since an answer is short), each piece weighed by how rare it is among the answers
of the class and the ways of answering that the course itself knows. So what the
stub, the lesson and the obvious way of writing have in common weighs nothing.

Two answers are compared only if both have one of their rarest pieces in common (`_candidates`),
which every pair that is alike does: the work grows with the pairs that may be alike, not with
the square of the class.

Source of the fingerprint: Schleimer, Wilkerson, Aiken, "Winnowing: local algorithms for
document fingerprinting", SIGMOD 2003. The weight is the inverse document frequency. Source of the
search: Bayardo, Ma, Srikant, "Scaling up all pairs similarity search", WWW 2007.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.report.similarity.normalize import Stream

GRAM_TOKENS = 5
ALIKE = 0.75  # the part of what is rare in each of two answers that both must share
_ROUNDING = 1e-6  # of that part; sums are not exact
STYLE = 2.0  # bits of an agreement that are put down to a common style of writing
MAX_SHARED = 30  # what so many share is no surprise, and their pairs are countless
MAX_RARE = 3  # a statement is nearly unique if at most so many answers have it

Answer = frozenset[Stream]
Gram = tuple[str, ...]


@dataclass(frozen=True)
class AnswerMatches:
    """Which answers to one exercise are alike. Kept by answer: a style has countless pairs.

    owners: who gave each answer. bits: of two answers how surprising it is that they are alike,
        as a power of two, from either side; an answer that several gave is alike to itself. STYLE
        is taken off, since a student who writes one exercise in a common style writes the
        others that way too.
    """

    owners: Mapping[Answer, Sequence[str]]
    bits: Mapping[Answer, Mapping[Answer, float]]

    def partners(self, answer: Answer | None) -> Iterator[tuple[float, Sequence[str]]]:
        """Bits, and the students to whose answer this one is alike."""
        for other, bits in self.bits.get(answer, {}).items() if answer else ():
            yield bits, self.owners[other]


def find_matches(answers: Mapping[str, Answer], known: Sequence[Answer]) -> AnswerMatches:
    """All answers that are alike.

    answers: by student, without what was handed out; an empty one matches nothing.
    known: ways of answering that are nobody's, such as the reference.
    """
    owners: defaultdict[Answer, list[str]] = defaultdict(list)
    for student, answer in answers.items():
        if answer:
            owners[answer].append(student)
    found: defaultdict[Answer, dict[Answer, float]] = defaultdict(dict)
    for one, other, bits in _surprises(owners, known) if owners else ():
        found[one][other] = found[other][one] = bits
    return AnswerMatches(owners, found)


def _surprises(
    owners: Mapping[Answer, Sequence[str]], known: Sequence[Answer]
) -> Iterator[tuple[Answer, Answer, float]]:
    """Answers of students that are alike, and how many bits that tells."""
    times = Counter({answer: len(students) for answer, students in owners.items()})
    times.update(each for each in known if each)
    distinct = list(times)
    total = times.total()
    weights = _weights(times)
    shares = [_share(answer, weights) for answer in distinct]
    rare = _rare_statements(times)
    # How many answers are like each, itself included.
    size = [times[answer] if share else 0 for answer, share in zip(distinct, shares, strict=True)]
    found: list[tuple[int, int]] = []
    for i, j, _ in _similar_pairs(shares):
        size[i] += times[distinct[j]]
        size[j] += times[distinct[i]]
        if distinct[i] in owners and distinct[j] in owners:
            found.append((i, j))
    same = ((i, i) for i, share in enumerate(shares) if share and distinct[i] in owners)
    for i, j in (*same, *found):
        one, other = distinct[i], distinct[j]
        common = max(size[i], size[j])
        # One bit for each further statement that hardly anybody has: they go together.
        bits = max(math.log2(total / common) - STYLE, 0.0) + max(len(one & other & rare) - 1, 0)
        if bits > 0 or common <= MAX_SHARED:
            yield one, other, bits


def grams(stream: Stream) -> list[Gram]:
    """The pieces of a statement; a short one is a piece itself."""
    if len(stream) <= GRAM_TOKENS:
        return [stream]
    return [stream[i : i + GRAM_TOKENS] for i in range(len(stream) - GRAM_TOKENS + 1)]


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
    return frozenset(stream for stream, count in seen.items() if count <= MAX_RARE)


def _share(answer: Answer, weights: Mapping[Gram, float]) -> dict[Gram, float]:
    """The pieces of an answer that say something, and how much each weighs in it."""
    share: defaultdict[Gram, float] = defaultdict(float)
    for stream in answer:
        pieces = grams(stream)
        for gram in pieces:  # a statement weighs as much as its pieces on average
            share[gram] += weights[gram] / len(pieces)
    return {gram: weight for gram, weight in share.items() if weight > 0}


def _similar_pairs(shares: Sequence[Mapping[Gram, float]]) -> Iterator[tuple[int, int, float]]:
    """The pairs that are alike, and the part that they share, the smaller of the two views."""
    own = [sum(share.values()) for share in shares]
    for i, j in _candidates(shares, own):
        one, other = shares[i], shares[j]
        common = one.keys() & other.keys()
        part = min(
            sum(one[gram] for gram in common) / own[i],
            sum(other[gram] for gram in common) / own[j],
        )
        if part >= ALIKE - _ROUNDING:
            yield i, j, part


def _candidates(
    shares: Sequence[Mapping[Gram, float]], own: Sequence[float]
) -> Iterator[tuple[int, int]]:
    """The pairs that have one of their rarest pieces in common; each once, i below j.

    The rarest pieces of an answer are so many that the others weigh less than ALIKE of it. Of two
    answers that are alike, the rarest piece that both have is among them on either side: if it
    were not, all that comes before it would be missing from the other one, which is too much.
    """
    frequency = Counter(gram for share in shares for gram in share)
    index: defaultdict[Gram, list[int]] = defaultdict(list)
    for j, share in enumerate(shares):
        found: set[int] = set()
        missing = 0.0  # if nothing up to here is shared
        for gram in sorted(share, key=lambda gram: (frequency[gram], gram)):
            if missing > (1 - ALIKE + _ROUNDING) * own[j]:
                break
            if frequency[gram] > 1:
                found.update(index[gram])
                index[gram].append(j)
            missing += share[gram]
        yield from ((i, j) for i in found)
