"""Former path of autograder.integrations.nbgrader, for existing configuration files."""

from autograder.integrations.nbgrader import __path__  # noqa: F401
