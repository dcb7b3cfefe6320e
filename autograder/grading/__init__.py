"""Judge one submission."""
