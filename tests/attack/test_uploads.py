"""What may be uploaded: two megabytes a file, a few files a session, a bounded amount in all."""

from __future__ import annotations

import asyncio
import http.client
import re
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from kpi.briefing.file import MAX_BYTES
from server.limits import LIMITS, MEGABYTE, Limits
from server.uploads import LimitedUploads
from tests.attack.client import Served, open_session, run_page, serving, session_id
from tests.cases.tiny_app import write_tiny_app


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("uploads")
    with serving(folder / "log", "--script", str(write_tiny_app(folder / "tiny"))) as found:
        yield found


def put(served: Served, session: str, name: str, size: int) -> int:
    """Upload a file of `size` bytes as Streamlit's front end does; returns the status."""
    connection = http.client.HTTPConnection(urlsplit(served.address).netloc, timeout=30)
    connection.request("GET", "/_stcore/health")
    answer = connection.getresponse()
    answer.read()
    token = re.search(r"_streamlit_xsrf=([^;]+)", answer.headers["Set-Cookie"])
    assert token
    body = (
        b'--b\r\nContent-Disposition: form-data; name="f"; filename="f.json"\r\n\r\n' + b"x" * size + b"\r\n--b--\r\n"
    )
    headers = {
        "Content-Type": "multipart/form-data; boundary=b",
        "X-Xsrftoken": token[1],
        "Cookie": f"_streamlit_xsrf={token[1]}",
    }
    try:
        connection.request("PUT", f"/_stcore/upload_file/{session}/{name}", body, headers)
        return connection.getresponse().status
    except ConnectionError:
        return 0
    finally:
        connection.close()


def test_a_briefing_may_be_uploaded_and_nothing_much_larger(served: Served):
    with open_session(served.address) as session:
        ours = session_id(run_page(session))
        assert put(served, ours, "a", MAX_BYTES) == 204
        assert put(served, ours, "b", 3 * MEGABYTE) in {0, 413}
        assert put(served, ours, "c", 19 * MEGABYTE) in {0, 413}


def test_many_uploads_into_one_session_take_bounded_memory(served: Served):
    with open_session(served.address) as session:
        ours = session_id(run_page(session))
        put(served, ours, "warm", 1_900_000)
        before = served.process.memory_info().rss
        threads = [
            threading.Thread(target=lambda n=number: [put(served, ours, f"{n}-{k}", 1_900_000) for k in range(15)])
            for number in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert served.process.memory_info().rss < before + 60 * MEGABYTE


async def _nobody(*_: object) -> None:
    return None


async def _ask(middleware: LimitedUploads, session: str, name: str) -> int:
    answers: list[int] = []

    async def send(message: dict) -> None:
        if message["type"] == "http.response.start":
            answers.append(message["status"])

    scope = {
        "type": "http",
        "method": "PUT",
        "path": f"/_stcore/upload_file/{session}/{name}",
        "headers": [],
    }
    await middleware(scope, _nobody, send)  # type: ignore[arg-type]
    return answers[0]


@pytest.mark.parametrize(("limits", "sizes"), [(LIMITS, 1000), (Limits(uploads_bytes=10 * MEGABYTE), MEGABYTE)])
def test_the_last_files_stay_and_a_full_store_refuses(limits: Limits, sizes: int):
    files = MemoryUploadedFileManager("/x")

    async def keep(scope: Scope, receive: Receive, send: Send) -> None:
        _, session, name = scope["path"].rsplit("/", 2)
        files.add_file(session, UploadedFileRec(file_id=name, name=name, type="", data=b"x" * sizes))
        await Response(status_code=204)(scope, receive, send)

    middleware = LimitedUploads(keep, limits, lambda: files)
    told = [asyncio.run(_ask(middleware, f"s{n // 8}", str(n))) for n in range(40)]
    assert all(len(kept) <= limits.uploads_of_a_session for kept in files.file_storage.values())
    if limits is LIMITS:
        assert set(told) == {204}
        assert list(files.file_storage["s0"]) == ["3", "4", "5", "6", "7"]
    else:
        assert told.index(507) > 8
        assert sum(len(f.data) for kept in files.file_storage.values() for f in kept.values()) <= limits.uploads_bytes
