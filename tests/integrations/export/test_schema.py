"""results.jsonl conforms to results.schema.json."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest

from autograder.grading.store.results import grade_from_json, to_json_line
from tests.integrations.export.conftest import Class, lines

jsonschema = pytest.importorskip("jsonschema")


@pytest.fixture(scope="module")
def validator() -> Any:
    schema = json.loads(
        files("autograder.grading.store").joinpath("results.schema.json").read_text("utf-8")
    )
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_every_line_of_a_class_is_valid_faults_of_ours_too(validator: Any, mixed: Class) -> None:
    found = lines(mixed.out)
    assert {line["status"] for line in found} == {"graded", "grader_error"}
    for line in found:
        validator.validate(line)


def test_a_line_that_breaks_a_promise_is_not_valid(validator: Any, graded: Class) -> None:
    def put(*path_and_value: Any) -> dict[str, Any]:
        line: Any = copy.deepcopy(good)
        *path, last, value = path_and_value
        place = line
        for step in path:
            place = place[step]
        place[last] = value
        return line  # type: ignore[no-any-return]

    good = lines(graded.out)[0]
    first = next(iter(good["exercises"]))
    assert validator.is_valid(good)
    broken = {
        "an internal error with points": put("status", "grader_error"),
        "graded without points": put("points", None),
        "graded, yet the grader failed": put("exercises", first, "status", "grader_error"),
        "a status that there is not": put("exercises", first, "status", "wrong"),
        "a key that nobody knows": put("time", 12),
        "points below zero": put("points", -1),
    }
    assert [what for what, line in broken.items() if validator.is_valid(line)] == []


def test_the_files_beside_are_written_down_and_read_back(validator: Any, graded: Class) -> None:
    grade = replace(grade_from_json(lines(graded.out)[0]), ignored_files=("helper.py", "old.ipynb"))
    line = json.loads(to_json_line(grade))
    validator.validate(line)
    assert grade_from_json(line) == grade


@pytest.mark.parametrize("sign", ["\x85", "\x9b", "\x7f", "\u2028", "\u202e", "\udc80"])
def test_a_sign_that_would_act_on_a_terminal_is_escaped_and_read_back(
    graded: Class, sign: str
) -> None:
    grade = replace(grade_from_json(lines(graded.out)[0]), written={"why": f"日本語 a{sign}b"})
    line = to_json_line(grade)
    assert sign not in line and "日本語 a\\u" in line and len(line.splitlines()) == 1
    assert grade_from_json(json.loads(line)) == grade
