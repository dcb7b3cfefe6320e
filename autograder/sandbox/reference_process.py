"""Reference functions that answer student code, in a process with limits.

The submissions of a class each ask hundreds of questions, nearly all the same: answers are
cached, up to a number of bytes.
"""

from __future__ import annotations

import contextlib
import subprocess
from collections import OrderedDict
from collections.abc import Mapping

from autograder.errors import GraderError
from autograder.models import PlainValue
from autograder.sandbox.process_spawn import read_exactly, start_python
from autograder.sandbox.reference_main import MAX_REPLY_BYTES, TOO_MUCH
from autograder.sandbox.serialization import HEADER, WireError, pack, parse_header

KEPT_BYTES = 8 << 20  # of all questions and answers that are kept
KEPT_ENTRY_BYTES = 8 << 10  # of one entry; longer ones are computed each time


class ReferenceProcess:
    """Answers questions in a child, which is started when it is first needed.

    sources: by name, a source that defines the function and everything it calls; `np` is
        available.
    """

    def __init__(self, sources: Mapping[str, str]) -> None:
        self.sources = dict(sources)
        self._process: subprocess.Popen[bytes] | None = None
        self._known: OrderedDict[bytes, bytes] = OrderedDict()
        self._kept = 0

    def answer(self, name: str, args: PlainValue) -> bytes:
        """The function's answer to these arguments, as a frame ("v" or "e")."""
        if name not in self.sources:
            return pack("e", "NotImplementedError", name)
        question = pack("q", name, args)
        if question in self._known:
            self._known.move_to_end(question)
            return self._known[question]
        try:
            reply = _exchange(self.start(), question)
        except (OSError, EOFError, WireError):  # this question killed the child
            self.close()
            reply = pack("e", "ValueError", TOO_MUCH)
        self._keep(question, reply)
        return reply

    def close(self) -> None:
        """End the child; the next question starts another one."""
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(OSError), process:  # closes its pipes and waits for its end
                process.kill()

    def start(self) -> subprocess.Popen[bytes]:
        """The child, ready to answer. Call it early: no student's clock should count its start."""
        if self._process is not None:
            return self._process
        process = self._process = start_python("reference_main")
        try:
            _exchange(process, pack("s", self.sources))
        except (OSError, EOFError):
            self.close()
            raise GraderError("the process that holds the references did not start") from None
        return process

    def _keep(self, question: bytes, reply: bytes) -> None:
        size = len(question) + len(reply)
        if size > KEPT_ENTRY_BYTES:
            return
        self._known[question] = reply
        self._kept += size
        while self._kept > KEPT_BYTES:
            old, answer = self._known.popitem(last=False)
            self._kept -= len(old) + len(answer)


def _exchange(process: subprocess.Popen[bytes], frame: bytes) -> bytes:
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(frame)
    process.stdin.flush()
    header = read_exactly(process.stdout, HEADER.size)
    _, skeleton, data = parse_header(header, MAX_REPLY_BYTES, MAX_REPLY_BYTES)
    return header + read_exactly(process.stdout, skeleton + data)
