"""Runs the SQL of strangers on a snapshot without harm: another process, read-only, with hard limits.

Nothing that a query does can hold up the server: it runs in a process of its own (`kpi.store.sandbox_worker`) that
is killed when its time is over, and what comes back are a few rows of ready text. Two run at once, a few more wait
their turn, the rest is asked to come back; `kpi.store.query_turns` sees to it that no reader keeps the others waiting.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kpi.store.query_turns import OnWait, QueryTurns, TurnError

_WORKER = Path(__file__).with_name("sandbox_worker.py")
_KEPT_VARIABLES = ("SYSTEMROOT", "PATH", "LANG", "LC_ALL", "TZ")
TOO_LATE = 71
"""Exit code of a worker whose query took longer than a query may."""
AT_ONCE = 2
WAITING = 16
LONGEST_QUERY = 20_000


class SandboxError(Exception):
    """A query that gives no result.

    `code` is one of empty, too_long, several, not_select, writes, files, sleep, syntax, unknown_name, failed, time,
    memory, rows, bytes, cells, busy, yours, ended; `detail` holds the database's own words, where it has any.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


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


class _Spare:
    """One worker that has loaded its libraries and waits for a job: a query does not wait for the loading."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._worker: subprocess.Popen[bytes] | None = None

    def prepare(self) -> None:
        """Start a worker unless one waits already."""
        with self._lock:
            if self._worker is None or self._worker.poll() is not None:
                self._worker = start(_WORKER)

    def take(self) -> subprocess.Popen[bytes]:
        """The waiting worker, or a new one."""
        with self._lock:
            worker, self._worker = self._worker, None
        return worker if worker is not None and worker.poll() is None else start(_WORKER)


_turns = QueryTurns(AT_ONCE)
_spare = _Spare()


def prepare() -> None:
    """Have a worker ready; called when a reader opens the page on which queries are written."""
    _spare.prepare()


def run(
    snapshot: Path, sql: str, limits: Limits = LIMITS, on_wait: OnWait = lambda _: None, *, reader: str = ""
) -> Answer:
    """Run one read-only statement on the snapshot file and return its result.

    `reader` tells one reader's queries from another's ('' for one that has no others): one of them runs, one more
    may wait. `on_wait` is called with the number of queries waiting before this one, when it has to wait.
    Raises SandboxError.
    """
    check(sql)
    with turn(_turns, reader, limits.turn_seconds, WAITING, on_wait):
        started = time.perf_counter()
        worker = _spare.take()
        try:
            said, _ = ask(worker, job_of(snapshot, sql, limits), limits.seconds, snapshot.parent)
        finally:
            _spare.prepare()
        seconds = time.perf_counter() - started
    rows = tuple(tuple(row) for row in said["rows"])
    return Answer(said["count"], tuple(said["columns"]), tuple(said["numeric"]), rows, seconds)


def check(sql: str) -> None:
    """Refuse what is not worth a worker. Raises SandboxError."""
    if not sql.strip():
        raise SandboxError("empty")
    if len(sql) > LONGEST_QUERY:
        raise SandboxError("too_long")


@contextmanager
def turn(turns: QueryTurns, reader: str, seconds: float, waiting: int, on_wait: OnWait) -> Iterator[None]:
    """Hold a turn while the block runs. Raises SandboxError: busy, or yours when this reader has enough under way."""
    try:
        turns.take(reader, seconds, waiting, on_wait)
    except TurnError as refused:
        raise SandboxError(refused.code) from refused
    try:
        yield
    finally:
        turns.give_back(reader)


def job_of(snapshot: Path, sql: str, limits: Limits) -> dict[str, Any]:
    """What a worker is told of a query."""
    return {
        "server": os.getpid(),
        "path": str(snapshot),
        "sql": sql,
        "seconds": limits.seconds,
        "memory_mb": limits.memory_mb,
        "rows": limits.rows,
        "bytes": limits.bytes,
    }


def ask(
    worker: subprocess.Popen[bytes], job: dict[str, Any], seconds: float, folder: Path
) -> tuple[dict[str, Any], bytes]:
    """Give a worker its job: what it says, and the bytes behind that. It has ended afterwards, in any case.

    The place of `folder` is left out of what is said. Raises SandboxError.
    """
    try:
        told, _ = worker.communicate(json.dumps(job).encode(), timeout=seconds)
    except subprocess.TimeoutExpired as late:
        raise SandboxError("time") from late
    finally:
        if worker.poll() is None:
            worker.kill()
            worker.communicate()
    head, _, body = told.partition(b"\n")
    if not head:
        if worker.returncode == TOO_LATE:
            raise SandboxError("time")
        # Killed from outside, as by the system when memory runs out.
        raise SandboxError("ended", f"exit code {worker.returncode}")
    said: dict[str, Any] = json.loads(head)
    if said["error"]:
        raise SandboxError(said["error"], said["detail"].replace(f"{folder}{os.sep}", ""))
    return said, body


def start(script: Path) -> subprocess.Popen[bytes]:
    """A worker that knows nothing of this process: no settings of Python, no variables, no session."""
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-I", str(script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=kept,
        start_new_session=True,
    )
