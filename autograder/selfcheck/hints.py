"""Give hints one at a time and remember how many were given.

Each call gives one more hint, which says a little more than the last. The count is stored in
a small file beside the exercises or, where that cannot be written, in the user's cache.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.selfcheck.data import PublicData
from autograder.selfcheck.workspace import Workspace
from autograder.text.catalogue import join_cjk_lines, localized, translate

HINTS_FILE = ".autograder-hints.json"


@dataclass(frozen=True)
class Hint:
    """One hint of an exercise. number: from 1."""

    number: int
    count: int
    text: str


def hint_texts(work: Workspace, name: str, language: str) -> list[str]:
    """The next hint as paragraphs: title, text and what to do next."""
    name = work.named(name, language)
    texts = work.data.texts[name]
    title = localized(texts.get("title", {}), language) or name
    hint = next_hint(work.data, work.folder, name, language)
    if hint is None:
        return [translate("hints.none", language, name=name)]
    values = {"number": hint.number, "count": hint.count, "name": name, "title": title}
    said = [translate("hints.title", language, **values), hint.text]
    section = localized(texts.get("section", {}), language)
    if hint.number < hint.count:
        return [*said, translate("hints.more", language)]
    if section:
        said.append(translate("hints.again", language, section=section))
    return [*said, translate("hints.last", language)]


def next_hint(data: PublicData, folder: Path, name: str, language: str) -> Hint | None:
    """The hint after the one given last, starting over after the last; None if there is none."""
    hints = localized(data.texts[name].get("hints", {}), language)
    if not hints:
        return None
    seen = _seen(folder)
    number = seen.get(name, 0) % len(hints)
    _remember(folder, {**seen, name: number + 1})
    return Hint(number + 1, len(hints), join_cjk_lines(hints[number]))


def _seen(folder: Path) -> dict[str, int]:
    """How many hints were given, by exercise; an unreadable file is not an error."""
    for path in _places(folder):
        with contextlib.suppress(OSError, ValueError, RecursionError):
            content = json.loads(path.read_text(encoding="utf-8"))
            if isinstance(content, dict):
                return {k: v for k, v in content.items() if type(v) is int and v >= 0}
    return {}


def _remember(folder: Path, seen: Mapping[str, int]) -> None:
    for path in _places(folder):
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(seen, indent=1) + "\n", encoding="utf-8")
            return


def _places(folder: Path) -> Iterator[Path]:
    yield folder / HINTS_FILE
    with contextlib.suppress(OSError, RuntimeError):  # there may be no home directory
        place = hashlib.sha256(str(folder.resolve()).encode("utf-8", "replace")).hexdigest()[:16]
        yield _cache() / "autograder" / f"hints-{place}.json"


def _cache() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
