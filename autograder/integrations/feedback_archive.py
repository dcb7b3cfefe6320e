"""Archives of feedback files: the same pages give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

_WHEN = (1980, 1, 1, 0, 0, 0)
_SHOWN = 20


def pack(files: Mapping[str, bytes]) -> bytes:
    """A .zip of these files, without times of their own."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            info = zipfile.ZipInfo(name, _WHEN)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return buffer.getvalue()


def left_out(students: Sequence[str]) -> str:
    """Who is not in an archive, in a line below its path."""
    if not students:
        return ""
    more = f" and {len(students) - _SHOWN} more" if len(students) > _SHOWN else ""
    return f"\n  without: {', '.join(students[:_SHOWN])}{more}"
