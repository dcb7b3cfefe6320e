"""Judge an answer whose values may be such that comparing them raises."""

from __future__ import annotations

from dataclasses import replace

from autograder.course.answer_key import AnswerKey
from autograder.grading.judge import judge
from autograder.models import CallResult, ExerciseResult, Opaque, Verdict

UNJUDGED = CallResult(Opaque("a value that cannot be compared"))


def judge_value(key: AnswerKey, answer: ExerciseResult) -> Verdict:
    """The verdict of `judge`; a value on which it raises is a wrong one.

    Raises what `judge` raises where no value of the student's is the cause.
    """
    try:
        return judge(key, answer)
    except Exception:
        harmless = tuple(UNJUDGED for _ in answer.outcomes)
        judge(key, replace(answer, outcomes=harmless))  # else it is not the values
    kept = list(harmless)
    for index, got in enumerate(answer.outcomes):
        alone = (*harmless[:index], got, *harmless[index + 1 :])
        try:
            judge(key, replace(answer, outcomes=alone))
        except Exception:
            continue
        kept[index] = got
    try:
        return judge(key, replace(answer, outcomes=tuple(kept)))
    except Exception:
        return judge(key, replace(answer, outcomes=harmless))
