"""Former path of autograder.integrations, for Gradescope archives that are already uploaded."""

from autograder.integrations import __path__  # noqa: F401
