"""How much may be uploaded: few files for a session, and a bounded amount for all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse
from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from server.limits import LIMITS, MEGABYTE, Limits

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_PATH = re.compile(r"/_stcore/upload_file/(?P<session>[^/]+)/(?P<file>[^/]+)")
_AT_ONCE = 2


def kept_files() -> MemoryUploadedFileManager:
    """Where Streamlit keeps what was uploaded."""
    found = get_instance().uploaded_file_mgr
    if not isinstance(found, MemoryUploadedFileManager):
        raise TypeError(f"uploads are kept by {type(found)}")
    return found


class LimitedUploads:
    """ASGI middleware: a session keeps its last files only, and all sessions together a bounded amount."""

    def __init__(
        self, app: ASGIApp, limits: Limits = LIMITS, files: Callable[[], MemoryUploadedFileManager] = kept_files
    ) -> None:
        self._app = app
        self._limits = limits
        self._files = files
        self._under_way: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; an upload that is too much is refused before its body is read."""
        asked = _PATH.fullmatch(scope["path"]) if scope["type"] == "http" and scope["method"] == "PUT" else None
        if asked is None:
            await self._app(scope, receive, send)
            return
        session = asked["session"]
        if self._under_way[session] >= _AT_ONCE:
            await PlainTextResponse("Too many uploads at once.", 429)(scope, receive, send)
        elif self._kept_bytes() + sum(self._under_way.values()) * self._file_bytes >= self._limits.uploads_bytes:
            await PlainTextResponse("No room for uploads now.", 507)(scope, receive, send)
        else:
            await self._take(session, scope, receive, send)

    async def _take(self, session: str, scope: Scope, receive: Receive, send: Send) -> None:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._make_room(session)
            await send(message)

        self._under_way[session] += 1
        try:
            await self._app(scope, receive, sent)
        finally:
            self._under_way[session] -= 1
            if not self._under_way[session]:
                del self._under_way[session]

    @property
    def _file_bytes(self) -> int:
        return self._limits.upload_megabytes * MEGABYTE

    def _kept_bytes(self) -> int:
        return sum(len(file.data) for kept in list(self._files().file_storage.values()) for file in list(kept.values()))

    def _make_room(self, session: str) -> None:
        """Drop the oldest files of a session that has more than it may keep."""
        files = self._files()
        kept = list(files.file_storage.get(session, ()))
        for oldest in kept[: -self._limits.uploads_of_a_session]:
            files.remove_file(session, oldest)
