"""The tiny exercise of `tests/tiny_exercise.py` as fixtures."""

from tests.tiny_exercise import exam, folder, rewrite, sandbox_of  # noqa: F401
