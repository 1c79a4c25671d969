"""Who may open a session: pages of this server, and those that the configuration names."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_POLICY_VIOLATION = 1008


class SameOriginSessions:
    """ASGI middleware that refuses sessions asked for by pages of other servers.

    Streamlit refuses them too, but first asks a service on the internet for the address of this machine and
    holds every other session until that has answered.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or close it before it is accepted."""
        if scope["type"] == "websocket" and not may_connect(Headers(scope=scope)):
            await receive()
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
            return
        await self._app(scope, receive, send)


def may_connect(headers: Headers) -> bool:
    """Tell whether the `headers` of a websocket request come from a page of this server or an allowed one.

    Programs other than browsers send no Origin; the rule protects browsers and does not concern them.
    """
    origin = headers.get("origin")
    if origin is None or urlsplit(origin).netloc == headers.get("host"):
        return True
    return origin in st.get_option("server.corsAllowedOrigins")
