"""Cut the reference and the stub's frame out of an exercise.py, using its markers."""

from __future__ import annotations

import ast
import io
import re
import textwrap
import tokenize
from functools import lru_cache
from pathlib import Path

from autograder.course.source_position import assigned_lines
from autograder.course.yaml_reader import Report
from autograder.errors import CourseError, did_you_mean, suggestion

BEGIN = "### BEGIN SOLUTION"
END = "### END SOLUTION"
_MARKERS = (BEGIN, END, "### BEGIN GIVEN", "### END GIVEN")
GIVEN = re.compile(
    r"^### BEGIN GIVEN[^\n]*\n(?P<code>.*?)^### END GIVEN[^\n]*\n?", re.DOTALL | re.MULTILINE
)
REGION = re.compile(
    rf"^(?P<indent>[ \t]*){BEGIN}[^\n]*\n.*?^[ \t]*{END}[^\n]*\n?", re.DOTALL | re.MULTILINE
)
# What an exercise of KIND "function" may ask for.
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_WHOLE = re.compile(r"### (?:BEGIN|END) (?:SOLUTION|GIVEN)\b")
_MARKER = re.compile(r"#+\s*(?:BEGIN|END)\b\s*[A-Za-z]*", re.IGNORECASE)


@lru_cache(maxsize=64)
def parse_file(path: Path, text: str) -> ast.Module:
    """The tree of an exercise.py, not to be modified; CourseError if it is not Python."""
    try:
        return ast.parse(text)
    except SyntaxError as error:
        raise CourseError(f"{path}:{error.lineno}: not Python: {error.msg}.") from error
    except ValueError as error:  # a null byte
        raise CourseError(f"{path}: not Python: {error}.") from error


def check_markers(text: str, report: Report) -> None:
    """Report a misspelt marker, one without its partner, and a second region of given code."""
    opened = ("", 0)
    given = 0
    comments = _comments(text)
    for line, content in enumerate(text.split("\n"), 1):
        whole = _WHOLE.search(content)
        if whole and (line not in comments or comments[line].rstrip() != whole[0]):
            report.add_line(
                line, f"'{whole[0]}' is no marker here.", "It stands on a line of its own, alone."
            )
            return
    for line, comment in comments.items():
        found = _MARKER.match(comment)
        if found is None:
            continue
        marker = " ".join(found[0].split())
        if marker not in _MARKERS:
            report.add_line(
                line, f"unknown marker '{marker}'; there are: {', '.join(_MARKERS)}.",
                did_you_mean(marker, _MARKERS),
            )  # fmt: skip
            return
        kind = marker.rpartition(" ")[2]
        if "BEGIN" in marker:
            given += kind == "GIVEN"
            if opened[0] or given > 1:
                what = f"'{opened[0]}' of line {opened[1]} has no end" if opened[0] else (
                    "a second region of given code"
                )  # fmt: skip
                report.add_line(line, f"'{marker}': {what}.", "Make one region of each.")
                return
            opened = (marker, line)
        elif opened[0] != marker.replace("END", "BEGIN"):
            report.add_line(line, f"'{marker}' without '{marker.replace('END', 'BEGIN')}'.")
            return
        else:
            opened = ("", 0)
    if opened[0]:
        end = opened[0].replace("BEGIN", "END")
        report.add_line(opened[1], f"'{opened[0]}' has no '{end}'.", f"Add it: {end}")


def _comments(text: str) -> dict[int, str]:
    """The comments that have their own line, by line number."""
    return {
        token.start[0]: token.string
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type == tokenize.COMMENT and not token.line[: token.start[1]].strip()
    }


def source_of(path: Path, text: str, tree: ast.Module, kind: str) -> str:
    """The reference with its markers, after the given code; "" if the kind is "written"."""
    if kind == "written":
        return ""
    if kind == "variable":
        found = REGION.search(text)
        if found is None:
            raise _unmarked(path, assigned_lines(tree).get(path.parent.name, 1))
        return found[0]
    name = path.parent.name
    definitions = [node for node in tree.body if isinstance(node, _DEFINITIONS)]
    node = next((each for each in definitions if each.name == name), None)
    if node is None:
        others = [each.name for each in definitions]
        raise CourseError(
            f"{path}: wanted a function or class named like its folder, '{name}'; it has: "
            f"{', '.join(others) or 'none'}.{suggestion(name, others)}"
        )
    lines = text.splitlines(keepends=True)
    first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
    source = "".join(lines[first - 1 : node.end_lineno])
    # The end marker is a comment, so it comes after the function's last statement.
    after = lines[node.end_lineno or 0 :]
    if after and after[0].strip() == END:
        source += after[0]
    if given := GIVEN.search(text):
        source = f"{given['code'].rstrip()}\n\n\n{source}"
    if not REGION.search(source if source.endswith("\n") else source + "\n"):
        raise _unmarked(path, node.lineno)
    _refuse_an_end_before_the_solution(path, lines, node)
    return source


def _unmarked(path: Path, line: int) -> CourseError:
    return CourseError(
        f"{path}:{line}: wanted the reference of '{path.parent.name}' between '{BEGIN}' and "
        f"'{END}'.\n  The text between them is what a student has to write."
    )


def _refuse_an_end_before_the_solution(path: Path, lines: list[str], node: ast.stmt) -> None:
    """Refuse a function that returns before the solution: its stub would be the answer."""
    for each in ast.walk(node):
        if not isinstance(each, _DEFINITIONS[:2]):
            continue
        inside = range(each.lineno - 1, each.end_lineno or each.lineno)
        begin = next((i for i in inside if lines[i].strip().startswith(BEGIN)), 0)
        for statement in each.body:
            if isinstance(statement, (ast.Return, ast.Raise)) and statement.lineno - 1 < begin:
                raise CourseError(
                    f"{path}:{statement.lineno}: '{each.name}' ends here, above '{BEGIN}': a "
                    "student would receive this line, and nothing below it runs.\n"
                    "  Move it between the markers."
                )


def with_docstring(source: str, name: str, docstring: str) -> str:
    """The function's source with its docstring replaced, with its original indentation."""
    nodes = [node for node in ast.parse(source).body if isinstance(node, _DEFINITIONS)]
    body = next(node for node in nodes if node.name == name)
    first = body.body[0]
    if not docstring or ast.get_docstring(body) is None:
        return source
    lines = source.splitlines(keepends=True)
    indent = " " * first.col_offset
    raw = "r" if "\\" in docstring else ""
    text = textwrap.indent(docstring.strip(), indent).strip()
    closing = f"\n{indent}" if "\n" in text else ""
    lines[first.lineno - 1 : first.end_lineno] = [f'{indent}{raw}"""{text}{closing}"""\n']
    return "".join(lines)
