"""The first page of the static site: a link to each notebook, and how to work in a browser."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from autograder.course.config import Assignment, Course
from autograder.text.catalogue import LANGUAGES

_PAGE = """\
<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1rem/1.7 system-ui, sans-serif; margin: 2rem auto; max-width: 44rem;
  padding: 0 1rem; color: #222; background: #fdfcf9; }}
a {{ color: #14508c; }}
section {{ border-top: 1px solid #ccc; margin-top: 2rem; }}
li {{ margin: .4rem 0; }}
.open {{ font-size: 1.15rem; font-weight: 600; }}
@media (prefers-color-scheme: dark) {{
  body {{ color: #eee; background: #1c1c1c; }} a {{ color: #9cc7f5; }}
  section {{ border-color: #555; }}
}}
</style>
<h1>{title}</h1>
{sections}
</html>
"""
_SECTION = """\
<section lang="{language}">
<h2>{heading}</h2>
<ul>
{links}
</ul>
<ul>
{notes}
</ul>
</section>
"""
_HEADING = {"ja": "インストールせずに始める", "en": "Start without installing anything"}
_OPEN = {"ja": "{title} を日本語で開く", "en": "Open {title} in English"}
_NOTES = {
    "ja": (
        "初めて開くときは、Python と NumPy を読み込むので少し時間がかかります。"
        "セルの実行は Shift + Enter です。",
        "書いたものは、このブラウザーの中だけに保存されます（Ctrl + S、Mac では ⌘ + S）。"
        "プライベートウィンドウで開いたときや、サイトのデータを消したときは残りません。",
        "提出するときは、メニューの File → Download でノートブックを保存し、"
        "名前を変えずに提出します。",
        "check の中で終わらないループは、制限時間で止まります。"
        "セルの中で終わらないときは、Kernel → Restart Kernel… を選びます。"
        "書いたものは消えませんが、変数は消えるので、上のセルからもう一度実行します。",
        "ブラウザーの NumPy は警告を出しません。"
        "警告についての項目は、ここでは未確認になり、採点で確かめます。",
    ),
    "en": (
        "The first time, Python and NumPy are loaded, which takes a while. "
        "Shift + Enter runs a cell.",
        "Your work is kept in this browser only (Ctrl + S, on a Mac ⌘ + S). "
        "It is lost in a private window, and when the site's data are deleted.",
        "To submit, choose File → Download and submit the notebook under its own name.",
        "A loop without end inside check() is stopped at the time limit. "
        "If a cell of yours does not end, choose Kernel → Restart Kernel… "
        "What you wrote stays; variables do not, so run the cells above again.",
        "NumPy gives no warnings in a browser. What is said about warnings is shown as "
        "unchecked here; grading checks it.",
    ),
}


def site_page(course: Course, assignments: Sequence[Assignment]) -> str:
    """The page as HTML, the course's own language first."""
    order = sorted(LANGUAGES, key=lambda language: language != course.language)
    return _PAGE.format(
        language=course.language,
        title=escape(course.name[course.language]),
        sections="".join(_section(assignments, language) for language in order),
    )


def notebook_address(assignment: Assignment, language: str) -> str:
    """Where a notebook is opened, relative to the first page."""
    path = quote(f"{assignment.name}/{language}/{assignment.base}.ipynb")
    return f"lite/notebooks/index.html?path={path}"


def _section(assignments: Sequence[Assignment], language: str) -> str:
    links = (
        f'<li class="open"><a href="{escape(notebook_address(each, language))}">'
        f"{escape(_OPEN[language].format(title=each.title[language]))}</a></li>"
        for each in assignments
    )
    return _SECTION.format(
        language=language,
        heading=_HEADING[language],
        links="\n".join(links),
        notes="\n".join(f"<li>{escape(note)}</li>" for note in _NOTES[language]),
    )
