"""The server over a real port: compression, headers, warm start, who may connect, how it ends."""

from __future__ import annotations

import gzip
import http.client
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest
import streamlit
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from bootstrap.ports import bind
from kpi.charts import library
from server.assets import choose_encoding
from server.shell import CHART_PAGES, build_shells, part_files
from server.theme import once
from tests.cases.tiny_app import write_tiny_app
from tests.conftest import ROOT, ServerStarter, announced_address
from ui.style import style_sheet

STATIC = Path(streamlit.__file__).parent / "static"
CHART = next((STATIC / "static/js").glob("PlotlyChart.*.js"))
CHART_URL = f"/static/js/{CHART.name}"
SCRIPTS = pytest.mark.parametrize(
    ("url", "file"), [(CHART_URL, CHART), (library.ADDRESS, library.FILE)], ids=["streamlit", "charts"]
)


@pytest.fixture(scope="module")
def entry(tmp_path_factory) -> Path:
    return write_tiny_app(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def address(start_server: ServerStarter, entry: Path) -> str:
    return start_server(script=entry)


def get(address: str, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    """GET one path with exactly the given headers; underscores in their names stand for hyphens."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    connection.putrequest("GET", path, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("BR", "br"),
        ("*", "br"),
        ("*;q=0", None),
        ("gzip;q=none", None),
        ("deflate", None),
        ("", None),
    ],
)
def test_best_allowed_encoding_is_chosen(accept: str, expected: str | None):
    assert choose_encoding(accept) == expected


@SCRIPTS
@pytest.mark.parametrize(("encoding", "decode"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_scripts_travel_compressed_and_arrive_whole(address: str, encoding: str, decode, url: str, file: Path):
    response, body = get(address, url, Accept_Encoding=encoding)
    assert response.status == 200
    assert response.headers["Content-Encoding"] == encoding
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert response.headers["Vary"] == "Accept-Encoding"
    assert "immutable" in response.headers["Cache-Control"]
    assert len(body) == int(response.headers["Content-Length"]) < file.stat().st_size * 0.35
    assert decode(body) == file.read_bytes()


@SCRIPTS
def test_a_script_that_the_browser_holds_is_not_sent_again(address: str, url: str, file: Path):
    first, _ = get(address, url, Accept_Encoding="br")
    again, body = get(address, url, Accept_Encoding="br", If_None_Match=first.headers["ETag"])
    assert (again.status, body) == (304, b"")
    other, _ = get(address, url, Accept_Encoding="gzip", If_None_Match=first.headers["ETag"])
    assert other.status == 200, "the tag of one encoding must not stand for another"


@pytest.mark.parametrize("headers", [{}, {"Accept_Encoding": "br", "Range": "bytes=0-9"}])
def test_plain_and_partial_requests_get_plain_bytes(address: str, headers: dict[str, str]):
    response, body = get(address, CHART_URL, **headers)
    assert response.status == (206 if headers else 200)
    assert "Content-Encoding" not in response.headers
    assert CHART.read_bytes().startswith(body)


def test_the_chart_library_reaches_a_browser_that_takes_no_compression(address: str):
    response, body = get(address, library.ADDRESS)
    assert (response.status, "Content-Encoding" in response.headers) == (200, False)
    assert body == library.FILE.read_bytes()


@pytest.mark.parametrize("path", ["/static/js/../../../config.py", "/static/%2e%2e/%2e%2e/config.py"])
def test_no_path_leads_out_of_the_static_folder(address: str, path: str):
    _, body = get(address, path, Accept_Encoding="br", Accept="text/html")
    assert b"postScriptGC" not in body


@pytest.mark.parametrize("path", ["/", "/trang-hai?tinh=lai_chau", "/chi-tieu?tinh=lai_chau"])
@pytest.mark.parametrize(("encoding", "decode"), [("br", brotli.decompress), ("gzip", gzip.decompress), ("", bytes)])
def test_every_page_address_starts_with_our_shell(address: str, path: str, encoding: str, decode):
    response, body = get(address, path, Accept="text/html", Accept_Encoding=encoding)
    text = decode(body).decode("utf-8")
    assert response.status == 200
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-cache"
    assert response.headers.get_all("Content-Length") == [str(len(body))]
    assert "<title>Thước đo 57</title>" in text
    assert '<html lang="vi">' in text
    assert text.count("<style>") == 1
    assert text.index("</head>") < text.index(style_sheet()) < text.index("</body>")
    assert text.count(f".{library.ADDRESS}") == 1
    at_once = f'<script defer crossorigin src=".{library.ADDRESS}"' in text
    assert at_once == path.startswith(CHART_PAGES)


def test_shell_loads_our_typeface_and_names_nothing_foreign():
    assert (ROOT / "static/fonts/inter-viet.woff2").is_file()
    assert (ROOT / "static/icon.svg").is_file()
    for shell in build_shells(STATIC).values():
        text = shell.decode("utf-8")
        assert "app/static/fonts/inter-viet.woff2" in text
        assert "app/static/icon.svg" in text
        for foreign in ("SourceSans", "service-desc", "<title>Streamlit", "favicon.png"):
            assert foreign not in text


def test_a_front_end_that_changed_is_noticed(tmp_path: Path):
    (tmp_path / "manifest.json").write_bytes((STATIC / "manifest.json").read_bytes())
    changed = (STATIC / "index.html").read_text(encoding="utf-8").replace("<title>Streamlit</title>", "")
    (tmp_path / "index.html").write_text(changed, encoding="utf-8")
    with pytest.raises(ValueError, match="title"):
        build_shells(tmp_path)
    with pytest.raises(KeyError, match="PieChart"):
        part_files({}, ("/PieChart.tsx",))


def test_the_theme_is_put_together_once_and_told_as_streamlit_tells_it():
    asked: list[str] = []

    def fill(msg: CustomThemeConfig, section: str = "theme") -> None:
        asked.append(section)
        app_session._populate_theme_msg(msg, section)

    def told(by) -> CustomThemeConfig:
        theme = CustomThemeConfig()
        by(theme)
        by(theme.light, "theme.light")
        by(theme.sidebar, "theme.sidebar")
        return theme

    remembered = once(fill)
    for _ in range(2):
        ours, theirs = told(remembered), told(app_session._populate_theme_msg)
        assert ours == theirs
        assert [part.HasField("light") for part in (ours, theirs)] == [False, False]
        assert (ours.primary_color, ours.font_faces[0].family) == ("#155F95", "Inter Viet")
    assert asked == ["theme", "theme.light", "theme.sidebar"]


def test_health_and_data_addresses_pass_through(address: str):
    response, body = get(address, "/_stcore/health", Accept_Encoding="br")
    assert (response.status, body) == (200, b"ok")


def test_every_page_was_run_before_the_address_was_announced(start_server: ServerStarter, tmp_path: Path):
    script = write_tiny_app(tmp_path)
    start_server(script=script)
    assert (tmp_path / "visits.txt").read_text().split() == ["first", "second"]


def test_only_pages_of_this_server_open_sessions(address: str):
    stream = address.replace("http", "ws") + "/_stcore/stream"
    with connect(stream, origin=Origin(address), open_timeout=10) as session:
        assert session.protocol.state.name == "OPEN"
    started = time.monotonic()
    with pytest.raises(InvalidStatus, match="403"):
        connect(stream, origin=Origin("http://evil.example"), open_timeout=10)
    assert time.monotonic() - started < 2, "a refusal must not wait for the internet"


def test_foreign_names_for_this_machine_are_refused(address: str):
    parts = urlsplit(address)
    with (
        socket.create_connection((parts.hostname, parts.port)) as raw,
        pytest.raises(InvalidStatus, match="403"),
    ):
        connect("ws://rebound.example/_stcore/stream", sock=raw, open_timeout=10)


def test_answers_are_not_held_back_by_the_network_stack():
    with bind("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP


def test_a_taken_port_is_explained_without_a_trace(entry: Path):
    with bind("127.0.0.1", 0) as taken:
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "server", "--port", port, "--script", str(entry)]
        answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 1
    assert f"Không dùng được cổng {port}" in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ends_quietly_while_a_session_is_open(entry: Path, number: signal.Signals):
    command = [sys.executable, "-m", "server", "--port", "0", "--script", str(entry)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    address = announced_address(server)
    with connect(address.replace("http", "ws") + "/_stcore/stream", open_timeout=10):
        server.send_signal(number)
        output, errors = server.communicate(timeout=15)
    assert server.returncode in {0, -number}
    assert "Traceback" not in output + errors
