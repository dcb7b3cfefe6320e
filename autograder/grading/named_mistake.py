"""Name what is wrong with an answer, and say which share of the points that leaves.

An author's misconception comes first. What it does not explain may be a matter of form
(`form`, `structure`), a relation to the right results (`relation`) or one slip without a name
(`nameless`), which the engine knows for every exercise. Where several are proved together, their
shares multiply.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from autograder.course.answer_key import AnswerKey
from autograder.grading import form as forms
from autograder.grading import nameless, relation, structure, wrapped_value
from autograder.grading.clock import check_time
from autograder.grading.diagnosis import matching_misconceptions, matching_variant
from autograder.grading.vectorised_compare import compare_all
from autograder.models import CallResult

CREDITS = {
    **forms.CREDITS,
    **wrapped_value.CREDITS,
    **structure.CREDITS,
    **relation.CREDITS,
    **nameless.CREDITS,
}


@dataclass(frozen=True)
class NamedMistake:
    """What is proved of an answer.

    form: names of forms and relations, joined by "+". diagnosis, variant: as in `Verdict`.
    share: of the points that is left; 0 where nothing is proved.
    """

    form: str = ""
    diagnosis: tuple[str, ...] = ()
    variant: int = 0
    share: float = 0.0


def name_mistake(
    key: AnswerKey, outcomes: Sequence[CallResult], whole: Sequence[bool]
) -> NamedMistake:
    """What is wrong with outcomes that do not pass. whole: `compare_all(key, outcomes)`.

    Raises OutOfTimeError or OwnTimeUpError if the time is up before that is known.
    """
    check_time()
    form, repaired = forms.find_form(key, outcomes)
    good = compare_all(key, repaired) if form else whole
    direct = structure.direct_cases(key)
    right = bool(form) and all(good[i] for i in direct or range(len(good)))
    seen, seen_right = (outcomes, whole) if right else (repaired, good)
    # Also where all but the form is right: it may be a form that the author has a name for.
    found = matching_misconceptions(key, seen, seen_right)
    if not found and form in structure.CREDITS and not right:
        form, seen, seen_right = "", outcomes, whole  # that structure explains nothing
        found = matching_misconceptions(key, seen, seen_right)
    if right and found:
        form = ""
    diagnosis = next(iter(found)) if len(found) == 1 else ()
    variant = matching_variant(key, diagnosis[0], seen, seen_right) if len(diagnosis) == 1 else 0
    proved = right or bool(diagnosis)
    if not found and not right:
        check_time()
        related = relation.find_relation(key, seen, seen_right)
        if not related:
            related = nameless.find_slip(key, seen, seen_right)
        form = "+".join(filter(None, (form, related)))
        proved = bool(related)
    return NamedMistake(form, diagnosis, variant, _share(key, form, diagnosis) if proved else 0.0)


def _share(key: AnswerKey, form: str, diagnosis: Sequence[str]) -> float:
    if key.credits is None:
        return 0.0
    shares = [CREDITS[name] for name in form.split("+") if name]
    return round(prod(shares + [key.credits.get(name, 0.0) for name in diagnosis]), 6)
