"""An auto-grading kit for deep-learning exercises."""

__version__ = "0.2.0"
