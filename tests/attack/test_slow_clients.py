"""Clients that send slowly, too much or nothing are cut off; everybody else is served meanwhile."""

from __future__ import annotations

import contextlib
import select
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from bootstrap.ports import bind
from server.limits import LIMITS
from server.protocol import RequestProtocol
from tests.attack.client import get, open_session, raw, run_page, status
from tests.cases.tiny_app import write_tiny_app
from tests.conftest import ServerStarter

PATIENCE = LIMITS.head_seconds + 3


@pytest.fixture(scope="module")
def address(start_server: ServerStarter, tmp_path_factory: pytest.TempPathFactory) -> str:
    return start_server(script=write_tiny_app(tmp_path_factory.mktemp("tiny")))


def host(address: str) -> str:
    return f"Host: {urlsplit(address).netloc}"


def closed(connection: socket.socket) -> bool:
    """Whether the server has closed a connection, whatever it said before."""
    with contextlib.suppress(TimeoutError, BlockingIOError):
        while select.select([connection], [], [], 0)[0]:
            if not connection.recv(65536):
                return True
    return False


def test_requests_that_never_end_are_cut_off_and_nobody_waits_for_them(address: str):
    parts = urlsplit(address)
    beginnings = [
        b"",
        b"G",
        b"GET / HTTP/1.1\r\n",
        f"GET / HTTP/1.1\r\n{host(address)}\r\nX-Slow: ".encode(),
        get("/_stcore/health", [host(address)]).replace(b"Connection: close\r\n", b"") + b"\r\n",
    ]
    connections = [socket.create_connection((parts.hostname, parts.port)) for _ in range(20) for _ in beginnings]
    quiet = open_session(address)
    try:
        for place, connection in enumerate(connections):
            connection.sendall(beginnings[place % len(beginnings)])
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            started = time.monotonic()
            assert status(raw(address, get("/_stcore/health", [host(address)]))) == 200
            assert time.monotonic() - started < 2
            for connection in connections:
                # A drop now and then, as an attacker would, must not win time.
                with contextlib.suppress(OSError):
                    connection.send(b"\r\n" if connection is connections[-1] else b"x")
            time.sleep(1)
        assert [number for number, connection in enumerate(connections) if not closed(connection)] == []
        assert run_page(quiet), "a reader who looks at the page for a while is none of them"
    finally:
        quiet.close()
        for connection in connections:
            connection.close()


def test_a_long_head_is_refused(address: str):
    ours = host(address)
    long_header = "X: " + "a" * LIMITS.head_bytes
    assert status(raw(address, get("/", [ours, long_header]))) == 431
    assert status(raw(address, get("/", [ours, "X: " + "a" * 1_000_000]))) in {0, 431}
    assert status(raw(address, get("/", [ours, *(f"X{n}: 1" for n in range(LIMITS.header_lines))]))) == 431
    assert status(raw(address, get("/", [ours, *(f"X{n}: 1" for n in range(10_000))]))) in {0, 431}
    assert status(raw(address, get("/?x=" + "a" * LIMITS.target_bytes, [ours]))) == 414
    assert status(raw(address, get("/?x=" + "a" * (LIMITS.target_bytes - 100), [ours]))) == 200


def test_a_long_head_opens_no_session_either(address: str):
    upgrade = ["Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="]
    request = get("/_stcore/stream", [host(address), *upgrade, "X: " + "a" * LIMITS.head_bytes])
    assert status(raw(address, request.replace(b"Connection: close", b"Connection: Upgrade"))) == 431


def test_a_header_without_an_end_is_cut_off_at_the_limit(address: str):
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as connection:
        sent = connection.send(f"GET / HTTP/1.1\r\n{host(address)}\r\nX: ".encode())
        with contextlib.suppress(OSError):
            for _ in range(64):
                sent += connection.send(b"a" * 65536)
                time.sleep(0.01)
        assert closed(connection) or sent < 8_000_000


@pytest.fixture
def strict() -> Iterator[str]:
    """The address of a small application behind our protocol, with limits that a test can wait for."""

    class Strict(RequestProtocol):
        limits = replace(LIMITS, sessions=4, other_connections=4, body_seconds=1.0, answer_idle_seconds=1.0)

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == "/long":
            await PlainTextResponse("x" * 50_000_000)(scope, receive, send)
        else:
            body = await Request(scope, receive).body()
            await PlainTextResponse(f"{len(body)}")(scope, receive, send)

    with bind("127.0.0.1", 0) as listener:
        config = uvicorn.Config(application, http=Strict, lifespan="off", log_level="error")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(20)


def post(address: str, announced: int, sent: int) -> bytes:
    return f"POST / HTTP/1.1\r\n{host(address)}\r\nContent-Length: {announced}\r\n\r\n".encode() + b"x" * sent


def test_a_body_that_does_not_end_ends_the_connection(strict: str):
    whole = raw(strict, post(strict, 1000, 1000), seconds=2)
    assert (status(whole), whole.endswith(b"1000")) == (200, True)
    started = time.monotonic()
    assert raw(strict, post(strict, 1000, 10)) == b""
    assert time.monotonic() - started < 5


def test_an_answer_that_nobody_takes_ends_the_connection(strict: str):
    parts = urlsplit(strict)
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as connection:
        connection.sendall(get("/long", [host(strict)]))
        time.sleep(3)
        received = 0
        with contextlib.suppress(ConnectionError):
            while piece := connection.recv(1_000_000):
                received += len(piece)
        assert received < 50_000_000


def test_one_connection_too_many_is_told_so_and_closed(strict: str):
    parts = urlsplit(strict)
    kept = [socket.create_connection((parts.hostname, parts.port)) for _ in range(8)]
    try:
        time.sleep(0.3)
        assert status(raw(strict, get("/", [host(strict)]))) == 503
    finally:
        for connection in kept:
            connection.close()
    time.sleep(0.3)
    assert status(raw(strict, get("/", [host(strict)]))) == 200
