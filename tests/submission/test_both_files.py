"""Work in two files: both are graded, and a written answer counts wherever it stands."""

from types import SimpleNamespace

from autograder.grading.grader import _written_answers
from tests.submission.material import code, markdown, read_cells, read_py


def test_a_written_answer_in_the_file_that_does_not_count_is_not_lost():
    exam = SimpleNamespace(written=("essay",))
    script = read_py("essay = 'Because it grows.'\n")
    notebook = read_cells(code("x = 1"), markdown("no answer"))
    assert _written_answers([notebook, notebook, script], exam) == {"essay": "Because it grows."}


def test_and_the_one_beside_the_code_that_counts_comes_first():
    exam = SimpleNamespace(written=("essay",))
    first, second = read_py("essay = 'One.'\n"), read_py("essay = 'Two.'\n")
    assert _written_answers([second, first, second], exam) == {"essay": "Two."}
    assert _written_answers([], exam) == {}
