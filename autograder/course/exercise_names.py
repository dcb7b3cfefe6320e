"""What the names of an `exercise.py` may hold; each slip is reported with its line."""

from __future__ import annotations

import ast
import inspect
import math
from collections.abc import Mapping
from types import FunctionType
from typing import Any, get_args

from autograder.author import Check
from autograder.course.source_position import assigned_lines
from autograder.course.yaml_reader import Report
from autograder.errors import did_you_mean
from autograder.models import ExerciseKind

KINDS = get_args(ExerciseKind)
_EVERYWHERE = ("KIND", "TITLE", "SECTION", "FORMULA", "DEPENDS", "CARRY")
_AUTOMATIC = ("DOCSTRING", "HINTS", "CHECKS", "RULES")
_BY_KIND = {
    "function": _AUTOMATIC,
    "variable": (*_AUTOMATIC, "CHOICES"),
    "written": ("QUESTION", "RUBRIC"),
}
_LISTS = {
    "HINTS": '"A first hint.", "A little more."',
    "CHOICES": '"the first, a", "the second, b"',
}
KNOWN = (*_EVERYWHERE, *_AUTOMATIC, "CHOICES", "QUESTION", "RUBRIC")


def check_names(module: Mapping[str, Any], tree: ast.Module, report: Report) -> None:
    """Report every name that does not hold what it should."""
    lines = assigned_lines(tree)
    kind = module.get("KIND", "function")
    if kind not in KINDS:
        report.add_line(
            lines.get("KIND", 1),
            f"KIND must be one of {', '.join(KINDS)}; got {kind!r}.",
            did_you_mean(str(kind), KINDS),
        )
        return
    _check_unknown(tree, lines, kind, report)
    _check_once(tree, report)
    _check_cases(module.get("cases"), tree, report)
    if not isinstance(module.get("CARRY", True), bool):
        report.add_line(lines["CARRY"], f"CARRY must be True or False, got {module['CARRY']!r}.")
    if kind == "function" and "en" in _mapping(module.get("DOCSTRING")):
        report.add_line(
            lines["DOCSTRING"],
            "DOCSTRING has a text in 'en', which is what the function's own docstring is.",
            "Keep one of the two.",
        )
    for name in ("SECTION", "FORMULA"):
        if not isinstance(module.get(name, ""), str):
            report.add_line(
                lines[name],
                f"{name} must be a text, got {_type(module[name])}.",
                "Put it in quotes.",
            )
        elif len(str(module.get(name, "")).splitlines()) > 1:
            report.add_line(lines[name], f"{name} must be one line, got {module[name]!r}.")
    for language, title in _mapping(module.get("TITLE")).items():
        if isinstance(title, str) and len(title.splitlines()) > 1:
            report.add_line(lines["TITLE"], f"TITLE[{language!r}] must be one line, got {title!r}.")
    for name in ("TITLE", "DOCSTRING", "QUESTION"):
        _check_texts(name, module.get(name, {}), lines, report)
    for name, example in _LISTS.items():
        _check_list(name, module.get(name, {}), example, lines, report)
    _check_choices(_mapping(module.get("CHOICES")), lines, report)
    if not isinstance(module.get("RULES", {}), Mapping):
        report.add_line(
            lines["RULES"], f"RULES must be a dict, got {_type(module['RULES'])}.",
            'Write it like: RULES = {"rtol": 1e-4}',
        )  # fmt: skip
    if kind == "written":
        if "cases" in module:
            report.add_line(1, "cases means nothing in an exercise of KIND 'written'.")
        _check_rubric(module.get("RUBRIC", {}), lines, report)
    else:
        _check_checks(module.get("CHECKS"), lines, report)


def _check_unknown(tree: ast.Module, lines: Mapping[str, int], kind: str, report: Report) -> None:
    """Capitals that mean nothing here. An author's own constant is one that the file uses."""
    used = {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    fitting = (*_EVERYWHERE, *_BY_KIND[kind])
    for name, line in lines.items():
        if not name.isupper() and name.upper() in KNOWN and name not in used:
            report.add_line(
                line, f"'{name}' is not read; capitals are.", f"Write it so: {name.upper()}"
            )
        if not name.isupper() or name in fitting:
            continue
        if name in KNOWN:
            report.add_line(
                line,
                f"{name} means nothing in an exercise of KIND '{kind}'.",
                f"It may have: {', '.join(fitting)}.",
            )
        elif name not in used:
            report.add_line(
                line,
                f"unknown name '{name}', which nothing in this file uses; an exercise of "
                f"KIND '{kind}' has: {', '.join(fitting)}.",
                did_you_mean(name, fitting),
            )


def _check_once(tree: ast.Module, report: Report) -> None:
    """A name of the kit, or a function, that is defined twice: one of the two does not count."""
    seen: dict[str, int] = {}
    for node in tree.body:
        names = []
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names = [node.name]
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found = [target.id for target in targets if isinstance(target, ast.Name)]
            names = [name for name in found if name in KNOWN or name in seen]
        for name in names:
            if name in seen:
                report.add_line(
                    node.lineno,
                    f"'{name}' is defined twice; it is already in line {seen[name]}.",
                    "Remove or rename one of the two.",
                )
            seen[name] = node.lineno


def _check_cases(cases: Any, tree: ast.Module, report: Report) -> None:
    """`cases` is a function of one argument that yields."""
    lines = {getattr(node, "name", ""): node.lineno for node in tree.body if hasattr(node, "name")}
    if cases is None or (isinstance(cases, FunctionType) and _takes_one(cases)):
        return
    report.add_line(
        lines.get("cases") or assigned_lines(tree).get("cases", 1),
        "cases must be a function of one argument, the random generator.",
        "Write it like: def cases(rng): yield Case(…)",
    )


def _takes_one(function: FunctionType) -> bool:
    try:
        inspect.signature(function).bind(None)
    except TypeError:
        return False
    return not (inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function))


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _check_texts(name: str, value: Any, lines: Mapping[str, int], report: Report) -> None:
    if isinstance(value, Mapping) and all(isinstance(text, str) for text in value.values()):
        return
    report.add_line(
        lines.get(name, 1),
        f"{name} must be a text in each language, got {_type(value)}.",
        f'Write it like: {name} = {{"en": "…"}}',
    )


def _check_list(
    name: str, value: Any, example: str, lines: Mapping[str, int], report: Report
) -> None:
    if isinstance(value, Mapping) and all(
        isinstance(hints, (list, tuple)) and all(isinstance(hint, str) for hint in hints)
        for hints in value.values()
    ):
        return
    report.add_line(
        lines.get(name, 1),
        f"{name} must be a list of texts in each language, got {value!r}.",
        f'Write it like: {name} = {{"en": [{example}]}}',
    )


def _check_choices(choices: Mapping[str, Any], lines: Mapping[str, int], report: Report) -> None:
    """The letters mean the same in every language, and each answer another one."""
    if len({len(each) for each in choices.values() if isinstance(each, (list, tuple))}) > 1:
        report.add_line(
            lines["CHOICES"], "CHOICES must have as many answers in each language.",
            "The letters a, b, c stand for the same answers in all of them.",
        )  # fmt: skip
    for language, each in choices.items():
        plain = {" ".join(str(text).split()) for text in each} - {""}
        if isinstance(each, (list, tuple)) and not (
            2 <= len(each) <= 26 and len(plain) == len(each)
        ):
            report.add_line(
                lines["CHOICES"],
                f"CHOICES[{language!r}] must be 2 to 26 answers, none blank and no two the same; "
                f"got {len(each)}, of which {len(plain)} differ.",
            )


def _check_rubric(value: Any, lines: Mapping[str, int], report: Report) -> None:
    line = lines.get("RUBRIC", 1)
    example = 'Write it like: RUBRIC = {"en": [{"points": 3, "text": "…"}]}'
    if not isinstance(value, Mapping) or not value:
        report.add_line(line, f"RUBRIC must be a list in each language, got {value!r}.", example)
        return
    for language, items in value.items():
        for item in items if isinstance(items, (list, tuple)) else [items]:
            if not isinstance(item, Mapping) or set(item) != {"points", "text"}:
                report.add_line(
                    line, f"an item of RUBRIC[{language!r}] has points and text, got {item!r}.",
                    example,
                )  # fmt: skip
            elif not (is_positive(item["points"]) and isinstance(item["text"], str)):
                report.add_line(
                    line,
                    f"an item of RUBRIC[{language!r}] must have points over 0 and a text, got "
                    f"{item['points']!r} and {item['text']!r}.",
                    example,
                )


def _check_checks(value: Any, lines: Mapping[str, int], report: Report) -> None:
    line = lines.get("CHECKS", 1)
    example = 'Write it like: CHECKS = (Check("values", 4, {"en": "It returns 2 x."}),)'
    if value is None or (isinstance(value, (tuple, list)) and not value):
        report.add_line(
            line, "no CHECKS: nothing would be judged, and every answer would be right.", example
        )
    elif not isinstance(value, (tuple, list)) or not all(isinstance(x, Check) for x in value):
        report.add_line(line, f"CHECKS must be a tuple of Check, got {_type(value)}.", example)
    else:
        names = [check.name for check in value]
        for name in sorted({name for name in names if names.count(name) > 1}):
            report.add_line(
                line,
                f"{names.count(name)} checks are named '{name}'; results go by the name.",
                "Give each a name of its own.",
            )


def is_positive(value: Any) -> bool:
    """Whether it is a finite number over 0."""
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return number and 0 < value < math.inf


def _type(value: Any) -> str:
    return repr(value) if isinstance(value, (str, int, float)) else f"a {type(value).__name__}"
