"""Strip IPython magics, shell and help lines.

They are removed from a cell as IPython would interpret them, without IPython and without
moving a line. Used only on cells that do not compile: none of this syntax does.
"""

from __future__ import annotations

import re

from autograder.submission.line_scanner import is_blank, logical_end

# Cell magics whose body is another language, another process or another namespace. All
# others (time, capture, prun, and unknown ones) leave it as the student's Python.
_DROPS_BODY = re.compile(
    r"!|HTML|SVG|bash|bigquery|cmd|cython|file|html|javascript|js|latex|markdown|perl|powershell"
    r"|pypy|python[23]?|R|ruby|script|sh|sql|svg|system|sx|timeit|writefile"
)
_CELL_MAGIC = re.compile(r"%%(?P<name>[^\W\d][\w.]*|!)")
_ASSIGN = re.compile(r"(?P<left>[\w.,*\s\[\]'\"-]+?=\s*)(?P<sign>[!%])(?P<rest>(?!=).*)")
_TIMED = re.compile(r"time\s+(?P<statement>\S.*)")
_HELP = re.compile(r"%{0,2}(?!\d)[\w*]+(?:\.(?!\d)[\w*]+|\[-?\d+\])*\?\??$")
_HELP_LENGTH = 200  # the pattern is tried at every character, so the text must be short
_PROMPT = re.compile(r"(?:>>>|\.\.\.|In \[\d+\]:|\s*\.{3,}:)(?: |$)")
_FIRST_PROMPT = re.compile(r"(?:>>>|In \[\d+\]:)(?: |$)")


def strip_magics(cell: str) -> str:
    """The cell as Python, line for line: code that only IPython understands does nothing."""
    lines = _without_indent(_without_prompts(cell.split("\n")))
    _cell_magics(lines)
    at = 0
    while at < len(lines):
        if is_blank(lines[at]):
            at += 1
        else:
            at = _logical_line(lines, at) + 1
    return "\n".join(lines)


def _without_prompts(lines: list[str]) -> list[str]:
    """Lines pasted from a session, without their prompts."""
    first = next((line for line in lines if line.strip()), "")
    if not _FIRST_PROMPT.match(first):
        return lines
    return [_PROMPT.sub("", line, count=1) for line in lines]


def _without_indent(lines: list[str]) -> list[str]:
    """Dedent a cell that is indented as a whole."""
    first = next((line for line in lines if line.strip()), "")
    indent = first[: len(first) - len(first.lstrip(" \t"))]
    return [line.removeprefix(indent) for line in lines] if indent else lines


def _cell_magics(lines: list[str]) -> None:
    """Remove the cell's magics (they nest), and its body where it is not Python."""
    for at, line in enumerate(lines):
        found = _CELL_MAGIC.match(line)
        if found is None:
            if line.strip():
                return
        elif _DROPS_BODY.fullmatch(found["name"]):
            lines[at:] = [""] * (len(lines) - at)
            return
        else:
            lines[at] = ""


def _logical_line(lines: list[str], at: int) -> int:
    """Neutralize the logical line that begins at a line; return its last line."""
    text = lines[at].lstrip(" \t\f")
    indent = lines[at][: len(lines[at]) - len(text)]
    if text[0] in "%!?,;/":
        timed = _TIMED.match(text, 1) if text[0] == "%" else None
        return _replace(lines, at, indent + (timed["statement"] if timed else "pass"), text)
    if found := _ASSIGN.match(lines[at]):
        timed = _TIMED.match(found["rest"]) if found["sign"] == "%" else None
        value = timed["statement"] if timed else "[]" if found["sign"] == "!" else "None"
        return _replace(lines, at, found["left"] + value, text)
    last, _ = logical_end(lines, at)
    if last == at and text.endswith("?") and "#" not in text and _HELP.search(text[-_HELP_LENGTH:]):
        lines[at] = indent + "pass"
    return last


def _replace(lines: list[str], at: int, by: str, text: str) -> int:
    """Replace a magic, which continues while lines end in a backslash, with one line."""
    last = at
    while lines[last].endswith("\\") and last + 1 < len(lines):
        last += 1
    timed = by.endswith("\\")  # `%time f(a, \` keeps its continuation lines
    lines[at] = by
    if not timed:
        lines[at + 1 : last + 1] = [""] * (last - at)
    return last
