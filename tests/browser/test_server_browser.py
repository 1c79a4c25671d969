"""What a visitor of the server meets in a real Chromium, on a small app with a folder `pages/`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from kpi.charts import library
from tests.cases.tiny_app import write_tiny_app
from tests.conftest import ServerStarter

FIRST_VISIT_BYTES = 3_200_000


@pytest.fixture(scope="module")
def address(start_server: ServerStarter, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The small app on its server."""
    return start_server(script=write_tiny_app(tmp_path_factory.mktemp("app")))


def test_a_deep_link_opens_its_page_as_the_first_visit_of_all(
    page: Page, start_server: ServerStarter, tmp_path: Path, settle
):
    address = start_server(script=write_tiny_app(tmp_path))
    page.goto(f"{address}/trang-hai?tinh=lai_chau")
    settle(page)
    expect(page.get_by_role("heading", name="Trang hai: lai_chau")).to_be_visible()
    expect(page.get_by_text("Page not found")).to_have_count(0)
    assert page.url == f"{address}/trang-hai?tinh=lai_chau"


def test_a_deep_link_opens_its_page_though_the_warm_up_failed(
    page: Page, start_server: ServerStarter, tmp_path: Path, settle
):
    entry = write_tiny_app(tmp_path)
    fails_once = """
from pathlib import Path

seen = Path(__file__).with_name("seen.txt")
if not seen.exists():
    seen.touch()
    raise RuntimeError("the first run fails before any navigation")
"""
    entry.write_text(fails_once + entry.read_text(encoding="utf-8"), encoding="utf-8")
    address = start_server(script=entry)
    assert (tmp_path / "seen.txt").exists()
    page.goto(f"{address}/trang-hai")
    settle(page)
    expect(page.get_by_role("heading", name="Trang hai: chưa chọn")).to_be_visible()
    expect(page.get_by_text("Page not found")).to_have_count(0)


@pytest.mark.parametrize(("language", "words"), [("vi", "Lỗi đã được ghi lại"), ("en", "The failure was recorded")])
def test_a_failing_page_speaks_and_tells_nothing(page: Page, address: str, language: str, words: str, settle):
    page.goto(f"{address}/trang-loi?ngon_ngu={language}")
    settle(page)
    message = page.get_by_role("alert")
    expect(message).to_contain_text(words)
    expect(message).to_contain_text(re.compile(r"[0-9A-F]{6}"))
    assert "mật khẩu" not in page.content()
    assert "RuntimeError" not in page.content()


def test_first_visit_is_small_local_and_in_our_typeface(new_profile: BrowserContext, address: str, settle):
    page = new_profile.new_page()
    addresses: dict[str, str] = {}
    received: dict[str, float] = {}
    requested: list[str] = []
    protocol = page.context.new_cdp_session(page)
    protocol.send("Network.enable")
    protocol.on(
        "Network.requestWillBeSent", lambda event: addresses.update({event["requestId"]: event["request"]["url"]})
    )
    protocol.on(
        "Network.loadingFinished", lambda event: received.update({event["requestId"]: event["encodedDataLength"]})
    )
    page.on("request", lambda request: requested.append(request.url))
    page.goto(address)
    page.wait_for_selector("[data-testid=stPlotlyChart] .main-svg")
    settle(page)
    # Our library of charts comes when the page is at rest, which on a busy machine may be before we look.
    needed = [size for number, size in received.items() if not addresses.get(number, "").endswith(library.ADDRESS)]
    assert 1_000_000 < sum(needed) <= FIRST_VISIT_BYTES
    assert [url for url in requested if not url.startswith((address, "data:", "blob:"))] == []
    for selector in ("h1", "[data-testid=stSelectbox] label p"):
        family = page.locator(selector).first.evaluate("node => getComputedStyle(node).fontFamily")
        assert family.startswith('"Inter Viet"')
    loaded = "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family.replaceAll('\"', ''))"
    assert "Inter Viet" in page.evaluate(loaded)


@pytest.mark.parametrize("path", ["", "/chi-tieu?tinh=tien_giang", "/nguon"])
def test_no_page_of_the_dashboard_asks_another_server_for_anything(page: Page, dashboard: str, path: str, settle):
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(dashboard + path)
    settle(page)
    page.wait_for_load_state("networkidle")
    assert f"{dashboard}/app/static/icon.svg" in requested
    assert [url for url in requested if not url.startswith((dashboard, "data:", "blob:"))] == []


def test_the_developer_menu_is_not_offered(page: Page, address: str, settle):
    page.goto(address)
    settle(page)
    expect(page.get_by_test_id("stAppDeployButton")).to_have_count(0)
    expect(page.get_by_test_id("stMainMenu")).to_have_count(0)
