"""nbgrader integration: preprocessors, converters and gradebook access.

nbgrader keeps its commands, exchange, gradebook and formgrader; this package holds the parts that
it is configured with. Importing nbgrader takes seconds: what writes the gradebook does without.
"""
