"""Self-check for students: notebook, pytest and terminal.

`check` and `hint` for a notebook; `plugin` for pytest; `command` for the terminal. All of
them use the public answer keys in selfcheck.json. This file imports nothing: pytest loads
the plugin in every session, even where there is nothing to check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.selfcheck.notebook_check import check, hint

__all__ = ["check", "hint"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from autograder.selfcheck import notebook_check as notebook

        return getattr(notebook, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
