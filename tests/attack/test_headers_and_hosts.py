"""Every answer carries the headers that protect a browser, and is given under our own names only."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from server.headers import content_policy, inline_script_hashes
from server.hosts import hosts_of
from tests.attack.client import get, open_session, raw, run_page, serving, status
from tests.cases.tiny_app import write_tiny_app
from tests.conftest import ServerStarter

EVERYWHERE = [
    "/",
    "/trang-hai",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/app/static/icon.svg",
    "/static/nothing.js",
    "/media/nothing",
    "/app/prefetch/chi-tieu",
    "/app/prefetch/nothing",
    "/_stcore/upload_file/a/b",
    "/component/nothing/x",
]


@pytest.fixture(scope="module")
def entry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_app(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def address(start_server: ServerStarter, entry: Path) -> str:
    return start_server(script=entry)


def headers_of(answer: bytes) -> dict[str, str]:
    lines = answer.split(b"\r\n\r\n")[0].decode().split("\r\n")[1:]
    pairs = [line.split(": ", 1) for line in lines]
    names = [name.lower() for name, _ in pairs if name.lower() != "set-cookie"]
    assert len(names) == len(set(names)), names
    return {name.lower(): value for name, value in pairs}


@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_every_route_answers_with_all_headers(address: str, path: str, accept: str):
    headers = headers_of(raw(address, get(path, [f"Host: {urlsplit(address).netloc}", f"Accept: {accept}"])))
    policy = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'self'"
    assert "unsafe" not in policy["script-src"]
    assert policy["img-src"] == "'self' data: blob:"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "server" not in headers


def test_only_the_inline_scripts_of_our_start_page_are_allowed():
    page = b'<script src="./x.js"></script><script type="module">a()</script><script>b()</script><script>b()</script>'
    hashes = inline_script_hashes([page, page])
    assert len(hashes) == 2
    assert "'unsafe-inline'" not in content_policy(hashes).split("script-src")[1].split(";")[0]


def test_no_foreign_page_may_give_orders_from_around_this_one(address: str):
    answer = raw(address, get("/_stcore/host-config", [f"Host: {urlsplit(address).netloc}"]))
    assert json.loads(answer.split(b"\r\n\r\n", 1)[1])["allowedOrigins"] == []


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent/openapi.json", "/auth/login"]
)
def test_what_the_product_does_not_offer_is_closed(address: str, path: str):
    assert status(raw(address, get(path, [f"Host: {urlsplit(address).netloc}"]))) == 404


@pytest.mark.parametrize("path", ["/", "/app/prefetch/chi-tieu", "/app/static/icon.svg", "/_stcore/health"])
def test_a_foreign_name_gets_nothing(address: str, path: str):
    port = urlsplit(address).port
    for host in (f"evil.example:{port}", "evil.example", f"127.0.0.1.evil.example:{port}", f"a@127.0.0.1:{port}", ""):
        answer = raw(address, get(path, [f"Host: {host}"]))
        assert status(answer) in {400, 421}, host
        assert b"Th\xc6\xb0\xe1\xbb\x9bc \xc4\x91o" not in answer


def test_a_request_needs_exactly_one_host(address: str):
    ours = f"Host: {urlsplit(address).netloc}"
    assert status(raw(address, get("/", [ours]))) == 200
    for headers in ([], [ours, ours], [ours, "Host: evil.example"], ["Host: evil.example", ours]):
        assert status(raw(address, get("/", headers))) == 400, headers


@pytest.mark.parametrize(
    ("bound", "named", "yes", "no"),
    [
        (
            "127.0.0.1",
            [],
            ["localhost:8501", "127.0.0.1", "[::1]:8501", "LOCALHOST."],
            ["10.0.0.1", "x", "localhost:1:2"],
        ),
        ("10.1.2.3", [], ["10.1.2.3:80", "localhost"], ["10.1.2.4", "thuocdo.example"]),
        ("127.0.0.1", ["ThuocDo.gov.vn"], ["thuocdo.gov.vn"], ["x.thuocdo.gov.vn", "thuocdo.gov.vn.evil.example"]),
        ("0.0.0.0", [], ["10.9.9.9:8501", "[2001:db8::1]"], ["evil.example", "10.9.9", "010.9.9.9.example"]),
        ("::", ["bang.vn"], ["bang.vn:8501"], ["bang.vn/x", "u@bang.vn", "bang.vn ", ""]),
    ],
)
def test_names_follow_the_address_served(bound: str, named: list[str], yes: list[str], no: list[str]):
    hosts = hosts_of(bound, named)
    assert [name for name in yes if not hosts.allow(name)] == []
    assert [name for name in no if hosts.allow(name)] == []


def test_an_open_server_says_what_it_opens_and_knows_the_names_given(entry: Path, tmp_path: Path):
    arguments = ("--host", "0.0.0.0", "--allow-host", "bang.example", "--allow-host", "khac.example")
    with serving(tmp_path / "log", "--script", str(entry), *arguments) as served:
        for host, expected in (("bang.example", 200), ("khac.example", 200), ("evil.example", 421)):
            assert status(raw(served.address, get("/", [f"Host: {host}"]))) == expected
        said = served.log.read_text(encoding="utf-8")
    for part in ("CHÚ Ý", "không đăng nhập", "truy vấn SQL", "--no-sql", "bang.example, khac.example", "operations.md"):
        assert part in said


def test_without_sql_no_question_is_offered_nor_answered(default_warehouse: Path, tmp_path: Path):
    asked = "muc=truy_van&sql=SELECT%204711%20AS%20hoi"
    with serving(tmp_path / "log", "--warehouse", str(default_warehouse), "--no-sql") as served:
        with open_session(served.address) as session:
            sent = b"".join(message.SerializeToString() for message in run_page(session, "so-lieu", asked))
        assert "Tải về".encode() in sent
        assert "Truy vấn SQL".encode() not in sent
        assert b"sql-query" not in sent
        assert b">4711<" not in sent
        children = served.process.children(recursive=True)
        assert not [child for child in children if "kpi.jobs.sql_worker" in " ".join(child.cmdline())]
