"""grades.csv, Canvas's and Moodle's files agree with results.jsonl, also in pandas."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from typing import Any

import pytest

from autograder.grading.store.csv_table import escape_formula, write_table
from tests.integrations.export.conftest import (
    COMMA,
    FORMULA,
    HALF_GRADED,
    UNGRADED,
    UNREADABLE,
    Class,
)

pd = pytest.importorskip("pandas")


def read(path: Path | str) -> Any:
    return pd.read_csv(path)


@pytest.fixture(scope="module")
def table(mixed: Class) -> Any:
    return read(mixed.export("csv")).set_index("student")


def test_every_grade_run_leaves_a_table_of_the_points(graded: Class) -> None:
    found = read(graded.out / "grades.csv").set_index("student")["points"].to_dict()
    assert found == {student: grade.points for student, grade in graded.grades.items()}


def test_the_first_column_is_the_student_to_every_reader(mixed: Class) -> None:
    plain, excel = mixed.export("csv"), mixed.export("excel")
    for path in (plain, excel):
        assert read(path).columns[0] == "student"
        with Path(path).open(encoding="utf-8-sig", newline="") as file:  # as Excel reads it
            assert next(csv.reader(file))[0] == "student"
    with Path(plain).open(encoding="utf-8", newline="") as file:
        assert set(mixed.grades) == {row["student"].lstrip("'") for row in csv.DictReader(file)}
    mark, _, rest = Path(excel).read_bytes().partition(b'"')
    assert mark == b"\xef\xbb\xbf"
    assert b'"' + rest == Path(plain).read_bytes()


def test_each_exercise_has_its_points_status_diagnosis_and_carried_mistakes(
    mixed: Class, table: Any
) -> None:
    for student in ("student05", "student07", "student38", UNREADABLE):
        for name, verdict in mixed.grades[student].exercises.items():
            row = table.loc[student]
            assert row[f"{name}.points"] == verdict.points
            assert row[f"{name}.status"] == verdict.status
            shown = row[f"{name}.diagnosis"]
            assert ("" if shown != shown else shown).split() == list(verdict.diagnosis)
            assert row[f"{name}.carried"] == (
                " ".join(verdict.carried_from) if verdict.carried else "no"
            )


def test_what_is_not_graded_is_an_empty_cell_and_never_zero(mixed: Class, table: Any) -> None:
    written = mixed.grades["student01"].needs_manual[0]
    assert table.loc["student01", f"{written}.status"] == "needs_manual"
    assert table[f"{written}.points"].isna().all()
    first, second, *_ = mixed.grades["student05"].exercises
    for student in (UNGRADED, HALF_GRADED):
        assert table.loc[student, "status"] == "grader_error"
        assert math.isnan(table.loc[student, "points"])
        assert table.loc[student, f"{first}.status"] == "grader_error"
        assert math.isnan(table.loc[student, f"{first}.points"])
    assert table.loc[HALF_GRADED, f"{second}.points"] == table.loc["student05", f"{second}.points"]
    assert table.loc[UNREADABLE, "points"] == 0  # theirs: graded, and nothing could be read


def test_no_name_becomes_a_formula_and_none_shifts_a_column(table: Any) -> None:
    assert f"'{FORMULA}" in table.index and COMMA in table.index
    assert (table["max_points"] == 100).all()


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "\n=1"]
)
def test_a_cell_that_a_spreadsheet_would_calculate_begins_with_an_apostrophe(text: str) -> None:
    assert escape_formula(text) == f"'{text}"


@pytest.mark.parametrize("text", ["student01", "a=b", "山田 太郎", "", "x-1", "'quoted'"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert escape_formula(text) == text


def test_quotes_lines_and_odd_characters_survive_a_round_trip(tmp_path: Path) -> None:
    row = ['a "quoted" one', "two\nlines", "comma, semicolon;", "日本語 🎓", "lone \udc80"]
    write_table(tmp_path / "t.csv", [row], bom=True)
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        (found,) = csv.reader(file)
    assert found == [*row[:4], "lone \\udc80"]


def test_canvas_finds_its_columns_the_possible_points_and_each_login(mixed: Class) -> None:
    found = read(mixed.export("canvas"))
    assert list(found)[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert len(found.columns) == 6
    possible, students = found.iloc[0], found.iloc[1:]
    assert possible["Student"].strip() == "Points Possible" and possible.iloc[5] == 100
    points = dict(zip(students["SIS Login ID"], students.iloc[:, 5], strict=True))
    assert points["student05"] == mixed.grades["student05"].points
    assert math.isnan(points[UNGRADED])


def test_moodle_gets_the_grade_and_a_comment_on_each_exercise(mixed: Class) -> None:
    found = read(mixed.export("moodle")).set_index("Identifier")
    grade = mixed.grades["student05"]
    assert found.loc["student05", "Grade"] == grade.points
    comments = found.loc["student05", "Feedback comments"].splitlines()
    assert len(comments) == len(grade.exercises)
    assert math.isnan(found.loc[UNGRADED, "Grade"])
    assert found.loc[UNGRADED, "Status"] == "grader_error"
    assert found.loc[[UNGRADED, HALF_GRADED], "Feedback comments"].isna().all()
