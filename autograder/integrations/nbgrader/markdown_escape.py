"""Neutralise markup in student text that formgrader renders.

formgrader renders a submission in the browser of whoever marks it, with raw HTML as it is: a
`<script>` in a written answer could give marks. Formulas and comparisons stay readable.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

# What HTML takes for a tag. With a space behind it, "<" is a sign like any other, and in a
# formula it means the same.
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
# Where a link leads: nbconvert lets "javascript:" pass, so only what is known to be harmless stays
# a link; with a space in between the rest is text.
_LINK = re.compile(r"\](?=[(:])(?!.\s*<?(?:https?://|mailto:|attachment:|#))", re.IGNORECASE)
_TEX_LINK = re.compile(r"\\(href|url|class|style|cssId|require|mmlToken)(?![A-Za-z])")
_ATTACHMENT = re.compile(r"attachment:(?P<name>[^\s()<>\[\]\"']*)", re.IGNORECASE)
_PICTURE = re.compile(r"image/(png|jpeg|gif|webp)")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")


def escape_markdown(text: str, names: Mapping[str, str] | None = None) -> str:
    """Markdown in which nothing is a tag, and no formula a link.

    names: of the attachments that there are, by the student's name. A reference to any other
    becomes text: nbconvert stops at it.
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
    """Of a cell's attachments those that are pictures (of a formula on paper, say)."""
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
    """For each attachment a name that needs no escaping in a link."""
    return {name: f"picture-{number}" for number, name in enumerate(attachments, 1)}


def _is_picture(kind: Any, data: Any) -> bool:
    lines = data if isinstance(data, list) else [data]
    return (
        isinstance(kind, str)
        and _PICTURE.fullmatch(kind) is not None
        and all(isinstance(line, str) and _BASE64.fullmatch(line) for line in lines)
    )
