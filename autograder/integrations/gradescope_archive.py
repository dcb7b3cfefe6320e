"""Build gradescope_autograder.zip, which runs this kit in Gradescope's container.

It contains setup.sh and run_autograder, this package as a wheel, and the course
(course.yaml and solutions/). See `gradescope_run` for what happens in the container.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.metadata import packages_distributions
from pathlib import Path

from autograder.authoring.release.wheel import wheel, zip_bytes
from autograder.course.assignment import Assignment
from autograder.course.config import Course
from autograder.files import write_file
from autograder.grading.store.fingerprints import course_files
from autograder.grading.store.hidden_seeds import new_secret
from autograder.grading.store.run_config import RunConfig

ARCHIVE = "gradescope_autograder.zip"
ORDER = "order.json"
COURSE = "course"

_SETUP = """\
#!/usr/bin/env bash
# Gradescope runs this once, when it builds the container.
set -euo pipefail
root="${AUTOGRADER_ROOT:-/autograder}"

apt-get update -qq
apt-get install -y -qq bubblewrap libseccomp2 python3 python3-pip python3-venv

if python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  python3 -m venv "$root/venv"
else
  # An older base image: uv brings a newer Python.
  python3 -m pip install --quiet uv
  export UV_PYTHON_INSTALL_DIR=/opt/python
  python3 -m uv venv --seed --python 3.12 "$root/venv"
fi
kit=("$root"/source/*.whl)
"$root/venv/bin/python" -m pip install --quiet "${kit[0]}[grade]" @PACKAGES@
chmod 700 "$root/source"
"""

_RUN = """\
#!/usr/bin/env bash
# Gradescope runs this for each submission; results/results.json is what it reads.
root="${AUTOGRADER_ROOT:-/autograder}"
python="${AUTOGRADER_PYTHON:-$root/venv/bin/python}"
# -P and a folder of its own: a file of the submission is never imported in its place.
cd "$root/source" || exit 3
exec "$python" -P -m autograder.integrations.gradescope_run "$root"
"""


def write_archive(course: Course, assignment: Assignment, run: RunConfig, folder: Path) -> Path:
    """Write the archive and return its path.

    Raises UserError if the package is not installed, since no wheel can be made then.
    """
    name, kit = wheel()
    order = {
        "assignment": assignment.name,
        "language": run.language,
        # Each attempt's inputs are made from this, the student and the attempt: what a student
        # learns from one helps with no other, and helps nobody else.
        "secret": new_secret(),
        "isolation": "bubblewrap",
    }
    packages = " ".join(_distributions(assignment.packages))
    files = {
        "setup.sh": _SETUP.replace("@PACKAGES@", packages).encode(),
        "run_autograder": _RUN.encode(),
        name: kit,
        ORDER: (json.dumps(order, indent=1) + "\n").encode(),
        **{f"{COURSE}/{path}": data for path, data in course_files(course).items()},
    }
    path = folder / ARCHIVE
    write_file(path, zip_bytes(files.items()))
    return path


def _distributions(packages: Sequence[str]) -> list[str]:
    """What pip calls the packages that answers may import: scikit-learn for sklearn."""
    known = packages_distributions()
    return sorted({known[name][0] for name in packages if name in known})
