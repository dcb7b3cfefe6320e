"""Name what is wrong with an answer, and the share of the points that this leaves.

An author's misconception comes first. What it does not explain may be a wrong form (`form`,
`structure`), a relation to the right results (`relation`) or an unnamed slip (`nameless`), all
of which the engine knows for every exercise. If several are proved together, their shares
multiply.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from autograder.course.answer_key import AnswerKey
from autograder.grading import form as forms
from autograder.grading import nameless, relation, structure, wrapped_value
from autograder.grading.clock import check_time
from autograder.grading.matching_mutants import (
    first_differences,
    matching_misconceptions,
    matching_variant,
)
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
    """What is proved to be wrong with an answer.

    form: names of forms and relations, joined by "+". diagnosis, variant: as in `Verdict`.
    share: of the points that is left; 0 if nothing is proved.
    """

    form: str = ""
    diagnosis: tuple[str, ...] = ()
    variant: int = 0
    share: float = 0.0


@dataclass(frozen=True)
class _Explained:
    """The outcomes to explain: as returned, or with the form named by `form` corrected.

    right_by_case: the result of `compare_all` for them.
    """

    form: str
    outcomes: Sequence[CallResult]
    right_by_case: Sequence[bool]


def name_mistake(
    key: AnswerKey, outcomes: Sequence[CallResult], right_by_case: Sequence[bool]
) -> NamedMistake:
    """What is wrong with outcomes that do not pass. right_by_case: `compare_all(key, outcomes)`.

    Raises GraderTimeUpError or SubmissionTimeUpError if the time is up before that is known.
    """
    check_time()
    as_returned = corrected = _Explained("", outcomes, right_by_case)
    form, corrected_outcomes = "", tuple(outcomes)
    if not all(right_by_case):  # otherwise an argument was changed, or there were warnings
        form, corrected_outcomes = forms.find_form(key, outcomes)
    if form:
        corrected = _Explained(form, corrected_outcomes, compare_all(key, corrected_outcomes))
    direct = structure.direct_cases(key) or range(len(right_by_case))
    form_alone = bool(corrected.form) and all(corrected.right_by_case[i] for i in direct)
    # Even if only the form is wrong, one of the author's misconceptions may explain it.
    chosen = as_returned if form_alone else corrected
    found = matching_misconceptions(key, chosen.outcomes, chosen.right_by_case)
    if not found and chosen.form in structure.CREDITS:
        chosen = as_returned  # the wrong structure does not help to explain the rest
        found = matching_misconceptions(key, chosen.outcomes, chosen.right_by_case)
    diagnosis = next(iter(found)) if len(found) == 1 else ()
    variant = 0
    if len(diagnosis) == 1:
        variant = matching_variant(key, diagnosis[0], chosen.outcomes, chosen.right_by_case)
    if diagnosis:
        form, proved = chosen.form, True
    elif form_alone:  # proved, even if several misconceptions explain it as well
        form, proved = corrected.form, True
    elif found:
        form, proved = chosen.form, False
    else:
        check_time()
        related = relation.find_relation(key, chosen.outcomes, chosen.right_by_case)
        related = related or nameless.find_slip(key, chosen.outcomes, chosen.right_by_case)
        form, proved = "+".join(filter(None, (chosen.form, related))), bool(related)
    return NamedMistake(form, diagnosis, variant, _share(key, form, diagnosis) if proved else 0.0)


def compare_mutants(key: AnswerKey, outcomes: Sequence[CallResult]) -> dict[str, int | None]:
    """Explain a diagnosis: for each misconception, the first case in which it differs.

    A result in the wrong form is compared as if it had the right one, as in diagnosis.
    """
    _, chosen = forms.find_form(key, outcomes)
    return first_differences(key, chosen, compare_all(key, chosen))


def _share(key: AnswerKey, form: str, diagnosis: Sequence[str]) -> float:
    if key.credits is None:
        return 0.0
    shares = [CREDITS[name] for name in form.split("+") if name]
    return round(prod(shares + [key.credits.get(name, 0.0) for name in diagnosis]), 6)
