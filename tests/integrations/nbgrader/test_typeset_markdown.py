"""Formulas in nbgrader's feedback are MathML, and stay harmless."""

import re

import pytest

from autograder.integrations.nbgrader.typeset_markdown import typeset_tex
from tests.paths import ROOT

pytest.importorskip("latex2mathml")
nbconvert = pytest.importorskip("nbconvert.filters.markdown_mistune")


def test_every_formula_of_the_lessons_becomes_mathml_in_the_page():
    seen = 0
    for path in sorted((ROOT / "solutions").glob("*/lesson.py")):
        for cell in path.read_text("utf-8").split("# %%"):
            text = "\n".join(line.removeprefix("# ") for line in cell.splitlines()[1:])
            if "[markdown]" not in cell.partition("\n")[0] or "$" not in text:
                continue
            html = nbconvert.markdown2html_mistune(typeset_tex(text))
            seen += html.count("<math")
            assert "$" not in re.sub(r"<(code|pre)\b.*?</\1>", "", html, flags=re.DOTALL)
    assert seen > 200


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (r"so $\frac{a}{b}$ is", "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>"),
        ("$$\na^2\n$$", '<math display="block">'),
        ("$a * b * c$", "<mo>&#42;</mo>"),
    ],
)
def test_inline_and_display_formulas_are_converted(text, found):
    assert found in typeset_tex(text)


@pytest.mark.parametrize(
    "text",
    [
        "no formula",
        "`$a$` and\n```\n$b$\n```",
        r"\$5 and \$6",
        r"$\text{<script>alert(1)</script>}$",
        r"$\text{a < b & c}$",
        "$" + "{" * 3000 + "$",
    ],
)
def test_code_prices_and_what_cannot_be_converted_stay_as_they_are(text):
    assert typeset_tex(text) == text


def test_no_link_and_no_handler_gets_into_a_page():
    text = typeset_tex(r"$\href{javascript:alert(1)}{x} \class{a}{y} \style{color:red}{z}$")
    assert not re.search(r"href=|javascript:[^}]*\"|class=|style=|on\w+=", text)


def test_a_formula_with_markdown_signs_is_no_emphasis():
    html = nbconvert.markdown2html_mistune(typeset_tex("$a * b * c_1 * d_2$"))
    assert "<em>" not in html and "<strong>" not in html
