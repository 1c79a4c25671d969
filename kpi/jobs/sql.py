"""Runs the SQL of strangers on a snapshot without harm: another process, read-only, with hard limits.

Nothing that a query does can hold up the server: it runs in a process of its own (`kpi.jobs.sql_worker`) that is killed
when its time is over, and what comes back are a few rows of ready text. Two run at once, a few more wait their turn,
the rest is asked to come back; no reader keeps the others waiting.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kpi.jobs.errors import POOL_CODES, JobError
from kpi.jobs.job_queue import OnWait
from kpi.jobs.pool import PoolSize, WorkerPool
from kpi.jobs.process import Kind, OnStep

AT_ONCE = 2
WAITING = 16
LONGEST_QUERY = 20_000
CODES = (
    "empty",
    "too_long",
    "several",
    "not_select",
    "writes",
    "files",
    "sleep",
    "syntax",
    "unknown_name",
    "memory",
    "rows",
    "bytes",
    "cells",
    "yours",
    *POOL_CODES,
)
"""Why a query gives no result; a JobError's `detail` holds the database's own words, where it has any; `yours` is said
to a reader who has enough under way."""


@dataclass(frozen=True)
class Limits:
    """What one query may take: seconds of time, megabytes of working memory, rows and bytes of result.

    `turn_seconds` is how long it may wait for its turn.
    """

    seconds: float = 5.0
    memory_mb: int = 256
    rows: int = 50_000
    bytes: int = 32_000_000
    turn_seconds: float = 20.0


@dataclass(frozen=True)
class Answer:
    """The result of a query: how many rows, the names of its columns, its first rows as text (NULL is None).

    `numeric` are the places of the columns of numbers; `seconds` the time it took, without the waiting.
    """

    count: int
    columns: tuple[str, ...]
    numeric: tuple[int, ...]
    rows: tuple[tuple[str | None, ...], ...]
    seconds: float

    @property
    def cells(self) -> int:
        """How many cells the whole result has."""
        return self.count * len(self.columns)


LIMITS = Limits()
KIND = Kind("kpi.jobs.sql_worker")
_POOL = WorkerPool(KIND, PoolSize(AT_ONCE, WAITING))


def prepare() -> None:
    """Have a worker ready; called when a reader opens the page on which queries are written."""
    _POOL.prepare()


def run(
    snapshot: Path,
    sql: str,
    limits: Limits = LIMITS,
    on_wait: OnWait = lambda _: None,
    *,
    reader: str = "",
    on_step: OnStep = lambda _step, _seconds: None,
) -> Answer:
    """Run one read-only statement on the snapshot file and return its result.

    `reader`, `on_wait` and `on_step`: see `kpi.jobs.pool.WorkerPool.run`. Raises JobError with one of `CODES`.
    """
    check(sql)
    job = job_of(snapshot, sql, limits)
    reply = _POOL.run(job, limits.seconds, limits.turn_seconds, reader=reader, on_step=on_step, on_wait=on_wait)
    said = reply.facts
    rows = tuple(tuple(row) for row in said["rows"])
    return Answer(said["count"], tuple(said["columns"]), tuple(said["numeric"]), rows, reply.seconds)


def check(sql: str) -> None:
    """Refuse what is not worth a worker. Raises JobError."""
    if not sql.strip():
        raise JobError("empty")
    if len(sql) > LONGEST_QUERY:
        raise JobError("too_long")


def job_of(snapshot: Path, sql: str, limits: Limits) -> dict[str, Any]:
    """What a worker is told of a query."""
    return {
        "path": str(snapshot),
        "sql": sql,
        "seconds": limits.seconds,
        "memory_mb": limits.memory_mb,
        "rows": limits.rows,
        "bytes": limits.bytes,
    }
