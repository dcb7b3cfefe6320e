"""Fixtures that the tests of exercises share."""

from tests.tiny_exercise import folder, rewrite  # noqa: F401
