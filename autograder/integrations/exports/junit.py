"""Export to build servers: JUnit XML.

OUT/exports/junit/junit.xml has a testsuite per student and a testcase per exercise. `failure` is
the student's, `error` is ours, `skipped` is an exercise not begun or graded manually.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from autograder.files import write_atomically
from autograder.grading.store.csv_table import format_number
from autograder.integrations.finished_run import FinishedRun
from autograder.models import Grade
from autograder.report.plain_text import by_hand_text, feedback_text

# Characters that XML 1.0 cannot contain, even escaped, and those that change text direction.
_NOT_XML = re.compile(
    "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    "|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def write(finished: FinishedRun) -> str:
    path = finished.folder("junit") / "junit.xml"
    root = ET.Element("testsuites", name=_xml(finished.assignment.name))
    root.extend([_suite(finished, grade) for grade in finished.grades])
    _count(root)
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    write_atomically(path, f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n')
    return str(path)


def _suite(finished: FinishedRun, grade: Grade) -> ET.Element:
    suite = ET.Element("testsuite", name=_xml(grade.student))
    properties = ET.SubElement(suite, "properties")
    known = {"points": grade.points, "max_points": grade.max_points} | {
        f"points.{name}": verdict.points
        for name, verdict in grade.exercises.items()
        if verdict.status != "grader_error"
    }
    known |= {
        f"points.{name}": mark.points
        for name, mark in grade.marks.items()
        if name not in grade.exercises
    }
    if grade.penalty:
        known["penalty"] = grade.penalty
    for name, points in known.items():
        if points is not None:  # an ungraded exercise has no property, not 0
            ET.SubElement(properties, "property", name=name, value=format_number(points))
    suite.extend([_case(finished, grade, name) for name in finished.assignment.points])
    _count(suite)
    return suite


def _case(finished: FinishedRun, grade: Grade, name: str) -> ET.Element:
    case = ET.Element(
        "testcase",
        classname=_xml(f"{grade.assignment}.{grade.student}"),
        name=_xml(name),
        time="0",  # not measured for each exercise; equal results give equal bytes
    )
    verdict = grade.exercises.get(name)
    if said := by_hand_text(grade, name, finished.texts, finished.language):
        ET.SubElement(case, "system-out").text = _xml(said)
    mark = grade.marks.get(name)
    if verdict is None and mark and mark.points is not None and name not in grade.needs_manual:
        return case  # graded manually
    if verdict is None and name in grade.needs_manual:
        ET.SubElement(case, "skipped", type="needs_manual", message="marked by a person")
    elif verdict is None or verdict.status == "grader_error":
        why = (verdict.message if verdict else grade.message) or "not graded"
        last = why.strip().splitlines()[-1]
        ET.SubElement(case, "error", type="grader_error", message=_xml(last)).text = _xml(why)
    elif verdict.status == "not_attempted":
        ET.SubElement(case, "skipped", type="not_attempted", message="not begun")
    elif verdict.status != "passed":
        points = f"{format_number(verdict.points)}/{format_number(verdict.max_points)} points"
        message = " ".join([f"{verdict.status}: {points}", *verdict.diagnosis])
        failure = ET.SubElement(case, "failure", type=verdict.status, message=_xml(message))
        failure.text = _xml(feedback_text(finished.texts, name, verdict, finished.language))
    return case


def _count(element: ET.Element) -> None:
    found = list(element.iter("testcase"))
    element.set("tests", str(len(found)))
    for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(attribute, str(sum(case.find(tag) is not None for case in found)))
    element.set("time", "0")


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
