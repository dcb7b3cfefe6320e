"""Grade a whole class: workers, progress, output files."""
