"""Keep what a function made, by its arguments as they are: a snapshot, a view, plain keys.

Streamlit's own caches turn every argument into bytes and a digest at every call: half a millisecond for a snapshot
and a view. A page that asks forty times for parts of one choice then waits longer for the keys than for the choosing.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition
from typing import ParamSpec, TypeVar

from cachetools import LRUCache, cached

Asked = ParamSpec("Asked")
Made = TypeVar("Made")


def kept(most: int) -> Callable[[Callable[Asked, Made]], Callable[Asked, Made]]:
    """Keep the `most` last used results of a function of hashable arguments, for all sessions.

    Nobody may change a result. What two sessions ask for at once is made once, and the second waits for it.
    """

    def decorate(make: Callable[Asked, Made]) -> Callable[Asked, Made]:
        return cached(LRUCache(most), condition=Condition())(make)

    return decorate
