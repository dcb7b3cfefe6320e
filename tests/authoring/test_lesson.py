"""The lesson's source: what it may say, and how a mistake in it is named."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.authoring.release.lesson import (
    LessonCell,
    in_language,
    read_lesson,
    refuse_sections_of_no_lesson,
)
from autograder.authoring.release.notebook_writer import notebook
from autograder.authoring.release.python_file import python_file
from autograder.course.config import load_course
from autograder.course.exercise_library import load_library
from autograder.errors import CourseError
from tests.paths import SECOND_COURSE

SECOND = SECOND_COURSE
NAMES = ("date_label", "days_in_months", "why_leap_days", "day_length")
SECTIONS = ("dates", "leap-years", "daylight")
GOOD = "\n\n".join(
    [
        '# %% [markdown] lang="ja"\n# 日本語',
        '# %% [markdown] lang="en"\n# English',
        *(f'# %% [markdown] section="{name}"\n# ## {name}' for name in SECTIONS),
        "# %%\nimport math\n\nlimit = 3",
        '# %% tags=["demo"]\n# %matplotlib inline\nprint(limit)',
        *(f'# %% exercise="{name}"' for name in NAMES),
    ]
)


@pytest.fixture
def read(tmp_path: Path):
    """Reads a lesson's text in the second course."""
    ignore = shutil.ignore_patterns("submissions", "out", "assignments")
    shutil.copytree(SECOND, tmp_path / "course", ignore=ignore)
    assignment = load_course(tmp_path / "course").assignment("sun-and-calendar")
    library = load_library(assignment.folder, list(assignment.points))

    def reader(text: str | None, sections: bool = True):
        if not sections:
            library.update({name: replace(each, section="") for name, each in library.items()})
        path = assignment.folder / "lesson.py"
        path.unlink(missing_ok=True) if text is None else path.write_text(text, encoding="utf-8")
        return read_lesson(assignment, library), assignment, library

    return reader


def test_a_cell_with_a_language_is_for_its_readers_alone(read):
    lesson, _, _ = read(GOOD)
    assert in_language(lesson, "ja")[0].source == "日本語"
    assert in_language(lesson, "en")[0].source == "English"
    assert len(in_language(lesson, "ja")) == len(lesson) - 1


def test_demo_cells_are_shown_and_their_magics_are_real(read):
    lesson, _, _ = read(GOOD)
    (shown,) = [cell for cell in lesson if cell.shown]
    assert shown.source == "%matplotlib inline\nprint(limit)"


def test_a_comment_that_looks_like_a_command_stays_a_comment(read):
    source = "# larger?\n# cat and dog\n# != is not equal\n# % of all\nx = 1"
    lesson, _, _ = read(GOOD.replace("import math", source))
    (cell,) = [cell for cell in lesson if "larger" in cell.source]
    assert cell.source == source + "\n\nlimit = 3"


def test_the_python_file_is_python_where_the_lesson_has_magics(read):
    _, assignment, library = read(GOOD.replace("import math", "# %time x = 1\n# !ls"))
    compile(python_file(assignment, library, "en"), "py", "exec")


def test_a_cell_in_a_language_that_the_course_does_not_declare_is_refused(read):
    _, assignment, library = read(GOOD)
    with pytest.raises(CourseError, match=r"'ja', which course\.yaml does not declare"):
        read_lesson(replace(assignment, languages=("en",)), library)


def test_shared_code_stands_in_both_files_and_demo_code_in_the_notebook_alone(read):
    _, assignment, library = read(GOOD)
    text = python_file(assignment, library, "en")
    assert "limit = 3" in text and "print(limit)" not in text
    whole = "".join("".join(c["source"]) for c in notebook(assignment, library, "en")["cells"])
    assert "limit = 3" in whole and "print(limit)" in whole


def test_the_check_is_at_hand_before_the_first_code(read):
    _, assignment, library = read(GOOD)
    cells = notebook(assignment, library, "en")["cells"]
    kinds = [cell["cell_type"] for cell in cells]
    setup = "".join(cells[kinds.index("code")]["source"])
    assert "    from autograder.selfcheck import check, hint\n" in setup


def test_tags_of_a_text_come_along(read):
    _, assignment, library = read(GOOD.replace('section="dates"', 'section="dates" tags=["wide"]'))
    cells = notebook(assignment, library, "en")["cells"]
    [tagged] = [cell for cell in cells if cell["metadata"].get("tags") == ["wide"]]
    assert "## dates" in "".join(tagged["source"])


def test_a_section_can_be_linked_to(read):
    _, assignment, library = read(GOOD)
    text = "".join("".join(c["source"]) for c in notebook(assignment, library, "en")["cells"])
    assert '<a id="leap-years"></a>\n\n## leap-years' in text


def test_without_a_lesson_the_exercises_stand_one_after_another(read):
    _, assignment, library = read(None)
    with pytest.raises(CourseError, match=r"SECTION names '[a-z-]+', a section of lesson\.py"):
        refuse_sections_of_no_lesson(assignment, library)
    lesson, assignment, library = read(None, sections=False)
    assert [cell.exercise for cell in lesson if cell.exercise] == list(assignment.points)
    assert isinstance(lesson[0], LessonCell)
    assert "date_label" in python_file(assignment, library, "ja")


@pytest.mark.parametrize(
    "before, after, word",
    [
        ('lang="ja"', 'lang="jp"', "lang is one of ja, en; got 'jp'"),
        ('lang="ja"', 'language="ja"', "unknown option 'language'"),
        ("[markdown] lang", "[raw] lang", "cell 1 ('日本語') has the unknown kind '[raw]'"),
        ("import math", "# why?\ndef day_length(): pass", "defines 'day_length', which is an"),
        ("import math", "# %time 1\nday_length = 1", "defines 'day_length', which is an"),
        ('# %% exercise="day_length"', "", "'day_length' appears 0 times in the ja lesson"),
        ('exercise="day_length"', 'exercise="date_label"', "'date_label' appears 2 times"),
        ('exercise="day_length"', "exercise=3", "'3' is not in course.yaml"),
        ('exercise="day_length"', 'exercise=""', "exercise must be a name"),
        ('section="daylight"', 'section="a b"', "section must be a name of letters"),
        ('"day_length"', '"day_length" tags=["demo"]', "which has no section and no tags"),
        ('"day_length"', '"day_length" section="x"', "which has no section and no tags"),
        ("# %%\nimport", '# %% section="x"\nimport', "begins a section, so it must be text"),
        ('exercise="day_length"', 'exercise="night"', "'night' is not in course.yaml"),
        ('exercise="day_length"', 'exercise="day_length"\nx = 1', "so it must be empty"),
        ('exercise="day_length"', 'lang="ja" exercise="day_length"', "0 times in the en lesson"),
        ('section="daylight"', 'section="night"', "section 'daylight', which the ja lesson lacks"),
    ],
)
def test_a_mistake_in_the_lesson_is_named(read, before, after, word):
    assert before in GOOD
    with pytest.raises(CourseError, match=r"lesson\.py") as caught:
        read(GOOD.replace(before, after, 1))
    assert word in str(caught.value)
