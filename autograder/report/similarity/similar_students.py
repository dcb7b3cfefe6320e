"""Find pairs and groups of students whose code is alike, from the matches of all exercises."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from autograder.course.exercise import ExerciseLibrary
from autograder.report.similarity.answer_code import (
    HELPERS,
    BoilerplateCode,
    StudentCode,
    known_answers,
)
from autograder.report.similarity.similar_answers import AnswerMatches, find_matches

LEAST_BITS = 16.0  # of surprise, in a class of any size
MARGIN_BITS = 8.0  # a class without copying shows a pair by chance in one of 2**8 cases


@dataclass(frozen=True)
class Pair:
    """Two students, the exercises in which they are alike, and how surprising that is.

    both: how many exercises both of them answered.
    verbatim: the exercises that are identical, including names and comments.
    bits: the surprise; independent students agree like this by chance once in 2**bits.
    """

    first: str
    second: str
    exercises: tuple[str, ...]
    both: int
    verbatim: tuple[str, ...]
    bits: float


@dataclass(frozen=True)
class Group:
    """Students connected by pairs, the strongest pair first."""

    students: tuple[str, ...]
    pairs: tuple[Pair, ...]


def similar_students(
    codes: Mapping[str, StudentCode],
    library: ExerciseLibrary,
    handed_out: BoilerplateCode,
    cached: bool,
) -> list[Group]:
    """Groups of students whose submissions are alike, the most surprising first.

    codes: by student, in the order of names. cached: see `known_answers`.
    """
    matches: dict[str, AnswerMatches] = {}
    for name in (*library, HELPERS):
        answers = {who: code.answers[name] for who, code in codes.items() if name in code.answers}
        if len(answers) > 1:
            known = known_answers(library[name], handed_out, cached) if name else []
            matches[name] = find_matches(answers, known)
    wanted = min_bits(len(codes))
    return _groups(
        _pair(first, second, matches, codes)
        for first in codes
        for second, bits in _partners(first, matches, codes).items()
        if second > first and bits >= wanted
    )


def _partners(
    student: str, matches: Mapping[str, AnswerMatches], codes: Mapping[str, StudentCode]
) -> Mapping[str, float]:
    """Everybody with an answer like one of this student's, with the bits for all exercises."""
    total: defaultdict[str, float] = defaultdict(float)
    for name, found in matches.items():
        for bits, others in found.partners(codes[student].answers.get(name)):
            for other in others:
                total[other] += bits
    return total


def min_bits(students: int) -> float:
    """How surprising a pair must be to be shown: the more pairs, the more happens by chance."""
    pairs = max(students * (students - 1) / 2, 1.0)
    return max(LEAST_BITS, math.log2(pairs) + MARGIN_BITS)


def _pair(
    first: str,
    second: str,
    matches: Mapping[str, AnswerMatches],
    codes: Mapping[str, StudentCode],
) -> Pair:
    one, other = codes[first], codes[second]
    both = [name for name in one.answers if name in other.answers]
    found = {
        name: matches[name].bits[one.answers[name]][other.answers[name]]
        for name in matches
        if name in both and other.answers[name] in matches[name].bits.get(one.answers[name], {})
    }
    return Pair(
        first,
        second,
        exercises=tuple(name for name in found if name != HELPERS),
        both=len({*both} - {HELPERS}),
        verbatim=tuple(
            n for n in found if n != HELPERS and one.fingerprints[n] == other.fingerprints[n]
        ),
        bits=round(sum(found.values()), 1),
    )


def _groups(pairs: Iterable[Pair]) -> list[Group]:
    """Group the pairs: those that share a student belong together."""
    leader: dict[str, str] = {}

    def find(student: str) -> str:
        while leader.setdefault(student, student) != student:
            student = leader[student]
        return student

    pairs = sorted(pairs, key=lambda pair: (-pair.bits, pair.first, pair.second))
    for pair in pairs:
        one, other = sorted((find(pair.first), find(pair.second)))
        leader[other] = one
    groups: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        groups[find(pair.first)].append(pair)
    return [
        Group(tuple(sorted({who for p in found for who in (p.first, p.second)})), tuple(found))
        for found in groups.values()
    ]
