"""nbgrader's exchange where not every submission came through it.

`release_feedback` names a page by the secret that `submit` put beside the files. Who did not submit
through the exchange has none: nbgrader stops there with a traceback, and nobody gets anything.
Here everybody else gets the feedback, and the others are named.
"""

from __future__ import annotations

import glob
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeReleaseFeedback
from nbgrader.utils import temp_attrs

from autograder.integrations.nbgrader.paths import (
    SECRET,
    secret_in,
    timestamp_in,
    write_timestamp,
)


class ReleaseFeedback(ExchangeReleaseFeedback):  # type: ignore[misc]
    """Releases what came through the exchange; configured as `c.ExchangeFactory`'s."""

    def copy_files(self) -> Any:
        """Copy the pages of all who submitted through the exchange."""
        excluded = set(filter(None, (self.coursedir.student_id_exclude or "").split(",")))
        without = []
        for page in map(Path, glob.glob(self.src_path)):  # noqa: PTH207 - an absolute pattern
            student = page.parent.name
            if student not in excluded and not self._secret(page, student):
                without.append(student)
        if without:
            self.log.warning(
                "%d did not submit through the exchange, so it has no feedback for them: %s. "
                "Send them their pages from %s.",
                len(without),
                ", ".join(sorted(without)),
                self.coursedir.feedback_directory,
            )
        names = ",".join(sorted(excluded | set(without)))
        with temp_attrs(self.coursedir, student_id_exclude=names):
            return super().copy_files()

    def _secret(self, page: Path, student: str) -> bool:
        """Whether nbgrader finds what it names the page by, after a look into submitted/."""
        step = self.coursedir.submitted_directory
        beside = Path(self.coursedir.format_path(step, student, self.coursedir.assignment_id))
        secret, moment = secret_in(page), timestamp_in(page)
        if not secret and (secret := secret_in(beside)):
            (page / SECRET).write_text(secret, encoding="ascii")
        if moment is None and (moment := timestamp_in(beside)):
            write_timestamp(page, moment)
        return bool(secret and moment)
