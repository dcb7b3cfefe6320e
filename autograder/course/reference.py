"""References of exercises and what runs before them, as sources and as functions."""

from __future__ import annotations

from functools import cache
from types import CodeType
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from autograder.course.exercise import ExerciseLibrary


def given_sources(library: ExerciseLibrary) -> tuple[tuple[str, str], ...]:
    """The code that runs before a submission, as (exercise, code) pairs."""
    return tuple((name, each.before) for name, each in library.items() if each.before)


def reference_namespace(library: ExerciseLibrary, names: tuple[str, ...]) -> dict[str, Any]:
    """The references of the named exercises, ready to be called by dependent exercises."""
    space: dict[str, Any] = {"np": np, "__name__": "reference"}
    for name in names:
        for other in library[name].depends:
            if other not in space:
                space.update(reference_namespace(library, (other,)))
        if before := library[name].before:
            exec(compiled(before, f"<given {name}>"), space)
        exec(compiled(library[name].reference, f"<reference {name}>"), space)
    return space


def reference_source(library: ExerciseLibrary, name: str) -> str:
    """The reference of an exercise, preceded by all references it depends on; needs `np`."""
    found: dict[str, str] = {}

    def add(each: str) -> None:
        if each not in found:
            for other in library[each].depends:
                add(other)
            found[each] = "\n\n".join(filter(None, (library[each].before, library[each].reference)))

    add(name)
    return "\n\n".join(found.values())


def load_function(
    library: ExerciseLibrary, name: str, source: str | CodeType, **replaced: Any
) -> Any:
    """The function (or value) that a source defines, with the references it depends on.

    replaced: callables that replace some of the references.
    """
    space = reference_namespace(library, library[name].depends)
    if before := library[name].before:
        exec(compiled(before, f"<given {name}>"), space)
    space.update(replaced)
    code = source if isinstance(source, CodeType) else compiled(source, f"<model of {name}>")
    exec(code, space)
    return space.get(name)


@cache
def compiled(source: str, filename: str) -> CodeType:
    """Compile a source only once: compiling dominates the cost of a mutant."""
    return compile(source, filename, "exec", dont_inherit=True)
