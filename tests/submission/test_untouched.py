"""An untouched handout beside the real work costs nobody anything."""

from pathlib import Path

import pytest

from autograder.submission.collect import find_submissions, read_submission
from tests.submission.material import ALPHA, BETA, GAMMA, RELEASED, code, notebook, stub

STUBS = "\n\n".join(stub(name) for name in RELEASED.stubs)
HANDOUT = {
    "small_lesson.py": STUBS.encode(),
    "small_lesson.ipynb": notebook(*(code(stub(name)) for name in RELEASED.stubs)),
}


def files_read(folder: Path, files: dict[str, bytes]) -> list[tuple[str, bool]]:
    (folder / "student").mkdir()
    for name, data in files.items():
        (folder / "student" / name).write_bytes(data)
    [hand_in] = find_submissions(folder, RELEASED.assignment).students
    submission = read_submission(hand_in, RELEASED)
    return [(Path(source.path).name, source.changed) for source in submission.sources]


@pytest.mark.parametrize("own", ["mine.py", "small_lesson-Copy1.py", "final.py"])
def test_work_under_another_name_counts_before_the_untouched_handout(
    own: str, tmp_path: Path
) -> None:
    assert files_read(tmp_path, {**HANDOUT, own: ALPHA.encode()}) == [(own, True)]


def test_work_under_the_released_name_counts_before_anything_else(tmp_path: Path) -> None:
    files = {**HANDOUT, "small_lesson.py": BETA.encode(), "scratch.py": ALPHA.encode()}
    read = files_read(tmp_path, files)
    assert ("small_lesson.py", True) in read
    assert "scratch.py" not in dict(read)


def test_two_works_beside_the_handout_are_asked_about(tmp_path: Path) -> None:
    files = {**HANDOUT, "one.py": ALPHA.encode(), "two.py": GAMMA.encode()}
    (tmp_path / "student").mkdir()
    for name, data in files.items():
        (tmp_path / "student" / name).write_bytes(data)
    [hand_in] = find_submissions(tmp_path, RELEASED.assignment).students
    [source] = read_submission(hand_in, RELEASED).sources
    assert source.problem is not None
    assert "one.py" in source.problem["en"] and "two.py" in source.problem["en"]


def test_the_handout_alone_is_not_attempted(tmp_path: Path) -> None:
    assert all(not changed for _, changed in files_read(tmp_path, HANDOUT))
