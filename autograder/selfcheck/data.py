"""Read and write selfcheck.json.

`selfcheck.json` contains the public answer keys (inputs and outcomes made from a public
seed), the texts of every exercise in every language, and what was released. It contains no
reference, and no input from any other seed.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from autograder.course.answer_key import AnswerKey
from autograder.course.key_json import key_from_json, key_to_json
from autograder.errors import UserError
from autograder.grading.empty_claims import refuse_constant_answers
from autograder.models import CallResult, ExerciseKind
from autograder.sandbox.limits import Limits
from autograder.sandbox.protocol import DEFAULT_PACKAGES
from autograder.sandbox.values import add_course_adapters
from autograder.submission.handout import Handout

DATA_FILE = "selfcheck.json"
FORMAT = 1
# A seed that nobody would type: a class graded with it would get the public inputs.
PUBLIC_SEED = 0x7075626C6963


@dataclass(frozen=True)
class PublicExercise:
    """What a student's folder contains about one exercise. key: None for a written one.

    limits: the same as in grading.
    """

    kind: ExerciseKind
    points: float
    key: AnswerKey | None
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class PublicData:
    """What a student's folder contains about its assignment.

    language: the language of the released files.
    title: by language.
    exercises: in course order.
    adapters: the course's values.py; "" if it has none.
    packages: what student code may import besides the standard library.
    texts: by exercise, as made by `autograder.report.exercise_texts.exercise_texts`.
    shown: fingerprints of the lesson's cells that grading does not run.
    """

    assignment: str
    language: str
    title: Mapping[str, str]
    handout: Handout
    exercises: Mapping[str, PublicExercise]
    texts: Mapping[str, Mapping[str, Any]]
    adapters: str = ""
    shown: tuple[str, ...] = ()
    packages: tuple[str, ...] = DEFAULT_PACKAGES


def data_bytes(data: PublicData) -> bytes:
    """The file's content: one exercise per line, so that a change can be seen in a diff."""
    content: dict[str, Any] = {
        "format": FORMAT,
        "assignment": data.assignment,
        "language": data.language,
        "title": dict(data.title),
        "packages": list(data.packages),
        "released": data.handout.to_json(),
        "shown": list(data.shown),
        "exercises": {name: _exercise(entry) for name, entry in data.exercises.items()},
        "texts": {name: dict(texts) for name, texts in data.texts.items()},
        **({"adapters": data.adapters} if data.adapters else {}),
    }
    lines = []
    for key, value in content.items():
        if key in ("exercises", "texts"):
            inner = ",\n".join(f"  {_json(name)}: {_json(entry)}" for name, entry in value.items())
            lines.append(f" {_json(key)}: {{\n{inner}\n }}")
        else:
            lines.append(f" {_json(key)}: {_json(value)}")
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read_data(path: Path) -> PublicData:
    """Read `selfcheck.json`. Raises UserError if it is not valid."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            raise UserError(
                f"{path}: made for another version of autograder (format {content['format']}, "
                f"wanted {FORMAT}).\n  Fetch the assignment again, or update autograder."
            )
        adapters = content.get("adapters", "")
        if adapters:
            add_course_adapters(adapters, str(path))
        return PublicData(
            assignment=content["assignment"],
            language=content["language"],
            title=content["title"],
            handout=Handout.from_json(content["released"]),
            exercises={name: _read_exercise(e) for name, e in content["exercises"].items()},
            texts=content["texts"],
            adapters=adapters,
            shown=tuple(content.get("shown", ())),
            packages=tuple(content.get("packages", DEFAULT_PACKAGES)),
        )
    except OSError as error:
        raise UserError(
            f"{path}: cannot be read: {error.strerror}.\n"
            "  Run this in the folder of the assignment, with all the files it came with."
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError, zlib.error) as error:
        raise UserError(
            f"{path}: damaged ({type(error).__name__}: {error}).\n  Fetch the assignment again."
        ) from error


def public_exercise(
    library: Any,
    name: str,
    points: float,
    credit: bool = True,
    limits: Limits | None = None,
) -> PublicExercise:
    """One exercise with its key from the public seed."""
    from autograder.course.key_builder import build_answer_key  # needs what a student lacks

    kind: ExerciseKind = library[name].kind
    key: AnswerKey | None = None
    if kind != "written":
        key = build_answer_key(library, name, points, PUBLIC_SEED, credit)
        refuse_constant_answers(library[name], key)
        if any(case.hidden for case in key.cases):
            key = _without_hidden(key)
    if key is not None and library[name].choices:
        key = _without_answer(key, len(next(iter(library[name].choices.values()))))
    return PublicExercise(kind, points, key, limits or Limits())


def _without_hidden(key: AnswerKey) -> AnswerKey | None:
    """The key without hidden cases and checks that use only those; None if nothing is left."""
    kept = [index for index, case in enumerate(key.cases) if not case.hidden]
    groups = {key.cases[index].group for index in kept}
    checks = tuple(check for check in key.checks if not check.on or groups & set(check.on))
    if not kept or not checks:
        return None
    return replace(
        key,
        cases=tuple(key.cases[index] for index in kept),
        checks=checks,
        mutants={
            name: tuple(tuple(mutant[index] for index in kept) for mutant in variants)
            for name, variants in key.mutants.items()
        },
        make_pair_mutants=None,
        make_slips=None,
    )


def _without_answer(key: AnswerKey, count: int) -> AnswerKey:
    """The key of a multiple-choice exercise as released: any of its letters passes."""
    letters = tuple(chr(ord("a") + i) for i in range(count))
    cases = tuple(
        replace(case, expected=CallResult(letters[0]), one_of=letters) for case in key.cases
    )
    return replace(key, cases=cases, mutants={}, make_pair_mutants=None, make_slips=None)


def _exercise(entry: PublicExercise) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": entry.kind, "points": entry.points}
    usual = asdict(Limits())
    if special := {k: v for k, v in asdict(entry.limits).items() if v != usual[k]}:
        data["limits"] = special
    if entry.key is not None:
        key = key_to_json(entry.key)
        # For a number to be found, the key is that number: hide it from a passing glance.
        data["key"] = _obfuscate(key) if entry.kind == "variable" else key
    return data


def _read_exercise(data: Mapping[str, Any]) -> PublicExercise:
    key = data.get("key")
    if isinstance(key, str):
        key = _deobfuscate(key)
    return PublicExercise(
        data["kind"],
        data["points"],
        None if key is None else key_from_json(key),
        Limits(**data.get("limits", {})),
    )


def _obfuscate(key: Mapping[str, Any]) -> str:
    return base64.b85encode(zlib.compress(_json(key).encode(), 9)).decode()


def _deobfuscate(text: str) -> Any:
    return json.loads(zlib.decompress(base64.b85decode(text)))
