"""Runs of pages, and the answers ahead of them, take turns.

Python computes one thing at a time. Runs that all begin at once slow each other down until every reader waits as long
as the last one; one after the other, most readers are served early, and nobody later than before. And a run that
follows an answer finds made what the answer needed, instead of making it beside it.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE_SECONDS = 0.25
"""A run that takes longer waits for something else than its turn (a query, a file): the others go on beside it."""


class RunQueue:
    """First come, first served, but for those who keep the others waiting."""

    def __init__(self, patience: float = PATIENCE_SECONDS) -> None:
        """Let every turn last at most `patience` seconds."""
        self._patience = patience
        self._guard = threading.Lock()
        self._line: deque[threading.Event] = deque()
        self._since = 0.0

    @property
    def waiting(self) -> int:
        """How many wait for their turn."""
        with self._guard:
            return sum(not one.is_set() for one in self._line)

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for one's turn and keep it while the block runs, if that is not too long."""
        mine = threading.Event()
        with self._guard:
            self._line.append(mine)
            self._call_first()
        while not mine.wait(self._patience):
            self._pass_over_the_slow()
        try:
            yield
        finally:
            with self._guard:
                if mine in self._line:
                    self._line.remove(mine)
                self._call_first()

    def _pass_over_the_slow(self) -> None:
        with self._guard:
            if time.monotonic() - self._since >= self._patience:
                self._line.popleft()
                self._call_first()

    def _call_first(self) -> None:
        if self._line and not self._line[0].is_set():
            self._since = time.monotonic()
            self._line[0].set()


RUN_QUEUE = RunQueue()
"""Those of this server."""
