"""Format a counterexample as runnable Python.

Numbers are rounded only as far as expected and got still differ.
"""

from __future__ import annotations

import re

import numpy as np

from autograder.author import Check
from autograder.course.answer_key import AnswerKey, KeyCase
from autograder.course.comparison_rules import KIT_RULES, Rules
from autograder.grading.compare import numbers
from autograder.grading.value_source import MAX_TEXT, to_source
from autograder.models import CallResult, Counterexample, Opaque, PlainValue, TypedValue

_NOTED = re.compile(r"  # .{1,120}$")
SHORT_TEXT = 12  # characters; in a shorter text the difference is easy to see


def counterexample(key: AnswerKey, index: int, check: Check, got: CallResult) -> Counterexample:
    """The call of one case as Python text, with expected and got."""
    case = key.cases[index]
    wanted, seen = _pair(case, check, got)
    return Counterexample(call_text(key, case)[:MAX_TEXT], wanted, seen, check.name)


def call_text(key: AnswerKey, case: KeyCase) -> str:
    """Python source of the call; needs `import numpy as np` and the student's function."""
    if key.kind == "variable":
        return key.exercise
    args = [_pasteable(to_source(arg)) for arg in case.input.args]
    if case.input.driver is None:
        return f"{key.exercise}({', '.join(args)})"
    found = re.search(r"^def (\w+)", case.input.driver, re.MULTILINE)
    name = found.group(1) if found else "driver"
    return f"{case.input.driver}\n\n{name}({', '.join([key.exercise, *args])})"


def _pasteable(text: str) -> str:
    """The text with nan and inf as `np.nan` and `np.inf`, which plain Python lacks."""
    return re.sub(r"\b(nan|inf)\b", r"np.\1", text)


def _pair(case: KeyCase, check: Check, got: CallResult) -> tuple[str, str]:
    if check.aspect == "arguments" and got.mutated_args:
        changed = ", ".join(str(i + 1) for i in got.mutated_args)
        return "arguments unchanged", f"argument {changed} changed"
    if check.aspect == "silent" and got.warnings:
        return "no warning", got.warnings[0]
    if check.aspect == "printed" and not got.exception_mro:
        printed = to_source(case.expected.stdout)[:MAX_TEXT]
        return printed, _described(got.stdout, case.expected.stdout, 6)
    wanted_value = case.expected.value
    if case.raises:
        seen = _raised(got) if got.exception_mro else to_source(got.value, 6)[:MAX_TEXT]
        return f"{case.raises}: …{case.message}…" if case.message else case.raises, seen
    if case.bounds is not None:
        low, high = case.bounds
        wanted = f"a finite number between {to_source(low, 4)} and {to_source(high, 4)}"
        return wanted, _raised(got) if got.exception_mro else _described(got.value, wanted_value, 6)
    if got.exception_mro:
        return to_source(wanted_value, 6)[:MAX_TEXT], _raised(got)
    for digits in (4, 6, 8, 12, 17):
        wanted = to_source(wanted_value, digits)
        seen = _described(got.value, wanted_value, digits)
        if wanted != seen:
            break
    note = _rule_note(case.rules, wanted_value, got.value)
    if note and not _NOTED.search(seen):
        return wanted[:MAX_TEXT], f"{seen[:MAX_TEXT]}  # {note}"
    return wanted[:MAX_TEXT], seen[:MAX_TEXT]


def _rule_note(rules: Rules, wanted: PlainValue, got: PlainValue) -> str:
    """The author's rule that may explain why a result is wrong; "" for the kit's own rules."""
    if type(got) is int and type(wanted) is float and not rules.int_for_float:
        return "int, wanted float"
    if isinstance(got, dict) and isinstance(wanted, dict) and not rules.extra_keys:
        more = [key for key in got if key not in wanted]
        if more:
            return f"{more[0]!r:.40} is a key too many"
    if (rules.rtol, rules.atol) != (KIT_RULES.rtol, KIT_RULES.atol) and numbers(wanted):
        return f"allowed: off by {rules.rtol:g} of the size, or by {rules.atol:g}"
    return ""


def _raised(got: CallResult) -> str:
    return f"{got.exception_mro[0]}: {got.message}" if got.message else got.exception_mro[0]


def _first_difference(wanted: str, got: str) -> str:
    """Where a text first differs from the expected one."""
    same = next(
        (i for i, (a, b) in enumerate(zip(wanted, got, strict=False)) if a != b),
        min(len(wanted), len(got)),
    )
    line, column = got.count("\n", 0, same) + 1, same - (got.rfind("\n", 0, same) + 1) + 1
    here = [repr(text[same]) if same < len(text) else "the end" for text in (got, wanted)]
    return f"first difference: line {line}, character {column}: {here[0]}, wanted {here[1]}"


def _described(value: PlainValue, wanted: PlainValue, digits: int) -> str:
    """A value, with a note on its type or shape if that is what differs."""
    text = to_source(value, digits)
    of_a_type = isinstance(value, Opaque) and not isinstance(value, TypedValue)
    if of_a_type and " " not in value.type_name:  # names with spaces already explain the value
        return f"{text}  # a value of this type cannot be compared"
    if isinstance(value, str) and isinstance(wanted, str) and len(wanted) > SHORT_TEXT:
        return f"{text[:MAX_TEXT]}  # {_first_difference(wanted, value)}"
    if isinstance(value, np.ndarray) and isinstance(wanted, np.ndarray):
        if value.shape != wanted.shape:
            return f"{text}  # shape {value.shape}, wanted {wanted.shape}"
        if value.dtype != wanted.dtype:
            return f"{text}  # {value.dtype}, wanted {wanted.dtype}"
    elif isinstance(wanted, np.ndarray) and wanted.shape and not isinstance(value, Opaque):
        return f"{text}  # {type(value).__name__}, wanted an array of shape {wanted.shape}"
    elif isinstance(value, np.ndarray) and value.shape:
        return f"{text}  # shape {value.shape}, wanted a {type(wanted).__name__}"
    return text
