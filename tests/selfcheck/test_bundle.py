"""One archive is all that a student needs."""

from __future__ import annotations

import base64
import hashlib
import io
import subprocess
import sys
import zipfile

import pytest

from autograder import __version__
from autograder.authoring.release.bundle import bundle, bundled
from autograder.authoring.release.leaks import leaks
from autograder.authoring.release.wheel import wheel
from autograder.course.config import load_course
from autograder.course.exercise_library import load_library
from autograder.errors import DISTRIBUTION

from .conftest import COURSE, LANGUAGES


@pytest.fixture(scope="module")
def course():
    return load_course(COURSE)


@pytest.fixture(scope="module", params=LANGUAGES)
def files(request, course):
    return bundled(course, course.assignment("sums"), request.param)


def test_it_holds_the_exercises_the_check_the_kit_and_two_readmes(files):
    name, _ = wheel()
    assert {"sums.ipynb", "sums.py", "test_sums.py", "selfcheck.json", name} < set(files)
    assert len([name for name in files if name.startswith("README")]) == 2
    assert files["requirements.txt"].decode().splitlines()[1:] == [
        "--find-links .",
        f"{DISTRIBUTION}=={__version__}",
    ]
    assert not any(name.startswith(".github") for name in files)
    for readme in (data.decode() for name, data in files.items() if name.startswith("README")):
        assert "\npython -m pip install -r requirements.txt\npython -m pytest\n" in readme


def test_it_lies_in_one_folder_and_is_the_same_to_the_byte(course, tmp_path):
    paths = [
        bundle(course, course.assignment("sums"), "en", tmp_path / name) for name in ("a", "b")
    ]
    assert paths[0].read_bytes() == paths[1].read_bytes()
    with zipfile.ZipFile(paths[0]) as archive:
        assert {name.partition("/")[0] for name in archive.namelist()} == {"sums"}


def test_nothing_in_it_gives_an_answer_away(course, files):
    assignment = course.assignment("sums")
    library = load_library(assignment.folder, list(assignment.points))
    handed_out = {name: data for name, data in files.items() if not name.endswith(".whl")}
    assert leaks(assignment, library, handed_out) == []
    with zipfile.ZipFile(io.BytesIO(wheel()[1])) as archive:
        folders = {name.partition("/")[0].partition("-")[0] for name in archive.namelist()}
    assert folders == {"autograder", "misconception_autograder"}


def test_each_file_of_the_wheel_is_on_record_with_its_digest():
    _, data = wheel()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        [record] = [name for name in archive.namelist() if name.endswith("/RECORD")]
        lines = archive.read(record).decode().splitlines()
        recorded = {path: digest for path, digest, _ in (line.rsplit(",", 2) for line in lines)}
        assert set(recorded) == set(archive.namelist())
        for path, digest in recorded.items():
            if path != record:
                found = base64.urlsafe_b64encode(hashlib.sha256(archive.read(path)).digest())
                assert digest == f"sha256={found.decode().rstrip('=')}"
    assert not any("__pycache__" in path for path in recorded)


def test_pip_installs_the_wheel_and_pytest_finds_its_plugin(tmp_path):
    name, data = wheel()
    (tmp_path / name).write_bytes(data)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    target = tmp_path / "site"
    subprocess.run([*pip, "--target", target, tmp_path / name], check=True, timeout=120)
    code = (
        f"import sys; sys.path.insert(0, {str(target)!r}); import autograder; "
        "from importlib.metadata import distribution; "
        f"assert autograder.__file__.startswith({str(target)!r}); "
        "from autograder.text.catalogue import translate; print(translate('status.passed', 'en')); "
        "print([e.value for e in distribution('misconception-autograder').entry_points "
        "if e.group == 'pytest11'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout == "passed\n['autograder.selfcheck.plugin']\n"
