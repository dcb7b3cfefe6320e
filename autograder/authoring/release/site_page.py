"""Write the static site's first page: a link to each notebook, and how to work in a browser."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from autograder.course.assignment import Assignment
from autograder.course.config import Course
from autograder.text.catalogue import translate

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
_NOTES = ("site.loading", "site.saving", "site.submitting", "site.endless", "site.warnings")


def site_page(course: Course, assignments: Sequence[Assignment]) -> str:
    """The page as HTML, the course's own language first."""
    order = sorted(course.languages, key=lambda language: language != course.language)
    return _PAGE.format(
        language=course.language,
        title=escape(course.name[course.language]),
        sections="".join(_section(assignments, language) for language in order),
    )


def notebook_address(assignment: Assignment, language: str) -> str:
    """The address that opens a notebook, relative to the first page."""
    path = quote(f"{assignment.name}/{language}/{assignment.base}.ipynb")
    return f"lite/notebooks/index.html?path={path}"


def _section(assignments: Sequence[Assignment], language: str) -> str:
    links = (
        f'<li class="open"><a href="{escape(notebook_address(each, language))}">'
        f"{escape(translate('site.open', language, title=each.title[language]))}</a></li>"
        for each in assignments
    )
    return _SECTION.format(
        language=language,
        heading=escape(translate("site.heading", language)),
        links="\n".join(links),
        notes="\n".join(f"<li>{escape(translate(note, language))}</li>" for note in _NOTES),
    )
