"""Sessions that take little, and that end by the clock.

Streamlit forgets a session whose tab was closed only when another tab closes: the last readers of a day would be
kept, with all that they had open, until the next morning.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import logging
import sys
from typing import Any, cast

import pyarrow as pa
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime import Runtime, app_session, websocket_session_manager
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from server.descriptors import UnopenedLoop
from server.limits import LIMITS

EVERY_SECONDS = 5.0
_LOG = logging.getLogger(__name__)


class Session(app_session.AppSession):
    """A session of the product: one descriptor, and no message that concerns others."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._script_event_loop.close()
        self._script_event_loop = UnopenedLoop()

    def request_rerun(self, client_state: ClientState | None) -> None:
        """Run the page; an address that no page of the product makes is left out."""
        if client_state is not None and len(client_state.query_string) > LIMITS.target_bytes:
            _LOG.warning("Left out an address of %d characters", len(client_state.query_string))
            client_state.query_string = ""
        super().request_rerun(client_state)

    def _handle_clear_cache_request(self) -> None:
        """Nobody may empty what is kept for all readers."""
        _LOG.warning("Refused a request to empty the caches")


def use_own_sessions() -> None:
    """Have Streamlit make its sessions of our kind. Raises AttributeError when this Streamlit makes them elsewhere."""
    for name in ("request_rerun", "_handle_clear_cache_request"):
        getattr(app_session.AppSession, name)
    websocket_session_manager.AppSession = Session  # type: ignore[attr-defined]


async def expire_closed(runtime: Runtime, every: float = EVERY_SECONDS) -> None:
    """End, for ever, the sessions whose tab was closed longer ago than the setting `disconnectedSessionTTL`."""
    while True:
        await asyncio.sleep(every)
        try:
            if expire(runtime):
                await asyncio.to_thread(give_memory_back)
        except Exception:  # noqa: BLE001 - the next round may do better, and no reader is concerned
            _LOG.exception("Closed sessions could not be ended")


def expire(runtime: Runtime) -> int:
    """End the closed sessions whose time is over; return how many. To be called on the event loop."""
    manager = cast(WebsocketSessionManager, runtime._session_mgr)
    storage = cast(MemorySessionStorage, manager._session_storage)
    with manager._storage_lock:
        over = cast(Any, storage._cache).expire()
    for _, info in over:
        info.session.shutdown()
    return len(over)


def give_memory_back() -> None:
    """Return to the system what nobody uses any more; without it, the process keeps the size of its busiest hour."""
    gc.collect()
    pa.default_memory_pool().release_unused()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
