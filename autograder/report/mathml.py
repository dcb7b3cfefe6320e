"""Build MathML elements for a formula's factors: names, indices, brackets, spaces between.

`formula` parses the plain form and combines these.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from autograder.report.html import element

SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₙₘₜ₊₋", "0123456789ijknmt+−", strict=True))
SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹ᵀᵗⁿⁱᵏ⁺⁻", "0123456789Ttnik+−", strict=True))
_ACCENTS = {"\u0302": "^", "\u0303": "~", "\u0304": "¯"}
WIDE, NARROW = "0.3em", "0.17em"


@dataclass(frozen=True)
class Factor:
    """A factor as MathML. inner: without its own brackets, where a bar or a root replaces them."""

    markup: Markup
    inner: Markup | None = None
    word: bool = False
    operator: bool = False

    @property
    def bare(self) -> Markup:
        return self.markup if self.inner is None else self.inner


def row(product: list[Factor]) -> Markup:
    return Markup("").join(factor.markup for factor in product)


def with_scripts(factor: Factor, low: Markup | None, high: Markup | None) -> Markup:
    """A factor with a subscript, a superscript, both or neither."""
    if low is None and high is None:
        return factor.markup
    tag = "msubsup" if low and high else "msub" if low else "msup"
    return element(tag, element("mrow", factor.markup), low, high)


def unicode_script(text: str, signs: dict[str, str]) -> Markup:
    """The content of a subscript or superscript written in Unicode's small characters: ²ᵀ."""
    plain = "".join(signs[sign] for sign in text)
    parts = (
        element("mn", part)
        if part.isdigit()
        else element("mo", part)
        if part in "+−"
        else element("mi", part, mathvariant="normal" if part == "T" else None)
        for part in re.findall(r"\d+|\D", plain)
    )
    return element("mrow", *parts)


def name(text: str) -> Factor:
    """A name: `d_k` has an index, `W1` too; `val_loss` is an identifier of a program."""
    base, _, index = text.partition("_")
    letters = base.rstrip("0123456789")
    single = len(re.sub("[\u0300-\u036f]", "", letters)) == 1
    if index and not (single or len(index) <= 2):
        return Factor(code(text), word=True)
    if not index and letters != base:
        index = base[len(letters) :]
        base = letters
    shown = _letter(base) if single else element("mi", base)
    if not index:
        return Factor(shown, word=not single)
    if index.isdigit():
        low = element("mn", index)
    else:  # ij is two indices, model is a word
        parts = index if len(index) == 2 and index.islower() else [index]
        low = element("mrow", *(element("mi", part) for part in parts))
    return Factor(element("msub", shown, low), word=not single)


def _letter(text: str) -> Markup:
    """One letter with its accents."""
    shown = element("mi", text[0])
    for accent in text[1:]:
        sign = _ACCENTS.get(accent)
        if sign is None:
            return element("mtext", text)
        shown = element("mover", shown, element("mo", sign, stretchy="false"), accent="true")
    return shown


def code(text: str) -> Markup:
    return element("mtext", text, class_="ag-code")


def bracket(text: str) -> Markup:
    return element("mo", text, stretchy="false" if text in "[]{}|‖" else None)


def operator(text: str) -> Markup:
    tight = "0" if text == "/" else None
    return element("mo", text, lspace=tight, rspace=tight, form="infix")


def gap(before: Factor, after: Factor) -> Factor:
    return Factor(element("mspace", width=WIDE if before.word or after.word else NARROW))
