"""Descriptors: what the system lets this process open, and sessions that need fewer."""

from __future__ import annotations

import asyncio
import selectors
import sys

_BOUNDLESS = 1_000_000
MOST = 65_536
"""Enough for every limit of this server; systems without a limit of their own would slow some libraries down."""


def raise_limit() -> int:
    """Let the process open as many descriptors as its hard limit allows; return how many that is."""
    if sys.platform == "win32":
        return _BOUNDLESS
    import resource  # noqa: PLC0415 - not on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST if hard == resource.RLIM_INFINITY else min(hard, MOST)
    if soft != resource.RLIM_INFINITY and soft < most:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        except (OSError, ValueError):
            # macOS names a hard limit that it does not grant.
            return soft
        return most
    return _BOUNDLESS if soft == resource.RLIM_INFINITY else soft


class UnopenedLoop(asyncio.SelectorEventLoop):
    """An event loop that opens its descriptors when it is first run.

    Streamlit makes one for every session and runs it only for code that asks it to, which this product has none of:
    three of the four descriptors of a session were never used.
    """

    def __init__(self) -> None:
        super().__init__(selectors.SelectSelector())
        self._opened = False

    def run_forever(self) -> None:
        """Open what is needed, then run."""
        if not self._opened:
            self._opened = True
            self._selector.close()  # type: ignore[has-type]
            self._selector = selectors.DefaultSelector()
            super()._make_self_pipe()  # type: ignore[misc]
        super().run_forever()

    def _make_self_pipe(self) -> None:
        """Not yet."""
        self._ssock = None
        self._csock = None

    def _close_self_pipe(self) -> None:
        if self._opened:
            super()._close_self_pipe()  # type: ignore[misc]
