"""What readers' last queries answered, so that a mere redraw does not run them again; all together limited."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TypeAlias

from kpi.jobs.errors import JobError
from kpi.jobs.sql import Answer

MOST_BYTES = 64_000_000
_ROW_BYTES = 64
Cached: TypeAlias = "Answer | JobError"


class AnswerCache:
    """One answer a reader; when all take more than their limit, those not asked for longest are forgotten."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[tuple[str, str], Cached, int]] = OrderedDict()
        self._bytes = 0

    @property
    def bytes(self) -> int:
        """What all kept answers take, roughly."""
        return self._bytes

    def find(self, reader: str, asked: tuple[str, str]) -> Cached | None:
        """The reader's answer to what was asked (snapshot, query); None when it is not kept."""
        with self._lock:
            found = self._kept.get(reader)
            if found is None or found[0] != asked:
                return None
            self._kept.move_to_end(reader)
            return found[1]

    def keep(self, reader: str, asked: tuple[str, str], answer: Cached) -> None:
        """Keep the reader's answer in place of the one before."""
        size = len(asked[1]) + _size(answer)
        with self._lock:
            self._drop(reader)
            self._kept[reader] = (asked, answer, size)
            self._bytes += size
            while self._bytes > self._most and len(self._kept) > 1:
                self._drop(next(iter(self._kept)))

    def forget(self, reader: str) -> None:
        """Keep nothing for a reader."""
        with self._lock:
            self._drop(reader)

    def _drop(self, reader: str) -> None:
        dropped = self._kept.pop(reader, None)
        if dropped:
            self._bytes -= dropped[2]


def _size(answer: Cached) -> int:
    if isinstance(answer, JobError):
        return _ROW_BYTES + 4 * len(answer.detail)
    texts = [*answer.columns, *(cell or "" for row in answer.rows for cell in row)]
    return _ROW_BYTES * (len(texts) + 1) + sum(4 * len(text) for text in texts)
