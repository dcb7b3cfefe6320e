"""Read submissions: `.py`, `.ipynb` and archives become `Submission`s.

`collect` finds a class's files and is imported by name: a self-check reads its one file
without paying for archives.
"""

from autograder.submission.handout import Handout
from autograder.submission.source_reader import read_source

__all__ = ["Handout", "read_source"]
