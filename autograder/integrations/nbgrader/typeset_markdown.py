"""Convert TeX formulas in markdown cells to MathML, so that feedback needs no network.

nbgrader's page loads MathJax from another host, which MathML does not need. A formula that cannot
be converted is left unchanged. The converter does not escape text, and students write formulas
too, so only known elements and attributes of its output are kept.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from xml.etree import ElementTree

from markupsafe import Markup, escape

from autograder.report.html import element

_MOST = 2_000  # characters in a formula
_TEX = re.compile(
    r"(?P<code>(?P<fence>```|~~~).*?(?:(?P=fence)|\Z)|`[^`\n]*`)|"
    rf"(?<!\\)\$\$(?P<block>[^$]{{1,{_MOST}}})\$\$|"
    rf"(?<![\\$])\$(?P<inline>[^$\n]{{1,{_MOST}}})(?<!\\)\$(?!\$)",
    re.DOTALL,
)
_ELEMENTS = re.compile(
    "math menclose mfrac mi mn mo mover mpadded mphantom mroot mrow ms mspace msqrt mstyle msub "
    "msubsup msup mtable mtd mtext mtr munder munderover".replace(" ", "|")
)
_ATTRIBUTES = re.compile(
    "accent accentunder columnalign columnspacing depth display displaystyle fence form height "
    "largeop linethickness lspace mathvariant maxsize minsize movablelimits notation rowspacing "
    "rspace scriptlevel separator stretchy symmetric width".replace(" ", "|")
)
_MARKDOWN = str.maketrans({sign: f"&#{ord(sign)};" for sign in "*_\\`$[]~"})


def typeset_tex(text: str) -> str:
    """Markdown with its formulas as MathML; code is left unchanged."""
    if "$" not in text or find_spec("latex2mathml") is None:
        return text

    def replaced(found: re.Match[str]) -> str:
        if found["code"]:
            return found[0]
        block = found["block"] is not None
        return _mathml(found["block"] if block else found["inline"], block) or found[0]

    return _TEX.sub(replaced, text)


def _mathml(tex: str, block: bool) -> str:
    from latex2mathml.converter import convert

    try:
        made = convert(tex, display="block" if block else "inline")
        root = ElementTree.fromstring(made)
        return _written(root)
    except Exception:  # an external parser on a student's text: the formula stays TeX
        return ""


def _written(node: ElementTree.Element) -> Markup:
    """The element rewritten; ValueError if it is not a MathML element."""
    name = node.tag.rpartition("}")[2]
    if not _ELEMENTS.fullmatch(name):
        raise ValueError(name)
    kept = {key: value for key, value in node.attrib.items() if _ATTRIBUTES.fullmatch(key)}
    children = [_plain(node.text)]
    for child in node:
        children += [_written(child), _plain(child.tail)]
    return element(name, *children, **kept)


def _plain(text: str | None) -> Markup:
    """Text in which Markdown finds no markup."""
    return Markup(str(escape(text or "")).translate(_MARKDOWN))
