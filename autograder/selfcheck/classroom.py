"""The self-check as a step of a GitHub Classroom workflow.

`python -m autograder.selfcheck.classroom` writes one output for each exercise, with the points
earned, in the form that Classroom's reporter reads.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from autograder.errors import GraderError, UserError
from autograder.selfcheck.checker import SelfChecker, SelfCheckResult
from autograder.selfcheck.command import exit_code, show_all
from autograder.selfcheck.console import Console
from autograder.selfcheck.next_steps import exercise_feedback
from autograder.selfcheck.workspace import find_workspace

FAULT, USAGE = 3, 4


def step_outputs(names: Iterable[str]) -> dict[str, str]:
    """The name of each exercise's output: letters, digits and _ only."""
    return {
        name: name if name.isascii() else f"exercise_{place}"
        for place, name in enumerate(names, start=1)
    }


def reporter_results(result: SelfCheckResult) -> dict[str, str]:
    """For each output, what the reporter reads: base64 of JSON."""
    outputs = step_outputs(result.verdicts)
    return {outputs[name]: _encoded(result, name) for name in result.verdicts}


def _encoded(result: SelfCheckResult, name: str) -> str:
    verdict = result.verdicts[name]
    feedback = exercise_feedback(result, name, result.data.language)
    said = [feedback.status_word, *(each.title for each in feedback.diagnoses)]
    passed = verdict.status == "passed"
    test = {
        "name": name,
        "status": "pass" if passed else "fail",
        "score": verdict.points,
        "message": None if passed else ": ".join(said),
        "test_code": f"python -m pytest -k {name}",
        "filename": "",
        "line_no": 0,
        "execution_time": 0,
    }
    whole = {
        "version": 1,
        "status": test["status"],
        "max_score": verdict.max_points,
        "tests": [test],
    }
    return base64.b64encode(json.dumps(whole).encode()).decode()


def main() -> int:
    """Return 0 even for wrong work, since its points show it. An internal error ends the job."""
    try:
        work = find_workspace(None)
        with closing(SelfChecker(work.data)) as checker:
            result = checker.check(work.read(work.data.language))
        show_all(result, work.data.language, Console(sys.stdout))
        exit_code(result)
    except UserError as error:
        print(error, file=sys.stderr)
        return USAGE
    except GraderError as error:
        print(f"Internal error (your code is not at fault):\n{error}", file=sys.stderr)
        return FAULT
    if target := os.environ.get("GITHUB_OUTPUT"):
        lines = (f"{name}={value}\n" for name, value in reporter_results(result).items())
        with Path(target).open("a", encoding="utf-8") as file:
            file.writelines(lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
