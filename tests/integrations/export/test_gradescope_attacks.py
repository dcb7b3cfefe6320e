"""What a student can put beside or into a submission to attack the grader on Gradescope.

`hostile_gradescope/` holds what lies beside an honest submission, one file or link each; MARK
stands for a file that must never be there, since only code of the student would write it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import yaml

from autograder.integrations import gradescope_run
from tests.integrations.export.conftest import Class
from tests.integrations.export.test_gradescope import (  # noqa: F401
    SCHEMA,
    Container,
    container,
    folder,
    jsonschema,
)
from tests.paths import DATA

CASES = sorted((DATA / "hostile_gradescope").glob("*.yaml"))
SPY = """\
import gc, json, os, sys

def bce_loss(y_true, y_pred):
    found = ["it ran"]
    for path in ("{root}/source/order.json", "{root}/submission_metadata.json",
                 "{root}/results/results.json", "/proc/self/environ", "/proc/1/environ"):
        try:
            with open(path) as file:
                found.append("READ " + path[-20:] + file.read()[:200])
        except Exception as error:
            found.append(type(error).__name__)
    texts = [*os.environ.values(), *sys.argv, *(x for x in gc.get_objects() if isinstance(x, dict))]
    found += ["HELD " + repr(each)[:80] for each in texts if "secret" in each or "seed" in each]
    try:
        with open("{root}/results/results.json", "w") as file:
            json.dump({{"score": 1e9}}, file)
        found.append("WROTE")
    except Exception as error:
        found.append(type(error).__name__)
    raise ValueError("; ".join(found))
"""


def plant(place: Path, mark: Path) -> None:
    """Put all cases into a folder."""
    for case in CASES:
        found = yaml.safe_load(case.read_text("utf-8"))
        path = place / found["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        if "link" in found:
            path.symlink_to(found["link"])
        else:
            path.write_text(found["text"].replace("MARK", repr(str(mark))), "utf-8")
            path.chmod(0o755)


def test_the_cases_are_many() -> None:
    assert len(CASES) >= 25


def test_what_lies_beside_a_submission_on_gradescope_changes_nothing(
    container: Container,  # noqa: F811
    mixed: Class,
    tmp_path: Path,
) -> None:
    container.hand_in("student01")
    mark = tmp_path / "mark"
    plant(container.root / "submission", mark)
    forged = container.root / "results" / "results.json"
    forged.symlink_to(container.root / "source" / "order.json")  # it must not be written through
    orders = (container.root / "source" / "order.json").read_bytes()
    code, result, said = container.run()
    assert code == 0, said
    jsonschema.validate(result, SCHEMA)
    assert result["score"] == mixed.grades["student01"].points
    assert not mark.exists()
    assert not forged.is_symlink()
    assert (container.root / "source" / "order.json").read_bytes() == orders
    assert json.loads(orders)["secret"] not in json.dumps(result)


def test_a_submission_on_gradescope_reads_no_secret_and_writes_no_result(
    container: Container,  # noqa: F811
) -> None:
    code_of = SPY.format(root=container.root)
    (container.root / "submission" / "transformer_basics.py").write_text(code_of, "utf-8")
    container.tries(1, 7)
    container.order(language="en")
    secret = json.loads((container.root / "source" / "order.json").read_text("utf-8"))["secret"]
    code, result, said = container.run()
    assert code == 0, said
    assert result["score"] == 0
    said_of_it = json.dumps(result)
    assert "it ran; FileNotFoundError" in said_of_it
    assert not any(word in said_of_it for word in ("READ ", "HELD ", "WROTE"))
    assert secret not in said_of_it + said


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes")
def test_without_metadata_the_seed_follows_no_link_and_waits_for_no_pipe(tmp_path: Path) -> None:
    submission = tmp_path / "submission"
    submission.mkdir()
    (submission / "a.py").write_text("pass\n")
    (tmp_path / "secret.txt").write_text("one")
    (submission / "link.py").symlink_to(tmp_path / "secret.txt")
    os.mkfifo(submission / "pipe.py")
    before = gradescope_run._seed(tmp_path, {"secret": "s"})
    (tmp_path / "secret.txt").write_text("two")
    assert gradescope_run._seed(tmp_path, {"secret": "s"}) == before
    (submission / "a.py").write_text("pass  # another try\n")
    assert gradescope_run._seed(tmp_path, {"secret": "s"}) != before
