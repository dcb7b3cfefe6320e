"""Former place of autograder.integrations.nbgrader, for configuration files that exist."""

from autograder.integrations.nbgrader import __path__  # noqa: F401
