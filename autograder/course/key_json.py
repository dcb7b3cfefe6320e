"""Answer keys as JSON: the public key of the self-check, which holds no reference, only numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from autograder.author import Check, Plot
from autograder.course.answer_key import AnswerKey, KeyCase, LazyMutants
from autograder.course.comparison_rules import Rules, rules_to_json
from autograder.models import CallResult, CaseInput, Outcomes
from autograder.sandbox.plain_data import plain_from_json, plain_to_json

# Fields of a case that have their own form, or are written only if set.
_KEPT_APART = ("input", "expected", "message", "printed", "units", "rules", "one_of", "hidden")


def key_to_json(key: AnswerKey) -> dict[str, Any]:
    """The key as JSON-able data, without pairs, which would take a megabyte."""
    return {
        "exercise": key.exercise,
        "kind": key.kind,
        "points": key.points,
        "depends": list(key.carries_from),
        "credits": None if key.credits is None else dict(key.credits),
        "checks": [asdict(check) for check in key.checks],
        "items": [
            {
                **{k: v for k, v in asdict(case).items() if k not in _KEPT_APART},
                "args": [plain_to_json(arg) for arg in case.input.args],
                "driver": case.input.driver,
                "expected": _outcome_to_json(case.expected, case),
                **_rare_to_json(case),
            }
            for case in key.cases
        ],
        "models": {
            name: [_mutant_to_json(key.cases, mutant) for mutant in variants]
            for name, variants in key.mutants.items()
        },
    }


def key_from_json(data: Mapping[str, Any]) -> AnswerKey:
    """The inverse of `key_to_json`."""
    cases = []
    for entry in data["items"]:
        rest = {k: v for k, v in entry.items() if k not in ("args", "driver", "expected", "files")}
        rest["bounds"] = tuple(rest["bounds"]) if rest["bounds"] else None
        rest["plot"] = _plot_from_json(rest.get("plot"))
        rest["rules"] = Rules(**rest.get("rules", {}))
        rest["one_of"] = tuple(rest.get("one_of", ()))
        files = {name: plain_from_json(data) for name, data in entry.get("files", {}).items()}
        asked = CaseInput(tuple(map(plain_from_json, entry["args"])), entry["driver"], files)
        cases.append(KeyCase(input=asked, expected=_outcome_from_json(entry["expected"]), **rest))
    return AnswerKey(
        exercise=data["exercise"],
        kind=data["kind"],
        points=data["points"],
        carries_from=tuple(data["depends"]),
        checks=tuple(Check(**{**check, "on": tuple(check["on"])}) for check in data["checks"]),
        cases=tuple(cases),
        mutants=LazyMutants(data["models"], _variants_from_json),
        credits=data.get("credits"),
    )


def _variants_from_json(data: Any) -> tuple[Outcomes, ...]:
    return tuple(tuple(map(_outcome_from_json, mutant)) for mutant in data)


def _plot_from_json(data: Mapping[str, Any] | None) -> Plot | None:
    if data is None:
        return None
    lines = tuple((float(value), tuple(line)) for value, line in data["lines"])
    return Plot(**{**data, "lines": lines})


def _mutant_to_json(cases: Iterable[KeyCase], mutant: Outcomes) -> list[dict[str, Any] | None]:
    """A mutant's outcomes on the probes; the others are never used."""
    both = zip(cases, mutant, strict=True)
    return [_outcome_to_json(outcome, case) if case.probe else None for case, outcome in both]


def _rare_to_json(case: KeyCase) -> dict[str, Any]:
    """The fields that only a few cases have, omitted from the others."""
    rare: dict[str, Any] = {
        "message": case.message,
        "printed": case.printed,
        "units": dict(case.units) if case.units is not None else None,
        "rules": rules_to_json(case.rules),
        "one_of": list(case.one_of),
        "hidden": case.hidden,
        "files": {name: plain_to_json(data) for name, data in case.input.files.items()},
    }
    return {name: value for name, value in rare.items() if value}


def _outcome_to_json(outcome: CallResult, case: KeyCase) -> dict[str, Any]:
    if outcome.exception_mro:
        raised: dict[str, Any] = {"raised": list(outcome.exception_mro)}
        return raised | ({"message": outcome.message} if case.message else {})
    data: dict[str, Any] = {"value": plain_to_json(outcome.value)}
    if case.printed:
        data["printed"] = outcome.stdout
    if outcome.warnings:
        data["warnings"] = list(outcome.warnings)
    if outcome.mutated_args:
        data["mutated"] = list(outcome.mutated_args)
    return data


def _outcome_from_json(data: Mapping[str, Any] | None) -> CallResult:
    if data is None:
        return CallResult()
    return CallResult(
        value=plain_from_json(data.get("value")),
        exception_mro=tuple(data.get("raised", ())),
        message=data.get("message", ""),
        stdout=data.get("printed", ""),
        warnings=tuple(data.get("warnings", ())),
        mutated_args=tuple(data.get("mutated", ())),
    )
