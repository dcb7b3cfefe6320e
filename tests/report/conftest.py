"""What the tests of the pages have in common: a small graded class, and a reader of HTML."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from autograder.course.config import load_course
from autograder.course.exercise_library import load_library
from autograder.course.key_builder import build_answer_key
from autograder.grading.exam import load_handout
from autograder.grading.judge import failed_verdict, judge
from autograder.models import (
    CallResult,
    CheckResult,
    Counterexample,
    ExerciseResult,
    Grade,
    Verdict,
)
from autograder.report.exercise_texts import assignment_texts
from tests.paths import ROOT
from tests.report.made_up import made_up_class

FOLDER = ROOT / "solutions" / "transformer-basics"
POINTS = {"compute_attention": 20.0, "sgd_step": 10.0, "l2_penalty": 10.0}


class Read(HTMLParser):
    """A page as a browser sees it: elements with their attributes, and the text in them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self.feed(page)

    def handle_starttag(self, name, attributes):
        self.elements.append((name, dict(attributes)))
        self.open.append(name)
        if name[0] == "h" and name[1:].isdigit():
            self.headings.append((int(name[1]), ""))

    def handle_endtag(self, name):
        while self.open and self.open.pop() != name:
            pass

    def handle_data(self, data):
        if "style" in self.open or "script" in self.open:
            return
        self.text.append(data)
        if self.headings and f"h{self.headings[-1][0]}" in self.open:
            level, words = self.headings[-1]
            self.headings[-1] = (level, words + data)

    @property
    def words(self) -> str:
        return " ".join("".join(self.text).split())

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag == name]


@pytest.fixture(scope="session")
def read():
    return Read


@pytest.fixture(scope="session")
def library():
    return load_library(FOLDER, [*POINTS, "explain_divergence"])


@pytest.fixture(scope="session")
def material():
    course = load_course(ROOT)
    return load_handout(course.assignment("transformer-basics"))


@pytest.fixture(scope="session")
def texts(library):
    return assignment_texts(library, FOLDER)


@pytest.fixture(scope="session")
def keys(library):
    return {
        name: build_answer_key(library, name, points, seed=7) for name, points in POINTS.items()
    }


@pytest.fixture(scope="session")
def misled(keys):
    """The verdict on a submission that behaves like a misconception of the course."""

    def verdict(exercise: str, *misconceptions: str) -> Verdict:
        key = keys[exercise]
        if len(misconceptions) == 1:
            outcomes = key.mutants[misconceptions[0]][0]
        else:
            outcomes = dict(key.pair_mutants)[misconceptions]
        return judge(key, ExerciseResult("answered", outcomes))

    return verdict


@pytest.fixture(scope="session")
def correct(keys):
    def verdict(exercise: str) -> Verdict:
        key = keys[exercise]
        return judge(key, ExerciseResult("answered", tuple(item.expected for item in key.cases)))

    return verdict


@pytest.fixture(scope="session")
def silent(keys):
    """The verdict on a submission of which nothing came back."""

    def verdict(exercise: str, status: str, message: str = "") -> Verdict:
        return failed_verdict(keys[exercise], status, message)

    return verdict


@pytest.fixture(scope="session")
def returned(keys):
    """The verdict on a function that does the same in every call."""

    def verdict(exercise: str, **outcome) -> Verdict:
        key = keys[exercise]
        return judge(key, ExerciseResult("answered", (CallResult(**outcome),) * len(key.cases)))

    return verdict


@pytest.fixture(scope="session")
def grade_of(correct):
    """A grade in which the named exercises have these verdicts and the others are right."""

    def grade(student: str = "grace", **verdicts: Verdict) -> Grade:
        exercises = {name: verdicts.get(name) or correct(name) for name in POINTS}
        return Grade(
            student,
            "transformer-basics",
            status="graded",
            points=round(sum(verdict.points for verdict in exercises.values()), 6),
            max_points=sum(POINTS.values()),
            needs_manual=("explain_divergence",),
            exercises=exercises,
            written={"explain_divergence": "|1 − lr·λ| > 1"},
            file="transformer_basics.ipynb",
        )

    return grade


@pytest.fixture(scope="session")
def made_up(library, keys):
    """A made-up class of some size."""

    def grades(count: int, seed: int = 0) -> list[Grade]:
        return made_up_class(library, keys, count, seed)

    return grades


@pytest.fixture
def hostile(misled):
    """A verdict in which every text that a submission can reach is an attack."""
    attack = "</code></pre><script>alert(1)</script><img src=x onerror=alert(1)>\"'&\x1b[2J\u202e"
    return replace(
        misled("l2_penalty", "half-factor"),
        status="failed",
        message=f"ValueError: {attack}",
        counterexample=Counterexample(f"f({attack})", attack, attack, attack),
        diagnosis=(attack,),
        checks=(CheckResult(attack, False, 0.0, 10.0),),
        stdout=attack,
    )
