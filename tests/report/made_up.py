"""A class that nobody taught: any number of students with plausible grades.

Each student has an ability, each exercise a difficulty; whoever fails holds one of the
exercise's misconceptions, the common ones more often. The same seed gives the same class.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping

from autograder.course.answer_key import AnswerKey
from autograder.course.exercise import ExerciseLibrary
from autograder.grading.check_results import check_points
from autograder.models import CheckResult, Counterexample, Grade, Verdict

FAMILY = ("佐藤", "鈴木", "高橋", "田中", "渡辺", "Ito", "Yamamoto", "Nguyen", "O'Neil", "Müller")
GIVEN = ("葵", "蓮", "陽菜", "湊", "結衣", "Ren", "Anh", "Zoë", "Hana", "Jo-Ann")


def made_up_class(
    library: ExerciseLibrary, keys: Mapping[str, AnswerKey], count: int, seed: int = 0
) -> list[Grade]:
    """Grades of `count` students, sorted by name; a few need a person."""
    rng = random.Random(seed)
    hardness = {name: rng.gauss(-0.6, 0.7) for name in keys}
    grades = [_grade(_name(rng, number), rng, library, keys, hardness) for number in range(count)]
    return sorted(grades, key=lambda grade: grade.student)


def _name(rng: random.Random, number: int) -> str:
    return f"{rng.choice(FAMILY)} {rng.choice(GIVEN)} {number:04d}"


def _grade(student, rng, library, keys, hardness) -> Grade:
    ability = rng.gauss(0.3, 1.0)
    exercises = {
        name: _verdict(rng, library[name], key, ability - hardness[name])
        for name, key in keys.items()
    }
    written = tuple(name for name, each in library.items() if each.kind == "written")
    total = sum(key.points for key in keys.values())
    chance = rng.random()
    if chance < 0.004:
        return Grade(student, "transformer-basics", "grader_error", None, total, written, {},
                     message="GraderError: the sandbox went away")  # fmt: skip
    notes = ("two-files-edited",) if chance > 0.99 else ()
    return Grade(
        student,
        "transformer-basics",
        "graded",
        round(sum(verdict.points for verdict in exercises.values()), 6),
        total,
        written,
        exercises,
        written={name: "1 − lr·λ" for name in written if rng.random() < 0.9},
        file="transformer_basics.ipynb",
        notes=notes,
    )


def _verdict(rng, exercise, key, margin) -> Verdict:
    if rng.random() < 1 / (1 + math.exp(-margin)):
        return Verdict("passed", key.points, key.points, _checks(rng, key, 1.0))
    if rng.random() < 0.15:
        return Verdict("not_attempted", 0.0, key.points, _checks(rng, key, 0.0))
    if rng.random() < 0.1:
        status = rng.choice(("error", "timeout"))
        return Verdict(status, 0.0, key.points, _checks(rng, key, 0.0), message="NameError: x")
    known = list(exercise.misconceptions)
    diagnosis = (known[min(int(rng.expovariate(0.5)), len(known) - 1)],) if known else ()
    if rng.random() < 0.2:
        diagnosis = ()
    checks = _checks(rng, key, 0.3)
    return Verdict(
        "failed",
        round(sum(check.points for check in checks), 6),
        key.points,
        checks,
        diagnosis,
        counterexample=Counterexample(f"{key.exercise}(1)", "1.0", "0.5", checks[0].name),
    )


def _checks(rng, key, chance) -> tuple[CheckResult, ...]:
    results = []
    for number, check in enumerate(key.checks):
        passed = rng.random() < chance and (chance == 1.0 or number > 0)
        full = check_points(key, check)
        results.append(CheckResult(check.name, passed, full if passed else 0.0, full))
    return tuple(results)
