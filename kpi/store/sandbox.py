"""Runs the SQL of strangers on a snapshot without harm: another process, read-only, with hard limits.

Nothing that a query does can hold up the server: it runs in a process of its own (`kpi.store.sandbox_worker`) that
is killed when its time is over. Two run at once, a few more wait their turn, the rest is asked to come back.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

_WORKER = Path(__file__).with_name("sandbox_worker.py")
_KEPT_VARIABLES = ("SYSTEMROOT", "PATH", "LANG", "LC_ALL", "TZ")
AT_ONCE = 2
WAITING = 8
LONGEST_QUERY = 20_000


class SandboxError(Exception):
    """A query that gives no result.

    `code` is one of empty, too_long, several, not_select, writes, files, syntax, unknown_name, failed, time,
    memory, rows, bytes, busy, ended; `detail` holds the database's own words, where it has any.
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

    seconds: float = 10.0
    memory_mb: int = 256
    rows: int = 50_000
    bytes: int = 32_000_000
    turn_seconds: float = 20.0


@dataclass(frozen=True)
class Answer:
    """The result of a query and the time it took, without the waiting, in seconds."""

    table: pa.Table
    seconds: float


LIMITS = Limits()


class _Turns:
    """At most `AT_ONCE` queries run, at most `WAITING` wait."""

    def __init__(self) -> None:
        self._free = threading.Semaphore(AT_ONCE)
        self._lock = threading.Lock()
        self._waiting = 0

    def take(self, seconds: float, on_wait: Callable[[int], None]) -> None:
        """Wait for a turn; `on_wait` is told how many wait before. Raises SandboxError('busy')."""
        if self._free.acquire(blocking=False):
            return
        with self._lock:
            if self._waiting >= WAITING:
                raise SandboxError("busy")
            before = self._waiting
            self._waiting += 1
        try:
            on_wait(before)
            if not self._free.acquire(timeout=seconds):
                raise SandboxError("busy")
        finally:
            with self._lock:
                self._waiting -= 1

    def give_back(self) -> None:
        """End a turn."""
        self._free.release()


class _Spare:
    """One worker that has loaded its libraries and waits for a job: a query does not wait for the loading."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._worker: subprocess.Popen[bytes] | None = None

    def prepare(self) -> None:
        """Start a worker unless one waits already."""
        with self._lock:
            if self._worker is None or self._worker.poll() is not None:
                self._worker = _start()

    def take(self) -> subprocess.Popen[bytes]:
        """The waiting worker, or a new one."""
        with self._lock:
            worker, self._worker = self._worker, None
        return worker if worker is not None and worker.poll() is None else _start()


_turns = _Turns()
_spare = _Spare()


def prepare() -> None:
    """Have a worker ready; called when a reader opens the page on which queries are written."""
    _spare.prepare()


def run(snapshot: Path, sql: str, limits: Limits = LIMITS, on_wait: Callable[[int], None] = lambda _: None) -> Answer:
    """Run one read-only statement on the snapshot file and return its result.

    `on_wait` is called with the number of queries waiting before this one, when it has to wait.
    Raises SandboxError.
    """
    if not sql.strip():
        raise SandboxError("empty")
    if len(sql) > LONGEST_QUERY:
        raise SandboxError("too_long")
    _turns.take(limits.turn_seconds, on_wait)
    try:
        return _run(snapshot, sql, limits)
    finally:
        _turns.give_back()


def _run(snapshot: Path, sql: str, limits: Limits) -> Answer:
    job = {
        "path": str(snapshot),
        "sql": sql,
        "seconds": limits.seconds,
        "memory_mb": limits.memory_mb,
        "rows": limits.rows,
        "bytes": limits.bytes,
    }
    started = time.perf_counter()
    worker = _spare.take()
    try:
        told, _ = worker.communicate(json.dumps(job).encode(), timeout=limits.seconds)
    except subprocess.TimeoutExpired as late:
        raise SandboxError("time") from late
    finally:
        if worker.poll() is None:
            worker.kill()
            worker.communicate()
        _spare.prepare()
    return _read(told, worker.returncode, snapshot.parent, time.perf_counter() - started)


def _start() -> subprocess.Popen[bytes]:
    """A worker that knows nothing of this process: no settings of Python, no variables, no session."""
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-I", str(_WORKER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=kept,
        start_new_session=True,
    )


def _read(told: bytes, exit_code: int, folder: Path, seconds: float) -> Answer:
    head, _, body = told.partition(b"\n")
    if not head:
        # Killed from outside, as by the system when memory runs out.
        raise SandboxError("ended", f"exit code {exit_code}")
    said = json.loads(head)
    if said["error"]:
        raise SandboxError(said["error"], said["detail"].replace(f"{folder}{os.sep}", ""))
    with pa.ipc.open_stream(io.BytesIO(body)) as stream:
        return Answer(stream.read_all(), seconds)
