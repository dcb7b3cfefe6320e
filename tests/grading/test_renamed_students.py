"""What an earlier run has under a name goes to the number under which the student is found."""

import json
import os
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.grading.store.history import HISTORY
from autograder.grading.store.renamed_students import take_over
from autograder.grading.store.results import RESULTS
from autograder.submission.collect import RawSubmission
from tests.nbgrader_tables import version_asked_once

ADA = RawSubmission("4711", (), former=("Ada Lovelace", "Ada Lovelace_4711"))
ANNA = RawSubmission("4714", (), former=("Anna Schmidt", "Anna Schmidt_4714"))
NAMESAKE = RawSubmission("4715", (), former=("Anna Schmidt", "Anna Schmidt_4715"))


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An earlier run of Ada and Anna under their names, with a mark by hand each."""
    # nbgrader calls alembic by name.
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    monkeypatch.setattr("nbgrader.api.get_alembic_version", version_asked_once)
    lines = ""
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as book:
        book.add_assignment("hw")
        book.add_notebook("hw", "hw")
        book.add_grade_cell("essay", "hw", "hw", max_score=10, cell_type="markdown")
        for name in ("Ada Lovelace", "Anna Schmidt"):
            book.add_student(name)
            book.add_submission("hw", name)
            book.find_grade("essay", "hw", "hw", name).manual_score = 7
            lines += json.dumps({"student": name, "points": 3.5}) + "\n"
            work = tmp_path / "grading" / "autograded" / name / "hw" / "hw.ipynb"
            work.parent.mkdir(parents=True)
            work.write_text(name, encoding="utf-8")
        book.db.commit()
    (tmp_path / RESULTS).write_text(lines, encoding="utf-8")
    (tmp_path / HISTORY).write_text('{"assignment": "hw", "ended": null}\n' + lines, "utf-8")
    return tmp_path


def marks(out: Path) -> dict[str, float]:
    with Gradebook(f"sqlite:///{out / 'gradebook.db'}") as book:
        return {
            student.id: book.find_grade("essay", "hw", "hw", student.id).manual_score
            for student in book.students
        }


def test_a_mark_by_hand_goes_with_the_student_and_a_line_says_so(out):
    (said,) = take_over(out, [ADA])
    assert said.startswith("'Ada Lovelace' of the earlier run is 4711 now")
    assert marks(out) == {"4711": 7, "Anna Schmidt": 7}
    assert (out / "grading" / "autograded" / "4711" / "hw" / "hw.ipynb").read_text() == (
        "Ada Lovelace"
    )
    students = [json.loads(line)["student"] for line in (out / RESULTS).open()]
    assert students == ["4711", "Anna Schmidt"]
    assert '"student": "4711"' in (out / HISTORY).read_text()


def test_of_two_namesakes_nobody_is_given_the_others_marks(out):
    (said,) = take_over(out, [ANNA, NAMESAKE])
    assert "may be 4714 or 4715" in said
    assert marks(out) == {"Ada Lovelace": 7, "Anna Schmidt": 7}


def test_what_is_moved_once_is_not_moved_again(out):
    assert len(list(take_over(out, [ADA, ANNA]))) == 2
    assert list(take_over(out, [ADA, ANNA, NAMESAKE])) == []
    assert marks(out) == {"4711": 7, "4714": 7}


def test_a_new_folder_and_a_stranger_are_left_alone(out, tmp_path):
    assert list(take_over(tmp_path / "new", [ADA])) == []
    assert list(take_over(out, [RawSubmission("Ada Lovelace", ())])) == []
    assert "Ada Lovelace" in marks(out)
