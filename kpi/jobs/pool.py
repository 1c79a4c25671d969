"""Worker processes of one kind: whose turn it is, one that waits warm, none that is late or worn out.

Files and queries of strangers are made by pools of this one class; what differs is a `kpi.jobs.process.Kind` and these
numbers. A job that hangs ends in a message and not in a page that never answers.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import Any

from kpi.jobs.errors import JobError
from kpi.jobs.job_queue import JobQueue, OnWait
from kpi.jobs.process import Kind, OnStep, Reply, WorkerProcess


@dataclass(frozen=True)
class PoolSize:
    """How many jobs run at once and wait, how many one process does, whether one waits warm, and how long.

    A process that had nothing to do for `rest_seconds` is replaced by a fresh one, which gives its memory back.
    """

    at_once: int
    waiting: int
    jobs_each: int = 1
    spare: bool = True
    rest_seconds: float = 300.0


class WorkerPool:
    """The workers of one kind of a server process."""

    def __init__(self, kind: Kind, size: PoolSize) -> None:
        self._kind, self._size = kind, size
        self._queue = JobQueue(size.at_once)
        self._lock = threading.Lock()
        self._idle: WorkerProcess | None = None
        self._resting: threading.Timer | None = None

    def prepare(self) -> None:
        """Have a worker that has loaded its libraries by the time somebody needs it."""
        with self._lock:
            if self._idle is None or not self._idle.is_alive:
                self._idle = WorkerProcess(self._kind)

    def run(
        self,
        job: dict[str, Any],
        seconds: float,
        turn_seconds: float,
        *,
        reader: str = "",
        latest: float = float("inf"),
        on_step: OnStep = lambda _step, _seconds: None,
        on_wait: OnWait = lambda _before: None,
    ) -> Reply:
        """Have one job done: a turn within `turn_seconds`, then at most `seconds` of work.

        `reader` tells one reader's jobs from another's ('' for one that has no others): one of them runs, one more may
        wait. `latest` is when all must be over, by `time.monotonic`. `on_wait` hears how many wait before this one,
        when it has to wait; `on_step` of the steps on the way. What it raises stops the job. Raises JobError.
        """
        self._queue.take(reader, turn_seconds, self._size.waiting, on_wait)
        try:
            worker = self._take()
            try:
                reply = worker.work(job, min(seconds, latest - time.monotonic()), on_step)
            except JobError as error:
                if error.code in {"time", "ended"}:
                    worker.end()
                raise
            except BaseException:
                # Whoever waited was stopped: the answer that is still to come must not reach the next one.
                worker.end()
                raise
            finally:
                self._give_back(worker)
            return reply
        finally:
            self._queue.give_back(reader)

    def _take(self) -> WorkerProcess:
        with self._lock:
            worker, self._idle = self._idle, None
        return worker if worker is not None and worker.is_alive else WorkerProcess(self._kind)

    def _give_back(self, worker: WorkerProcess) -> None:
        fresh_enough = worker.jobs < self._size.jobs_each
        with self._lock:
            if fresh_enough and worker.is_alive and self._idle is None:
                self._idle = worker
                self._let_rest(worker)
                return
        worker.end()
        if self._size.spare:
            self.prepare()

    def _let_rest(self, worker: WorkerProcess) -> None:
        if self._resting:
            self._resting.cancel()
        self._resting = threading.Timer(self._size.rest_seconds, self._renew, (worker, worker.jobs))
        self._resting.daemon = True
        self._resting.start()

    def _renew(self, worker: WorkerProcess, jobs: int) -> None:
        """Replace a worker that did nothing since it had done so many jobs."""
        with self._lock:
            if worker is not self._idle or worker.jobs != jobs:
                return
            self._idle = WorkerProcess(self._kind)
        worker.end()

    def close(self) -> None:
        """End the worker that waits."""
        with self._lock:
            if self._resting:
                self._resting.cancel()
            worker, self._idle = self._idle, None
        if worker is not None:
            worker.end()
