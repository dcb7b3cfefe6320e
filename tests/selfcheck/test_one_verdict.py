"""What check() says in a notebook is what grading says, or check() says why not."""

from __future__ import annotations

import json
import os
import shutil
import time
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.manager import start_new_kernel

from autograder.authoring.release.released_files import render
from autograder.course.config import load_course
from autograder.errors import IsolationError
from autograder.grading.exam import load_exam, open_exam_sandbox
from autograder.grading.grader import judge_file
from autograder.models import Verdict
from autograder.submission import read_source
from autograder.text.catalogue import translate
from tests.paths import DATA, ROOT

from .conftest import COURSE, put

VARIANTS = DATA / "notebook_variants"
SEATS = [
    pytest.param(variant, seat, id=f"{variant['name']} ({seat})")
    for variant in tomllib.loads((VARIANTS / "variants.toml").read_text("utf-8"))["variant"]
    for seat in (*variant["seats"], *(["browser"] if "jupyter" in variant["seats"] else []))
]
FROM_STUDENTS = sorted((DATA / "notebooks").glob("F1_*.ipynb"))
SECONDS = 120

# Between two notebooks: nothing is left of the last one but the modules.
FRESH = """
if "autoreload" in get_ipython().extension_manager.loaded:
    get_ipython().run_line_magic("autoreload", "0")
get_ipython().reset(new_session=False)
import json, os, sys, types
from autograder.selfcheck import check, checker
from autograder.selfcheck.kernel_cells import executed
executed.clear()
checker.can_start_processes = lambda: {processes}
os.chdir({folder!r})
os.environ.pop("JPY_SESSION_NAME", None)
for name in [name for name in sys.modules if name.split(".")[0] == "google"]:
    del sys.modules[name]
"""
SEAT = {
    "bare": "",
    "browser": 'os.environ["JPY_SESSION_NAME"] = {file!r}',  # and no process can be started
    "jupyter": 'os.environ["JPY_SESSION_NAME"] = {file!r}',
    "vscode": "__vsc_ipynb_file__ = {file!r}",
    "colab": """
for name in ("google", "google.colab", "google.colab._message"):
    sys.modules[name] = types.ModuleType(name)
sys.modules["google.colab"]._message = sys.modules["google.colab._message"]
sys.modules["google.colab._message"].blocking_request = lambda kind, timeout_sec: dict(
    ipynb=json.load(open({file!r}, encoding="utf-8"))
)
""",
}


class Kernel:
    """One kernel for all notebooks."""

    def __init__(self) -> None:
        # A history on disk would be written, and the disk waited for, after every cell.
        options = ["--HistoryManager.hist_file=:memory:"]
        self.manager, self.client = start_new_kernel(extra_arguments=options)
        # `reset` collects garbage: what is there now never becomes any, and is not looked at.
        self.run("import autograder.selfcheck, gc; gc.collect(); gc.freeze()", history=False)

    def run(self, code: str, cell: str = "", history: bool = True) -> dict[str, str]:
        """Run a cell as a front end does; gives what its last line shows."""
        content = {"code": code, "silent": False, "store_history": history, "allow_stdin": False}
        content |= {"user_expressions": {}, "stop_on_error": False}
        metadata = {"cellId": cell} if cell else {}
        message = self.client.session.msg("execute_request", content, metadata=metadata)
        self.client.shell_channel.send(message)
        shown: dict[str, str] = {}
        while True:
            got = self.client.get_iopub_msg(timeout=SECONDS)
            if got["parent_header"].get("msg_id") != message["header"]["msg_id"]:
                continue
            if got["msg_type"] == "execute_result":
                shown = got["content"]["data"]
            if got["msg_type"] == "status" and got["content"]["execution_state"] == "idle":
                return shown

    def close(self) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


@pytest.fixture(scope="module")
def kernel() -> Iterator[Kernel]:
    kernel = Kernel()
    yield kernel
    kernel.close()


class Course:
    """A released assignment, and how its notebooks are graded."""

    def __init__(self, root: Path, name: str) -> None:
        course = load_course(root)
        assignment = course.assignment(name)
        self.files = render(course, assignment, "en")
        self.name = f"{assignment.base}.ipynb"
        self.exam, self.handout = load_exam(assignment, 7, "bubblewrap")
        try:  # which starts no Python for each notebook
            self.sandbox = open_exam_sandbox(assignment, self.exam, "bubblewrap")
        except IsolationError:
            self.sandbox = open_exam_sandbox(assignment, self.exam, "process")
        self.graded: dict[bytes, Mapping[str, Verdict]] = {}

    def grade(self, data: bytes) -> Mapping[str, Verdict]:
        """The verdicts on a submitted file, which is the same wherever it was written."""
        if data not in self.graded:
            source = read_source(data, self.name, self.handout)
            self.graded[data] = judge_file(source, self.exam, self.sandbox).verdicts
        return self.graded[data]


@pytest.fixture(scope="module")
def sums(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    """The small course, with a lesson around its exercises."""
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(COURSE, root, dirs_exist_ok=True)
    shutil.copy(VARIANTS / "lesson.py", root / "solutions" / "sums")
    course = Course(root, "sums")
    yield course
    course.sandbox.close()


@pytest.fixture(scope="module")
def basics() -> Iterator[Course]:
    course = Course(ROOT, "transformer-basics")
    yield course
    course.sandbox.close()


def edited(notebook: dict[str, Any], cells: dict[str, str], after: str = "") -> dict[str, Any]:
    """A notebook with other texts in some of its cells, and with new cells."""
    copy: dict[str, Any] = json.loads(json.dumps(notebook))
    known = {cell["id"]: cell for cell in copy["cells"]}
    for name, source in cells.items():
        if name not in known:
            known[name] = {"cell_type": "code", "id": name, "metadata": {}, "outputs": []}
            known[name]["execution_count"] = None
            place = [cell["id"] for cell in copy["cells"]].index(after) + 1
            copy["cells"].insert(place, known[name])
        known[name]["source"] = source
    return copy


def write(path: Path, notebook: dict[str, Any]) -> None:
    path.write_text(json.dumps(notebook), encoding="utf-8")


@pytest.mark.parametrize(("variant", "seat"), SEATS)
def test_check_agrees_with_grading_or_says_why_not(
    kernel: Kernel, sums: Course, tmp_path: Path, variant: dict[str, Any], seat: str
) -> None:
    put(sums.files, tmp_path)
    released = json.loads(sums.files[sums.name])
    final = edited(released, variant["cells"], variant.get("after", ""))
    cells = [cell for cell in final["cells"] if cell["cell_type"] == "code"]
    code = {cell["id"]: "".join(cell["source"]) for cell in cells}
    by_name = {cell["id"]: cell for cell in final["cells"]}
    for name, model in variant.get("metadata_of", {}).items():
        by_name[name]["metadata"] = json.loads(json.dumps(by_name[model]["metadata"]))
    for name, tags in variant.get("tags", {}).items():
        by_name[name]["metadata"]["tags"] = tags
    for cell in final["cells"]:
        if variant.get("bare_metadata"):
            cell["metadata"] = {}
        if variant.get("no_ids"):
            del cell["id"]
    asked = variant.get("check", "total")
    path = tmp_path / variant.get("file", sums.name)
    saved = variant.get("saved")
    if saved is None:
        write(path, final)
    elif saved == "never":
        path.unlink()
    else:  # long before anything ran: within a moment no clock tells the two apart
        os.utime(path, (time.time() - 60, time.time() - 60))
    sent = seat in ("jupyter", "browser")  # these alone send the identifiers of cells

    start = FRESH.format(folder=str(tmp_path), processes=seat != "browser")
    kernel.run(start, history=False)
    kernel.run(SEAT[seat].format(file=str(path)), history=False)
    kernel.run(code["setup"], "setup" if sent else "")
    for name, source in variant.get("first", {}).items():
        kernel.run(source, name if sent else "")
    for name in code:
        if name != "setup" and not name.endswith("-check"):
            kernel.run(code[name], name if sent else "")
    if "later" in variant or "types" in variant:
        final = edited(final, variant.get("later", {}))
        for cell in final["cells"]:
            cell["cell_type"] = variant.get("types", {}).get(cell.get("id"), cell["cell_type"])
        write(path, final)
    last = f"{asked}-check"
    shown = kernel.run(code[last], last if sent else "")
    points = float(shown["text/plain"])
    text = " ".join(shown["text/html"].split())

    submitted = path.read_bytes() if path.exists() else json.dumps(released).encode()
    graded = sums.grade(submitted)[asked].points
    assert variant.get("right", False) == (graded == sums.exam.keys[asked].points)
    says = variant.get("says")
    if says is None:
        assert points == graded
        assert not [key for key in REMARKS if _begin(key) in text]
    else:
        assert _begin(says) in text
        assert points == graded or saved or says == "waits"


REMARKS = ["lesson-name", "check-cell", "unsaved", "not-run", "no-file", "copy"]


def _begin(key: str) -> str:
    """A piece of a remark that has no name and no sign that HTML escapes."""
    full = "waits.about" if key == "waits" else f"notebook.{key}"
    text = translate(full, "en", name="\0", names="\0", file="\0", released="\0")
    return max((" ".join(part.split()) for part in text.replace("'", "\0").split("\0")), key=len)


@pytest.mark.parametrize("path", FROM_STUDENTS, ids=[path.stem for path in FROM_STUDENTS])
@pytest.mark.parametrize("seat", ["jupyter", "bare"])
def test_notebooks_that_passed_and_were_graded_zero(
    kernel: Kernel, basics: Course, tmp_path: Path, path: Path, seat: str
) -> None:
    put(basics.files, tmp_path)
    file = tmp_path / basics.name
    shutil.copy(path, file)
    kernel.run(FRESH.format(folder=str(tmp_path), processes=True), history=False)
    kernel.run(SEAT[seat].format(file=str(file)), history=False)
    shown_by = {}
    for cell in json.loads(path.read_bytes())["cells"]:
        about = cell["metadata"].get("nbgrader", {})
        source = "".join(cell["source"])
        if cell["cell_type"] != "code" or "plt." in source:
            continue
        shown = kernel.run(source, cell.get("id", "") if seat == "jupyter" else "")
        if about.get("grade"):
            shown_by[about["grade_id"].removesuffix("-check")] = shown
    assert len(shown_by) == 11
    verdicts = basics.grade(file.read_bytes())
    differ = {
        name: (float(shown["text/plain"]), verdicts[name].points)
        for name, shown in shown_by.items()
        if float(shown["text/plain"]) != verdicts[name].points
    }
    assert differ == {}
    [wrong] = [name for name in shown_by if verdicts[name].points == 0]
    said = {"lesson-name", "check-cell"}
    assert any(_begin(key) in " ".join(shown_by[wrong]["text/html"].split()) for key in said)
