"""Typeset a formula, written in plain characters, as MathML.

`typeset("softmax(Q Kᵀ / √d_k) V")` gives elements that a browser renders on its own: no script,
no network. The plain form is kept as an annotation, and is what a terminal prints.

How the plain form is read: a `/` between spaces is a fraction bar, one without spaces stays a
slash; `d_k`, `wᵢ`, `x²` and `10^(2i/d)` are indices and powers; `√` covers the next factor;
two or more spaces separate formulas that may go on separate lines. A name of several
letters is upright, one of several words (`val_loss`) is set as code. Anything that is not
understood is set as typed: nothing is dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from autograder.report.html import concat, element
from autograder.report.mathml import (
    SUBSCRIPTS,
    SUPERSCRIPTS,
    WIDE,
    Factor,
    bracket,
    code,
    gap,
    name,
    operator,
    row,
    unicode_script,
    with_scripts,
)

_LETTER = "[A-Za-zͰ-Ͽ∞][\u0300-\u036f]*"
_TOKEN = re.compile(
    rf"""(?P<space>\s*)(?:
      (?P<number>\d+(?:\.\d+)?(?:e-?\d+)?|[¼½¾])
    | (?P<name>(?:[A-Za-z]{{2,}}(?![\u0300-\u036f])|{_LETTER})\d*(?:_[A-Za-z0-9]+)*)
    | (?P<method>\.[A-Za-z]\w*)
    | (?P<sub>[{"".join(SUBSCRIPTS)}]+)
    | (?P<sup>[{"".join(SUPERSCRIPTS)}]+)
    | (?P<other>\S)
    )""",
    re.VERBOSE,
)
# These end a product: what comes before is not part of the numerator of a later fraction.
_SEPARATORS = frozenset("+−-=←→≠≤≥<>≈∈∪∩∧∨,:;…|")
_WORD = re.compile(
    "after|all|always|and|any|at|before|each|else|every|if|in|is|no|not|of|or|over|per|the|to|up|"
    "where|with|without"
)
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_BARS = "|‖"
_LONG = 20  # characters from which a formula may be broken between its terms


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    spaced: bool  # whitespace before it
    before_space: bool  # whitespace after it, or the end


@lru_cache(maxsize=2048)
def typeset(plain: str) -> Markup:
    """The formula as MathML; lines may break between its parts."""
    note: Markup | None = element("annotation", plain, encoding="text/plain")
    parts = []
    for part in re.split(r"\s{2,}", plain.strip()):
        terms = _Reader(part).terms()
        pieces = terms if len(part) > _LONG else [Markup("").join(terms)]
        shown = []
        for piece in pieces:
            shown.append(_math(piece, note))
            note = None  # once is enough
        parts.append(Markup("<wbr>").join(shown))
    return Markup(" ").join(parts)


def _math(inner: Markup, note: Markup | None) -> Markup:
    inner = element("mrow", inner)
    return element(
        "math", element("semantics", inner, note) if note else inner, displaystyle="true"
    )


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, text: str) -> None:
        found = list(_TOKEN.finditer(text))
        self._tokens = [
            _Token(
                str(each.lastgroup),
                each[str(each.lastgroup)],
                bool(each["space"]),
                each.end() >= len(text) or text[each.end()].isspace(),
            )
            for each in found
        ]
        self._at = 0
        self._roots = 0  # how many roots are open

    def terms(self) -> list[Markup]:
        """The whole text in parts between which a line may break."""
        return self._row("")

    def _next(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _row(self, closing: str) -> list[Markup]:
        """Terms up to a closing bracket, which is not consumed; each begins with its operator."""
        terms: list[Markup] = []
        sign, product = Markup(""), list[Factor]()
        begins = True  # here + or − is a sign, not an operation
        after_word = True
        while (token := self._next()) and not self._closes(token, closing):
            if begins and token.text in "−-":
                sign = concat(sign, element("mo", token.text, form="prefix"))
                self._at, begins = self._at + 1, False
                continue
            if self._separates(token):
                after_word = after_word and not product
                terms += [concat(sign, row(product))] if sign or product else []
                self._at += 1
                sign, product, begins = _separator(token, after_word), [], True
                after_word = token.kind == "name"
                if token.text == ",":  # belongs to the term before it
                    terms[-1:] = [concat(*terms[-1:], sign)]
                    sign = Markup("")
                continue
            if self._is_bar(token) and product:
                self._at += 1
                top = product[0].bare if len(product) == 1 else row(product)
                product = [
                    Factor(
                        element("mfrac", element("mrow", top), element("mrow", self._factor().bare))
                    )
                ]
            elif token.text in "·/":
                self._at += 1
                product.append(Factor(operator(token.text), operator=True))
            else:
                factor = self._factor()
                apart = product and token.spaced and not product[-1].operator
                product += [gap(product[-1], factor)] if apart else []
                product.append(factor)
            begins = False
        return [*terms, concat(sign, row(product))] if sign or product else terms

    def _closes(self, token: _Token, closing: str) -> bool:
        if closing in _BARS and token.text == closing:
            return bool(closing) and not token.spaced
        return bool(closing) and token.text == closing

    def _separates(self, token: _Token) -> bool:
        if token.text == "|":
            return token.spaced and token.before_space
        return token.text in _SEPARATORS or (
            token.kind == "name" and _WORD.fullmatch(token.text) is not None
        )

    def _is_bar(self, token: _Token) -> bool:
        """Whether it is a fraction bar; not within a root, as few fonts have one that tall."""
        return token.text == "/" and token.spaced and token.before_space and not self._roots

    def _factor(self) -> Factor:
        """One factor with everything attached to it."""
        token = self._next()
        if token is None:
            return Factor(Markup(""))
        self._at += 1
        if token.text == "√":
            self._roots += 1
            inside = self._factor().bare
            self._roots -= 1
            return Factor(element("msqrt", inside))
        if token.text in "−-¬∂∇" and self._next():
            inner = self._factor()
            sign = "mo" if token.text in "−-¬" else "mi"
            form = "prefix" if sign == "mo" else None
            shown = element(sign, token.text, form=form)
            return Factor(concat(shown, inner.markup))
        if token.text in "Σ∑∏":
            return self._sum(token)
        return self._attached(self._atom(token))

    def _sum(self, token: _Token) -> Factor:
        """A sum with all factors that follow without an operator in between."""
        parts = [self._attached(Factor(element("mo", "∑" if token.text == "Σ" else token.text)))]
        while (after := self._next()) and after.text not in "·/)]}" and not self._separates(after):
            if after.text in _BARS and not after.spaced:
                break
            factor = self._factor()
            parts += [gap(parts[-1], factor)] if after.spaced and len(parts) > 1 else []
            parts.append(factor)
        return Factor(element("mrow", *(part.markup for part in parts)))

    def _atom(self, token: _Token) -> Factor:
        text = token.text
        closing = _BRACKETS.get(text) or (text if text in _BARS else "")
        if closing:
            inner = Markup("").join(self._row(closing))
            closed = self._next() is not None
            self._at += closed
            outer = concat(bracket(text), inner, bracket(closing) if closed else None)
            plain = inner if text == "(" and closed else None
            return Factor(element("mrow", outer), plain)
        if token.kind == "number":
            return Factor(element("mn", text))
        if token.kind == "name":
            return name(text)
        if token.kind == "other" and not text.isalnum():
            return Factor(element("mo", text))
        return Factor(element("mtext", text))

    def _attached(self, factor: Factor) -> Factor:
        """Indices, powers, primes, and a bracket that follows without a space."""
        low = high = None
        while (token := self._next()) and not token.spaced:
            if token.kind == "sub" and low is None:
                low = unicode_script(token.text, SUBSCRIPTS)
            elif token.kind == "sup" and high is None:
                high = unicode_script(token.text, SUPERSCRIPTS)
            elif token.text == "'" and high is None:
                high = element("mo", "′")
            elif token.text == "^" and high is None and self._at + 1 < len(self._tokens):
                self._at += 1
                high = element("mrow", self._factor().bare)
                continue
            elif token.kind == "method":
                factor = Factor(concat(with_scripts(factor, low, high), code(token.text)))
                low = high = None
            elif token.text in "([":
                self._at += 1
                called = self._atom(token)
                factor = Factor(concat(with_scripts(factor, low, high), called.markup))
                low = high = None
                continue
            else:
                break
            self._at += 1
        if low is None and high is None:
            return factor
        return Factor(with_scripts(factor, low, high), word=factor.word)


def _separator(token: _Token, after_word: bool) -> Markup:
    if token.kind == "name":
        before = "" if after_word or not token.spaced else "\u00a0"
        return element("mtext", f"{before}{token.text}\u00a0")
    if token.text == ",":
        return element("mo", ",", rspace=WIDE if token.before_space else None)
    return element("mo", token.text, form="infix")
