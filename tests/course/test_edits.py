"""An edit makes a mutant of the reference's code, not of what its docstring says."""

from __future__ import annotations

import pytest

from autograder.course.misconception import Edit, apply_edits
from autograder.errors import CourseError

REFERENCE = 'def twice(x):\n    """Say{sign}{sign}: 2 * x."""\n    return 2 * x\n'


@pytest.mark.parametrize("sign", ["", "\u2028", "\x0c", "\x85"])
def test_only_code_is_edited_whatever_signs_the_docstring_has(sign: str) -> None:
    source = REFERENCE.format(sign=sign)
    edited = apply_edits([Edit("2 * x", "3 * x")], source, "triples")
    assert edited == source.replace("return 2 * x", "return 3 * x")


def test_a_text_that_stands_twice_in_the_code_is_refused() -> None:
    with pytest.raises(CourseError, match="triples"):
        apply_edits([Edit("x", "y")], "def twice(x):\n    return 2 * x\n", "triples")
