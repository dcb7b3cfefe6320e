"""JUnit export uses failure, error and skipped as build servers understand them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integrations.export.conftest import HALF_GRADED, UNGRADED, Class

junitparser = pytest.importorskip("junitparser")


@pytest.fixture(scope="module")
def suites(mixed: Class) -> dict[str, Any]:
    return {suite.name: suite for suite in junitparser.JUnitXml.fromfile(mixed.export("junit"))}


def kinds(suite: Any) -> dict[str, tuple[str, str]]:
    """Of each test case that is not passed: the element, and its type."""
    return {c.name: (type(c.result[0]).__name__, c.result[0].type) for c in suite if c.result}


def test_there_is_a_suite_a_student_and_a_case_an_exercise(
    mixed: Class, suites: dict[str, Any]
) -> None:
    assert list(suites) == list(mixed.grades)
    for student, grade in mixed.grades.items():
        names = [case.name for case in suites[student]]
        assert set(names) >= {*grade.exercises, *grade.needs_manual}
        assert {case.classname for case in suites[student]} == {f"{grade.assignment}.{student}"}


def test_a_students_mistake_is_a_failure_and_says_which_kind(
    mixed: Class, suites: dict[str, Any]
) -> None:
    for student in ("student05", "student36", "student38"):
        wrong = {
            name: ("Failure", verdict.status)
            for name, verdict in mixed.grades[student].exercises.items()
            if verdict.status not in ("passed", "not_attempted")
        }
        found = {n: k for n, k in kinds(suites[student]).items() if k[0] != "Skipped"}
        assert found == wrong and wrong


def test_an_internal_error_is_an_error_never_a_failure(suites: dict[str, Any]) -> None:
    found = kinds(suites[UNGRADED])
    assert set(found.values()) == {("Error", "grader_error"), ("Skipped", "needs_manual")}
    assert list(kinds(suites[HALF_GRADED]).values()).count(("Error", "grader_error")) == 1
    for student in (UNGRADED, HALF_GRADED):
        assert not [p for p in suites[student].properties() if p.name == "points"]


def test_what_a_person_marks_is_skipped(mixed: Class, suites: dict[str, Any]) -> None:
    written = mixed.grades["student01"].needs_manual[0]
    assert kinds(suites["student01"]) == {written: ("Skipped", "needs_manual")}


def test_the_counts_of_a_suite_are_those_of_its_cases(suites: dict[str, Any]) -> None:
    for suite in suites.values():
        written = (suite.tests, suite.failures, suite.errors, suite.skipped)
        suite.update_statistics()
        assert written == (suite.tests, suite.failures, suite.errors, suite.skipped)
