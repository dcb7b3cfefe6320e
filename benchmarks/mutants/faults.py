"""Faults of whole functions, as wrappers of the reference.

Each fault wraps the reference: its arguments are changed on the way in, its result on the
way out, or only where the input has some property (one row, a negative number, more than
sixteen entries); or a call depends on the calls before it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.course.unforeseen_mutants import Mutant

# For an array argument `a`.
ARRAYS = {
    "clipped to ±1": "np.clip(a, -1, 1)",
    "clipped to ±3": "np.clip(a, -3, 3)",
    "clipped to ±6": "np.clip(a, -6, 6)",
    "clipped to ±20": "np.clip(a, -20, 20)",
    "clipped to ±100": "np.clip(a, -100, 100)",
    "clipped to ±1000": "np.clip(a, -1e3, 1e3)",
    "clipped to ±1e6": "np.clip(a, -1e6, 1e6)",
    "clipped to [0, 1]": "np.clip(a, 0, 1)",
    "rounded to 0 digits": "np.round(a)",
    "rounded to 1 digit": "np.round(a, 1)",
    "rounded to 3 digits": "np.round(a, 3)",
    "rounded to 6 digits": "np.round(a, 6)",
    "absolute": "np.abs(a)",
    "negated": "-a",
    "shifted by 1e-4": "a + 1e-4",
    "scaled by 1.0001": "a * 1.0001",
    "float16": "np.float16(a).astype(float)",
    "float32": "np.float32(a).astype(float)",
    "small ones zeroed": "np.where(np.abs(a) < 1e-3, 0.0, a)",
    "zeros moved": "np.where(a == 0, 1e-5, a)",
    "centred": "a - a.mean()",
    "normalised": "a / (np.linalg.norm(a) or 1.0)",
    "reversed": "a[::-1] if a.ndim else a",
    "sorted": "np.sort(a, axis=0) if a.ndim else a",
    "flattened": "a.ravel()",
    "squeezed": "a.squeeze()",
    "transposed": "a.T",
    "reshaped by columns": "a.ravel(order='F').reshape(a.shape)",
    "last entry zeroed": "np.where(np.arange(a.size).reshape(a.shape) == a.size - 1, 0, a)",
    "first entry zeroed": "np.where(np.arange(a.size).reshape(a.shape) == 0, 0, a)",
    **{f"only {k} rows": f"a[:{k}] if a.ndim else a" for k in (1, 2, 3, 5, 10, 16, 32)},
    **{f"only {k} columns": f"a[:, :{k}] if a.ndim == 2 else a" for k in (1, 2, 3, 5, 10)},
    "last row lost": "a[:-1] if a.ndim and len(a) > 1 else a",
    "duplicate rows lost": "np.unique(a, axis=0) if a.ndim else a",
}
NUMBERS = {
    "+ 1e-4": "a + 1e-4",
    "· 1.0001": "a * 1.0001",
    "absolute": "abs(a)",
    "at most 1": "min(a, 1.0)",
    "at most 10": "min(a, 10.0)",
    "at least 0.01": "max(a, 0.01)",
    "rounded to 1 digit": "round(float(a), 1)",
    "rounded to 3 digits": "round(float(a), 3)",
    "truncated": "int(a)",
    "squared": "a * a",
    "0": "0.0",
    "1": "1.0",
}
NUMBER_PLACES = {
    "over 1": "a > 1",
    "over 10": "a > 10",
    "below 0.01": "abs(a) < 0.01",
    "0": "a == 0",
    "negative": "a < 0",
    "positive": "a > 0",
    "whole": "a == round(float(a))",
}
COUNT_PLACES = {"1": "a == 1", "2": "a == 2", "over 3": "a > 3", "over 10": "a > 10"}
COUNTS = {"+ 1": "a + 1", "− 1": "a - 1", "at most 5": "min(a, 5)", "at least 2": "max(a, 2)"}

# For the result `r`; `each(f, r)` changes every number in it.
RESULTS = {
    "clipped to ±1": "each(lambda x: np.clip(x, -1, 1), r)",
    "clipped to ±10": "each(lambda x: np.clip(x, -10, 10), r)",
    "clipped to ±1000": "each(lambda x: np.clip(x, -1000, 1000), r)",
    "clipped to [1e-7, 1 - 1e-7]": "each(lambda x: np.clip(x, 1e-7, 1 - 1e-7), r)",
    "rounded to 2 digits": "each(lambda x: np.round(x, 2), r)",
    "rounded to 4 digits": "each(lambda x: np.round(x, 4), r)",
    "rounded to 6 digits": "each(lambda x: np.round(x, 6), r)",
    "rounded to 8 digits": "each(lambda x: np.round(x, 8), r)",
    "absolute": "each(np.abs, r)",
    "shifted by 1e-5": "each(lambda x: x + 1e-5, r)",
    "scaled by 1.00001": "each(lambda x: x * 1.00001, r)",
    "float32": "each(np.float32, r)",
    "float16": "each(np.float16, r)",
    "integer": "each(lambda x: np.asarray(x).astype(int), r)",
    "squeezed": "each(np.squeeze, r)",
    "flattened": "each(np.ravel, r)",
    "at least 1-d": "each(np.atleast_1d, r)",
    "at least 2-d": "each(np.atleast_2d, r)",
    "transposed": "each(np.transpose, r)",
    "a list": "each(lambda x: np.asarray(x).tolist() if np.ndim(x) else x, r)",
    "text": "str(r)",
    "in a tuple": "(r,)",
    "none": "None",
    "last entry lost": "each(lambda x: x[:-1] if np.ndim(x) and len(x) > 1 else x, r)",
}
# For the array `a`: where one of these holds, the result is slightly wrong.
PLACES = {
    "one row": "a.ndim and len(a) == 1",
    "one column": "a.ndim == 2 and a.shape[1] == 1",
    "one entry": "a.ndim and a.size == 1",
    "a single number": "a.ndim == 0",
    "a square": "a.ndim == 2 and a.shape[0] == a.shape[1] > 1",
    "more rows than columns": "a.ndim == 2 and a.shape[0] > a.shape[1]",
    "more columns than rows": "a.ndim == 2 and a.shape[0] < a.shape[1]",
    "over 8 entries": "a.size > 8",
    "over 16 entries": "a.size > 16",
    "over 10 rows": "a.ndim and len(a) > 10",
    "three axes": "a.ndim == 3",
    "a negative entry": "np.any(a < 0)",
    "a zero": "np.any(a == 0)",
    "no negative entry": "np.all(a >= 0)",
    "all negative": "np.all(a < 0)",
    "all zero": "not np.any(a)",
    "all equal": "a.size > 1 and np.all(a == a.flat[0])",
    "equal rows": "a.ndim and len(a) > 1 and np.all(a == a[0])",
    "an entry over 3": "np.any(np.abs(a) > 3)",
    "an entry over 10": "np.any(np.abs(a) > 10)",
    "an entry over 100": "np.any(np.abs(a) > 100)",
    "an entry over 1000": "np.any(np.abs(a) > 1000)",
    "all below 0.1": "np.all(np.abs(a) < 0.1)",
    "all below 1": "np.all(np.abs(a) < 1)",
    "all above 1": "np.all(np.abs(a) > 1)",
    "a fraction": "np.any(a != np.round(a))",
    "whole numbers": "np.all(a == np.round(a))",
}
# For the argument as passed, `given`.
LISTS = {
    "a list": "isinstance(given, list)",
    "a list of whole numbers": "isinstance(given, list) and np.asarray(given).dtype.kind == 'i'",
    "a nested list": "isinstance(given, list) and np.ndim(given) > 1",
}
# Whole functions: state that is kept between calls, arguments changed.
STATES = {
    "the first result forever": "if not memory:\n        memory.append(right(*args))\n"
    "    return memory[0]",
    "cached by the shapes": "key = str([np.shape(a) for a in args])\n"
    "    for k, v in memory:\n        if k == key:\n            return v\n"
    "    memory.append((key, right(*args)))\n    return memory[-1][1]",
    "the result before": "memory.append(right(*args))\n"
    "    return memory[-2] if len(memory) > 1 else memory[-1]",
    "averaged with the result before": "memory.append(right(*args))\n"
    "    return both(lambda x, y: 0.9 * x + 0.1 * y, memory[-1], memory[-2:][0])",
    "writes zeros into its arrays": "r = right(*args)\n    for a in args:\n"
    "        if isinstance(a, np.ndarray) and a.ndim:\n            a[...] = 0.0\n    return r",
    "sorts its lists": "r = right(*args)\n    for a in args:\n"
    "        if isinstance(a, list) and a and not isinstance(a[0], list):\n"
    "            a.sort()\n    return r",
    "prints and returns nothing": "print(right(*args))",
    "warns": "np.log(np.zeros(1))\n    return right(*args)",
}
HELPERS = """
memory = []

def each(f, r):
    if isinstance(r, dict):
        return {k: each(f, x) for k, x in r.items()}
    if isinstance(r, tuple):
        return tuple(each(f, x) for x in r)
    if isinstance(r, list):
        return [each(f, x) for x in r]
    return f(r)

def both(f, r, s):
    if isinstance(r, dict):
        return {k: both(f, r[k], s[k]) for k in r}
    if isinstance(r, (tuple, list)):
        return type(r)(both(f, x, y) for x, y in zip(r, s))
    return f(r, s) if np.shape(r) == np.shape(s) else r
"""


def faults(name: str, reference: str, kinds: list[str]) -> Iterator[Mutant]:
    """All wrapped mutants of a reference.

    kinds: for each argument "array", "number" or "count".
    """
    tree = ast.parse(reference)
    tree.body[0].name = "right"  # type: ignore[attr-defined]
    prologue = ast.unparse(tree) + "\n" + HELPERS

    def wrapped(body: str) -> str:
        return f"{prologue}\ndef {name}(*args):\n    {body}\n"

    for i, kind in enumerate(kinds):
        changes = {"array": ARRAYS, "number": NUMBERS, "count": COUNTS}[kind]
        first = f"given = args[{i}]\n    a = given\n    "
        if kind == "array":
            first += "a = np.asarray(a, dtype=float)\n    "
        for label, change in changes.items():
            rest = f"args = [*args]\n    args[{i}] = {change}\n    return right(*args)"
            yield f"argument {i} {label}", wrapped(first + rest)
        places = {"array": PLACES | LISTS, "number": NUMBER_PLACES, "count": COUNT_PLACES}[kind]
        for label, place in places.items():
            rest = (
                f"r = right(*args)\n    if {place}:\n"
                "        r = each(lambda x: x * 1.01 + 0.001, r)\n    return r"
            )
            yield f"wrong where argument {i} has {label}", wrapped(first + rest)
    for label, change in RESULTS.items():
        yield f"result {label}", wrapped(f"r = right(*args)\n    return {change}")
    for label, body in STATES.items():
        yield label, wrapped(body)
    for i in range(len(kinds) - 1):
        for j in range(i + 1, len(kinds)):
            body = f"args = [*args]\n    args[{i}], args[{j}] = args[{j}], args[{i}]"
            yield f"arguments {i} and {j} swapped", wrapped(body + "\n    return right(*args)")
