"""Fixtures of the nbgrader tests: a TA's course folder, in this process.

`NbgraderCourse` runs nbgrader's commands in this process, where each costs a fraction of a second;
as programs they cost seconds each. `test_commands.py` runs the programs.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.paths import DATA, SECOND_COURSE

nbgrader = pytest.importorskip("nbgrader", reason="the extra `nbgrader` is not installed")

from nbgrader import converters  # noqa: E402
from nbgrader.api import Gradebook  # noqa: E402
from nbgrader.coursedir import CourseDirectory  # noqa: E402
from nbgrader.utils import capture_log  # noqa: E402
from traitlets.config import Config, LoggingConfigurable  # noqa: E402

from autograder.integrations.nbgrader import converter as autograde  # noqa: E402
from autograder.integrations.nbgrader.config import configure  # noqa: E402
from tests.nbgrader_tables import version_asked_once  # noqa: E402

CLASS = DATA / "class"
SECOND = SECOND_COURSE
LESSON = "transformer-basics"
CALENDAR = "sun-and-calendar"


@pytest.fixture(scope="session", autouse=True)
def nothing_of_this_machine(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """No configuration, cache or exchange of whoever runs the tests."""
    home = tmp_path_factory.mktemp("home")
    patch = pytest.MonkeyPatch()
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        patch.setenv(name, str(home / name.lower()))
    patch.delenv("NBGRADER_DB_URL", raising=False)
    patch.setenv("PATH", os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])))
    patch.setattr("nbgrader.api.get_alembic_version", version_asked_once)
    yield
    patch.undo()


class NbgraderCourse(LoggingConfigurable):
    """nbgrader on one course folder, configured as nbgrader_config.py does, or plain."""

    def __init__(self, folder: Path, course: Path | None, seed: int = 7) -> None:
        config = Config()
        if course is not None:
            configure(config, course, folder)
            config.CoursePart.seed = seed
        else:
            config.CourseDirectory.root = str(folder)
        super().__init__(config=config)
        self.plain = course is None
        self.folder = folder
        self.coursedir = CourseDirectory(parent=self)
        self.done: dict[str, Any] = {}

    def _run(self, kind: type, assignment: str, student: str, **traits: Any) -> dict[str, Any]:
        self.coursedir.assignment_id, self.coursedir.student_id = assignment, student
        app = kind(coursedir=self.coursedir, parent=self)
        for name, value in traits.items():
            setattr(app, name, value)
        with warnings.catch_warnings():
            # nbgrader 0.9.6 makes its rows in a way that SQLAlchemy 2 remarks on.
            warnings.filterwarnings("ignore", "Object of type <Submitted", sa.exc.SAWarning)
            result: dict[str, Any] = capture_log(app)
        return result

    def generate(self, assignment: str, force: bool = True) -> dict[str, Any]:
        return self._run(converters.GenerateAssignment, assignment, ".", force=force)

    def autograde(self, assignment: str, student: str = "*", **traits: Any) -> dict[str, Any]:
        kind = converters.Autograde if self.plain else autograde.Autograde
        return self._run(kind, assignment, student, **{"force": True, **traits})

    def feedback(self, assignment: str, student: str = "*", **traits: Any) -> dict[str, Any]:
        kind = converters.GenerateFeedback if self.plain else autograde.GenerateFeedback
        return self._run(kind, assignment, student, **{"force": True, **traits})

    def submit(self, student: str, assignment: str, name: str, content: str | bytes) -> Path:
        """Put a file where nbgrader collects submissions."""
        path = self.folder / "submitted" / student / assignment / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def gradebook(self) -> Gradebook:
        return Gradebook(self.coursedir.db_url, self.coursedir.course_id or "default_course")

    def scores(self, assignment: str, student: str) -> dict[str, float | None]:
        """Automatic scores by cell."""
        return {name: row["auto_score"] for name, row in self.grades(assignment, student).items()}

    def grades(self, assignment: str, student: str) -> dict[str, dict[str, Any]]:
        """All that the gradebook says, by cell."""
        with self.gradebook() as book:
            rows = book.find_submission(assignment, student).notebooks[0].grades
            return {row.name: row.to_dict() for row in rows}

    def comments(self, assignment: str, student: str) -> dict[str, str | None]:
        with self.gradebook() as book:
            rows = book.find_submission(assignment, student).notebooks[0].comments
            return {row.name: row.comment for row in rows}

    def mark(self, assignment: str, student: str, cell: str, points: float, comment: str) -> None:
        """What formgrader does when a person gives points and a comment."""
        notebook = assignment.replace("-", "_")
        with self.gradebook() as book:
            grade = book.find_grade(cell, notebook, assignment, student)
            grade.manual_score, grade.extra_credit = points, 0.5
            grade.needs_manual_grade = False
            book.find_comment(cell, notebook, assignment, student).manual_comment = comment
            book.db.commit()

    def notebook(self, assignment: str, student: str) -> dict[str, Any]:
        """The graded notebook."""
        name = f"{assignment.replace('-', '_')}.ipynb"
        path = self.folder / "autograded" / student / assignment / name
        content: dict[str, Any] = json.loads(path.read_bytes())
        return content

    def feedback_page(self, assignment: str, student: str) -> str:
        name = f"{assignment.replace('-', '_')}.html"
        path = self.folder / "feedback" / student / assignment / name
        return path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course, its assignment generated; to be copied."""
    target = tmp_path_factory.mktemp("generated") / "course"
    shutil.copytree(SECOND, target, ignore=shutil.ignore_patterns("__pycache__"))
    done = NbgraderCourse(target / "grading", target).generate(CALENDAR)
    assert done["success"], done
    return target


@pytest.fixture
def calendar(tmp_path: Path, generated: Path) -> Path:
    """A copy of the small course, to be changed."""
    return Path(shutil.copytree(generated, tmp_path / "course"))


@pytest.fixture
def nb_course(calendar: Path) -> NbgraderCourse:
    """nbgrader on the small course, its assignment generated."""
    return NbgraderCourse(calendar / "grading", calendar)


@pytest.fixture
def released(nb_course: NbgraderCourse) -> Callable[..., str]:
    """The notebook as a student receives it, with some cells' sources replaced."""

    def filled(answers: Mapping[str, str] | None = None) -> str:
        path = nb_course.folder / "release" / CALENDAR / "sun_and_calendar.ipynb"
        content = json.loads(path.read_bytes())
        for cell in content["cells"]:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id")
            if answers and name in answers:
                cell["source"] = answers[name]
        return json.dumps(content)

    return filled


@pytest.fixture(scope="session")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """OUT of `autograder grade` for the small course; not to be changed."""
    out = tmp_path_factory.mktemp("graded") / "out"
    command = [
        sys.executable,
        "-m",
        "autograder",
        "grade",
        CALENDAR,
        SECOND / "submissions",
        "--course",
        SECOND,
    ]
    subprocess.run([*command, "--out", out, "--seed", "7", "--quiet"], check=True, timeout=120)
    return out


@pytest.fixture
def out(tmp_path: Path, graded: Path) -> Path:
    """A copy of OUT, without what the run has made of the gradebook."""
    for_us = ("gradebook.db", "grading")
    return Path(shutil.copytree(graded, tmp_path / "out", ignore=shutil.ignore_patterns(*for_us)))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[[str], str]]:
    """Gives the URL of a new database on a PostgreSQL of our own, on loopback."""
    pytest.importorskip("psycopg2", reason="pip install psycopg2-binary")
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not programs:
        pytest.skip("PostgreSQL is not installed; on Debian: apt-get install postgresql")
    # A socket's path must be short, and the server's user must be able to get there.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    binaries = programs[-1].parent
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"

    def run(*command: str | Path) -> None:
        as_user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        subprocess.run([*as_user, *command], check=True, capture_output=True, timeout=60, cwd="/")

    run(binaries / "initdb", "-D", folder / "data", "-A", "trust", "-U", "ta", "--no-sync")
    run(
        binaries / "pg_ctl",
        "-D",
        folder / "data",
        "-o",
        options,
        "-l",
        folder / "log",
        "-w",
        "start",
    )
    server = f"postgresql+psycopg2://ta@127.0.0.1:{port}"

    def new(name: str) -> str:
        engine = sa.create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return f"{server}/{name}"

    try:
        yield new
    finally:
        run(binaries / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
