"""Read a folder's misconceptions.yaml; every mistake is reported with its line."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from pathlib import Path

import yaml

from autograder.course.exercise_folder import read_text
from autograder.course.misconception import TEXTS, Edit, Misconception
from autograder.course.one_line import one_line
from autograder.course.yaml_reader import (
    Report,
    Table,
    describe_node,
    number,
    parse,
    sentence,
    text,
)
from autograder.errors import did_you_mean
from autograder.text.catalogue import LANGUAGES

KEYS = ("edit", "variants", "function", "functions", "formula", "formulas", "credit")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
_IDENTIFIER = re.compile(r"[^\W\d_][\w-]*")
_EDIT = '{replace: "2 * x", by: "x**2"}'
_TEXTS = "{title: …, why: …, hint: …}"


def load_misconceptions(path: Path) -> dict[str, Misconception]:
    """The misconceptions by identifier; a missing file means none. Raises CourseError."""
    if not path.exists() and not path.is_symlink():
        return {}
    content = read_text(path)
    if not re.search(r"^\s*[^#\s]", content, re.MULTILINE):  # nothing but comments
        return {}
    report = Report(str(path))
    node = parse(content, report)
    found: dict[str, Misconception] = {}
    if node is not None:
        table = Table.of(node, "the file", report, "my-misconception: {edit: …, en: …}")
        for name, key, value in table:
            if not (_IDENTIFIER.fullmatch(name) and key.tag.endswith(":str")):
                report.add(
                    key,
                    f"a misconception's identifier has letters, digits, '_' and '-' and begins "
                    f"with a letter, got {name!r}.",
                    "Results and reports use it: my-misconception"
                    if _IDENTIFIER.fullmatch(name) is None
                    else "YAML reads it as a value of its own; choose another word.",
                )
            found[name] = _misconception(name, key, value, report)
    report.raise_if_any()
    return found


def _misconception(name: str, key: yaml.Node, node: yaml.Node, report: Report) -> Misconception:
    what = f"misconception '{name}'"
    table = Table.of(node, what, report, f"{{edit: {_EDIT}, formula: …, en: {_TEXTS}}}")
    _report_unknown_keys(table, what, report)
    edit = table.get("edit")
    if isinstance(node, yaml.MappingNode) and (edit is None) == (table.get("function") is None):
        report.add(
            key,
            f"{what} must have exactly one of 'edit' and 'function', got "
            f"{'neither' if edit is None else 'both'}.",
            f"Write what is wrong as an edit of the reference: edit: {_EDIT}",
        )
    variants = table.read("variants", _items, [])
    functions = table.read("functions", _items, [])
    edits = table.read("edit", _edits, ())
    other_edits = [_edits(item, f"a variant of {what}", report) for item in variants]
    seen = [_pieces(edits)]
    for item, each in zip(variants, other_edits, strict=True):
        if each and _pieces(each) in seen:
            report.add(item, f"{what} has this variant twice.", "Remove one of them.")
        seen.append(_pieces(each))
    return Misconception(
        id=name,
        formula=table.read("formula", one_line, ""),
        edits=edits,
        variants=tuple(other_edits),
        function=table.read("function", _source, None),
        functions=tuple(_source(item, f"a function of {what}", report) for item in functions),
        formulas=_formulas(table, 1 + len(variants) + len(functions)),
        texts={
            language: _texts(value, f"{language} of {what}", report)
            for language, _, value in table
            if _LANGUAGE.fullmatch(language) and language not in KEYS
        },
        credit=table.read("credit", _credit, 0.0),
        place=f"{report.file}:{key.start_mark.line + 1}",
    )


def _pieces(edits: tuple[Edit, ...]) -> list[tuple[str, str]]:
    return [(each.replace, each.by) for each in edits]


def _report_unknown_keys(table: Table, what: str, report: Report) -> None:
    """Report keys that are neither known nor a language: a short word with a mapping."""
    for name, key, value in table:
        language = _LANGUAGE.fullmatch(name) and isinstance(value, yaml.MappingNode)
        if name not in KEYS and not language:
            known = (*KEYS, *LANGUAGES)
            report.add(
                key,
                f"{what} has the unknown key '{name}'; it may have: {', '.join(KEYS)}, and a "
                "language each for its texts.",
                did_you_mean(name, known),
            )


def _texts(node: yaml.Node, what: str, report: Report) -> Mapping[str, str]:
    table = Table.of(node, what, report, _TEXTS).allow_only(*TEXTS)
    return {
        name: (one_line if name == "title" else sentence)(value, f"{name} in {what}", report)
        for name, _, value in table
        if name in TEXTS
    }


def _items(node: yaml.Node, what: str, report: Report) -> list[yaml.Node]:
    if not isinstance(node, yaml.SequenceNode):
        report.add(
            node, f"{what} must be a list, got {describe_node(node)}.", "Begin each with '- '."
        )
        return []
    return list(node.value)


def _formulas(table: Table, mutants: int) -> tuple[str, ...]:
    """The formula of each mutant."""
    node, what = table.get("formulas"), table.what
    items = table.read("formulas", _items, [])
    if node is not None and len(items) != mutants:
        table.report.add(
            node,
            f"formulas of {what} must be one for each of its {mutants} mutants, got {len(items)}.",
            "First that of 'edit' or 'function', then those of 'variants' and 'functions'.",
        )
    return tuple(one_line(item, f"a formula of {what}", table.report) for item in items)


def _edits(node: yaml.Node, what: str, report: Report) -> tuple[Edit, ...]:
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    if not nodes:
        report.add(node, f"{what} is empty.", f"Write it like: {_EDIT}")
    edits = []
    for each in nodes:
        table = Table.of(each, what, report, _EDIT).allow_only("replace", "by")
        parts = {name: table.need(name, _EDIT) for name in ("replace", "by")}
        old = _scalar(parts["replace"], f"replace in {what}", report)
        new = _scalar(parts["by"], f"by in {what}", report)
        if old is not None and old == new:
            report.add(each, f"{what} replaces {old!r} by itself.", "Say what is wrong instead.")
        if old is not None and new is not None:
            edits.append(Edit(old, new, f"{report.file}:{each.start_mark.line + 1}"))
    return tuple(edits)


def _scalar(node: yaml.Node | None, what: str, report: Report) -> str | None:
    """A piece of code, even if YAML takes it for a number."""
    if node is None:
        return None
    if not isinstance(node, yaml.ScalarNode):
        report.add(node, f"{what} must be text, got {describe_node(node)}.", "Put it in quotes.")
        return None
    if node.tag.endswith(":null") and not node.style:
        report.add(node, f"{what} is missing.", "To remove something, replace it by '' in quotes.")
        return None
    return str(node.value)


def _source(node: yaml.Node, what: str, report: Report) -> str:
    source = text(node, what, report)
    try:
        ast.parse(source)
    except (SyntaxError, ValueError) as error:
        report.add(node, f"{what} is not Python: {error}.")
    return source


def _credit(node: yaml.Node, what: str, report: Report) -> float:
    value = float(number(least=0)(node, what, report))
    if value >= 1:
        report.add(
            node,
            f"{what} must be below 1, got {value:g}.",
            "It is the share of the points that is left for this mistake alone: credit: 0.6",
        )
    return value
