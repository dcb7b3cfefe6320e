"""What a student can submit to attack nbgrader's side of the grading: one function an attack.

Each puts files into submitted/<student>/<assignment>/. Its author has `date_label` right and the
rest untouched, if not said otherwise: nobody may lose these points, and nobody get more.
"""

from __future__ import annotations

import base64
import copy
import io
import json
import os
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NAME = "sun_and_calendar"
NOTEBOOK, PROGRAM = f"{NAME}.ipynb", f"{NAME}.py"
LABEL = """\
def date_label(year, month, day):
    if month < 1 or month > 12:
        raise ValueError("month must be 1..12")
    return f"{year:04}-{month:02}-{day:02}"
"""
EARNED = {"date_label": 6.0}
NOTHING: dict[str, float] = {}
SCRIPT = "<script>window.obeyed = 1</script><img src=x onerror='window.obeyed = 1'>"
PIXEL = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(40)).decode()


@dataclass(frozen=True)
class Hand:
    """The place of one attacker: the folder to fill, the notebook as released, a file to covet."""

    folder: Path
    released: Mapping[str, Any]
    secret: Path

    def notebook(self, **answers: str) -> dict[str, Any]:
        """The released notebook with date_label right, and these cells' sources replaced."""
        content = copy.deepcopy(dict(self.released))
        for name, source in {"date_label": LABEL, **answers}.items():
            cell_of(content, name)["source"] = source
        return content

    def write(self, name: str, content: Any) -> Path:
        """A file of the submission; a notebook where the content is one."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, dict):
            content = json.dumps(content)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path


def cell_of(content: Mapping[str, Any], grade_id: str) -> dict[str, Any]:
    """The cell with this name."""
    for cell in content["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id:
            found: dict[str, Any] = cell
            return found
    raise KeyError(grade_id)


def code(source: str, **nbgrader: Any) -> dict[str, Any]:
    """A code cell, with what nbgrader should believe of it."""
    about = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    return {
        "cell_type": "code",
        "id": nbgrader.pop("id", "more"),
        "execution_count": None,
        "outputs": [],
        "source": source,
        "metadata": {"nbgrader": {**about, **nbgrader}} if nbgrader else {},
    }


@dataclass(frozen=True)
class Attack:
    """points: what its author has earned. student: the folder's name, if that is the attack."""

    name: str
    plant: Callable[[Hand], None]
    points: Mapping[str, float] = field(default_factory=lambda: EARNED)
    student: str = ""

    @property
    def folder(self) -> str:
        return self.student or self.name


ATTACKS: list[Attack] = []
Plant = Callable[[Hand], None]


def attack(points: Mapping[str, float] = EARNED, student: str = "") -> Callable[[Plant], Plant]:
    def known(plant: Plant) -> Plant:
        ATTACKS.append(Attack(plant.__name__, plant, points, student))
        return plant

    return known


# --- cells and what nbgrader's metadata says of them ----------------------------------


@attack()
def every_cell_twice(hand: Hand) -> None:
    content = hand.notebook()
    content["cells"] += copy.deepcopy(content["cells"])
    hand.write(NOTEBOOK, content)


@attack()
def points_raised_in_the_metadata(hand: Hand) -> None:
    content = hand.notebook()
    for cell in content["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"].update(points=1000, max_score=1000, score=1000)
    hand.write(NOTEBOOK, content)


@attack()
def points_of_absurd_types(hand: Hand) -> None:
    content = hand.notebook()
    for cell, points in zip(
        content["cells"], [float("inf"), -5, "6", None, [1], {}] * 9, strict=False
    ):
        cell["metadata"].setdefault("nbgrader", {}).update(points=points)
    hand.write(NOTEBOOK, content)


@attack()
def a_forged_check_with_a_score_in_its_output(hand: Hand) -> None:
    content = hand.notebook()
    check = cell_of(content, "day_length-check")
    result = {"output_type": "execute_result", "metadata": {}, "execution_count": 1}
    check["outputs"] = [{**result, "data": {"text/plain": "10.0"}}]
    check["source"] = "10.0"
    hand.write(NOTEBOOK, content)


@attack()
def a_check_that_is_stolen_by_a_solution(hand: Hand) -> None:
    content = hand.notebook()
    content["cells"].append(code("10", grade_id="day_length-check", solution=True, points=10))
    hand.write(NOTEBOOK, content)


@attack()
def the_written_answer_becomes_an_automatic_one(hand: Hand) -> None:
    content = hand.notebook()
    answer = cell_of(content, "why_leap_days")
    answer.update(cell_type="code", source="6.0", outputs=[], execution_count=None)
    answer["metadata"]["nbgrader"].update(solution=False, locked=True)
    hand.write(NOTEBOOK, content)


@attack()
def a_forged_task_and_a_manual_answer(hand: Hand) -> None:
    content = hand.notebook()
    task = {"grade_id": "bonus", "task": True, "points": 100, "locked": True}
    content["cells"].append({**code("", **task), "cell_type": "markdown", "source": "bonus"})
    content["cells"].append(code("", grade_id="more", grade=True, solution=True, points=50))
    hand.write(NOTEBOOK, content)


@attack()
def the_check_of_another_exercise_under_ones_own_name(hand: Hand) -> None:
    content = hand.notebook()
    check = cell_of(content, "day_length-check")
    check["metadata"]["nbgrader"]["grade_id"] = "date_label-check"
    check["id"] = "date_label-check"
    hand.write(NOTEBOOK, content)


@attack(NOTHING)
def names_of_cells_of_absurd_types(hand: Hand) -> None:
    content = hand.notebook()
    for cell, name in zip(
        content["cells"], [None, 1, [], {}, "", "a" * 9000, "../../x"] * 9, strict=False
    ):
        cell["metadata"]["nbgrader"] = {"grade_id": name, "grade": "yes", "solution": []}
        cell["source"] = "" if cell["cell_type"] == "code" else cell["source"]
    hand.write(NOTEBOOK, content)


@attack()
def identifiers_that_are_paths_and_markup(hand: Hand) -> None:
    content = hand.notebook()
    for cell, name in zip(
        content["cells"], ["../x", SCRIPT, "", 7, None, "same", "same"] * 9, strict=False
    ):
        cell["id"] = name
    hand.write(NOTEBOOK, content)


@attack()
def a_schema_of_another_time(hand: Hand) -> None:
    content = hand.notebook()
    for cell, version in zip(content["cells"], [0, 99, "3", None] * 9, strict=False):
        cell["metadata"].setdefault("nbgrader", {})["schema_version"] = version
    hand.write(NOTEBOOK, content)


@attack()
def the_records_of_a_regrade_forged(hand: Hand) -> None:
    content = hand.notebook()
    entry = {"status": 1, "diagnosis": 7, "points": "1000", "max_points": [], "stamp": {}}
    names = ("date_label", "days_in_months", "day_length")
    forged = {"hand_in": 1, "written": "x", "exercises": dict.fromkeys(names, entry)}
    content["metadata"]["autograder"] = forged
    hand.write(NOTEBOOK, content)
    hand.write("a_first.ipynb", content)  # read before ours, if it is copied beside it
    hand.write(".graded_content", b"\xff\xfe")


@attack()
def cells_that_claim_to_be_rubrics_and_notes(hand: Hand) -> None:
    content = hand.notebook()
    content["cells"].append(
        {"cell_type": "markdown", "source": f"6 points {SCRIPT}", "id": "rubric-1",
         "metadata": {"autograder": {"rubric": True, "note": True}}}
    )  # fmt: skip
    hand.write(NOTEBOOK, content)


# --- what is shown --------------------------------------------------------------------


@attack()
def outputs_of_megabytes(hand: Hand) -> None:
    content = hand.notebook()
    text = {"output_type": "stream", "name": "stdout", "text": "x" * 3_000_000}
    cell_of(content, "date_label")["outputs"] = [text] * 4
    hand.write(NOTEBOOK, content)


@attack()
def outputs_with_scripts(hand: Hand) -> None:
    content = hand.notebook()
    data = {"text/html": SCRIPT, "application/javascript": "window.obeyed = 1"}
    shown = {"output_type": "display_data", "metadata": {}, "data": data}
    for name in ("date_label", "date_label-check", "day_length-check"):
        cell_of(content, name)["outputs"] = [shown]
    hand.write(NOTEBOOK, content)


@attack()
def outputs_and_cells_of_wrong_types(hand: Hand) -> None:
    content = hand.notebook()
    cell_of(content, "date_label").update(outputs={"a": 1}, execution_count="x")
    content["cells"] += [7, None, [], {"cell_type": "video"}, {"cell_type": "code", "source": 1}]
    content["cells"].append({"cell_type": "markdown", "source": "x", "metadata": [], "id": "q"})
    hand.write(NOTEBOOK, content)


@attack()
def markup_in_every_kind_of_cell(hand: Hand) -> None:
    answer = (
        f"{SCRIPT}\n\n[x](javascript:obeyed) [y]\n\n[y]: javascript:obeyed\n\n<javascript:obeyed>\n"
        r"$\href{javascript:obeyed}{x} \mmlToken{mi}[href='javascript:obeyed']{x}$ $$\require{html}"
        r"\style{color:red}{x}$$ <iframe src='javascript:obeyed'></iframe>"
    )
    content = hand.notebook(why_leap_days=answer)
    for kind in ("raw", "markdown"):
        content["cells"].append({"cell_type": kind, "source": answer, "metadata": {}, "id": kind})
    content["cells"].append(code(f"# {SCRIPT}"))
    hand.write(NOTEBOOK, content)


@attack()
def bidi_nul_and_surrogates(hand: Hand) -> None:
    text = "paid \u202etnuocsid\u2066 \x00 \x1b[31m \ud800 \x07"
    content = hand.notebook(why_leap_days=text, day_length=f"raise ValueError({text!a})")
    content["cells"].append({"cell_type": "raw", "source": text, "metadata": {}, "id": text})
    content["cells"][0]["attachments"] = {text: {"image/png": PIXEL}}
    hand.write(NOTEBOOK, content)


@attack()
def a_text_that_takes_hours_to_render(hand: Hand) -> None:
    content = hand.notebook(why_leap_days=r"\begin{a}" * 40_000)
    for kind in ("raw", "markdown"):
        cell = {"cell_type": kind, "source": "# " * 400_000, "metadata": {}}
        content["cells"] += [{**cell, "id": f"{kind}{number}"} for number in range(6)]
    hand.write(NOTEBOOK, content)


@attack()
def thousands_of_cells(hand: Hand) -> None:
    content = hand.notebook()
    cell = {"cell_type": "markdown", "source": "$x$", "metadata": {}}
    content["cells"] += [{**cell, "id": f"c{number}"} for number in range(400)]
    hand.write(NOTEBOOK, content)


@attack()
def formulas_that_take_long(hand: Hand) -> None:
    deep = r"$\frac{" * 60 + "x" + "}{y}$" * 60 + "$" + r"\sqrt{" * 250 + "x" + "}" * 250 + "$"
    hand.write(NOTEBOOK, hand.notebook(why_leap_days=f"{deep} ${'x^{' * 300}${'{' * 1900}$"))


# --- attachments ----------------------------------------------------------------------


@attack()
def attachments_that_are_not_there(hand: Hand) -> None:
    answer = "![a](attachment:none.png) ![b](attachment:../../gradebook.db) ![c](<attachment:x y>)"
    hand.write(NOTEBOOK, hand.notebook(why_leap_days=answer))


@attack()
def attachments_with_names_that_are_paths(hand: Hand) -> None:
    names = ["../../../../x.png", "/etc/passwd", "a\x00b", SCRIPT, "", "x" * 5000, "a\nb"]
    content = hand.notebook(why_leap_days=" ".join(f"![x](attachment:{name})" for name in names))
    cell_of(content, "why_leap_days")["attachments"] = {n: {"image/png": PIXEL} for n in names}
    hand.write(NOTEBOOK, content)


@attack()
def attachments_of_wrong_types(hand: Hand) -> None:
    content = hand.notebook(why_leap_days="![x](attachment:a) ![x](attachment:b)")
    cell_of(content, "why_leap_days")["attachments"] = {
        "a": {"image/png": 7, "image/svg+xml": f"<svg>{SCRIPT}</svg>", "text/html": SCRIPT},
        "b": {"image/png": ["not", "base64!", None]},
        "c": [],
    }
    hand.write(NOTEBOOK, content)


@attack()
def attachments_of_megabytes(hand: Hand) -> None:
    content = hand.notebook(why_leap_days="![x](attachment:a)")
    cell_of(content, "why_leap_days")["attachments"] = {"a": {"image/png": "A" * 4_000_000}}
    hand.write(NOTEBOOK, content)


# --- files beside the work, and names -------------------------------------------------


@attack()
def files_named_as_the_courses_own(hand: Hand) -> None:
    hand.write(NOTEBOOK, hand.notebook())
    attacker = f"open({str(hand.secret)!r}, 'a').write('obeyed')\n"
    for name in (
        "nbgrader_config.py", "jupyter_nbconvert_config.py", "conftest.py", "sitecustomize.py",
        "usercustomize.py", "numpy.py", "json.py", "autograder/__init__.py", "nbgrader.py",
        ".ipython/profile_default/startup/00.py",
    ):  # fmt: skip
        hand.write(name, attacker)
    for name in ("gradebook.db", "hidden_seeds.json", "course.yaml", "results.jsonl", "grades.csv"):
        hand.write(name, "forged")


@attack()
def forged_feedback_beside_the_work(hand: Hand) -> None:
    hand.write(NOTEBOOK, hand.notebook())
    for name in (f"{NAME}.html", "other.html", "index.html", "feedback/x.html", "a\nb.html"):
        hand.write(name, SCRIPT)


@attack()
def links_to_everything(hand: Hand) -> None:
    hand.write(PROGRAM, LABEL)
    for name in ("loot.txt", "loot.py", "gradebook.db", "timestamp.txt", "submission_secret.txt"):
        (hand.folder / name).symlink_to(hand.secret)
    (hand.folder / "up").symlink_to(hand.folder.parent.parent)
    (hand.folder / NOTEBOOK).symlink_to(hand.secret)
    (hand.folder / "itself").symlink_to("itself")


@attack(NOTHING)
def the_work_is_a_link_to_anothers(hand: Hand) -> None:
    (hand.folder / PROGRAM).symlink_to(f"../../honest/{hand.folder.name}/{PROGRAM}")


@attack()
def links_by_the_hundred_with_brackets(hand: Hand) -> None:
    hand.write(PROGRAM, LABEL)
    for number in range(250):
        (hand.folder / f"[l{number}]*").symlink_to(hand.secret)
        hand.write(f"[f{number}]", "x")


@attack()
def pipes_in_place_of_files(hand: Hand) -> None:
    hand.write(PROGRAM, LABEL)
    for name in ("timestamp.txt", "submission_secret.txt", NOTEBOOK, "more.txt"):
        os.mkfifo(hand.folder / name)


@attack()
def endless_devices_in_place_of_files(hand: Hand) -> None:
    hand.write(PROGRAM, LABEL)
    for name in ("timestamp.txt", "submission_secret.txt", NOTEBOOK):
        (hand.folder / name).symlink_to("/dev/zero")


@attack()
def folders_in_place_of_files(hand: Hand) -> None:
    hand.write(PROGRAM, LABEL)
    for name in (NOTEBOOK, "timestamp.txt", "submission_secret.txt", ".graded_content"):
        (hand.folder / name).mkdir()


@attack()
def a_forged_time_that_is_none(hand: Hand) -> None:
    hand.write(PROGRAM, LABEL)
    hand.write("timestamp.txt", b"\xff\xfe in time \x1b[31m" + b"x" * 500_000)
    hand.write("submission_secret.txt", b"\xff\xfe")


@attack()
def a_time_beyond_all_calendars_and_an_empty_secret(hand: Hand) -> None:
    hand.write(PROGRAM, LABEL)
    hand.write("timestamp.txt", "9999-12-31 23:59:59 -23:59")
    hand.write("submission_secret.txt", "")


@attack()
def a_secret_that_is_a_path(hand: Hand) -> None:
    hand.write(PROGRAM, LABEL)
    hand.write("timestamp.txt", "2027-05-01 12:00:00.000000 UTC")
    hand.write("submission_secret.txt", "../../../gradebook")


@attack()
def an_archive_with_names_without_end(hand: Hand) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("日" * 80 + f"_{NAME}.py", LABEL)
    hand.write("work.zip", packed.getvalue())


@attack()
def an_archive_with_paths_out_of_it(hand: Hand) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(f"..\\..\\{PROGRAM}", LABEL)
        archive.writestr(f"../../../{PROGRAM}", "date_label = 1")
    hand.write("work.zip", packed.getvalue())
    hand.write(PROGRAM, LABEL)


# --- the notebook as a whole ----------------------------------------------------------


@attack()
def a_kernel_that_is_a_command(hand: Hand) -> None:
    content = hand.notebook()
    run = f"touch {hand.secret}.obeyed"
    content["metadata"].update(
        kernelspec={"name": "bash", "argv": ["sh", "-c", run], "display_name": SCRIPT},
        language_info={"name": "bash", "pygments_lexer": SCRIPT, "file_extension": "/../x"},
        jupytext={"formats": "ipynb,../../py:percent", "executable": run},
        widgets={"application/vnd.jupyter.widget-state+json": {"state": SCRIPT}},
        title=SCRIPT, authors=[SCRIPT],
    )  # fmt: skip
    hand.write(NOTEBOOK, content)


@attack(NOTHING)
def a_notebook_of_format_3(hand: Hand) -> None:
    content = hand.notebook()
    hand.write(
        NOTEBOOK, {"nbformat": 3, "metadata": {}, "worksheets": [{"cells": content["cells"]}]}
    )


@attack(NOTHING)
def a_notebook_of_format_5(hand: Hand) -> None:
    hand.write(NOTEBOOK, {**hand.notebook(), "nbformat": 5})


@attack()
def the_rest_of_the_notebook_is_of_wrong_types(hand: Hand) -> None:
    content = hand.notebook()
    hand.write(NOTEBOOK, {**content, "metadata": 7, "nbformat_minor": "x", "signature": [SCRIPT]})


@attack(NOTHING)
def keys_twice_and_numbers_that_are_none(hand: Hand) -> None:
    text = json.dumps(hand.notebook())
    hand.write(NOTEBOOK, text[:-1] + ', "cells": NaN, "metadata": Infinity}')


@attack(NOTHING)
def nested_without_end(hand: Hand) -> None:
    hand.write(NOTEBOOK, '{"nbformat": 4, "cells": ' + "[" * 100_000 + "]" * 100_000 + "}")


@attack(student="o'Hara\"; DROP TABLE student; --")
def a_student_who_is_a_statement(hand: Hand) -> None:
    hand.write(PROGRAM, LABEL)


@attack(student="{x}%s%(x)s$HOME[!a]")
def a_student_who_is_a_template(hand: Hand) -> None:
    hand.write(PROGRAM, LABEL)


@attack(student="two\nlines")
def a_student_of_two_lines(hand: Hand) -> None:
    hand.write(PROGRAM, LABEL)


@attack(student="\udcff\udcfe")
def a_student_who_is_no_text(hand: Hand) -> None:
    hand.write(PROGRAM, LABEL)


@attack(student="<script>window.obeyed = 1<\u2215script>\u202e")
def a_student_who_is_markup(hand: Hand) -> None:
    hand.write(PROGRAM, LABEL)


@attack()
def code_that_names_the_kits_own_answers(hand: Hand) -> None:
    """The sandbox is attacked elsewhere; here it is what the pages show of it."""
    look = "import glob\nseen = glob.glob('/tmp/*/*.db')[:9]\n"
    raised = "def day_length(a, b):\n    raise ValueError(f'{seen} <script>obeyed</script>')\n"
    hand.write(PROGRAM, f"{LABEL}{look}{raised}")
