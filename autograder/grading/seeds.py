"""Seeds of hidden inputs that differ from student to student."""

from __future__ import annotations

import hmac
import secrets

DERIVED_SEEDS = 1 << 31  # a seed of one student is below this
CLASS_SEEDS = 1_000_000  # a seed of a whole class is below this


def new_secret() -> str:
    """A secret of a course, from which no seed can be computed without it."""
    return secrets.token_hex(32)


def derived_seed(secret: str, *parts: str) -> int:
    """The seed of one student (or of one try); it tells nothing of another's or of the secret."""
    said = "\0".join(parts).encode("utf-8", "surrogatepass")
    digest = hmac.new(secret.encode(), said, "sha256").digest()
    return int.from_bytes(digest[:8], "big") % DERIVED_SEEDS
