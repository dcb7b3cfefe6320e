"""Import jsonschema and jupytext without the slow parts that are not needed here.

jsonschema registers a check of internationalised addresses if rfc3987-syntax is installed, as it
is with Jupyter, and that package compiles 38 grammars on import. No notebook's schema uses that
check. jupytext imports plug-ins for Jupyter's server, and with them the server.
"""

from __future__ import annotations

import contextlib
import importlib
import sys
from typing import Any

_GRAMMARS = "rfc3987_syntax"
_PLUG_INS = ("jupytext.sync_contentsmanager", "jupytext.async_contentsmanager")


def import_jsonschema() -> None:
    """Call before anything imports nbformat; does nothing if jsonschema is already imported."""
    if "jsonschema" not in sys.modules:
        with contextlib.suppress(ImportError):  # then nbformat is missing too, and reports it
            _import_without("jsonschema", _GRAMMARS)


def import_jupytext() -> Any:
    """The package jupytext."""
    import_jsonschema()
    return _import_without("jupytext", *_PLUG_INS)


def _import_without(name: str, *missing: str) -> Any:
    """Import a module as if others were not installed; it must be able to do without them."""
    modules: dict[str, Any] = sys.modules
    absent = [each for each in missing if each not in modules]
    modules |= dict.fromkeys(absent)  # importing None fails
    try:
        return importlib.import_module(name)
    finally:
        for each in absent:
            del modules[each]
