"""What an author imports to adapt the lesson's own types in values.py."""

from autograder.sandbox.values.adapter import Adapter

__all__ = ["Adapter"]
