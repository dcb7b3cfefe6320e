"""Turn verdicts into pages, notebook cards and text."""
