"""Every graded notebook is valid, whatever was submitted."""

from __future__ import annotations

import json
from collections import Counter
from html.parser import HTMLParser
from typing import Any

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbconvert.filters import markdown2html
from nbgrader.nbgraderformat import MetadataValidator

from autograder.authoring.release.notebook_writer import notebook
from autograder.course.config import load_course
from autograder.course.exercise_library import load_library
from autograder.integrations.nbgrader.notebook_layout import Node, layout_notebook
from autograder.integrations.nbgrader.submitted_file import SubmittedFile
from tests.paths import SECOND_COURSE

COURSE = SECOND_COURSE


def _released() -> Node:
    course = load_course(COURSE)
    assignment = course.assignment("sun-and-calendar")
    library = load_library(assignment.folder, list(assignment.points))
    return notebook(assignment, library, "en")


RELEASED = _released()
NAMES = [
    cell["metadata"]["nbgrader"]["grade_id"]
    for cell in RELEASED["cells"]
    if "nbgrader" in cell["metadata"]
]


def lay_out(content: Any, **about: Any) -> Node:
    """The shaped notebook of a notebook file."""
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    return layout_notebook(
        RELEASED, SubmittedFile("sun_and_calendar.ipynb", data, {}, **about), "en"
    )


def lay_out_python(text: str, **written: str) -> Node:
    return layout_notebook(
        RELEASED, SubmittedFile("sun_and_calendar.py", text.encode(), written), "en"
    )


def edited(change: Any) -> Node:
    """The released notebook after a change of its cells."""
    copy: Node = json.loads(json.dumps(RELEASED))
    copy["cells"] = change(copy["cells"])
    return copy


def named(content: Node, name: str) -> list[Node]:
    return [
        c for c in content["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == name
    ]


def source(content: Node, name: str) -> str:
    (cell,) = named(content, name)
    return str(cell["source"])


def assert_sound(content: Node) -> None:
    """Every released cell once, in nbformat's and in nbgrader's eyes."""
    nodes = nbformat.from_dict(content)
    nbformat.validate(nodes)
    MetadataValidator().validate_nb(nodes)
    count = Counter(
        c["metadata"]["nbgrader"]["grade_id"]
        for c in content["cells"]
        if "nbgrader" in c["metadata"]
    )
    assert count == Counter(NAMES)


def test_an_untouched_notebook_stays_as_it_is() -> None:
    content = lay_out(RELEASED)
    assert_sound(content)
    assert [c["source"] for c in content["cells"]] == [
        "".join(c["source"]) for c in RELEASED["cells"]
    ]


def test_of_a_duplicated_cell_the_later_bears_the_name() -> None:
    def twice(cells: list[Node]) -> list[Node]:
        at = next(i for i, c in enumerate(cells) if c["id"] == "day_length")
        first = {**cells[at], "id": "other", "source": "first = 1"}
        return [*cells[:at], first, {**cells[at], "source": "second = 2"}, *cells[at + 1 :]]

    content = lay_out(edited(twice))
    assert_sound(content)
    assert source(content, "day_length") == "second = 2"
    assert any(cell["source"] == "first = 1" for cell in content["cells"])


@pytest.mark.parametrize("name", NAMES)
def test_a_deleted_cell_comes_back_where_it_was(name: str) -> None:
    content = lay_out(edited(lambda cells: [c for c in cells if c["id"] != name]))
    assert_sound(content)
    order = [
        c["metadata"]["nbgrader"]["grade_id"]
        for c in content["cells"]
        if "nbgrader" in c["metadata"]
    ]
    assert order == NAMES


def test_a_deleted_solution_comes_back_above_its_check_not_above_the_lesson() -> None:
    content = lay_out(edited(lambda cells: [c for c in cells if c["id"] != "day_length"]))
    place = [c["id"] for c in content["cells"]].index("day_length")
    assert content["cells"][place + 1]["id"] == "day_length-check"


def test_a_deleted_solution_is_told_to_be_missing_not_shown_as_a_stub() -> None:
    content = lay_out(edited(lambda cells: [c for c in cells if c["id"] != "day_length"]))
    assert source(content, "day_length") == "# day_length is not in the submitted file."


def test_a_function_moved_to_another_cell_is_told_to_stand_elsewhere() -> None:
    def merged(cells: list[Node]) -> list[Node]:
        both = "def date_label(y, m, d): ...\n\ndef day_length(a, b): ..."
        kept = [c for c in cells if c["id"] != "day_length"]
        return [{**c, "source": both} if c["id"] == "date_label" else c for c in kept]

    content = lay_out(edited(merged))
    assert_sound(content)
    assert "another cell" in source(content, "day_length")


def test_a_cell_that_lost_its_metadata_is_known_by_what_it_defines() -> None:
    def bare(cells: list[Node]) -> list[Node]:
        return [{**c, "metadata": {}} for c in cells]

    content = lay_out(edited(bare))
    assert_sound(content)
    assert source(content, "day_length").startswith("def day_length")


def test_metadata_that_a_student_wrote_counts_for_nothing() -> None:
    def richer(cells: list[Node]) -> list[Node]:
        for cell in cells:
            if "nbgrader" in cell["metadata"]:
                cell["metadata"]["nbgrader"] |= {
                    "points": 1000,
                    "schema_version": 99,
                    "grade": True,
                }
        return [*cells, {**cells[0], "metadata": {"nbgrader": {"grade_id": "mine"}}}]

    content = lay_out(edited(richer))
    assert_sound(content)
    (check,) = named(content, "date_label-check")
    assert check["metadata"]["nbgrader"]["points"] == 6


def test_a_locked_cell_is_as_it_was_released() -> None:
    def tampered(cells: list[Node]) -> list[Node]:
        return [{**c, "source": "6.0"} if c["id"] == "date_label-check" else c for c in cells]

    assert source(lay_out(edited(tampered)), "date_label-check") == 'check("date_label")'


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"\xff\xfe", b"[]", b'{"nbformat": 3}', b'{"cells": []}', b"PK\x03\x04 zip"],
)
def test_a_file_that_is_no_notebook_gives_the_released_one_and_says_so(data: bytes) -> None:
    content = lay_out(data)
    assert_sound(content)
    assert content["cells"][0]["source"].startswith("The submission could not be read.")


def test_a_python_file_stands_cell_by_cell_with_its_comments_and_helpers() -> None:
    content = lay_out_python(
        "import numpy as np\n\n# My label\ndef date_label(y, m, d):\n    return ''\n\n"
        "# for the leap years\nHELP = 1\n\ndef days_in_months(y):\n    return HELP\n\n# end\n",
        why_leap_days="Because.",
    )
    assert_sound(content)
    assert source(content, "date_label") == "# My label\ndef date_label(y, m, d):\n    return ''"
    assert source(content, "days_in_months").startswith("# for the leap years\nHELP = 1")
    assert source(content, "days_in_months").endswith("# end")
    assert source(content, "why_leap_days") == "Because."
    assert "is not in the submitted file" in source(content, "day_length")
    code = [c["source"] for c in content["cells"] if c["cell_type"] == "code"]
    assert code[0] == "import numpy as np"


def test_a_written_answer_that_stands_in_code_is_shown_where_it_is_marked() -> None:
    data = json.dumps(edited(lambda cells: [c for c in cells if c["id"] != "why_leap_days"]))
    given = SubmittedFile("sun_and_calendar.ipynb", data.encode(), {"why_leap_days": "Because."})
    assert source(layout_notebook(RELEASED, given, "en"), "why_leap_days") == "Because."


def test_no_line_of_a_python_file_is_lost() -> None:
    lines = [f"x{i} = {i}  # {i}" for i in range(5)]
    text = "\n".join([*lines[:2], "def date_label(y, m, d): return 1", *lines[2:], "def broken(:"])
    shown = "\n".join(c["source"] for c in lay_out_python(text)["cells"])
    assert all(line in shown for line in text.splitlines())


MARKUP = [
    "<script>fetch('/formgrader/api/grade/1', {method: 'PUT'})</script>",
    "<img src=x onerror=alert(1)>",
    "a <!-- b --> c",
    "<iframe src='http://example.invalid'></iframe>",
    r"$\href{javascript:alert(1)}{\text{marks}}$",
    "[marks](javascript:alert(1))",
    "[marks](java&#115;cript:alert(1))",
    "[marks]( <javascript:alert(1)>)",
    "[marks]\n\n[marks]: javascript:alert(1)",
    "![marks](data:text/html;base64,AAAA)",
    '[marks](https://example.invalid"onclick="alert(1))',
    "<svg/onload=alert(1)>",
]


@pytest.mark.parametrize("text", MARKUP)
@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_markup_in_an_answer_is_text_in_the_browser_of_whoever_marks_it(
    text: str, kind: str
) -> None:
    cell = {"cell_type": kind, "id": "mine", "metadata": {}, "source": text}
    content = lay_out(edited(lambda cells: [*cells, cell]))
    (shown,) = [c for c in content["cells"] if c["id"] == f"cell-{len(content['cells'])}"]
    assert shown["cell_type"] == "markdown"  # a raw cell goes into the page as it is
    page = Page()
    page.feed(markdown2html(shown["source"]))
    assert page.tags <= {"p", "pre", "code", "a", "div"}
    assert page.attributes <= {"href"}
    assert all(link.startswith(("https://", "http://")) for link in page.links)
    assert "\\href" not in page.formulas


def test_a_formula_and_a_comparison_stay_as_they_mean() -> None:
    text = "For $a<b$ and 1 < 2: $\\frac{1}{n}$, `x<y`"
    cell = {"cell_type": "markdown", "id": "mine", "metadata": {}, "source": text}
    shown = lay_out(edited(lambda cells: [*cells, cell]))["cells"][-1]["source"]
    assert shown == "For $a< b$ and 1 < 2: $\\frac{1}{n}$, `x< y`"


def test_a_photographed_formula_is_kept_and_nothing_else_that_is_attached() -> None:
    attached = {
        "a.png": {"image/png": "iVBORw0KGgo="},
        "b.svg": {"image/svg+xml": "PHN2Zz4="},
        "c.png": {'image/png" onerror="x': "AA=="},
    }
    cell = {
        "cell_type": "markdown",
        "id": "m",
        "metadata": {},
        "source": "![a](attachment:a.png)",
        "attachments": attached,
    }
    shown = lay_out(edited(lambda cells: [*cells, cell]))["cells"][-1]
    [(name, picture)] = shown["attachments"].items()
    assert picture == {"image/png": "iVBORw0KGgo="}
    assert f"attachment:{name}" in shown["source"]


class Page(HTMLParser):
    """What a browser would see: tags, attributes, where links lead, and what MathJax reads."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.formulas = ""  # MathJax reads all text but code
        self.in_code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.in_code = tag in ("pre", "code")
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.formulas += "" if self.in_code else data

    def handle_comment(self, data: str) -> None:
        self.tags.add("comment")


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=8,
)
CELLS = st.lists(
    st.fixed_dictionaries(
        {
            "cell_type": st.sampled_from(["code", "markdown", "raw"]) | ANY,
            "source": st.text(max_size=40) | st.lists(st.text(max_size=9), max_size=3) | ANY,
            "metadata": st.fixed_dictionaries(
                {"nbgrader": st.fixed_dictionaries({"grade_id": st.sampled_from(NAMES)}) | ANY}
            )
            | ANY,
            "attachments": ANY,
        }
    )
    | ANY,
    max_size=6,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cells=CELLS)
def test_any_cells_give_a_sound_notebook(cells: list[Any]) -> None:
    assert_sound(lay_out({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
