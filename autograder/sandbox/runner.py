"""Run a student's units and exercises, inside the sandbox.

Student units are executed one by one in one namespace, then each exercise on its cases.
Student code shares this process and may do anything to it: nothing here is worth stealing,
and everything that leaves is checked on the other side.
"""

from __future__ import annotations
import __future__

import builtins
import contextlib
import inspect
import linecache
import random
import sys
import time
import types
from collections import UserDict
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from autograder.models import CallResult, CaseInput
from autograder.sandbox.calls import (
    CapturedOutput,
    call_and_record,
    compile_driver,
    describe_exception,
    file_name,
    value_result,
)
from autograder.sandbox.channel import Channel
from autograder.sandbox.limits import Limits
from autograder.sandbox.namespace_state import NamespaceSnapshot
from autograder.sandbox.plain_data import deep_copy, to_plain
from autograder.sandbox.protocol import (
    MAX_ASK_BYTES,
    ExerciseSpec,
    Request,
    outcome_tree,
    too_large,
)
from autograder.sandbox.serialization import pack, within_limits

FRESH_SECONDS = 0.5  # units that take longer are not run again for a fresh start
MAX_KNOWN = 4_000  # cached answers of one proxy
MODULE = "submission"  # student code's __name__: a main guard does not fire
_FUTURE: int = 0
for _name in __future__.all_feature_names:
    _FUTURE |= getattr(__future__, _name).compiler_flag

Restrict = Callable[[Limits], None]


def serve(
    channel: Channel,
    request: Request,
    exercises: Mapping[str, ExerciseSpec],
    loading: Limits,
    restrict: Restrict,
    given: Sequence[tuple[str, str]] = (),
) -> None:
    """One pass over one source, from "ready" to the last answer.

    restrict: sets the kernel limits of an exercise.
    given: sources by name that run before the submission, in its namespace.
    """
    random.seed(0)  # the same submission gives the same result
    np.random.seed(0)
    channel.send(pack("r"))
    restrict(loading)
    began = time.monotonic()
    space = _load(channel, request, loading, given)
    quick = time.monotonic() - began < FRESH_SECONDS
    state = NamespaceSnapshot(space)
    for left, name in enumerate(request.names, 1 - len(request.names)):
        restrict(exercises[name].limits)
        channel.send(_answer(name, exercises[name], space))
        if left and quick and state.changed():
            channel.send(pack("d"))  # the rest starts over, as if this one had not run
            break
    channel.flush()


def hide_package() -> None:
    """Make a notebook's own self-check cells do nothing, by hiding this package from imports.

    Otherwise a self-check would start another self-check, and so on without end.
    """
    package = sys.modules["autograder"]
    package.__path__ = []
    quiet = types.ModuleType("autograder.selfcheck")
    quiet.check = quiet.hint = lambda *args, **options: None  # type: ignore[attr-defined]
    package.selfcheck = sys.modules[quiet.__name__] = quiet  # type: ignore[attr-defined]


# --- loading -------------------------------------------------------------------


def _load(
    channel: Channel, request: Request, loading: Limits, given: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    module = types.ModuleType(MODULE)
    sys.modules[MODULE] = module
    space = module.__dict__
    names: dict[str, Any] | StandInNames = space
    if request.stand_ins:
        names = StandInNames(space, request.stand_ins, channel)
    for name, source in given:
        exec(compile(source, f"<given {name}>", "exec", dont_inherit=True), space)
    printed = CapturedOutput(loading.output_kb * 1024)
    flags = 0
    for index, (source, origin) in enumerate(request.units):
        if index in request.skip:
            continue
        stdout, stderr = sys.stdout, sys.stderr
        sys.stdout = sys.stderr = printed  # type: ignore[assignment,unused-ignore]
        try:
            flags |= execute_unit(source, file_name(index, origin), space, names, flags)
        except BaseException as error:  # the student may also raise SystemExit and the like
            channel.send(pack("u", index, *describe_failure(error)))
        else:
            if channel.step_by_step:
                channel.send(pack("u", index))
        finally:
            sys.stdout, sys.stderr = stdout, stderr
        if isinstance(names, StandInNames):
            names.put_back()
    channel.send(pack("l", printed.text()))
    return space


def execute_unit(source: str, name: str, space: dict[str, Any], names: Any, flags: int) -> int:
    """Run one unit; return the __future__ flags that it switched on for later units.

    names: where its top level binds names: `space` itself, or a mapping that guards it.
    """
    linecache.cache[name] = (len(source), None, source.splitlines(True), name)
    code = compile(source, name, "exec", flags, dont_inherit=True)
    exec(code, space, names)
    return int(code.co_flags) & _FUTURE


def describe_failure(error: BaseException) -> tuple[str, str, int | None]:
    """Class, text and line of an exception that may resist inspection."""
    try:
        described = describe_exception(error)
        line = error.lineno if isinstance(error, SyntaxError) else described["line"]
        return (
            described["exception_mro"][0],
            described["message"],
            line if type(line) is int else None,
        )
    except BaseException:
        return "Exception", "", None


# --- exercises -----------------------------------------------------------------


def _answer(name: str, exercise: ExerciseSpec, space: dict[str, Any]) -> bytes:
    if name not in space:
        return pack("a", name, "missing", [], "")
    trees = [outcome_tree(outcome) for outcome in _outcomes(name, exercise, space[name])]
    frame = pack("a", name, "answered", trees, "")
    if within_limits(frame):
        return frame
    share = len(trees) + 1  # a share for each outcome, and one for everything around them
    cut = outcome_tree(too_large(CallResult()))
    trees = [tree if within_limits(pack("o", tree), share) else cut for tree in trees]
    return pack("a", name, "answered", trees, "")


def _outcomes(name: str, exercise: ExerciseSpec, value: Any) -> list[CallResult]:
    if exercise.kind == "variable":
        return [value_result(value, case) for case in exercise.cases]
    if not callable(value):
        text = f"'{name}' is a value of type {type(value).__name__}, not a function"
        refusal = CallResult(
            exception_mro=("TypeError", "Exception", "BaseException"), message=text
        )
        return [refusal for _ in exercise.cases]
    compiled = cache(compile_driver)  # cases share a driver
    return [
        _perform(value, case, None if case.driver is None else compiled(case.driver))
        for case in exercise.cases
    ]


def _perform(
    function: Callable[..., Any], case: CaseInput, driver: Callable[..., Any] | None
) -> CallResult:
    try:
        return call_and_record(function, case, driver)
    except BaseException as error:  # student code damaged what `call_and_record` itself uses
        kind, message, _ = describe_failure(error)
        return CallResult(exception_mro=(kind, "Exception", "BaseException"), message=message)


# --- questions ---------------------------------------------------------------------


class StandInNames(UserDict[str, Any]):
    """The top level of a submission in which some names always mean a stub.

    The stub takes the name as soon as it is bound, so that the next statement, a default
    argument or a table of functions uses the stub rather than the student's own function.
    """

    def __init__(self, space: dict[str, Any], stand_ins: Sequence[str], channel: Channel) -> None:
        self.data = space
        self.stand_ins = frozenset(stand_ins)
        self.channel = channel
        self.stubs: dict[str, Any] = {}
        for name in stand_ins:  # a missing function gets one, too
            self[name] = None

    def put_back(self) -> None:
        """Restore stubs that were bypassed by a `global` statement or `exec`."""
        for name, stub in self.stubs.copy().items():
            if (now := self.data.get(name)) is not stub:
                self[name] = now

    def __setitem__(self, name: str, value: Any) -> None:
        if name in self.stand_ins:
            value = self.stubs[name] = _reference_stub(self.channel, name, value)
        self.data[name] = value


def _reference_stub(channel: Channel, name: str, original: Any) -> Callable[..., Any]:
    """A stub that asks the trusted side; its keywords are those of the student's own function.

    So are its attributes, such as a counter. A repeated question is asked only once: an answer
    depends only on its question.
    """
    known: dict[bytes, Any] = {}
    signature = None
    with contextlib.suppress(TypeError, ValueError):
        signature = inspect.signature(original)

    def stub(*args: Any, **keywords: Any) -> Any:
        if keywords:
            if signature is None:
                raise TypeError(f"{name}() takes its arguments by position")
            bound = signature.bind(*args, **keywords)
            args = bound.args
        frame = pack("q", name, to_plain(args))
        if len(frame) > MAX_ASK_BYTES:
            raise ValueError(f"{name}() was given more data than this exercise needs")
        if frame in known:
            return deep_copy(known[frame])
        channel.send(frame)
        channel.flush()
        reply = channel.receive()
        if reply.kind == "v":
            if len(known) < MAX_KNOWN:
                known[frame] = deep_copy(reply.values[0])
            return reply.values[0]
        kind, message = reply.values
        raise _exception(kind)(message)

    with contextlib.suppress(Exception):  # an object that resists inspection
        vars(stub).update(vars(original))
    stub.__name__ = name
    _take_over(original, stub)
    return stub


def _take_over(original: Any, stub: Callable[..., Any]) -> None:
    """Make a function call its stub, for code that knows it by another name, as `T.loss`."""

    def forward(*args: Any, _stub: Callable[..., Any], **keywords: Any) -> Any:
        return _stub(*args, **keywords)

    if type(original) is types.FunctionType and not original.__code__.co_freevars:
        original.__defaults__, original.__kwdefaults__ = None, {"_stub": stub}
        original.__code__ = forward.__code__


def _exception(name: str) -> type[Exception]:
    kind = getattr(builtins, name, None)
    return kind if isinstance(kind, type) and issubclass(kind, Exception) else RuntimeError
