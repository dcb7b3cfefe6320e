"""The version of nbgrader's tables, which nbgrader asks of the program alembic for each gradebook.

It is the same for all of them, and the program takes a second: the tests ask once.
"""

from functools import cache

from nbgrader import api

version_asked_once = cache(api.get_alembic_version)
