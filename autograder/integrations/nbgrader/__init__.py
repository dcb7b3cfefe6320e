"""nbgrader integration: preprocessors, converters and gradebook access.

nbgrader keeps its commands, exchange, gradebook and formgrader; this package holds the parts that
it is configured with. Importing nbgrader takes seconds, so nothing outside imports this.
"""

from autograder.authoring.notebook_imports import import_jsonschema

import_jsonschema()
