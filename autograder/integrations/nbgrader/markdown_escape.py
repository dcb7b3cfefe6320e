"""Neutralise markup in student text that formgrader renders.

formgrader renders a submission in the marker's browser, raw HTML included: a `<script>` in a
written answer could set marks. Formulas and comparisons stay readable.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

# The start of an HTML tag. Followed by a space, "<" is an ordinary character, and in a formula
# the space changes nothing.
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
# A link's target: nbconvert lets "javascript:" through, so only targets known to be harmless
# stay links; with a space inserted, the others become text.
_LINK = re.compile(r"\](?=[(:])(?!.\s*<?(?:https?://|mailto:|attachment:|#))", re.IGNORECASE)
_TEX_LINK = re.compile(r"\\(href|url|class|style|cssId|require|mmlToken)(?![A-Za-z])")
_ATTACHMENT = re.compile(r"attachment:(?P<name>[^\s()<>\[\]\"']*)", re.IGNORECASE)
_PICTURE = re.compile(r"image/(png|jpeg|gif|webp)")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")


def escape_markdown(text: str, names: Mapping[str, str] | None = None) -> str:
    """Markdown in which nothing is a tag, and no formula is a link.

    names: of the existing attachments, by the student's name for each. A reference to any other
    becomes text, as nbconvert would stop at it.
    """

    def attached(found: re.Match[str]) -> str:
        known = names or {}
        name = known.get(found["name"]) or known.get(unquote(found["name"]))
        return f"attachment:{name}" if name else f"attachment {found['name']}"

    text = _ATTACHMENT.sub(attached, text)
    text = _LINK.sub("] ", _TAG.sub("< ", text))
    return _TEX_LINK.sub(r"\\text{\1}", text)


def as_code(text: str) -> str:
    """Markdown that shows the text verbatim."""
    return "\n".join(f"    {line}" for line in text.splitlines())


def image_attachments(attachments: Any) -> dict[str, dict[str, str]]:
    """A cell's attachments that are pictures (of a formula on paper, say)."""
    found: dict[str, dict[str, str]] = {}
    if not isinstance(attachments, Mapping):
        return found
    for name, bundle in attachments.items():
        if not isinstance(name, str) or not isinstance(bundle, Mapping):
            continue
        kept = {kind: "".join(data) for kind, data in bundle.items() if _is_picture(kind, data)}
        if kept:
            found[name] = kept
    return found


def plain_names(attachments: Mapping[str, Any]) -> dict[str, str]:
    """For each attachment, a name that needs no escaping in a link."""
    return {name: f"picture-{number}" for number, name in enumerate(attachments, 1)}


def _is_picture(kind: Any, data: Any) -> bool:
    lines = data if isinstance(data, list) else [data]
    return (
        isinstance(kind, str)
        and _PICTURE.fullmatch(kind) is not None
        and all(isinstance(line, str) and _BASE64.fullmatch(line) for line in lines)
    )
