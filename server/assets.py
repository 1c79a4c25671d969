"""Compressed delivery of Streamlit's front end.

Streamlit sends its scripts uncompressed and leaves compression to a proxy. There is none in front of this
product, and 7 MB over a line of 10 Mbit/s are 6 seconds. Each file is compressed once, at the first request,
and kept in memory: the names carry a content hash, so a file never changes under a running server.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import brotli
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
_FOREVER = "public, immutable, max-age=31536000"
_ASK_AGAIN = "no-cache"
# Takes a quarter of a second for all files of a first visit; the slowest setting takes 17 s to save 13 %.
_BROTLI_QUALITY = 5
_GZIP_LEVEL = 6

Encoder = Callable[[bytes], bytes]
ENCODERS: dict[str, Encoder] = {
    "br": lambda raw: brotli.compress(raw, quality=_BROTLI_QUALITY),
    "gzip": lambda raw: gzip.compress(raw, compresslevel=_GZIP_LEVEL, mtime=0),
}


@dataclass(frozen=True)
class Body:
    """The bytes of one file in one encoding, with their entity tag."""

    content: bytes
    etag: str


def choose_encoding(accept: str) -> str | None:
    """Return the best of our encodings that the Accept-Encoding header `accept` allows, or None for none."""
    allowed: dict[str, bool] = {}
    for item in accept.lower().split(","):
        name, *parameters = (word.strip() for word in item.split(";"))
        weight = next((word[2:] for word in parameters if word.startswith("q=")), "1")
        try:
            allowed[name] = float(weight) > 0
        except ValueError:
            allowed[name] = False
    return next((name for name in ENCODERS if allowed.get(name, allowed.get("*", False))), None)


class CompressedFrontEnd:
    """ASGI middleware: answers for Streamlit's text files and its start page, passes everything else on.

    `static_dir` is the folder of Streamlit's front end; `shells` are sent wherever Streamlit would send its
    `index.html`, by address, the one of the empty address where none is named; `files` are sent too, by address.
    """

    def __init__(
        self, app: ASGIApp, static_dir: Path, shells: Mapping[str, bytes], files: Mapping[str, Path] | None = None
    ) -> None:
        """Wrap `app`; lists the files once, so that a request can only ever name one of them."""
        self._app = app
        self._files = {
            "/" + path.relative_to(static_dir).as_posix(): path
            for path in (static_dir / "static").rglob("*")
            if path.suffix in MEDIA_TYPES
        } | dict(files or {})
        self._own = frozenset(files or {})
        self._shells = shells
        self._index_length = str((static_dir / "index.html").stat().st_size)
        self._bodies: dict[tuple[str, str | None], Body] = {}
        self._locks: dict[tuple[str, str | None], asyncio.Lock] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        encoding = choose_encoding(headers.get("accept-encoding", ""))
        is_ours = scope["path"] in self._own
        if is_ours or (scope["path"] in self._files and encoding and "range" not in headers):
            response = await self._file(scope["path"], encoding, headers)
            await response(scope, receive, send)
        elif "text/html" in headers.get("accept", ""):
            await self._page(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _file(self, path: str, encoding: str | None, headers: Headers) -> Response:
        body = await self._body(path, encoding)
        kind = MEDIA_TYPES[self._files[path].suffix]
        return _answer(body, encoding, headers, {"Cache-Control": _FOREVER, "Content-Type": kind})

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a page request on and put the shell in the place of Streamlit's start page."""
        headers = Headers(scope=scope)
        conditions = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
        unconditional = [pair for pair in scope["headers"] if pair[0] not in conditions]
        replaced = False

        async def forward(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and self._is_start_page(message):
                replaced = True
                response = await self._shell(scope["path"], message, headers)
                await response(scope, receive, send)
            elif not replaced:
                await send(message)

        await self._app({**scope, "headers": unconditional}, receive, forward)

    def _is_start_page(self, message: Message) -> bool:
        headers = Headers(raw=message["headers"])
        return (
            message["status"] == 200
            and headers.get("content-type", "").startswith("text/html")
            and headers.get("content-length") == self._index_length
        )

    async def _shell(self, path: str, message: Message, headers: Headers) -> Response:
        """Return the shell of a page under the headers, cookies too, that Streamlit gave its own page."""
        encoding = choose_encoding(headers.get("accept-encoding", ""))
        given = MutableHeaders(raw=list(message["headers"]))
        for name in ("content-length", "content-encoding", "etag", "last-modified", "accept-ranges", "vary"):
            del given[name]
        given["Cache-Control"] = _ASK_AGAIN
        name = path if path in self._shells else ""
        response = _answer(await self._body(name, encoding), encoding, headers, {})
        response.raw_headers.extend(given.raw)
        return response

    async def _body(self, path: str, encoding: str | None) -> Body:
        """Return a file or a shell in one encoding, made once however many ask."""
        key = (path, encoding)
        async with self._locks.setdefault(key, asyncio.Lock()):
            if key not in self._bodies:
                self._bodies[key] = await asyncio.to_thread(self._encode, path, encoding)
        return self._bodies[key]

    def _encode(self, path: str, encoding: str | None) -> Body:
        raw = self._files[path].read_bytes() if path in self._files else self._shells[path]
        content = ENCODERS[encoding](raw) if encoding else raw
        return Body(content, f'"{hashlib.sha256(content).hexdigest()[:20]}"')


def _answer(body: Body, encoding: str | None, asked: Headers, extra: dict[str, str]) -> Response:
    """Return a 200 with `body`, or a 304 when the asker already holds it."""
    headers = {"ETag": body.etag, "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff", **extra}
    if body.etag in asked.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if encoding:
        headers["Content-Encoding"] = encoding
    return Response(body.content, headers=headers)
