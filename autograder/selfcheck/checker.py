"""Run a student's work once and judge it by the public keys.

It runs in its own process and is judged by the same code as in grading. Only the reference is
missing, so a mistake that was carried forward cannot be distinguished from the function's own;
the result says which exercises to fix first.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from autograder.course.answer_key import AnswerKey, modules_needed
from autograder.grading.failure_causes import say_once
from autograder.grading.judge_exercise import (
    all_missing,
    best_file,
    harmless_units,
    judge_exercise,
    key_kinds,
    stopped_places,
)
from autograder.models import ExerciseResult, Source, Transcript, Verdict
from autograder.sandbox import Sandbox, open_sandbox
from autograder.sandbox.limits import widest
from autograder.sandbox.process_spawn import Child
from autograder.sandbox.protocol import Setup
from autograder.selfcheck.data import PublicData
from autograder.submission.file_selection import candidate_files


@dataclass(frozen=True)
class SelfCheckResult:
    """What one run showed.

    source: the file that counted. others: other edited files. files: names of all files.
    stopped: where code outside functions did not end.
    verdicts: for the requested exercises, in course order, without written ones.
    blocked_by: for a failing exercise, the primitives that have to be right first.
    """

    data: PublicData
    source: Source
    verdicts: Mapping[str, Verdict]
    others: tuple[Source, ...] = ()
    blocked_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    stopped: tuple[str, ...] = ()

    def written(self, name: str) -> str | None:
        """An answer as text, from the first file that has one."""
        found = (source.answers.get(name) for source in (self.source, *self.others))
        return next((text for text in found if text), None)

    @property
    def passed(self) -> bool:
        """Whether every requested exercise is right."""
        return all(verdict.status == "passed" for verdict in self.verdicts.values())


class SelfChecker:
    """Checks the work in one folder, any number of times."""

    def __init__(self, data: PublicData, ready: Child | None = None) -> None:
        """ready: a process that was started beforehand, for the first check."""
        self.data = data
        self.keys = {name: entry.key for name, entry in data.exercises.items() if entry.key}
        limits = {name: data.exercises[name].limits for name in self.keys}
        loading = widest(limits.values())
        if not can_start_processes():
            # Imported only here: it calls functions directly instead of in a process.
            from autograder.selfcheck.inline_sandbox import InlineSandbox

            self.sandbox: Sandbox = InlineSandbox(self.keys, limits, loading, data.packages)
            return
        self.sandbox = open_sandbox(
            "process",
            {name: key.inputs for name, key in self.keys.items()},
            key_kinds(self.keys),
            limits,
            loading=loading,
            total_seconds=loading.total_seconds,
            ready=ready,
            setup=Setup(
                modules_needed(self.keys.values()),
                adapters=data.adapters,
                packages=data.packages,
            ),
        )

    def check(
        self, sources: Sequence[Source], names: Iterable[str] | None = None
    ) -> SelfCheckResult:
        """Judge the named exercises (all of them, if None); the better of two files counts.

        Raises GraderError if the sandbox itself fails.
        """
        asked = set(self.keys if names is None else names)
        chosen = [name for name in self.keys if name in asked]
        edited = candidate_files(sources)
        results = [self._one(source, chosen) for source in edited]
        best = results[best_file([each.verdicts for each in results])]
        others = tuple(source for source in edited if source is not best.source)
        return replace(best, others=others, files=tuple(source.path for source in sources))

    def close(self) -> None:
        """End a process that was started beforehand and not used after all."""
        self.sandbox.close()

    def _one(self, source: Source, chosen: Sequence[str]) -> SelfCheckResult:
        verdicts, transcript = self._judge(source, self._with_primitives(chosen))
        waits: dict[str, tuple[str, ...]] = {}
        for name in chosen:
            wrong = [
                d
                for d in self.keys[name].carries_from
                if d in verdicts and verdicts[d].status != "passed"
            ]
            if not wrong:
                continue
            if stub := stub_that_stopped(self.keys[name], transcript.answers.get(name)):
                waits[name] = (stub,)
                verdicts[name] = replace(verdicts[name], status="failed")
            elif verdicts[name].status in ("failed", "error", "timeout"):
                waits[name] = self._asked(name, wrong, source, transcript)
        return SelfCheckResult(
            self.data,
            source,
            {name: verdicts[name] for name in chosen},
            blocked_by={name: asked for name, asked in waits.items() if asked},
            stopped=stopped_places(source, transcript),
        )

    def _with_primitives(self, chosen: Sequence[str]) -> list[str]:
        needed = {*chosen, *(d for name in chosen for d in self.keys[name].carries_from)}
        return [name for name in self.keys if name in needed]

    def _judge(self, source: Source, names: Sequence[str]) -> tuple[dict[str, Verdict], Transcript]:
        if source.problem is not None:
            keys = {name: self.keys[name] for name in names}
            return all_missing(keys, source.problem.get("en", "unreadable")), Transcript({})
        transcript = self.sandbox.run(source.units, names)
        judged = {name: judge_exercise(self.keys[name], source, transcript) for name in names}
        return say_once(judged), transcript

    def _asked(
        self, name: str, wrong: Collection[str], source: Source, transcript: Transcript
    ) -> tuple[str, ...]:
        """Which of the wrong primitives a function really calls: its mistake may be theirs."""
        # The self-check has no reference: calling a stand-in raises NotImplementedError.
        seen = self.sandbox.run(harmless_units(source, transcript), [name], wrong)
        return tuple(primitive for primitive in wrong if primitive in seen.asked)


def can_start_processes() -> bool:
    """Whether this Python can start processes; a browser's cannot."""
    return sys.platform not in ("emscripten", "wasi")


def stub_that_stopped(key: AnswerKey, answer: ExerciseResult | None) -> str:
    """The primitive whose stub ended every call of a function that is itself written; or "".

    A stub's message is its own name, so another exercise's name shows that this one is written.
    """
    if answer is None or answer.status != "answered" or key.kind != "function":
        return ""
    said = {got.message for got in answer.outcomes if "NotImplementedError" in got.exception_mro}
    stopped = [name for name in key.carries_from if name in said]
    all_stopped = all("NotImplementedError" in got.exception_mro for got in answer.outcomes)
    return stopped[0] if stopped and all_stopped else ""
