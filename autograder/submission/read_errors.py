"""What is wrong with a file that was handed in, in the student's words?

Every word that reading may say stands here, in English and Japanese: what is wrong,
and how to mend it. A `UnreadableFileError` carries one of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from autograder.text.sanitize import printable

LocalizedText = Mapping[str, str]

MAX_DETAIL = 120  # characters of a name or value inside a message

_WORDS = {
    "empty": (
        "The file is empty. Save your work and hand it in again.",
        "ファイルが空です。保存してから、もう一度提出してください。",
    ),
    "not-utf8": (
        "The file is not UTF-8 text (first seen in line {line}). Save it as UTF-8.",
        "UTF-8 のテキストではありません（{line} 行目）。"
        "文字コードを UTF-8 にして保存し直してください。",
    ),
    "utf16": (
        "The file is UTF-16 or UTF-32 text, not UTF-8. Save it as UTF-8.",
        "UTF-8 ではなく UTF-16 か UTF-32 で保存されています。UTF-8 で保存し直してください。",
    ),
    "null-bytes": (
        "The file holds null bytes (first in line {line}), so it is damaged or not text. "
        "Save it again from your editor.",
        "ヌル文字が含まれています（{line} 行目）。ファイルが壊れているか、テキストではありません。"
        "エディタで保存し直してください。",
    ),
    "binary": (
        "The file is not text ({what}). Hand in the .ipynb or .py file itself.",
        "テキストファイルではありません（{what}）。"
        ".ipynb か .py のファイルそのものを提出してください。",
    ),
    "unknown-encoding": (
        "Line {line} declares the encoding '{name}', which cannot be read. "
        "Remove that line and save the file as UTF-8.",
        "{line} 行目で宣言された文字コード「{name}」は読めません。"
        "その行を消し、UTF-8 で保存し直してください。",
    ),
    "too-large": (
        "The file has {size} MB; at most {limit} MB are read. "
        "Clear the outputs of the notebook, or remove pasted data.",
        "ファイルが {size} MB あります（上限 {limit} MB）。"
        "ノートブックの出力を消すか、貼り付けたデータを取り除いてください。",
    ),
    "code-too-large": (
        "The code is longer than {limit} kB, the most that is read. "
        "Take out the data that was pasted into it.",
        "コードが上限の {limit} kB を超えています。"
        "貼り付けたデータをコードから取り除いてください。",
    ),
    "too-many-statements": (
        "The file has more than {limit} statements at top level. Remove pasted data.",
        "トップレベルの文が {limit} 個を超えています。貼り付けたデータを取り除いてください。",
    ),
    "not-json": (
        "Not a notebook: the file is not valid JSON (line {line}: {reason}). "
        "Save it again from Jupyter.",
        "ノートブックとして読めません。JSON として正しくありません（{line} 行目: {reason}）。"
        "Jupyter で保存し直してください。",
    ),
    "not-a-notebook": (
        "Not a notebook: {reason}. Save it again from Jupyter.",
        "ノートブックとして読めません（{reason}）。Jupyter で保存し直してください。",
    ),
    "notebook-format": (
        "The notebook is in format {version}; format 4 is wanted. "
        "Open it in a current Jupyter and save it once.",
        "ノートブックの形式がバージョン {version} です（必要なのは 4）。"
        "新しい Jupyter で開き、一度保存してください。",
    ),
    "bad-cell": (
        "Cell {number} of the notebook is damaged: {reason}.",
        "ノートブックの {number} 番目のセルが壊れています（{reason}）。",
    ),
    "link": (
        "'{name}' is a link, and links are not followed. Hand in the file itself.",
        "「{name}」はリンクです。リンク先は読みません。ファイルそのものを提出してください。",
    ),
    "not-a-file": (
        "'{name}' is not an ordinary file. Hand in the .ipynb or .py file itself.",
        "「{name}」は通常のファイルではありません。"
        ".ipynb か .py のファイルそのものを提出してください。",
    ),
    "unreadable": (
        "'{name}' cannot be read: {reason}.",
        "「{name}」を読めません（{reason}）。",
    ),
    "nothing": (
        "No file called {wanted} was handed in (found: {found}).",
        "{wanted} が提出されていません（提出されたもの: {found}）。",
    ),
    "nothing-at-all": (
        "No file called {wanted} was handed in, nor any other.",
        "{wanted} が提出されていません（提出されたもの: なし）。",
    ),
    "hidden": (
        "'{name}' begins with a dot, so it was passed over. If it is a student's, rename it.",
        "「{name}」は名前がドットで始まるため、採点しませんでした。"
        "学生のものなら、名前を変えてください。",
    ),
    "several": (
        "Several files could be the one to grade ({found}). Hand in one, called {wanted}.",
        "採点するファイルを決められません（{found}）。"
        "{wanted} という名前で一つだけ提出してください。",
    ),
    "too-many-files": (
        "More than {limit} files were handed in. Hand in the .ipynb or .py file alone.",
        "提出されたファイルが {limit} 個を超えています。"
        ".ipynb か .py のファイルだけを提出してください。",
    ),
    "archive-damaged": (
        "The archive '{name}' cannot be unpacked: {reason}. Pack it again as .zip.",
        "アーカイブ「{name}」を展開できません（{reason}）。.zip で作り直してください。",
    ),
    "archive-compression": (
        "'{name}' is compressed in a way that is not read. Pack it again as an ordinary .zip.",
        "「{name}」は読み込めない方式で圧縮されています。普通の .zip で作り直してください。",
    ),
    "archive-encrypted": (
        "'{name}' is protected by a password. Hand it in without one.",
        "「{name}」にはパスワードがかかっています。パスワードなしで提出してください。",
    ),
    "archive-kind": (
        "'{name}' is an archive of a kind that is not read. Hand in .zip or .tar.gz.",
        "「{name}」は読み込めない種類のアーカイブです。.zip か .tar.gz で提出してください。",
    ),
    "archive-too-large": (
        "The archive '{name}' unpacks to more than {limit} MB. Leave out data and outputs.",
        "アーカイブ「{name}」は展開すると {limit} MB を超えます。データや出力を除いてください。",
    ),
    "archive-path": (
        "The archive's entry '{name}' points outside of the archive; it was not unpacked.",
        "アーカイブ内の「{name}」はアーカイブの外を指しているため、展開しませんでした。",
    ),
    "archive-in-archive": (
        "'{name}' is an archive inside an archive inside an archive. Pack the files once.",
        "「{name}」はアーカイブが何重にも入れ子になっています。一度だけ圧縮してください。",
    ),
}


def read_error(problem: str, **details: object) -> LocalizedText:
    """What a problem is called, {"en": ..., "ja": ...}; details are made printable."""
    english, japanese = _WORDS[problem]
    clean = {name: printable(str(detail), MAX_DETAIL) for name, detail in details.items()}
    return {"en": english.format(**clean), "ja": japanese.format(**clean)}


def translate_read_error(english: str, language: str) -> str | None:
    """A problem's English words in another language; None if they are no problem's.

    A verdict keeps the English words alone, as results are the same in any language.
    """
    if language == "en":
        return english if any(shape.fullmatch(english) for shape, _ in _shapes()) else None
    for shape, japanese in _shapes():
        found = shape.fullmatch(english)
        if found:
            return japanese.format(**found.groupdict())
    return None


@cache
def _shapes() -> list[tuple[re.Pattern[str], str]]:
    """Each English text as a pattern with its details as groups, beside the Japanese."""
    return [
        (re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.*)", re.escape(english))), japanese)
        for english, japanese in _WORDS.values()
    ]


class UnreadableFileError(Exception):
    """A file that cannot be read; `texts` says why."""

    def __init__(self, problem: str, **details: object) -> None:
        self.problem = problem
        self.texts = read_error(problem, **details)
        super().__init__(self.texts["en"])
