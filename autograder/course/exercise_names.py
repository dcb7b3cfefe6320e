"""Check the names that an `exercise.py` defines; each mistake is reported with its line."""

from __future__ import annotations

import ast
import inspect
import math
from collections import Counter
from collections.abc import Callable, Mapping
from types import FunctionType
from typing import Any, get_args

from autograder.author import Check
from autograder.course.lesson_code import bound_names
from autograder.course.plain_signs import is_blank
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


_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
# Reports a mistake at the line where a name is assigned: fault(name, text, *repairs).
Fault = Callable[..., None]


def check_names(module: Mapping[str, Any], tree: ast.Module, given: range, report: Report) -> None:
    """Report every name whose value is not what it should be.

    given: the lines of the given code, whose names are for the student.
    """
    lines = assigned_lines(tree)

    def fault(name: str, text: str, *repairs: str) -> None:
        report.add_line(lines.get(name, 1), text, *repairs)

    kind = module.get("KIND", "function")
    if kind not in KINDS:
        one_of = f"KIND must be one of {', '.join(KINDS)}; got {kind!r}."
        fault("KIND", one_of, did_you_mean(str(kind), KINDS))
        return
    used = _used_names(tree, given)
    _check_unknown(used, lines, kind, report)
    _check_unused(module, tree, used, report)
    _check_once(tree, report)
    _check_cases(module.get("cases"), tree, report)
    if not isinstance(module.get("CARRY", True), bool):
        fault("CARRY", f"CARRY must be True or False, got {module['CARRY']!r}.")
    if kind == "function" and "en" in _mapping(module.get("DOCSTRING")):
        fault(
            "DOCSTRING",
            "DOCSTRING has a text in 'en', which is what the function's own docstring is.",
            "Keep one of the two.",
        )
    for name in ("SECTION", "FORMULA"):
        value = module.get(name, "")
        if not isinstance(value, str):
            fault(name, f"{name} must be text, got {_type(value)}.", "Put it in quotes.")
        elif len(value.splitlines()) > 1:
            fault(name, f"{name} must be one line, got {value!r}.")
        elif value and is_blank(value):
            fault(name, f"{name} is still to be written, got {value!r}.", "Or leave it out.")
    for language, title in _mapping(module.get("TITLE")).items():
        if isinstance(title, str) and len(title.splitlines()) > 1:
            fault("TITLE", f"TITLE[{language!r}] must be one line, got {title!r}.")
    for name in ("TITLE", "DOCSTRING", "QUESTION"):
        _check_texts(name, module.get(name, {}), fault)
    for name, example in _LISTS.items():
        _check_list(name, module.get(name, {}), example, fault)
    _check_choices(_mapping(module.get("CHOICES")), fault)
    rules = module.get("RULES", {})
    if not isinstance(rules, Mapping):
        example = 'Write it like: RULES = {"rtol": 1e-4}'
        fault("RULES", f"RULES must be a dict, got {_type(rules)}.", example)
    if kind == "written":
        if "cases" in module:
            report.add_line(1, "cases has no effect in an exercise of KIND 'written'.")
        _check_rubric(module.get("RUBRIC", {}), fault)
    else:
        _check_checks(module.get("CHECKS"), fault)


def _used_names(tree: ast.Module, given: range) -> set[str]:
    """The names that something reads, and those of given code, which a student may read."""
    names = {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    for node in tree.body:
        if node.lineno in given:
            names.update(set(bound_names(node)) - set(KNOWN))
    return names


def _check_unused(
    module: Mapping[str, Any], tree: ast.Module, used: set[str], report: Report
) -> None:
    """Report a function or class that nothing uses, such as a driver that no case names."""
    own = (str(module.get("__name__", "")).removeprefix("exercise_"), "cases")
    for node in tree.body:
        if isinstance(node, _DEFINITIONS) and node.name not in (*used, *own):
            report.add_line(
                node.lineno,
                f"nothing in this file uses '{node.name}'.",
                did_you_mean(node.name, own)
                or f"Name it in a case, driver={node.name}, or remove it.",
            )


def _check_unknown(used: set[str], lines: Mapping[str, int], kind: str, report: Report) -> None:
    """Report unknown names in capitals; those that the file uses are the author's constants."""
    fitting = (*_EVERYWHERE, *_BY_KIND[kind])
    for name, line in lines.items():
        if not name.isupper():
            if name.upper() in KNOWN and name not in used:
                repair = f"Write it so: {name.upper()}"
                report.add_line(line, f"'{name}' is not read; capitals are.", repair)
        elif name in KNOWN and name not in fitting:
            report.add_line(
                line,
                f"{name} has no effect in an exercise of KIND '{kind}'.",
                f"It may have: {', '.join(fitting)}.",
            )
        elif name not in used and name not in fitting:
            report.add_line(
                line,
                f"unknown name '{name}', which nothing in this file uses; an exercise of "
                f"KIND '{kind}' has: {', '.join(fitting)}.",
                did_you_mean(name, fitting),
            )


def _check_once(tree: ast.Module, report: Report) -> None:
    """Report a kit name or function that is defined twice: only one definition counts."""
    seen: dict[str, int] = {}
    for node in tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            continue
        is_assignment = isinstance(node, (ast.Assign, ast.AnnAssign))
        for name in bound_names(node):
            if is_assignment and name not in KNOWN and name not in seen:
                continue
            if name in seen:
                report.add_line(
                    node.lineno,
                    f"'{name}' is defined twice; it is already in line {seen[name]}.",
                    "Remove or rename one of the two.",
                )
            seen[name] = node.lineno


def _check_cases(cases: Any, tree: ast.Module, report: Report) -> None:
    """Report `cases` unless it is a generator function with one argument."""
    if cases is None or (isinstance(cases, FunctionType) and _takes_one(cases)):
        return
    defined = [node.lineno for node in tree.body if getattr(node, "name", "") == "cases"]
    report.add_line(
        defined[-1] if defined else assigned_lines(tree).get("cases", 1),
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


def _check_texts(name: str, value: Any, fault: Fault) -> None:
    if not isinstance(value, Mapping) or not all(isinstance(x, str) for x in value.values()):
        fault(
            name,
            f"{name} must be text in each language, got {_type(value)}.",
            f'Write it like: {name} = {{"en": "…"}}',
        )


def _check_list(name: str, value: Any, example: str, fault: Fault) -> None:
    if not isinstance(value, Mapping) or not all(
        isinstance(texts, (list, tuple)) and all(isinstance(text, str) for text in texts)
        for texts in value.values()
    ):
        fault(
            name,
            f"{name} must be a list of texts in each language, got {value!r}.",
            f'Write it like: {name} = {{"en": [{example}]}}',
        )


def _check_choices(choices: Mapping[str, Any], fault: Fault) -> None:
    """Report languages with different letters, and answers that are blank or equal."""
    lists = {lang: each for lang, each in choices.items() if isinstance(each, (list, tuple))}
    if len(set(map(len, lists.values()))) > 1:
        fault(
            "CHOICES",
            "CHOICES must have as many answers in each language.",
            "The letters a, b, c stand for the same answers in all of them.",
        )
    for language, each in lists.items():
        plain = {" ".join(str(text).split()) for text in each} - {""}
        if not (2 <= len(each) <= 26 and len(plain) == len(each)):
            fault(
                "CHOICES",
                f"CHOICES[{language!r}] must be 2 to 26 answers, none blank and no two the same; "
                f"got {len(each)}, of which {len(plain)} differ.",
            )


def _check_rubric(value: Any, fault: Fault) -> None:
    example = 'Write it like: RUBRIC = {"en": [{"points": 3, "text": "…"}]}'
    if not isinstance(value, Mapping) or not value:
        fault("RUBRIC", f"RUBRIC must be a list in each language, got {value!r}.", example)
        return
    for language, items in value.items():
        what = f"an item of RUBRIC[{language!r}]"
        for item in items if isinstance(items, (list, tuple)) else [items]:
            if not isinstance(item, Mapping) or set(item) != {"points", "text"}:
                fault("RUBRIC", f"{what} has points and text, got {item!r}.", example)
            elif not (_is_positive(item["points"]) and isinstance(item["text"], str)):
                fault(
                    "RUBRIC",
                    f"{what} must have points over 0 and a text, got {item['points']!r} and "
                    f"{item['text']!r}.",
                    example,
                )


def _check_checks(value: Any, fault: Fault) -> None:
    example = 'Write it like: CHECKS = (Check("values", 4, {"en": "It returns 2 x."}),)'
    if value is None or (isinstance(value, (tuple, list)) and not value):
        nothing = "no CHECKS: nothing would be judged, and every answer would be right."
        fault("CHECKS", nothing, example)
    elif not isinstance(value, (tuple, list)) or not all(isinstance(x, Check) for x in value):
        fault("CHECKS", f"CHECKS must be a tuple of Check, got {_type(value)}.", example)
    else:
        for name, count in sorted(Counter(check.name for check in value).items()):
            if count > 1:
                fault(
                    "CHECKS",
                    f"{count} checks are named '{name}'; results go by the name.",
                    "Give each a name of its own.",
                )


def _is_positive(value: Any) -> bool:
    """Whether it is a finite number greater than 0."""
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return number and 0 < value < math.inf


def _type(value: Any) -> str:
    return repr(value) if isinstance(value, (str, int, float)) else f"a {type(value).__name__}"
