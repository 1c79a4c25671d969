"""Sessions that take little, and that end by the clock.

Streamlit forgets a session whose tab was closed only when another tab closes: the last readers of a day would be
kept, with all that they had open, until the next morning.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, cast

from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime import Runtime, app_session, websocket_session_manager
from streamlit.runtime.backend_operation_handler import BackendOperationDispatcher
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from kpi.model.cache import forget
from server.clicked_files import ClickedFiles
from server.descriptors import UnopenedLoop
from server.limits import LIMITS
from server.memory import give_memory_back
from ui.unmade_file import UNMADE_FILE_KEY

EVERY_SECONDS = 5.0
CROWD = 30
"""Fewer sessions than these leave no more memory behind than it costs to fill what they left again."""
_SEND_SECONDS, _SEND_TRIES = 0.01, 500
_LOG = logging.getLogger(__name__)


class Session(app_session.AppSession):
    """A session of the product: one descriptor, and no message that concerns others."""

    def __init__(self, *given: Any, **named: Any) -> None:
        self._clicked_files = ClickedFiles()
        super().__init__(*given, **named)
        self._script_event_loop.close()
        self._script_event_loop = UnopenedLoop()

    def request_rerun(self, client_state: ClientState | None) -> None:
        """Run the page; an address that no page of the product makes is left out."""
        if client_state is not None and len(client_state.query_string) > LIMITS.target_bytes:
            _LOG.warning("Left out an address of %d characters", len(client_state.query_string))
            client_state.query_string = ""
        super().request_rerun(client_state)

    def _create_backend_operation_dispatcher(self) -> BackendOperationDispatcher:
        dispatcher = super()._create_backend_operation_dispatcher()
        dispatcher.register("deferred_file", self._clicked_files)
        return dispatcher

    async def _handle_backend_operation_request(self, request: BackendOperationRequest) -> None:
        """Answer a click on a file; where it was not made, run the page again, which tells why."""
        await super()._handle_backend_operation_request(request)
        reason = self._clicked_files.reason()
        if reason is not None:
            for _ in range(_SEND_TRIES):  # the beginning of a run drops what was not sent yet
                if self._browser_queue.is_empty():
                    break
                await asyncio.sleep(_SEND_SECONDS)
            self.session_state[UNMADE_FILE_KEY] = reason
            self.request_rerun(None)

    def _handle_clear_cache_request(self) -> None:
        """Nobody may empty what is kept for all readers."""
        _LOG.warning("Refused a request to empty the caches")


_OVERRIDDEN = (
    "request_rerun",
    "_handle_clear_cache_request",
    "_create_backend_operation_dispatcher",
    "_handle_backend_operation_request",
)


def use_own_sessions() -> None:
    """Have Streamlit make its sessions of our kind. Raises AttributeError when this Streamlit makes them elsewhere."""
    for name in _OVERRIDDEN:
        getattr(app_session.AppSession, name)
    websocket_session_manager.AppSession = Session  # type: ignore[attr-defined]


async def expire_closed(
    runtime: Runtime, start_anew: Callable[[], Awaitable[object]], every: float = EVERY_SECONDS
) -> None:
    """End, for ever, the sessions whose tab was closed longer ago than the setting `disconnectedSessionTTL`.

    What is kept for all readers was made among what many sessions left, and holds their memory: once the last of
    `CROWD` or more sessions has ended, all of it is dropped, and `start_anew` makes what a first reader needs.
    """
    ended = 0
    while True:
        await asyncio.sleep(every)
        try:
            over = expire(runtime)
            ended += over
            is_anew = ended >= CROWD and not is_visited(runtime)
            if is_anew:
                ended = 0
                forget(lambda _: True)
            if over:
                await asyncio.to_thread(give_memory_back)
            if is_anew:
                await start_anew()
                await asyncio.to_thread(give_memory_back)
        except Exception:  # noqa: BLE001 - the next round may do better, and no reader is concerned
            _LOG.exception("Closed sessions could not be ended")


def is_visited(runtime: Runtime) -> bool:
    """Whether any session is open, or closed but may still come back."""
    return bool(cast(WebsocketSessionManager, runtime._session_mgr).list_sessions())


def expire(runtime: Runtime) -> int:
    """End the closed sessions whose time is over; return how many. To be called on the event loop."""
    manager = cast(WebsocketSessionManager, runtime._session_mgr)
    storage = cast(MemorySessionStorage, manager._session_storage)
    with manager._storage_lock:
        over = cast(Any, storage._cache).expire()
    for _, info in over:
        info.session.shutdown()
    return len(over)
