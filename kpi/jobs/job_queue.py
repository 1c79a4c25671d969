"""Whose job runs next: a few at once, one of each reader, and first whoever has not had a turn for longest."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from kpi.jobs.errors import JobError

OnWait = Callable[[int], None]
"""Is told how many jobs wait before this one."""
EACH_READER = 2
"""Of one reader: one job runs, one more may wait."""
_REMEMBERED_SECONDS = 120.0


@dataclass(eq=False)
class _Waiting:
    """A job that waits; compared by identity."""

    reader: str
    last_turn: float


class JobQueue:
    """The line in which jobs of one kind stand."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._changed = threading.Condition()
        self._waiting: list[_Waiting] = []
        self._running: Counter[str] = Counter()
        self._last: dict[str, float] = {}

    def take(self, reader: str, seconds: float, most_waiting: int, on_wait: OnWait) -> None:
        """Wait for a turn, at most so many seconds. A reader called '' is not told from others.

        Raises JobError: busy (too many wait, or no turn came in time) or yours (this reader has enough under way).
        """
        with self._changed:
            self._forget()
            mine = _Waiting(reader, self._last.get(reader, 0.0))
            if reader and self._running[reader] + sum(one.reader == reader for one in self._waiting) >= EACH_READER:
                raise JobError("yours")
            self._waiting.append(mine)
            if self._begin(mine):
                return
            if len(self._waiting) > most_waiting:
                self._waiting.remove(mine)
                raise JobError("busy")
            before = self._waiting.index(mine)
        try:
            on_wait(before)
            self._wait(mine, time.monotonic() + seconds)
        except BaseException:
            self._leave(mine)
            raise

    def give_back(self, reader: str) -> None:
        """End a turn."""
        with self._changed:
            self._running[reader] -= 1
            if reader:
                self._last[reader] = time.monotonic()
            self._changed.notify_all()

    def _wait(self, mine: _Waiting, until: float) -> None:
        with self._changed:
            while not self._begin(mine):
                left = until - time.monotonic()
                if left <= 0:
                    raise JobError("busy")
                self._changed.wait(left)

    def _begin(self, mine: _Waiting) -> bool:
        """Whether it is this job's turn; then it runs."""
        ready = [one for one in self._waiting if not (one.reader and self._running[one.reader])]
        if self._running.total() >= self._at_once or not ready:
            return False
        if min(ready, key=lambda one: one.last_turn) is not mine:
            return False
        self._waiting.remove(mine)
        self._running[mine.reader] += 1
        self._changed.notify_all()
        return True

    def _leave(self, mine: _Waiting) -> None:
        with self._changed:
            if mine in self._waiting:
                self._waiting.remove(mine)
                self._changed.notify_all()

    def _forget(self) -> None:
        """Readers who have not asked for long, or are not running, need not be known."""
        long_ago = time.monotonic() - _REMEMBERED_SECONDS
        self._last = {reader: at for reader, at in self._last.items() if at > long_ago}
        self._running = +self._running
