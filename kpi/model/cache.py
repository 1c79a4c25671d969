"""Keep what a function made, by its arguments as they are and by who reads: a snapshot, a view, plain keys.

Streamlit's own caches turn every argument into bytes and a digest at every call: half a millisecond for a snapshot
and a view. A page that asks forty times for parts of one choice then waits longer for the keys than for the choosing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Condition
from typing import Any, ParamSpec, TypeVar

from cachetools import LRUCache, cached
from cachetools.keys import hashkey

Asked = ParamSpec("Asked")
Made = TypeVar("Made")

PUBLIC = "public"
"""The audience that sees what is published, and nothing else."""
_audience: ContextVar[str] = ContextVar("audience", default=PUBLIC)


_all_results: list[tuple[LRUCache[tuple[Hashable, ...], Any], Condition]] = []
"""What is kept for each function, with what has to be held while it is read or changed."""


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


def cache(most: int) -> Callable[[Callable[Asked, Made]], Callable[Asked, Made]]:
    """Keep the `most` last used results of a function of hashable arguments, for all sessions of one audience.

    Nobody may change a result. What two sessions ask for at once is made once, and the second waits for it. The
    audience is part of every key, so that no function can forget it.
    """

    def decorate(make: Callable[Asked, Made]) -> Callable[Asked, Made]:
        results: LRUCache[tuple[Hashable, ...], Any] = LRUCache(most)
        condition = Condition()
        _all_results.append((results, condition))
        return cached(results, key=_key, condition=condition)(make)

    return decorate


def forget(is_over: Callable[[Hashable], bool]) -> int:
    """Drop every kept result that was made of an argument of which `is_over` says so; return how many were dropped."""
    dropped = 0
    for results, condition in _all_results:
        with condition:
            over = [key for key in results if any(is_over(argument) for argument in _arguments(key))]
            for key in over:
                del results[key]
        dropped += len(over)
    return dropped


def _key(*arguments: Hashable, **named: Hashable) -> tuple[Hashable, ...]:
    return hashkey(_audience.get(), *arguments, **named)


def _arguments(key: tuple[Hashable, ...]) -> Iterator[Hashable]:
    """What a key was made of; named arguments stand in it as pairs of name and value."""
    for part in key:
        yield from part if isinstance(part, tuple) else (part,)
