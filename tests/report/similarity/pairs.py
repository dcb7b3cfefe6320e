"""The students whose answers to one exercise are alike, two by two."""

from __future__ import annotations

from autograder.report.similarity.similar_answers import AnswerMatches


def pairs_of(matches: AnswerMatches) -> set[tuple[str, str]]:
    return {
        (first, second)
        for answer, owners in matches.owners.items()
        for first in owners
        for _, others in matches.partners(answer)
        for second in others
        if first < second
    }
