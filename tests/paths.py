"""Where the tests find the repository and its sample data."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests" / "data"
SECOND_COURSE = DATA / "second_course"
