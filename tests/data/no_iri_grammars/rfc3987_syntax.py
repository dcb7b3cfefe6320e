"""Stands in for a package that builds its grammars for a second in each program with nbformat."""

raise ImportError("jsonschema does without it, and no test checks such an address")
