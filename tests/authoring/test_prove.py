"""`prove` reports every kind of unsound exercise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.authoring.propose import propose
from autograder.authoring.prove_exercise import ProofResult, prove_exercise
from autograder.authoring.watch_course import watch_course
from autograder.course.exercise_library import load_library
from autograder.errors import CourseError
from tests.tiny_exercise import exam_of

Rewrite = Callable[[str, str, str], None]


@pytest.fixture
def proof(folder: Path, sandbox_of) -> Callable[[], ProofResult]:  # type: ignore[no-untyped-def]
    def prove() -> ProofResult:
        exam = exam_of(folder)
        return prove_exercise(exam, "twice", sandbox_of(exam))

    return prove


def test_the_template_of_a_new_exercise_is_sound(proof: Callable[[], ProofResult]) -> None:
    found = proof()
    assert found.faults == []
    assert (found.right_passed, found.wrong_caught, found.wrong) == (1, 1, 1)
    assert found.named == {"squares-instead": [("squares-instead",)]}


def test_a_reference_that_breaks_its_contract_is_named(
    proof: Callable[[], ProofResult], rewrite: Rewrite
) -> None:
    rewrite("exercise.py", "return 2 * x", "x *= 2\n    return 2 * x / 2")
    rewrite("misconceptions.yaml", '"2 * x", by: "x**2"', '"2 * x / 2", by: "x**2"')
    with pytest.raises(CourseError, match=r"case 0 .* leave its arguments alone"):
        proof()


def test_a_reference_that_raises_is_named(
    proof: Callable[[], ProofResult], rewrite: Rewrite
) -> None:
    rewrite("exercise.py", "return 2 * x", "return 2 * x + missing")
    with pytest.raises(CourseError, match="wanted a value from the reference, got NameError"):
        proof()


def test_a_stub_that_already_answers_is_a_fault(
    proof: Callable[[], ProofResult], rewrite: Rewrite
) -> None:
    rewrite(
        "exercise.py",
        "    ### BEGIN SOLUTION\n",
        "    if len(x):\n        return 2.0 * np.asarray(x)\n    ### BEGIN SOLUTION\n",
    )
    assert any("stub must be 'not_attempted'" in fault for fault in proof().faults)


def test_an_edit_that_no_longer_fits_the_reference_is_named(
    proof: Callable[[], ProofResult], rewrite: Rewrite
) -> None:
    rewrite("misconceptions.yaml", '"2 * x"', '"3 * x"')
    with pytest.raises(CourseError, match=r"'squares-instead': '3 \* x' must occur exactly once"):
        proof()


def test_a_misconception_that_no_input_shows_is_a_fault(
    proof: Callable[[], ProofResult], rewrite: Rewrite
) -> None:
    rewrite("misconceptions.yaml", 'by: "x**2"', 'by: "x + x"')
    assert any("'squares-instead' loses no points" in fault for fault in proof().faults)


def test_two_misconceptions_that_behave_alike_are_a_fault(
    proof: Callable[[], ProofResult], folder: Path
) -> None:
    path = folder / "twice" / "misconceptions.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text.replace("squares-instead", "squares-again"), encoding="utf-8")
    faults = proof().faults
    assert any("'squares-instead' must be diagnosed as itself" in fault for fault in faults)
    assert any("'squares-again' must be diagnosed as itself" in fault for fault in faults)


def test_two_faults_that_cancel_are_a_fault(proof: Callable[[], ProofResult], folder: Path) -> None:
    path = folder / "twice" / "exercise.py"
    text = path.read_text(encoding="utf-8")
    text = text.replace("    return 2 * x\n", "    y = 2 * x\n    return y\n")
    path.write_text(text, encoding="utf-8")
    entry = '{}:\n  edit: {{replace: "{}", by: "{}"}}\n  formula: f\n'
    words = "".join(f"  {lang}: {{title: t, why: w, hint: h}}\n" for lang in ("ja", "en"))
    (folder / "twice" / "misconceptions.yaml").write_text(
        entry.format("doubles-twice", "2 * x", "4 * x") + words
        + entry.format("halves", "return y", "return y / 2") + words,
        encoding="utf-8",
    )  # fmt: skip
    assert any("'doubles-twice' and 'halves' together" in fault for fault in proof().faults)


@pytest.mark.parametrize(
    ("file", "old", "says"),
    [
        (
            "misconceptions.yaml",
            '    hint: "Compare 2 x and x² at x = 3."\n',
            "hint, has no text in 'en'",
        ),
        (
            "misconceptions.yaml",
            '    title: "2 倍ではなく 2 乗しています"\n',
            "title, has no text in 'ja'",
        ),
        ("exercise.py", '"ja": "2 x を返します。",', "check 'values' has no text in 'ja'"),
        (
            "exercise.py",
            '    "en": ["A first hint.", "A little more."],\n',
            "HINTS has no text in 'en'",
        ),
    ],
)
def test_a_text_missing_in_one_language_is_a_fault(
    proof: Callable[[], ProofResult], rewrite: Rewrite, file: str, old: str, says: str
) -> None:
    rewrite(file, old, "")
    assert any(says in fault for fault in proof().faults)


def test_a_check_that_names_a_hint_which_is_not_there_is_a_fault(
    proof: Callable[[], ProofResult], rewrite: Rewrite
) -> None:
    rewrite("exercise.py", "A first hint.", "The only hint.")
    rewrite("exercise.py", '"The only hint.", "A little more."', '"The only hint."')
    rewrite("exercise.py", "    ),\n    Check(", "        hint=2,\n    ),\n    Check(")
    assert any("check 'values' names hint 2; HINTS has fewer" in f for f in proof().faults)


def test_a_right_answer_that_is_refused_is_a_fault(
    proof: Callable[[], ProofResult], folder: Path
) -> None:
    (folder / "twice" / "right").mkdir()
    (folder / "twice" / "right" / "as_list.py").write_text(
        "def twice(x):\n    return [2 * v for v in x]\n", encoding="utf-8"
    )
    found = proof()
    assert (found.right, found.right_passed) == (2, 1)
    assert any("right/as_list.py must pass with full points" in fault for fault in found.faults)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            '    array([2., 4.])\n    """',
            '    array([2., 5.])\n    """',
            "the en docstring says that `twice([1.0, 2.0])` gives array([2., 5.])",
        ),
        (
            'array([2., 4.])\n"""\n}',
            'array([3., 4.])\n"""\n}',
            "the ja docstring says that `twice([1.0, 2.0])` gives array([3., 4.])",
        ),
    ],
)
def test_an_example_that_does_not_hold_is_a_fault(
    proof: Callable[[], ProofResult], rewrite: Rewrite, old: str, new: str, says: str
) -> None:
    rewrite("exercise.py", old, new)
    faults = proof().faults
    assert [fault for fault in faults if says in fault and "array([2., 4.])" in fault], faults


def test_misconceptions_that_cannot_be_distinguished_are_both_named(
    proof: Callable[[], ProofResult], folder: Path
) -> None:
    path = folder / "twice" / "misconceptions.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text.replace("squares-instead", "squares-again"), encoding="utf-8")
    faults = "".join(proof().faults)
    assert "no probe tells 'squares-instead' and 'squares-again' apart" in faults


def test_mutants_show_a_missing_case_and_a_mistake_without_a_name(
    folder: Path, rewrite: Rewrite
) -> None:
    library = load_library(folder, ["twice"])
    before = propose(library, "twice", 0)
    assert before.mutants == before.killed + len(before.survivors)
    assert ["line 12: `x` alone for `2 * x`", "line 12: `1` for `2`"] in before.groups
    rewrite("misconceptions.yaml", '"2 * x", by: "x**2"', '"return 2 * x", by: "return x**2"')
    rewrite("exercise.py", "return 2 * x", "return 2 * x if x.sum() < 1e6 else 3 * x")
    survivors = propose(load_library(folder, ["twice"]), "twice", 0).survivors
    assert any("`2` for `3`" in label for label in survivors)  # no case is that large
    assert not any("`2` for `3`" in label for label in before.survivors)


def test_watching_proves_again_when_a_file_is_saved(folder: Path) -> None:
    (folder / "course.yaml").write_text("", encoding="utf-8")
    path = folder / "solutions" / "x.py"
    path.parent.mkdir()
    runs: list[int] = []

    def pause(_: float) -> None:
        if len(runs) == 3:
            raise KeyboardInterrupt
        path.write_text("#" * (len(runs) + 1), encoding="utf-8")

    def run() -> int:
        runs.append(1)
        return len(runs)

    assert watch_course(folder, run, pause) == 3
