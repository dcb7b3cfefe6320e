"""Build HTML elements in Python, for SVG pictures; pages and cards are Jinja2 templates.

Every string is escaped by markupsafe, which Jinja2 uses too; only `Markup` is inserted unchanged.
"""

from __future__ import annotations

import base64
from functools import cache
from hashlib import sha256
from importlib.resources import files

from markupsafe import Markup, escape


def element(name: str, *children: str | None, **attributes: str | float | None) -> Markup:
    """One element. An attribute's trailing "_" is dropped, "_" inside becomes "-"."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{name}{written}>{concat(*children)}</{name}>")


def concat(*children: str | None) -> Markup:
    """Join several pieces."""
    return Markup("".join(escape(child) for child in children if child is not None))


def svg(width: float, height: float, alt: str, *parts: Markup) -> Markup:
    """A picture with its text alternative; the page's style sheet lets it shrink."""
    return element(
        "svg",
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:g} {height:g}",
        width=f"{width:g}",
        height=f"{height:g}",
        role="img",
        aria_label=alt,
    )


def script_hash(script: str) -> str:
    """The hash by which a page's content security policy allows its one script."""
    return base64.b64encode(sha256(script.encode()).digest()).decode()


@cache
def style(name: str) -> Markup:
    """A style sheet or script of this package; trusted, so it needs no escaping."""
    return Markup((files(__package__) / name).read_text(encoding="utf-8"))
