"""Copies are found, and independent work is not flagged."""

import ast
from itertools import combinations

import pytest

from autograder.report.similarity import SimilarityIndex
from autograder.report.similarity.answer_code import HELPERS, known_answers, student_code
from autograder.report.similarity.similar_answers import find_matches
from autograder.report.similarity.similar_students import LEAST_BITS, Group, min_bits
from autograder.submission.collect import find_submissions, read_submission
from tests.paths import DATA, ROOT
from tests.report.similarity.disguise import disguise
from tests.report.similarity.pairs import pairs_of

STUDENTS = 10


def near_identical(sources, library, released):
    """The groups of a class: `sources` has the file that counted of each student."""
    index = SimilarityIndex(library, released)
    for student, source in sources.items():
        own = index.code_to_compare(source)
        if own is not None:
            index.add(student, own)
    return index.groups()


@pytest.fixture(scope="session")
def alike(library, handed_out, read):
    """The pairs among some answers to one exercise that are alike, as their names."""

    def pairs(name, texts):
        own = {str(number): student_code(read(text), handed_out) for number, text in texts.items()}
        answers = {
            number: code.answers.get(name, frozenset()) | code.answers.get(HELPERS, frozenset())
            for number, code in own.items()
        }
        known = known_answers(library[name], handed_out, cached=False)
        return pairs_of(find_matches(answers, known))

    return pairs


@pytest.fixture(scope="session")
def submissions(right_answers):
    """Students who have nothing to do with each other: every answer in a style of its own."""

    def written_by(student):
        parts = [answers[student % len(answers)] for answers in right_answers.values()]
        return "\n\n".join(parts)

    shortest = min(len(answers) for answers in right_answers.values() if len(answers) > 5)
    return {f"student{i}": written_by(i) for i in range(min(STUDENTS, shortest))}


def test_independent_right_answers_are_hardly_ever_alike(alike, right_answers):
    compared, false_alarms = 0, []
    for name, texts in right_answers.items():
        false_alarms += [(name, *pair) for pair in alike(name, dict(enumerate(texts)))]
        compared += len(list(combinations(texts, 2)))
    print(f"{len(false_alarms)} false alarms among {compared} pairs of independent answers")
    assert compared > 1_000
    # A short formula is written alike by chance: therefore one exercise alone is never shown.
    assert len(false_alarms) <= compared // 500, false_alarms


def test_renamed_reordered_and_commented_answers_are_alike(alike, library, right_answers):
    hidden, missed = 0, []
    for name, texts in right_answers.items():
        for number, text in enumerate(texts):
            copy = disguise(text, library, seed=number)
            assert copy != text
            found = alike(name, dict(enumerate(texts)) | {"copy": copy})
            hidden += 1
            if (str(number), "copy") not in found:
                missed.append((name, number))
    print(f"{hidden - len(missed)} of {hidden} disguised answers are alike to what they copy")
    assert hidden > 90
    assert not missed


def test_a_class_without_copying_is_left_in_peace(library, material, read, submissions):
    sources = {student: read(text) for student, text in submissions.items()}
    assert near_identical(sources, library, material) == []


def test_a_disguised_submission_is_shown_with_the_one_it_copies(
    library, material, read, submissions
):
    for seed, victim in enumerate(submissions):
        texts = submissions | {"zoe": disguise(submissions[victim], library, seed)}
        (group,) = near_identical({s: read(t) for s, t in texts.items()}, library, material)
        assert group.students == (victim, "zoe")
        (pair,) = group.pairs
        assert len(pair.exercises) >= 0.8 * pair.both
        assert not set(pair.verbatim) - set(pair.exercises)
        assert pair.bits > LEAST_BITS


def test_a_copy_letter_by_letter_says_so(library, material, read, submissions):
    texts = submissions | {"zoe": submissions["student0"]}
    (group,) = near_identical({s: read(t) for s, t in texts.items()}, library, material)
    assert group.pairs[0].verbatim == group.pairs[0].exercises


def test_those_who_copied_from_one_another_are_one_group(library, material, read, submissions):
    first = submissions["student0"]
    texts = submissions | {"yan": disguise(first, library, 1), "zoe": disguise(first, library, 2)}
    (group,) = near_identical({s: read(t) for s, t in texts.items()}, library, material)
    assert group.students == ("student0", "yan", "zoe")
    assert len(group.pairs) == 3


def test_the_stub_and_the_obvious_answer_are_nobodys(library, material, read):
    untouched = "\n\n".join(stubs[0] for stubs in material.stubs.values())
    reference = "import numpy as np\n" + "\n\n".join(
        each.reference for each in library.values() if each.kind != "written"
    )
    renamed = disguise(reference, library, 3)
    sources = {f"idle{i}": read(untouched) for i in range(5)}
    sources |= {f"able{i}": read(text) for i, text in enumerate((reference, renamed) * 10)}
    assert near_identical(sources, library, material) == []


def test_the_students_of_the_example_class_are_left_in_peace(assignment, library, material):
    found = find_submissions(DATA / "class", assignment.name)
    sources = {}
    for hand_in in found.students:
        sources[hand_in.student] = read_submission(hand_in, material).sources[0]
    assert len(sources) > 50
    assert near_identical(sources, library, material) == []


@pytest.mark.parametrize(
    "text",
    ["", "def compute_attention(", "x = " + "[" * 90 + "]" * 90, "class A:\n    pass\n" * 50],
    ids=["empty", "broken", "nested", "long"],
)
def test_odd_code_is_no_trouble(library, material, read, text):
    assert near_identical({"a": read(text), "b": read(text)}, library, material) == []


def test_more_students_make_more_coincidences_and_need_more_evidence():
    assert min_bits(2) == LEAST_BITS
    assert min_bits(100) < min_bits(1_000) < min_bits(10_000)


def test_nothing_that_makes_points_knows_of_it():
    package = ROOT / "autograder"
    users = set()
    for path in set(package.rglob("*.py")) - set(
        (package / "authoring" / "template").rglob("*.py")
    ):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            module = getattr(node, "module", None) or ""
            if isinstance(node, ast.ImportFrom) and module.startswith(
                "autograder.report.similarity"
            ):
                users.add(path.relative_to(package).parts[0])
    assert users <= {"report"}
    assert Group.__doc__


def test_a_file_too_long_to_be_an_answer_is_not_compared(library, material, read):
    long = read("def sgd_step(w, grad, lr):\n" + "    w = w - lr * grad\n" * 6_000)
    assert near_identical({"a": long, "b": long}, library, material) == []
