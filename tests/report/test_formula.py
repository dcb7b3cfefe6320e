"""A formula in plain signs becomes MathML, and nothing of it is lost."""

import random
import re
import unicodedata
from collections import Counter
from xml.etree import ElementTree

import pytest

from autograder.course.exercise_library import load_library
from autograder.report.exercise_texts import exercise_texts
from autograder.report.formula import typeset
from tests.paths import ROOT

SHAPES = [
    ("a / b", "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>"),
    ("1/n", '<mn>1</mn><mo lspace="0" rspace="0" form="infix">/</mo><mi>n</mi>'),
    ("(x − 1) / s", "<mfrac><mrow><mi>x</mi>"),  # the bar takes the place of the brackets
    ("w − g / s", '<mi>w</mi><mo form="infix">−</mo><mfrac><mrow><mi>g</mi></mrow>'),
    ("Q Kᵀ / √d_k", "</msup></mrow><mrow><msqrt><msub><mi>d</mi>"),
    ("x_ij", "<msub><mi>x</mi><mrow><mi>i</mi><mi>j</mi></mrow></msub>"),
    ("wᵢ²", "<msubsup><mrow><mi>w</mi></mrow><mrow><mi>i</mi></mrow><mrow><mn>2</mn></mrow>"),
    ("10^(2i/d)", "<msup><mrow><mn>10</mn></mrow><mrow><mn>2</mn><mi>i</mi>"),
    ("√(a / b)", '<msqrt><mi>a</mi><mo lspace="0" rspace="0" form="infix">/</mo>'),
    ("m̂", '<mover accent="true"><mi>m</mi><mo stretchy="false">^</mo></mover>'),
    ("val_loss", '<mtext class="ag-code">val_loss</mtext>'),
    ("−a", '<mo form="prefix">−</mo><mi>a</mi>'),
    ("Σᵢ xᵢ / n", "<mfrac><mrow><mrow><msub><mrow><mo>∑</mo></mrow>"),
    ("|x − y|", '<mo stretchy="false">|</mo><mi>x</mi>'),
    ("mean of 1 − p", "<mtext>\u00a0of\u00a0</mtext>"),
]
ODD = ["", "(", ")", "a ) b (", "√", "x^", "^^", ",", "x₊", "a / ", "/ b", "−", "|", "Σ", "日本 x",
       "[[", "x''", "₁", "ᵀ", "a.b.c(", "<b>&\"'", "\u0302", "(" * 80]  # fmt: skip


@pytest.mark.parametrize(("plain", "mathml"), SHAPES)
def test_a_plain_form_is_read_as_it_was_meant(plain, mathml):
    assert mathml in typeset(plain)


def course_formulas():
    for folder in sorted((ROOT / "solutions").iterdir()):
        names = [path.parent.name for path in sorted(folder.glob("*/exercise.py"))]
        for name, exercise in load_library(folder, names).items():
            own = exercise_texts(exercise)
            for formula in (
                own["formula"],
                *(m["formula"] for m in own["misconceptions"].values()),
            ):
                if formula:
                    yield f"{name}: {formula}", formula


FORMULAS = dict(course_formulas())


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)
def test_every_formula_of_the_course_keeps_its_letters_and_is_well_formed(formula):
    assert len(FORMULAS) > 200
    assert signs(shown(formula)) == signs(formula)


@pytest.mark.parametrize("plain", ODD)
def test_what_is_not_understood_is_set_as_it_was_typed(plain):
    assert signs(shown(plain)) == signs(plain)


def test_any_text_becomes_well_formed_and_keeps_its_letters():
    rng = random.Random(4)
    alphabet = "abWΣ√()[]{}|‖/^_'.,·−+=≠ᵢ²ᵀ₁12 ̂<&∞∂¬ of"
    for _ in range(1500):
        plain = "".join(rng.choice(alphabet) for _ in range(rng.randrange(24)))
        assert signs(shown(plain)) == signs(plain), plain


def test_the_plain_form_stays_inside_once_for_whoever_cannot_see_the_other():
    text = typeset("a + b,  c = d")
    assert text.count("<annotation") == 1
    assert '<annotation encoding="text/plain">a + b,  c = d</annotation>' in text


def test_markup_in_a_formula_stays_text():
    assert "<script" not in typeset("<script>alert(1)</script>")


def shown(plain: str) -> str:
    """The text of all elements but the annotation."""
    root = ElementTree.fromstring(f"<p>{typeset(plain).replace('<wbr>', '')}</p>")
    for parent in root.iter():
        for child in list(parent):
            if child.tag == "annotation":
                parent.remove(child)
    return "".join(root.itertext())


def signs(text: str) -> Counter[str]:
    """Letters and digits; an index counts as the letter that it is."""
    plain = unicodedata.normalize("NFKC", text).replace("∑", "Σ")
    return Counter(re.sub(r"[\W_]|\s", "", unicodedata.normalize("NFD", plain)))
