"""Build HTML with automatic escaping.

`element` escapes every string it is given; only what `element` itself made (`Html`) goes in as
it is. The standard library is enough, since notebook cards are made on a student's machine.
"""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files

_VOID = frozenset({"br", "hr", "img", "meta", "link"})


class Html(str):
    """Text that is markup already. Made by `element` and `concat`, nowhere else."""

    __slots__ = ()

    def __html__(self) -> str:  # so that Jinja's autoescape knows it too
        return self


def element(name: str, *children: str | None, **attributes: str | float | None) -> Html:
    """One element. An attribute's trailing "_" is dropped, "_" inside becomes "-"."""
    parts = [f"<{name}"]
    for key, value in attributes.items():
        if value is not None:
            parts.append(f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"')
    parts.append(">")
    if name in _VOID:
        return Html("".join(parts))
    parts.extend(_escaped(child) for child in children if child is not None)
    parts.append(f"</{name}>")
    return Html("".join(parts))


def concat(*children: str | None) -> Html:
    """Several things after each other."""
    return Html("".join(_escaped(child) for child in children if child is not None))


def svg(width: float, height: float, alt: str, *parts: Html) -> Html:
    """A picture with its text alternative; the page's style lets it shrink."""
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


def _escaped(child: str) -> str:
    return child if isinstance(child, Html) else escape(child)


@cache
def style(name: str) -> Html:
    """A style sheet of this package. It is ours, so it needs no escaping."""
    return Html((files(__package__) / name).read_text(encoding="utf-8"))
