"""What is compared of code, as JSON: for the caches that spare reading it again."""

from __future__ import annotations

from typing import Any

from autograder.report.similarity.similar_answers import Answer


def answer_to_json(answer: Answer) -> list[tuple[str, ...]]:
    """An answer's statements, in an order of their own."""
    return sorted(answer)


def answer_from_json(data: Any) -> Answer:
    """The answer; ValueError or TypeError if the data is anything else."""
    answer = frozenset(tuple(stream) for stream in data)
    if not all(type(token) is str for stream in answer for token in stream):
        raise ValueError("a token is no text")
    return answer
