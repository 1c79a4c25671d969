"""Keep what a function made, by its arguments as they are and by who reads: a snapshot, a view, plain keys.

Streamlit's own caches turn every argument into bytes and a digest at every call: half a millisecond for a snapshot
and a view. A page that asks forty times for parts of one choice then waits longer for the keys than for the choosing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Condition
from typing import ParamSpec, TypeVar

from cachetools import LRUCache, cached
from cachetools.keys import hashkey

Asked = ParamSpec("Asked")
Made = TypeVar("Made")

PUBLIC = "public"
"""The audience that sees what is published, and nothing else."""
_audience: ContextVar[str] = ContextVar("audience", default=PUBLIC)


def current_audience() -> str:
    """For whose eyes this run makes what it makes."""
    return _audience.get()


@contextmanager
def reading_as(audience: str) -> Iterator[None]:
    """Make everything inside for the eyes of `audience`; what was kept for others is neither used nor replaced."""
    before = _audience.set(audience)
    try:
        yield
    finally:
        _audience.reset(before)


def kept(most: int) -> Callable[[Callable[Asked, Made]], Callable[Asked, Made]]:
    """Keep the `most` last used results of a function of hashable arguments, for all sessions of one audience.

    Nobody may change a result. What two sessions ask for at once is made once, and the second waits for it. The
    audience is part of every key, so that no function can forget it.
    """

    def decorate(make: Callable[Asked, Made]) -> Callable[Asked, Made]:
        return cached(LRUCache(most), key=_key, condition=Condition())(make)

    return decorate


def _key(*arguments: Hashable, **named: Hashable) -> tuple[Hashable, ...]:
    return hashkey(_audience.get(), *arguments, **named)
