"""The outermost layer of the server: every request passes here first, and every answer last."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse

from server.hosts import Hosts, only_host
from server.limits import LIMITS, Limits

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOG = logging.getLogger(__name__)
_CLOSED = ("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent", "/auth", "/oauth2callback")
"""What Streamlit offers and the product does not: numbers about the server, access for programs, sign-in."""
_POLICY_VIOLATION, _TRY_AGAIN_LATER = 1008, 1013


class Guard:
    """ASGI application around the whole of the product: who may ask, for what, and which headers answers carry."""

    def __init__(self, app: ASGIApp, hosts: Hosts, headers: Mapping[str, str], limits: Limits = LIMITS) -> None:
        """Guard `app`, which is reached under `hosts`; `headers` are put on every answer."""
        self._app = app
        self._hosts = hosts
        self._headers = dict(headers)
        self._limits = limits
        self._sessions = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] == "http":
            await self._http(scope, receive, self._with_headers(send))
        elif scope["type"] == "websocket":
            await self._session(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        host = only_host(scope["headers"])
        if host is None:
            await PlainTextResponse("One Host header is needed.", 400)(scope, receive, send)
        elif not self._hosts.allow(host):
            _LOG.warning("Refused a request for the host %.80r", host)
            await PlainTextResponse(_UNKNOWN_HOST, 421)(scope, receive, send)
        elif _is_closed(scope["path"]):
            await PlainTextResponse("Not Found", 404)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _session(self, scope: Scope, receive: Receive, send: Send) -> None:
        host = only_host(scope["headers"])
        if host is None or not self._hosts.allow(host):
            _LOG.warning("Refused a session for the host %.80r", host)
            await _refuse_session(receive, send, _POLICY_VIOLATION)
        elif self._sessions >= self._limits.sessions:
            _LOG.warning("Refused a session: %d are open", self._sessions)
            await _refuse_session(receive, send, _TRY_AGAIN_LATER)
        else:
            self._sessions += 1
            try:
                await self._app(scope, receive, send)
            finally:
                self._sessions -= 1

    def _with_headers(self, send: Send) -> Send:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=list(message.get("headers", ())))
                for name, value in self._headers.items():
                    headers[name] = value
                message = {**message, "headers": headers.raw}
            await send(message)

        return sent


_UNKNOWN_HOST = (
    "Máy chủ này không phục vụ dưới tên đó; người quản trị có thể thêm tên bằng --allow-host TÊN.\n"
    "This server is not known under that name; the administrator can add it with --allow-host NAME."
)


def _is_closed(path: str) -> bool:
    return any(path == closed or path.startswith(f"{closed}/") for closed in _CLOSED)


async def _refuse_session(receive: Receive, send: Send, code: int) -> None:
    await receive()
    await send({"type": "websocket.close", "code": code})
