"""Connections that are cut off when their client is too slow or asks too much.

uvicorn waits for ever for the rest of a request and takes headers of any length. A few hundred clients that send
nothing more would hold every descriptor of the server.
"""

from __future__ import annotations

import asyncio
from typing import Any, cast

from starlette.responses import PlainTextResponse
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from server.limits import LIMITS

_TIMEOUT, _LONG_ADDRESS, _LARGE_HEAD, _UNAVAILABLE = 408, 414, 431, 503
_WAITING, _HEAD, _BODY, _HANDED_OVER = range(4)


class _CutOffWhenStalled:
    """For a protocol: its connection ends when the client takes nothing of what waits for it."""

    loop: asyncio.AbstractEventLoop
    transport: asyncio.Transport
    limits = LIMITS
    _stalled: asyncio.TimerHandle | None = None

    def pause_writing(self) -> None:
        """The client has stopped to take what is sent."""
        super().pause_writing()  # type: ignore[misc]
        self._stalled = self.loop.call_later(self.limits.answer_idle_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """The client takes it again."""
        super().resume_writing()  # type: ignore[misc]
        self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        super().connection_lost(exc)  # type: ignore[misc]
        self._stop_waiting()

    def _stop_waiting(self) -> None:
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None


class SessionProtocol(_CutOffWhenStalled, WebSocketsSansIOProtocol):
    """The websocket of a session."""


class RequestProtocol(_CutOffWhenStalled, HttpToolsProtocol):
    """A connection for plain requests, one after the other."""

    _state = _WAITING
    _head_bytes = 0
    _refusal = 0
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for a request, or refuse the connection when there are too many."""
        super().connection_made(transport)
        if len(self.connections) > self.limits.connections:
            self.logger.warning("Refused a connection: %d are open", len(self.connections))
            self._answer_and_close(_UNAVAILABLE)
            return
        self._allow(self.limits.head_seconds)

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        super().connection_lost(exc)
        self._stop_clock()

    def data_received(self, data: bytes) -> None:
        """Take the next bytes; headers that do not end within their limit end the connection."""
        if self._state != _BODY:
            self._head_bytes += len(data)
        super().data_received(data)
        if self._state == _HANDED_OVER or self.transport.is_closing():
            return
        if self._state == _HEAD and self._head_bytes > self.limits.head_bytes:
            self._answer_and_close(_LARGE_HEAD)
        elif self._state == _WAITING and self._is_idle() and self._deadline is None:
            # Empty lines between two requests; uvicorn's own clock has stopped at the first.
            self._allow(self.limits.head_seconds)

    def on_message_begin(self) -> None:
        """The first byte of a request is there."""
        super().on_message_begin()
        self._state, self._refusal = _HEAD, 0
        self._allow(self.limits.head_seconds)

    def on_headers_complete(self) -> None:
        """Hand the request to the application, or to one that refuses it."""
        self._state = _BODY
        self._refusal = self._fault_of_head()
        self._allow(self.limits.body_seconds)
        if not self._refusal:
            super().on_headers_complete()
            return
        usual = self.app
        self.app = cast(Any, PlainTextResponse(_phrase(self._refusal), self._refusal, {"Connection": "close"}))
        try:
            super().on_headers_complete()
        finally:
            self.app = usual

    def on_message_complete(self) -> None:
        """The whole request is there."""
        super().on_message_complete()
        self._state, self._head_bytes = _WAITING, 0
        self._stop_clock()

    def handle_websocket_upgrade(self) -> None:
        """Make the connection a session's, which has its own clocks."""
        self._state = _HANDED_OVER
        self._stop_clock()
        if self._refusal:
            self._answer_and_close(self._refusal)
        else:
            super().handle_websocket_upgrade()

    def _fault_of_head(self) -> int:
        """The status to refuse the request with, for what its head is too large in; 0 for none."""
        if len(self.url) > self.limits.target_bytes:
            return _LONG_ADDRESS
        size = len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)
        if size > self.limits.head_bytes or len(self.headers) > self.limits.header_lines:
            return _LARGE_HEAD
        return 0

    def _is_idle(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _allow(self, seconds: float) -> None:
        self._stop_clock()
        self._deadline = self.loop.call_later(seconds, self._too_slow)

    def _stop_clock(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _too_slow(self) -> None:
        self._deadline = None
        if self._state == _BODY:
            self.transport.abort()
        elif self._is_idle():
            self._answer_and_close(_TIMEOUT)

    def _answer_and_close(self, status: int) -> None:
        body = _phrase(status).encode()
        head = f"content-type: text/plain; charset=utf-8\r\ncontent-length: {len(body)}\r\nconnection: close\r\n\r\n"
        self.transport.write(STATUS_LINE[status] + head.encode() + body)
        self.transport.close()


def _phrase(status: int) -> str:
    return STATUS_LINE[status].decode().split(" ", 2)[2].strip()
