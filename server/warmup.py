"""A first visitor made of code: opens every page once before real ones may.

The first run of a page imports its libraries, compiles its script and fills its caches, a second or two in
all. The visitor speaks Streamlit's own protocol to the ASGI application in this process, so it walks exactly
the road of a browser, without a port.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import TYPE_CHECKING

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Scope

_LOG = logging.getLogger(__name__)
_TIMEOUT_SECONDS = 20.0


async def visit_all_pages(
    app: ASGIApp, again: Mapping[str, str] = MappingProxyType({}), timeout: float = _TIMEOUT_SECONDS
) -> list[str]:
    """Open the start page of `app`, then every page its navigation shows; return their url paths in order.

    Those that `again` names are opened once more at the end, with the query given there: for views that do other work.
    Never raises for a page that fails or is too slow: a server that starts cold is better than none.
    """
    visitor = _Visitor(app)
    visited: list[str] = []
    try:
        async with asyncio.timeout(timeout):
            await visitor.connect()
            pages = await visitor.open("")
            visited.append("")
            for page in pages:
                await visitor.open(page)
                visited.append(page)
            # Last: what a query chooses, the session may remember.
            for page in set(again).intersection(pages):
                await visitor.open(page, again[page])
    except TimeoutError:
        _LOG.warning("The warm-up was given up after %s s; pages opened: %s", timeout, visited)
    except ConnectionError as error:
        _LOG.warning("The warm-up ended early: %s", error)
    finally:
        await visitor.leave()
    return visited


class _Visitor:
    """One websocket session with the application, over ASGI messages instead of a socket."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._to_app: asyncio.Queue[Message] = asyncio.Queue()
        self._from_app: asyncio.Queue[Message] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        scope: Scope = {
            "type": "websocket",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "scheme": "ws",
            "path": "/_stcore/stream",
            "raw_path": b"/_stcore/stream",
            "query_string": b"",
            "root_path": "",
            "headers": [(b"host", b"localhost"), (b"sec-websocket-protocol", b"streamlit")],
            "client": ("127.0.0.1", 0),
            "server": ("127.0.0.1", 0),
            "subprotocols": ["streamlit"],
            "state": {},
        }
        self._task = asyncio.create_task(self._run(scope))
        await self._to_app.put({"type": "websocket.connect"})
        await self._next("websocket.accept")

    async def _run(self, scope: Scope) -> None:
        try:
            await self._app(scope, self._to_app.get, self._from_app.put)
        finally:
            await self._from_app.put({"type": "websocket.close"})

    async def open(self, page: str, query: str = "") -> list[str]:
        """Run one page to its end; return the url paths of the other pages that its navigation shows."""
        request = BackMsg()
        request.rerun_script.page_name = page
        request.rerun_script.query_string = query
        await self._to_app.put({"type": "websocket.receive", "bytes": request.SerializeToString()})
        others: list[str] = []
        while True:
            answer = ForwardMsg()
            answer.ParseFromString((await self._next("websocket.send"))["bytes"])
            kind = answer.WhichOneof("type")
            if kind == "navigation":
                others = [p.url_pathname for p in answer.navigation.app_pages if not (p.is_default or p.is_hidden)]
            elif kind == "script_finished" and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return others

    async def _next(self, expected: str) -> Message:
        message = await self._from_app.get()
        if message["type"] != expected:
            raise ConnectionError(f"the application answered {message['type']} instead of {expected}")
        return message

    async def leave(self) -> None:
        if self._task is None:
            return
        await self._to_app.put({"type": "websocket.disconnect", "code": 1000})
        with suppress(Exception):
            await asyncio.wait_for(self._task, timeout=5)
