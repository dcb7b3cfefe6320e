"""An auto-grading kit for deep-learning exercises."""

from pathlib import Path

__version__ = "0.2.0"
# `autograder.nbgrader` and `autograder.export`, as earlier versions called `integrations`.
__path__ = [*__path__, str(Path(__file__).parent / "integrations" / "former_paths")]
