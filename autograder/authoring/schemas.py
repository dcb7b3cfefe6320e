"""JSON Schemas for course.yaml and misconceptions.yaml, for completion and checks in editors.

They describe what the readers in `course/` accept; the readers' own messages have lines and
repairs.
"""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from autograder.course.comparison_rules import Rules
from autograder.course.config_parts import LIMIT_RANGES, POINTS_RANGE, REVEALS
from autograder.course.late_penalty import LateRule
from autograder.sandbox.limits import Limits
from autograder.text.catalogue import LANGUAGES

_TEXTS = {
    "type": "object",
    "description": "A text in each language that the course declares.",
    "properties": {language: {"type": "string", "minLength": 1} for language in LANGUAGES},
    "additionalProperties": False,
    "minProperties": 1,
}
_LIMITS = {
    "type": "object",
    "description": "What the code of one exercise may use; the nearest limit counts.",
    "properties": {
        limit.name: {
            "type": "number" if limit.name.endswith("_seconds") else "integer",
            "minimum": LIMIT_RANGES[limit.name][0],
            "maximum": LIMIT_RANGES[limit.name][1],
            "default": limit.default,
        }
        for limit in fields(Limits)
    },
    "additionalProperties": False,
}
_RULES = {
    rule.name: {"type": "boolean", "default": rule.default}
    if isinstance(rule.default, bool)
    else {"type": "number", "minimum": 0, "default": rule.default}
    for rule in fields(Rules)
}
_LATE = {
    rule.name: {"type": "number", "minimum": 0, "default": rule.default}
    for rule in fields(LateRule)
}
_POINTS = {"type": "number", "minimum": POINTS_RANGE[0], "maximum": POINTS_RANGE[1]}


def _object(required: list[str], **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _course() -> dict[str, Any]:
    exercise = {"anyOf": [_POINTS, _object(["points"], points=_POINTS, limits=_LIMITS)]}
    assignment = _object(
        ["title", "exercises"],
        title=_TEXTS,
        due={"type": "string", "description": "With a time zone: 2027-01-31T23:59:00+09:00"},
        late={
            "anyOf": [{"const": "none"}, _object(["percent_per_day"], **_LATE)],
            "description": "What lateness costs; it needs a due time.",
        },
        limits=_LIMITS,
        exercises={
            "type": "object",
            "description": "Points by exercise, in the order of the lesson.",
            "propertyNames": {"pattern": "^[^\\W\\d]\\w*$"},
            "additionalProperties": exercise,
            "minProperties": 1,
        },
    )
    return _object(
        ["name", "assignments"],
        name=_TEXTS,
        language={"enum": list(LANGUAGES), "description": "Of what students read by default."},
        languages={
            "type": "array",
            "description": "Every text exists in each of these.",
            "items": {"enum": list(LANGUAGES)},
            "minItems": 1,
        },
        packages={
            "type": "array",
            "description": "What student code may import besides the standard library.",
            "items": {"type": "string", "pattern": "^[^\\W\\d]\\w*$"},
        },
        limits=_LIMITS,
        credit={"type": "boolean", "description": "Whether a proved mistake leaves points."},
        rules=_object([], **_RULES),
        feedback=_object(
            [],
            reveal={
                "anyOf": [
                    {"const": "none"},
                    {"type": "array", "items": {"enum": list(REVEALS)}},
                ]
            },
        ),
        assignments={
            "type": "object",
            "propertyNames": {"pattern": "^[A-Za-z][A-Za-z0-9_-]*$"},
            "additionalProperties": assignment,
            "minProperties": 1,
        },
    )


def _misconceptions() -> dict[str, Any]:
    piece = {"type": ["string", "number"]}
    edit = _object(["replace", "by"], replace=piece, by=piece)
    edits = {"anyOf": [edit, {"type": "array", "items": edit, "minItems": 1}]}
    words = _object([], **{name: {"type": "string"} for name in ("title", "why", "hint")})
    entry = _object(
        ["formula"],
        edit={**edits, "description": "What is wrong, as an edit of the reference."},
        variants={"type": "array", "items": edits},
        function={"type": "string", "description": "A whole wrong function, without an edit."},
        functions={"type": "array", "items": {"type": "string"}},
        formula={"type": "string", "description": "What the student computes."},
        formulas={
            "type": "array",
            "items": {"type": "string"},
            "description": "For each mutant, if their formulas differ.",
        },
        credit={"type": "number", "minimum": 0, "exclusiveMaximum": 1},
        **dict.fromkeys(LANGUAGES, words),
    )
    entry["oneOf"] = [{"required": ["edit"]}, {"required": ["function"]}]
    return {"type": "object", "additionalProperties": entry}


SCHEMAS = {"course.schema.json": _course, "misconceptions.schema.json": _misconceptions}


def schema_bytes(name: str) -> bytes:
    """A schema as the file that `init` writes."""
    head = {"$schema": "http://json-schema.org/draft-07/schema#"}
    content = {**head, **SCHEMAS[name]()}
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
