"""Measure how similar the answers to one exercise are, weighted by rarity in the class.

Statements are cut into overlapping pieces of GRAM_TOKENS tokens (the k-grams of winnowing, all of
them kept since an answer is short). Each piece is weighted by how rare it is among the
answers of the class and those that the course itself knows, so code shared by the stub,
the lesson and the obvious solution has no weight.

Two answers are compared only if they share one of the rarest pieces of both (`_candidates`),
as every similar pair does: the work grows with the number of pairs that may be similar, not
with the square of the class.

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
ALIKE = 0.75  # the fraction of each answer's rare pieces that two answers must share
_ROUNDING = 1e-6  # tolerance for that fraction; sums are not exact
STYLE = 2.0  # bits of an agreement that are attributed to a common style of writing
MAX_SHARED = 30  # code that so many share is no surprise, and would make too many pairs
MAX_RARE = 3  # a statement is nearly unique if at most so many answers have it

Answer = frozenset[Stream]
Gram = tuple[str, ...]


@dataclass(frozen=True)
class AnswerMatches:
    """Similar answers to one exercise. Kept by answer: a common style would make too many pairs.

    owners: who gave each answer. bits: for two answers, how surprising their similarity is, as a
        power of two, from either side; an answer that several gave is similar to itself. STYLE is
        subtracted, since a student who writes one exercise in a common style writes the others
        that way too.
    """

    owners: Mapping[Answer, Sequence[str]]
    bits: Mapping[Answer, Mapping[Answer, float]]

    def partners(self, answer: Answer | None) -> Iterator[tuple[float, Sequence[str]]]:
        """Bits, and the students whose answers are similar to this one."""
        for other, bits in self.bits.get(answer, {}).items() if answer else ():
            yield bits, self.owners[other]


def find_matches(answers: Mapping[str, Answer], known: Sequence[Answer]) -> AnswerMatches:
    """All similar answers.

    answers: by student, without what was released; an empty one matches nothing.
    known: answers that belong to no student, such as the reference.
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
    """Similar answers of students, and the bits of surprise in each similarity."""
    times = Counter({answer: len(students) for answer, students in owners.items()})
    times.update(each for each in known if each)
    distinct = list(times)
    total = times.total()
    weights = _weights(times)
    # The same pieces occur in many answers: each is kept once.
    kept = {gram: gram for gram in weights}
    shares = [_share(answer, weights, kept) for answer in distinct]
    rare = _rare_statements(times)
    # How many answers are similar to each, including itself.
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
        # One bit for each further rare statement: they tend to occur together.
        bits = max(math.log2(total / common) - STYLE, 0.0) + max(len(one & other & rare) - 1, 0)
        if bits > 0 or common <= MAX_SHARED:
            yield one, other, bits


def grams(stream: Stream) -> list[Gram]:
    """The pieces of a statement; a short statement is a single piece."""
    if len(stream) <= GRAM_TOKENS:
        return [stream]
    return [stream[i : i + GRAM_TOKENS] for i in range(len(stream) - GRAM_TOKENS + 1)]


def _weights(times: Mapping[Answer, int]) -> dict[Gram, float]:
    """The information, in bits, that an answer has a piece."""
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


def _share(
    answer: Answer, weights: Mapping[Gram, float], kept: Mapping[Gram, Gram]
) -> dict[Gram, float]:
    """The informative pieces of an answer, and the weight of each in it.

    kept: the one object that stands for each piece.
    """
    share: defaultdict[Gram, float] = defaultdict(float)
    for stream in answer:
        pieces = grams(stream)
        for gram in map(kept.__getitem__, pieces):  # a statement weighs their average
            share[gram] += weights[gram] / len(pieces)
    return {gram: weight for gram, weight in share.items() if weight > 0}


def _similar_pairs(shares: Sequence[Mapping[Gram, float]]) -> Iterator[tuple[int, int, float]]:
    """The similar pairs, and the fraction that they share, the smaller of the two views."""
    weight_of = [sum(share.values()) for share in shares]
    for i, j in _candidates(shares, weight_of):
        one, other = shares[i], shares[j]
        common = one.keys() & other.keys()
        part = min(
            sum(one[gram] for gram in common) / weight_of[i],
            sum(other[gram] for gram in common) / weight_of[j],
        )
        if part >= ALIKE - _ROUNDING:
            yield i, j, part


def _candidates(
    shares: Sequence[Mapping[Gram, float]], weight_of: Sequence[float]
) -> Iterator[tuple[int, int]]:
    """The pairs that share one of their rarest pieces; each once, i below j.

    An answer's rarest pieces are just enough that the others weigh less than ALIKE of it. For two
    similar answers, the rarest piece that both have is among these on either side: if it were not,
    all rarer pieces would be missing from the other answer, which is too much.
    """
    frequency = Counter(gram for share in shares for gram in share)
    index: defaultdict[Gram, list[int]] = defaultdict(list)
    for j, share in enumerate(shares):
        found: set[int] = set()
        missing = 0.0  # the weight lost if nothing up to here is shared
        for gram in sorted(share, key=lambda gram: (frequency[gram], gram)):
            if missing > (1 - ALIKE + _ROUNDING) * weight_of[j]:
                break
            if frequency[gram] > 1:
                found.update(index[gram])
                index[gram].append(j)
            missing += share[gram]
        yield from ((i, j) for i in found)
