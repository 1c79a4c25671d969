"""Clients that do what no browser does."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from tests.conftest import ROOT, START_SECONDS, announced_address

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Served:
    """A running server: where it is, its process, and the file with what it wrote to its log."""

    address: str
    process: psutil.Process
    log: Path

    @property
    def place(self) -> tuple[str, int]:
        """Host and port."""
        parts = urlsplit(self.address)
        assert parts.hostname
        assert parts.port
        return parts.hostname, parts.port


@contextlib.contextmanager
def serving(
    log: Path, *arguments: str, descriptors: int | None = None, settings: dict[str, str] | None = None
) -> Iterator[Served]:
    """Run a server of its own with these `arguments`, under a hard limit of open `descriptors` where one is given."""
    command = [sys.executable, "-m", "server", "--port", "0", *arguments]
    if descriptors is not None:
        command = ["sh", "-c", f'ulimit -n {descriptors}; exec "$@"', "sh", *command]
    with log.open("w", encoding="utf-8") as errors:
        server = subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            encoding="utf-8",
            env={**os.environ, **(settings or {})},
        )
        try:
            yield Served(announced_address(server), psutil.Process(server.pid), log)
        finally:
            server.terminate()
            server.wait(START_SECONDS)
            assert server.stdout is not None
            server.stdout.close()


def raw(address: str, request: bytes, seconds: float = 10.0) -> bytes:
    """Send these very bytes and return what comes back until the server closes or `seconds` are over."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=seconds) as connection:
        with contextlib.suppress(ConnectionError):
            connection.sendall(request)
        received = b""
        end = time.monotonic() + seconds
        with contextlib.suppress(OSError):
            while time.monotonic() < end and (piece := connection.recv(65536)):
                received += piece
        return received


def status(answer: bytes) -> int:
    """The status of a raw answer; 0 for none."""
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.1 ") else 0


def get(path: str, headers: Sequence[str]) -> bytes:
    """A GET with exactly these header lines."""
    return "\r\n".join((f"GET {path} HTTP/1.1", *headers, "Connection: close", "", "")).encode()


def open_session(address: str) -> ClientConnection:
    """A session that has not asked for a page yet."""
    stream = address.replace("http", "ws", 1) + "/_stcore/stream"
    return connect(stream, open_timeout=30, max_size=None, ping_interval=None)


def run_page(session: ClientConnection, page: str = "", query: str = "") -> list[ForwardMsg]:
    """Run one page to its end; returns every message of the run."""
    request = BackMsg()
    request.rerun_script.page_name = page
    request.rerun_script.query_string = query
    session.send(request.SerializeToString())
    received = []
    while True:
        message = ForwardMsg()
        message.ParseFromString(session.recv(timeout=60, decode=False))
        received.append(message)
        if message.WhichOneof("type") == "script_finished":
            return received


def session_id(messages: Sequence[ForwardMsg]) -> str:
    """The id that Streamlit gave the session of these messages."""
    return next(m.new_session.initialize.session_id for m in messages if m.WhichOneof("type") == "new_session")
