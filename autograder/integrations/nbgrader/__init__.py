"""nbgrader integration: preprocessors, converters and gradebook access.

nbgrader keeps its commands, exchange, gradebook and formgrader; this package has the components
that it is configured with. Importing nbgrader takes seconds, so the gradebook writer does not.
"""
