"""course.yaml: what it may say, and how a mistake in it is named."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.course.config import load_course
from autograder.errors import CourseError
from autograder.sandbox.limits import Limits
from tests.paths import DATA, ROOT

MISTAKES = DATA / "course_mistakes"
REPOSITORY = ROOT

GOOD = """\
name: {ja: 講座, en: Course}
language: en
feedback: {reveal: [counterexample, diagnosis]}
limits: {wall_seconds: 5, memory_mb: 256}
assignments:
  a1:
    title: {ja: 課題, en: Task}
    due: 2027-01-31T23:59:00+09:00
    limits: {memory_mb: 300}
    exercises:
      beta: 2.5
      alpha: {points: 20, limits: {wall_seconds: 0.5}}
"""


def make_course(root: Path, text: str) -> Path:
    """A course folder with the exercises alpha, beta and gamma, and an empty folder."""
    for name in ("alpha", "beta", "gamma"):
        (root / "solutions" / "a1" / name).mkdir(parents=True, exist_ok=True)
        (root / "solutions" / "a1" / name / "exercise.py").write_text("")
    (root / "solutions" / "a1" / "empty").mkdir(exist_ok=True)
    (root / "course.yaml").write_text(text, encoding="utf-8")
    return root


def test_a_course_is_read_in_the_order_in_which_it_is_written(tmp_path):
    course = load_course(make_course(tmp_path, GOOD))
    assignment = course.assignment("a1")
    assert assignment.points == {"beta": 2.5, "alpha": 20.0}
    assert list(assignment.points) == ["beta", "alpha"]
    assert assignment.due == datetime(2027, 1, 31, 23, 59, tzinfo=timezone(timedelta(hours=9)))
    assert (course.name["ja"], course.language) == ("講座", "en")
    assert course.reveal == ("diagnosis", "counterexample")


def test_the_nearest_limit_counts_and_the_others_are_inherited(tmp_path):
    beta, alpha = load_course(make_course(tmp_path, GOOD)).assignment("a1").exercises
    assert beta.limits == Limits(wall_seconds=5, memory_mb=300)
    assert alpha.limits == Limits(wall_seconds=0.5, memory_mb=300)


@pytest.mark.parametrize(
    "said, revealed", [("none", ()), ("[]", ()), ("[diagnosis]", ("diagnosis",))]
)
def test_feedback_reveals_what_the_course_says(tmp_path, said, revealed):
    text = GOOD.replace("[counterexample, diagnosis]", said)
    assert load_course(make_course(tmp_path, text)).reveal == revealed


@pytest.mark.parametrize("case", sorted(path.name for path in MISTAKES.iterdir()))
def test_a_mistake_is_named_with_its_line_and_a_repair(tmp_path, case):
    text = (MISTAKES / case / "course.yaml").read_text(encoding="utf-8")
    with pytest.raises(CourseError) as caught:
        load_course(make_course(tmp_path, text))
    assert str(caught.value) == (MISTAKES / case / "says.txt").read_text(encoding="utf-8").strip()


def test_a_folder_without_course_yaml_says_where_to_look(tmp_path):
    with pytest.raises(CourseError, match="--course DIR"):
        load_course(tmp_path)


def test_a_file_that_is_not_utf8_is_named_with_its_line(tmp_path):
    make_course(tmp_path, GOOD)
    (tmp_path / "course.yaml").write_bytes("name: x\ntitle: 課題\n".encode("shift_jis"))
    with pytest.raises(CourseError, match=r"course.yaml:2: not UTF-8"):
        load_course(tmp_path)


def test_a_byte_order_mark_costs_nothing(tmp_path):
    make_course(tmp_path, "\ufeff" + GOOD)
    assert load_course(tmp_path).language == "en"


def test_a_wrong_assignment_name_suggests_the_right_one(tmp_path):
    with pytest.raises(CourseError, match="Did you mean 'a1'"):
        load_course(make_course(tmp_path, GOOD)).assignment("a11")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_file_gives_a_course_or_a_course_error_and_nothing_else(tmp_path_factory, data):
    at = data.draw(st.integers(0, len(GOOD)))
    cut = data.draw(st.integers(0, 12))
    junk = data.draw(
        st.text("ab{}[]:,-&*!|>'\"#%@\n\t 1é\x00\ud800".replace("\ud800", ""), max_size=6)
    )
    root = make_course(tmp_path_factory.mktemp("c"), GOOD[:at] + junk + GOOD[at + cut :])
    try:
        load_course(root)
    except CourseError as error:
        assert str(error).startswith("course.yaml:")


def test_the_points_of_this_course_add_up_as_its_contract_says():
    assignment = load_course(REPOSITORY).assignment("transformer-basics")
    by_hand = assignment.points["explain_divergence"]
    assert (sum(assignment.points.values()) - by_hand, by_hand) == (100, 10)
    core = ("compute_attention", "bce_loss", "sgd_step", "l2_penalty", "batch_predict")
    assert sum(assignment.points[name] for name in core) == 60
