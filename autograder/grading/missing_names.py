"""Explain missing functions and NameErrors.

It was never written, or the cell or statement that makes it did not run. The second is an
separate error, with its own message.
"""

from __future__ import annotations

import re
from dataclasses import replace

from autograder.models import Source, Transcript, Verdict


def explain_missing(name: str, verdict: Verdict, source: Source, transcript: Transcript) -> Verdict:
    """The verdict of a missing exercise, with the reason why it is missing."""
    for error in transcript.unit_errors:
        unit = source.units[error.unit]
        if name in unit.defines:
            kind = error.kind
            text = f"{error.error}: {error.message}" if kind == "raised" else kind
            status = "error" if kind == "raised" else kind
            return replace(verdict, status=status, message=f"{unit.origin}: {text}")
    return replace(verdict, message=verdict.message or f"no function named '{name}' was found")


def explain_name_error(verdict: Verdict, source: Source, transcript: Transcript) -> Verdict:
    """A NameError with its cause: the statement that was to make the name did not run."""
    found = re.match(r"NameError: name '(\w+)' is not defined", verdict.message)
    if not found:
        return verdict
    for error in transcript.unit_errors:
        unit = source.units[error.unit]
        if found[1] in unit.defines and error.kind == "raised":
            cause = f"{unit.origin}: {error.error}: {error.message}"
            return replace(verdict, message=cause)
    return verdict
