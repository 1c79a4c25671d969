"""What the process asks of the C library's allocator, so that a crowd does not leave its size behind.

glibc only; elsewhere both functions do less or nothing.
"""

from __future__ import annotations

import ctypes
import gc
import sys

import pyarrow as pa

HEAPS = 2
"""By default each of many threads has a heap of its own, up to eight a core, and each keeps its holes."""
_M_ARENA_MAX = -8


def share_heaps() -> None:
    """Have all threads take memory from `HEAPS` heaps. To be called before there are threads that have taken some."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, HEAPS)


def give_memory_back() -> None:
    """Return to the system what nobody uses any more; without it, the process keeps the size of its busiest hour."""
    gc.collect()
    pa.default_memory_pool().release_unused()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)
