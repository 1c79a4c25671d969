"""Orders of briefings, previews, slides and files, done by worker processes (`kpi.jobs.file_worker`)."""

from __future__ import annotations

import time

from kpi.jobs.messages import Delivery, Order, Work
from kpi.jobs.pool import PoolSize, WorkerPool
from kpi.jobs.process import Kind, OnStep

AT_ONCE = 2
_SECONDS = {Work.PICTURE: 18.0, Work.DATA: 18.0, Work.SOURCES: 18.0}
_LONGEST_SECONDS = 90.0
"""What one order may take, waiting for its turn included. A picture that takes longer hangs; a report is waited for
with a progress bar."""
_WAITING_SHARE = 1 / 3
_WAITING = 100
_ORDERS_EACH = 200
"""A worker ends after so many orders, and with it whatever memory its libraries held on to."""
_REST_SECONDS = 300.0
KIND = Kind("kpi.jobs.file_worker", trusted=True)


class FilePool:
    """The workers that make files for one server process."""

    def __init__(self, rest_seconds: float = _REST_SECONDS) -> None:
        self._pool = WorkerPool(KIND, PoolSize(AT_ONCE, _WAITING, _ORDERS_EACH, rest_seconds=rest_seconds))
        self.prepare, self.close = self._pool.prepare, self._pool.close

    def make(
        self, order: Order, on_step: OnStep = lambda _step, _seconds: None, seconds: float | None = None
    ) -> Delivery:
        """Have one order done and return the result; `on_step` hears of the steps on the way.

        Raises JobError: 'busy' when no turn came, 'time' when the work took too long.
        """
        seconds = seconds or _SECONDS.get(order.work, _LONGEST_SECONDS)
        latest = time.monotonic() + seconds
        reply = self._pool.run(order.to_plain(), seconds, seconds * _WAITING_SHARE, latest=latest, on_step=on_step)
        return Delivery(reply.facts, reply.data)


FILES = FilePool()
