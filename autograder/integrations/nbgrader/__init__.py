"""How does the engine live inside nbgrader?

nbgrader keeps its commands, exchange, gradebook and formgrader; in here stand the parts that
it is configured with. Importing nbgrader takes seconds, so nothing outside imports this.
"""
