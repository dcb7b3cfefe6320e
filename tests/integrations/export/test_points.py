"""Points are the same in every export."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.cli import USAGE, main
from autograder.files import safe_name
from autograder.integrations import TARGETS
from tests.integrations.export.conftest import LESSON, ROOT, Class

Points = dict[str, float | None]
pd = pytest.importorskip("pandas")


def in_csv(graded: Class) -> Points:
    return pd.read_csv(graded.export("csv")).set_index("student")["points"].to_dict()


def in_excel(graded: Class) -> Points:
    return pd.read_csv(graded.export("excel")).set_index("student")["points"].to_dict()


def in_canvas(graded: Class) -> Points:
    table = pd.read_csv(graded.export("canvas")).iloc[1:]
    return dict(zip(table["SIS Login ID"], table.iloc[:, 5], strict=True))


def in_moodle(graded: Class) -> Points:
    return pd.read_csv(graded.export("moodle")).set_index("Identifier")["Grade"].to_dict()


def in_junit(graded: Class) -> Points:
    junitparser = pytest.importorskip("junitparser")
    suites = junitparser.JUnitXml.fromfile(graded.export("junit"))
    return {
        suite.name: float(next(p.value for p in suite.properties() if p.name == "points"))
        for suite in suites
    }


def in_gradescope(graded: Class) -> Points:
    graded.export("gradescope")
    found: Points = {}
    for student in graded.grades:
        place = graded.out / "exports" / "gradescope" / safe_name(student) / "results.json"
        result = json.loads(place.read_text(encoding="utf-8"))
        assert result["score"] == pytest.approx(sum(t.get("score", 0) for t in result["tests"]))
        found[student] = result["score"]
    return found


def in_nbgrader(graded: Class) -> Points:
    api = pytest.importorskip("nbgrader.api")
    graded.export("nbgrader")
    with api.Gradebook(f"sqlite:///{graded.out / 'gradebook.db'}") as book:
        return {student: book.find_submission(LESSON, student).score for student in graded.grades}


READERS: dict[str, Callable[[Class], Points]] = {
    "csv": in_csv,
    "excel": in_excel,
    "canvas": in_canvas,
    "moodle": in_moodle,
    "junit": in_junit,
    "gradescope": in_gradescope,
    "nbgrader": in_nbgrader,
}


@pytest.mark.parametrize("to", [each for each in TARGETS if not each.endswith("-feedback")])
def test_the_points_that_a_system_reads_are_those_of_the_run(to: str, graded: Class) -> None:
    wanted = {student: grade.points for student, grade in graded.grades.items()}
    assert READERS[to](graded) == pytest.approx(wanted)


def test_the_command_line_says_what_it_wrote(
    graded: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(graded.out), "--to", "junit", "--course", str(ROOT)]) == 0
    assert Path(capsys.readouterr().out.strip()).is_file()


def test_a_misspelt_target_is_answered_with_all_targets_and_the_nearest(
    graded: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["export", str(graded.out), "--to", "gradscope"])
    assert end.value.code == USAGE
    said = capsys.readouterr().err
    assert "Did you mean 'gradescope'?" in said and all(target in said for target in TARGETS)


def test_a_folder_without_a_run_gets_advice_how_to_make_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(tmp_path), "--to", "csv", "--course", str(ROOT)]) == USAGE
    assert "autograder grade" in capsys.readouterr().err
