"""The reference of a dependent exercise run on mutants of its primitives' named mistakes.

On a wrong primitive the margins of the hidden inputs no longer hold: two right forms of
another primitive (a loss with a small guard, one with a large guard) may lead to different
outcomes, and both are right. So a case is compared with what every right form of the other
primitives gives (the reference and the author's `right/` answers), and with what is between them.

Equality proves something only where most mutants of the dependent exercise itself come
out otherwise on the same primitives, and where a function that never looks at the data does
too: wrong primitives may lead the reference to the same answer on every input, or to crash.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, islice, product
from typing import Any

from autograder.course.answer_key import AnswerKey, KeyCase, run_mutant
from autograder.course.cases import same_for_every_seed
from autograder.course.exercise import ExerciseLibrary
from autograder.course.misconception import compose_edits
from autograder.course.mutant_runs import MODEL_SECONDS
from autograder.course.reference import load_function
from autograder.course.time_limit import time_limit
from autograder.course.weak_memo import WeakMemo
from autograder.errors import GraderError
from autograder.grading.clock import check_time, seconds_left
from autograder.grading.compare import check_passes, is_correct
from autograder.grading.trivial_answers import is_trivial
from autograder.grading.value_range import ValueRange
from autograder.models import CallResult, CaseInput

MAX_MODELS = 16  # combinations of the mutants of a submission's named mistakes
MAX_FORMS = 64  # combinations of right forms of the other primitives
MIN_DIFFERENT = 0.7  # of the mutants, to differ from the reference
MAX_KNOWN = 24  # sets of named mistakes whose models are kept for an exercise

Diagnoses = Mapping[str, tuple[str, ...]]  # by primitive, identifiers of what it does wrong
Primitives = Mapping[str, Callable[..., Any]]


def equals_reference_on_models(
    library: ExerciseLibrary,
    key: AnswerKey,
    outcomes: Sequence[CallResult],
    named: Diagnoses,
) -> bool:
    """Whether the outcomes are the reference's on these mistakes, and this proves something."""
    if is_trivial(key, outcomes):
        return False
    return any(
        model.accepts(key, outcomes) and model.tells_apart(key)
        for model in _models(library, key, named)
    ) and not _is_trivial_where_drawn(library, key, outcomes)


def _is_trivial_where_drawn(
    library: ExerciseLibrary, key: AnswerKey, outcomes: Sequence[CallResult]
) -> bool:
    """Whether the outcomes need no look at the data on the inputs that no table can hold."""
    fixed = same_for_every_seed(library[key.exercise], key.inputs)
    drawn = [index for index, same in enumerate(fixed) if not same]
    if not drawn:
        return False
    cases = tuple(key.cases[index] for index in drawn)
    return is_trivial(replace(key, cases=cases), [outcomes[index] for index in drawn])


@dataclass
class _Model:
    """One combination of mutants, with what the reference gives on each right form.

    forms: the primitives, mutants and right forms together; the references first.
    """

    library: ExerciseLibrary
    exercise: str
    forms: Sequence[Primitives]
    given: dict[tuple[int, int], CallResult] = field(default_factory=dict)  # by form and case
    ranges: dict[int, list[ValueRange]] = field(default_factory=dict)
    proves: bool | None = None

    def accepts(self, key: AnswerKey, outcomes: Sequence[CallResult]) -> bool:
        return all(
            self._accepts_case(key, index, got) for index, got in enumerate(outcomes)
        ) and len(outcomes) == len(key.cases)

    def tells_apart(self, key: AnswerKey) -> bool:
        """Whether most mutants of the dependent exercise come out otherwise."""
        if self.proves is None:
            exercise = self.library[self.exercise]
            inputs = [case.input for case in key.cases]
            sources = [w.sources(exercise.reference)[0] for w in exercise.misconceptions.values()]
            different = sum(
                not self.accepts(
                    key, _run(self.library, self.exercise, source, inputs, self.forms[0])
                )
                for source in sources
            )
            self.proves = different >= max(1.0, MIN_DIFFERENT * len(sources))
        return self.proves

    def _accepts_case(self, key: AnswerKey, index: int, got: CallResult) -> bool:
        case = key.cases[index]
        if _passes(key, case, self._outcome(key, 0, index), got):
            return True
        for form in range(1, len(self.forms)):
            if _passes(key, case, self._outcome(key, form, index), got):
                return True
        return any(_passes(key, case, each, got) for each in self._between(key, index, got))

    def _outcome(self, key: AnswerKey, form: int, index: int) -> CallResult:
        if (form, index) not in self.given:
            reference = self.library[self.exercise].reference
            inputs = [key.cases[index].input]
            [self.given[form, index]] = _run(
                self.library, self.exercise, reference, inputs, self.forms[form]
            )
        return self.given[form, index]

    def _between(self, key: AnswerKey, index: int, got: CallResult) -> Iterator[CallResult]:
        """The point between the outcomes of the forms that is nearest to this one."""
        if got.exception_mro:
            return
        if index not in self.ranges:
            values = [self._outcome(key, form, index) for form in range(len(self.forms))]
            self.ranges[index] = ValueRange.of(v.value for v in values if not v.exception_mro)
        for each in self.ranges[index]:
            nearest = each.nearest(got.value)
            if nearest is not None:
                yield CallResult(nearest)


def _run(
    library: ExerciseLibrary,
    name: str,
    source: str,
    inputs: Sequence[CaseInput],
    primitives: Primitives,
) -> tuple[CallResult, ...]:
    """What a source gives on these primitives, in the time that is left for the submission."""
    check_time()
    found: tuple[CallResult, ...] = ()
    with time_limit(seconds_left(MODEL_SECONDS)) as limit:
        found = run_mutant(library, name, source, inputs, **primitives)
    if limit.exceeded:
        check_time()
        raise GraderError(
            f"the reference of '{name}' does not end within {MODEL_SECONDS:g} s on wrong models "
            "of what it calls.\n  Bound its loops."
        )
    return found


def _no_models(_: AnswerKey) -> OrderedDict[Any, list[_Model]]:
    return OrderedDict()


_known_models = WeakMemo(_no_models)


def _models(library: ExerciseLibrary, key: AnswerKey, named: Diagnoses) -> list[_Model]:
    """The combinations of mutants; the last ones are kept for the rest of a class."""
    models = _known_models(key)
    mark = tuple(sorted(named.items()))
    if mark not in models:
        variants = {name: list(_wrong_models(library, name, ids)) for name, ids in named.items()}
        others = {
            name: _right_forms(library, name) for name in key.carries_from if name not in named
        }
        models[mark] = [
            _Model(
                library,
                key.exercise,
                [{**dict(zip(variants, chosen, strict=True)), **rest} for rest in _forms(others)],
            )
            for chosen in islice(product(*variants.values()), MAX_MODELS)
        ]
        if len(models) > MAX_KNOWN:
            models.popitem(last=False)
    models.move_to_end(mark)
    return models[mark]


def _wrong_models(library: ExerciseLibrary, name: str, ids: tuple[str, ...]) -> Iterator[Any]:
    """What a primitive is by its diagnosis, ready to be called."""
    exercise = library[name]
    found = [exercise.misconceptions[each] for each in ids]
    sources = (
        found[0].sources(exercise.reference)
        if len(found) == 1
        else compose_edits(found[0], found[1], exercise.reference)
    )
    yield from (load_function(library, name, source) for source in sources)


def _right_forms(library: ExerciseLibrary, name: str) -> list[Any]:
    """The reference of a primitive, and each right answer that its author gave."""
    exercise = library[name]
    sources = (exercise.reference, *exercise.right_answers.values())
    return [load_function(library, name, source) for source in sources]


def _forms(others: Mapping[str, Sequence[Any]]) -> list[Primitives]:
    """The references together; then one or two of them in another right form."""
    references = {name: forms[0] for name, forms in others.items()}
    found: list[Primitives] = [references]
    for size in (1, 2):
        for names in combinations(others, size):
            rest: Iterable[tuple[Any, ...]] = product(*(others[name][1:] for name in names))
            found += [{**references, **dict(zip(names, each, strict=True))} for each in rest]
    return found[:MAX_FORMS]


def _passes(key: AnswerKey, case: KeyCase, given: CallResult, got: CallResult) -> bool:
    """Whether every check that looks at a case holds there, `given` being what is expected.

    An exception is an answer only if the exercise asks for it somewhere.
    """
    if given.exception_mro and not any(
        each.raises in given.exception_mro for each in key.cases if each.raises
    ):
        return False
    case = replace(
        case, expected=given, raises=given.exception_mro[0] if given.exception_mro else ""
    )
    whole = is_correct(case, got)
    return all(
        check_passes(check, case, got, whole)
        for check in key.checks
        if not check.on or case.group in check.on
    )
