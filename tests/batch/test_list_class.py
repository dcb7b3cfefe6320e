"""`grade --list` says who is found and which file counts, and grades nothing."""

import pytest

from autograder.cli import main
from tests.paths import ROOT
from tests.submission.platforms.builders import BUILDERS
from tests.submission.platforms.roster import CLASS


def listed(path, *options):
    return main(
        ["grade", "transformer-basics", str(path), "--list", "--course", str(ROOT), *options]
    )


def test_everyone_is_listed_with_the_file_that_counts_and_what_was_left(tmp_path, capsys):
    assert listed(BUILDERS["d2l"](tmp_path, CLASS)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("Brightspace, 9 students")
    assert lines[-1] == "9 students, 1 without a file that can be read"
    (zoe,) = (line for line in lines if line.startswith("  4716"))
    assert "zoneil Zoë O_Neil-Smith, attempt 3, 2027-01-31 23:58:00  → small_lesson.ipynb" in zoe
    earlier = [line for line in lines if "earlier attempt, not graded" in line]
    assert ["Jan 29" in earlier[0], "Jan 30" in earlier[1]] == [True, True]
    assert any(line.startswith("left: 'notes.py' was left") for line in lines)
    assert any("4717" in line and "! No file called transformer_basics" in line for line in lines)


def test_the_roster_is_compared_with_what_is_found(tmp_path, capsys):
    (tmp_path / "roster.csv").write_text("student,lms id\nada,4711\nnobody,9\n", encoding="utf-8")
    path = BUILDERS["moodle_flat"](tmp_path / "class", CLASS[:2])
    assert listed(path, "--roster", str(tmp_path / "roster.csv")) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "not in the roster: 4712" in lines
    assert "in the roster, nothing found: nobody" in lines


@pytest.mark.parametrize("builder", ["google_classroom", "google_classroom_uploads"])
def test_what_cannot_be_distinguished_ends_with_code_4_and_what_to_type(tmp_path, capsys, builder):
    assert listed(BUILDERS[builder](tmp_path, CLASS)) == 4
    said = capsys.readouterr().err
    assert "their students cannot be identified" in said and "--name-pattern" in said


def test_without_a_list_a_folder_for_results_is_wanted(tmp_path, capsys):
    arguments = ["grade", "transformer-basics", str(tmp_path), "--course", str(ROOT)]
    assert main(arguments) == 4
    assert "--out" in capsys.readouterr().err
