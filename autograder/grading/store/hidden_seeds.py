"""Make, derive and keep the seeds of hidden inputs: one for a class, or one for each student.

nbgrader grades a whole class with the same seed: it is drawn at the first grading and kept in
hidden_seeds.json next to the gradebook. `autograder grade` takes the same seed if there is one, and
keeps its seed in run.json (`RunConfig`).
"""

from __future__ import annotations

import hmac
import json
import secrets
from pathlib import Path

from autograder.errors import UserError
from autograder.files import write_atomically

SEEDS_FILE = "hidden_seeds.json"
_STUDENT_SEED_LIMIT = 1 << 31
_CLASS_SEED_LIMIT = 1_000_000


def new_secret() -> str:
    """A secret for a course; without it no student's seed can be computed."""
    return secrets.token_hex(32)


def new_seed() -> int:
    """A seed for a whole class, drawn at random."""
    return secrets.randbelow(_CLASS_SEED_LIMIT)


def derived_seed(secret: str, *parts: str) -> int:
    """The seed of one student (or one try); it reveals neither another's nor the secret."""
    said = "\0".join(parts).encode("utf-8", "surrogatepass")
    digest = hmac.new(secret.encode(), said, "sha256").digest()
    return int.from_bytes(digest[:8], "big") % _STUDENT_SEED_LIMIT


def class_seed(folder: Path, assignment: str) -> int:
    """The seed of a new run of `grade`: that of an nbgrader course folder, else a new one."""
    known = _read_seeds(folder / SEEDS_FILE).get(assignment)
    return new_seed() if known is None else known


def get_or_create_seed(folder: Path, assignment: str, override: int | None = None) -> int:
    """The seed of an assignment in an nbgrader course folder.

    override: use this one from now on.
    """
    from filelock import FileLock  # not needed for derived seeds

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / SEEDS_FILE
    with FileLock(str(folder / f".{SEEDS_FILE}.lock")):
        seeds = _read_seeds(path)
        known = seeds.get(assignment)
        if override is None and known is not None:
            return known
        seed = new_seed() if override is None else override
        if seed != known:
            text = json.dumps({**seeds, assignment: seed}, indent=1, sort_keys=True)
            write_atomically(path, text + "\n")
            path.chmod(0o600)
    return seed


def _read_seeds(path: Path) -> dict[str, int]:
    """The seeds by assignment, none without the file; UserError if it holds anything else."""
    if not path.exists():
        return {}
    try:
        seeds = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UserError(_damaged(path, type(error).__name__)) from error
    if not isinstance(seeds, dict) or not all(
        type(seed) is int and seed >= 0 for seed in seeds.values()
    ):
        raise UserError(_damaged(path, "wanted whole numbers by assignment"))
    return seeds


def _damaged(path: Path, why: str) -> str:
    return (
        f"{path}: the seeds of the hidden inputs cannot be read ({why}).\n"
        "  Put a copy of it in its place. Or delete it: new inputs are then drawn, and regraded "
        "students may get different points."
    )
