"""The page of a whole class, and the staff page of each student."""
