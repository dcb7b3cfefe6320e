"""Import jsonschema, which nbformat needs, without the seconds that it spends on IRI formats.

jsonschema registers a check of internationalised addresses if rfc3987-syntax is installed, as it
is with Jupyter, and that package compiles 38 grammars when it is imported. No notebook's schema
asks for such a check.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any

_GRAMMARS = "rfc3987_syntax"


def import_jsonschema() -> None:
    """Before whatever imports nbformat; nothing happens if jsonschema is there already."""
    if "jsonschema" in sys.modules or _GRAMMARS in sys.modules:
        return
    modules: dict[str, Any] = sys.modules
    modules[_GRAMMARS] = None  # importing it fails, which jsonschema expects
    try:
        importlib.import_module("jsonschema")
    except ImportError:  # then nbformat is missing as well, and says so
        pass
    finally:
        del modules[_GRAMMARS]
