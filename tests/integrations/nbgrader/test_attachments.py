"""A written answer may refer to pictures that are there, and to others."""

import pytest

from autograder.integrations.nbgrader.markdown_escape import escape_markdown

nbconvert = pytest.importorskip("nbconvert")
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath  # noqa: E402

PICTURE = {"image/png": "iVBORw0KGgo="}
MISSING = [
    "![curve](attachment:curve.svg)",
    "![curve](<attachment:my curve.svg>)",
    '![curve](attachment:curve.svg "a title")',
    '![curve](attachment: "a title")',
    "![curve](attachment:)",
    "![curve][1]\n\n[1]: attachment:curve.svg",
    "![curve][1]\n\n[1]:\n  attachment:curve.svg",
    "![curve](ATTACHMENT:curve.svg)",
    r"![curve](attachment\:curve.svg)",
    "![curve](attachment&#58;curve.svg)",
    "[![curve](attachment:curve.svg)](attachment:other.svg)",
    "![図](attachment:図.svg)",
    "<img src='attachment:curve.svg'>",
]


def rendered(text: str, attachments: dict[str, dict[str, str]]) -> str:
    return str(MarkdownWithMath(IPythonRenderer(attachments=attachments)).render(text))


@pytest.mark.parametrize("text", MISSING)
def test_a_reference_to_an_attachment_that_is_not_there_becomes_text(text: str) -> None:
    shown = rendered(escape_markdown(text), {})
    assert "<img" not in shown
    assert "attachment" in shown.lower()


@pytest.mark.parametrize(
    ("name", "said"),
    [("curve.png", "curve.png"), ("my curve.png", "my%20curve.png"), ("図.png", "図.png")],
)
def test_a_picture_that_is_there_is_shown_under_a_plain_name(name: str, said: str) -> None:
    text = escape_markdown(f"![curve](attachment:{said})", {name: "picture-1"})
    assert 'src="data:image/png;base64,iVBORw0KGgo="' in rendered(text, {"picture-1": PICTURE})
