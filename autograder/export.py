"""Former place of autograder.integrations, for Gradescope archives that are uploaded already."""

from autograder.integrations import __path__  # noqa: F401
