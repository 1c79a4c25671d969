"""Why a job gave no result, as both sides of a worker process say it."""

from __future__ import annotations

TOO_LATE = 71
"""Exit code of a worker that ended itself because a step of its job took too long."""


class JobError(Exception):
    """A job that gives no result.

    `code` is one of `POOL_CODES`, or one that the kind of job has of its own (see `kpi.jobs.messages.CODES`,
    `kpi.jobs.sql.CODES`); `problems` say more, where there is more to say.
    """

    def __init__(self, code: str, problems: tuple[str, ...] = ()) -> None:
        super().__init__(f"{code}: {'; '.join(problems)}" if problems else code)
        self.code = code
        self.problems = problems

    @property
    def detail(self) -> str:
        """All problems as one text."""
        return "\n".join(self.problems)


POOL_CODES = ("busy", "time", "ended", "failed")
"""No turn came in time, or too many wait; the work took too long; its process ended; it broke for a reason that the
server's log tells."""
