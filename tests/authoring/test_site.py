"""`release --site`: what is written, and what is refused, without a browser."""

from __future__ import annotations

import json
import shutil
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from autograder.authoring.release import site
from autograder.authoring.release.released_files import render
from autograder.authoring.release.site import write_site
from autograder.authoring.release.site_page import notebook_address
from autograder.authoring.release.wheel import repack
from autograder.cli import main
from autograder.course.config import load_course
from autograder.errors import UserError
from tests.paths import ROOT

NAME = "transformer-basics"
needs_jupyterlite = pytest.mark.skipif(
    find_spec("jupyterlite_core") is None or find_spec("jupyterlite_pyodide_kernel") is None,
    reason="JupyterLite is not installed: pip install 'misconception-autograder[site]'",
)


@pytest.fixture(scope="module")
def course():
    return load_course(ROOT)


@pytest.fixture(scope="module")
def written(course, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "site"
    write_site(course, [course.assignment(NAME)], folder)
    return folder


@needs_jupyterlite
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_site_holds_the_released_notebook_and_data_to_the_byte(course, written, language):
    rendered = render(course, course.assignment(NAME), language)
    folder = written / "lite" / "files" / NAME / language
    names = ["selfcheck.json", "transformer_basics.ipynb"]
    assert sorted(path.name for path in folder.iterdir()) == names
    for name in names:
        assert (folder / name).read_bytes() == rendered[name]


@needs_jupyterlite
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_first_page_leads_to_each_notebook(course, written, language):
    address = notebook_address(course.assignment(NAME), language)
    page, _, path = address.partition("?path=")
    assert f'href="{address}"' in (written / "index.html").read_text("utf-8")
    assert (written / page).is_file()
    assert (written / "lite" / "files" / path).is_file()


@needs_jupyterlite
def test_the_kernel_loads_this_package_and_asks_nobody_but_pyodide(written):
    text = (written / "lite" / "jupyter-lite.json").read_text("utf-8")
    settings = json.loads(text)["jupyter-config-data"]["litePluginSettings"]
    [kernel] = settings.values()
    assert kernel["pyodideUrl"] == site.PYODIDE_URL
    assert kernel["disablePyPIFallback"] is True
    kit = kernel["loadPyodideOptions"]["packages"][-1]
    scripts = written / "lite" / "extensions/@jupyterlite/pyodide-kernel-extension/static"
    assert (scripts / kit).resolve() == next(
        (written / "lite" / "pypi").glob("misconception_*.whl")
    )
    index = json.loads((written / "lite" / "pypi" / "all.json").read_text("utf-8"))
    assert set(index) == {"comm", "jinja2", "markupsafe", "misconception-autograder"}


@needs_jupyterlite
def test_of_what_is_installed_here_only_the_kernel_is_in_the_site(written):
    packages = (written / "lite" / "extensions").glob("*/*/package.json")
    assert [path.parent.name for path in packages] == ["pyodide-kernel-extension"]


@needs_jupyterlite
def test_a_site_written_before_is_replaced_and_nothing_else_is(course, written, tmp_path):
    again = tmp_path / "site"
    shutil.copytree(written, again)
    (again / "lite" / "old.txt").write_text("old")
    (again / "mine.txt").write_text("mine")
    write_site(course, [course.assignment(NAME)], again)
    assert not (again / "lite" / "old.txt").exists()
    assert (again / "mine.txt").read_text() == "mine"
    files = [path for path in sorted((written / "lite").rglob("*")) if path.is_file()]
    differing = [
        path.relative_to(written).as_posix()
        for path in files
        if (again / path.relative_to(written)).read_bytes() != path.read_bytes()
    ]
    assert differing == []


@needs_jupyterlite
def test_a_folder_with_other_files_is_refused_and_left_alone(course, tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(UserError, match="not an earlier site"):
        write_site(course, [course.assignment(NAME)], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


@needs_jupyterlite
def test_a_file_in_place_of_the_folder_is_refused(course, tmp_path):
    (tmp_path / "site").write_text("")
    with pytest.raises(UserError, match="got a file"):
        write_site(course, [course.assignment(NAME)], tmp_path / "site")


def test_without_jupyterlite_it_says_what_to_install(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(site, "_WANTED", ("no-such-distribution-here",))
    monkeypatch.setattr("autograder.authoring.release.released_files.release", lambda *_: tmp_path)
    assert main(["release", "--course", str(ROOT), "--site", str(tmp_path / "site")]) == 4
    assert "misconception-autograder[site]" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_an_installed_package_is_packed_again_as_a_wheel(tmp_path):
    name, data = repack("comm")
    (tmp_path / name).write_bytes(data)
    with zipfile.ZipFile(tmp_path / name) as archive:
        inside = archive.namelist()
        assert archive.testzip() is None
    assert Path(name).suffix == ".whl" and "comm/__init__.py" in inside
    assert sum(path.endswith(".dist-info/RECORD") for path in inside) == 1
    assert not any("__pycache__" in path or path.startswith("..") for path in inside)
