"""Run an author's own code within a time limit; what it raises becomes a CourseError."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from autograder.course.time_limit import no_hard_exit, raised_by_code, time_limit
from autograder.errors import CourseError

Refusal = Callable[[BaseException], CourseError]  # what to say of an exception of the code


@contextmanager
def author_code(seconds: float, refusal: Refusal, too_long: str) -> Iterator[None]:
    """Raise CourseError if the block fails, or does not end in time, which `too_long` says."""
    with time_limit(seconds) as limit, no_hard_exit(), errors_refused(refusal):
        yield
    if limit.exceeded:
        raise CourseError(too_long)


@contextmanager
def errors_refused(refusal: Refusal) -> Iterator[None]:
    """Raise CourseError for what the code raises, SystemExit too; the clock and Ctrl+C pass."""
    try:
        yield
    except BaseException as error:
        if not raised_by_code(error):
            raise
        raise refusal(error) from error
