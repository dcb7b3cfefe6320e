"""nbgrader on this course: run its commands, and `jupyter lab` for formgrader, in this folder.

Everything that nbgrader writes lies in grading/, which git ignores. See docs/nbgrader.md.
"""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from autograder.integrations.nbgrader.config import configure  # noqa: E402

c = get_config()  # noqa: F821
configure(c, HERE)

# Another gradebook (or set NBGRADER_DB_URL):
# c.CourseDirectory.db_url = "postgresql+psycopg2://user@host/name"
# A server's own exchange:
# c.Exchange.root = "/srv/nbgrader/exchange"
# c.CoursePart.seed = 7
