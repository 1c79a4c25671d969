"""Every page does all it should under the Content-Security-Policy, and the browser has nothing to report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

Settle = Callable[[Page], None]
VIEWS = (
    "/",
    "/chi-tieu?tinh=tien_giang&chi_tieu=digital_economy_share_grdp",
    *(
        f"/so-sanh?xem={view}"
        for view in ("xep_hang", "cam_ket", "nhieu_duong", "ban_do_nhiet", "ban_do_o", "dia_gioi")
    ),
    "/lo-trinh",
    "/nhiem-vu",
    "/nhiem-vu?xem_viec=truc_thoi_gian",
    "/nhiem-vu?xem_viec=co_quan",
    "/thay-doi?tinh=viet_nam&tu=dau_nam",
    "/ban-tin?mau=mot_trang&tinh=lai_chau",
    "/hop?mau=mot_trang&tinh=lai_chau",
    "/so-lieu",
    "/so-lieu?muc=tai_ve",
    "/so-lieu?muc=truy_van",
    "/nguon",
)
_REPORTS = """
window.reports = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.reports.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""


@pytest.fixture
def watched(page: Page) -> Page:
    """A tab that takes down what the policy stopped and what went wrong."""
    page.add_init_script(_REPORTS)
    page.set_default_timeout(60_000)
    expect.set_options(timeout=30_000)
    return page


def stopped(page: Page) -> list[str]:
    """What the policy stopped, but for one trial of Streamlit's that goes on without it and tells the console nothing.

    Its library for numbers of 64 bits would compile a few lines of WebAssembly.
    """
    found: list[str] = page.evaluate("window.reports")
    return [report for report in found if not report.startswith("script-src wasm-eval ")]


def test_every_view_is_whole_and_nothing_was_stopped(watched: Page, dashboard: str, settle: Settle):
    wrong: list[str] = []
    watched.on("pageerror", lambda error: wrong.append(str(error)))
    watched.on("console", lambda said: wrong.append(said.text) if "Policy" in said.text else None)
    for view in VIEWS:
        watched.goto(dashboard + view)
        settle(watched)
        watched.wait_for_timeout(300)
        assert stopped(watched) == [], view
        assert wrong == [], view
        loaded = watched.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
        assert any("Inter Viet" in family for family in loaded), view
    watched.goto(dashboard + VIEWS[1])
    expect(watched.locator(".main-svg").first).to_be_visible()


def test_popovers_downloads_pictures_and_files_work(watched: Page, dashboard: str, settle: Settle, tmp_path: Path):
    watched.goto(dashboard + VIEWS[1])
    settle(watched)
    watched.get_by_role("button", name="Nguồn").first.click()
    expect(watched.locator(".sources").first).to_be_visible()
    watched.keyboard.press("Escape")
    with watched.expect_download() as picture:
        watched.locator("[class*=st-key-png-] button").first.click()
    picture.value.save_as(tmp_path / "chart.png")
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")
    watched.locator("[class*=st-key-add-] button").first.click()
    expect(watched.get_by_test_id("stToast")).to_be_visible()
    watched.goto(f"{dashboard}/ban-tin?mau=mot_trang&tinh=lai_chau")
    settle(watched)
    with watched.expect_download() as paper:
        watched.locator(".st-key-make_pdf button:visible").first.click()
    paper.value.save_as(tmp_path / "paper.pdf")
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF")
    assert stopped(watched) == []


def test_the_policy_stops_what_a_hole_would_let_in(watched: Page, dashboard: str, settle: Settle):
    watched.goto(dashboard)
    settle(watched)
    watched.evaluate(
        """async () => {
          const add = (name, values) => document.body.append(Object.assign(document.createElement(name), values));
          add("script", { textContent: "window.ran = 1" });
          add("div", { innerHTML: "<img src=x onerror='window.ran = 1'>" });
          add("img", { src: "https://evil.example/p.png" });
          add("script", { src: "https://evil.example/s.js" });
          add("iframe", { src: "https://evil.example/" });
          await fetch("https://evil.example/").catch(() => 0);
          setTimeout("window.ran = 1");
        }"""
    )
    watched.wait_for_timeout(500)
    assert watched.evaluate("window.ran") is None
    directives = {report.split()[0] for report in stopped(watched)}
    assert {"script-src-elem", "script-src-attr", "img-src", "frame-src", "connect-src", "script-src"} <= directives


@pytest.mark.parametrize(("around", "shown"), [("127.0.0.1", 1), ("localhost", 0)])
def test_no_other_page_can_frame_the_product(watched: Page, dashboard: str, around: str, shown: int):
    watched.route("**/frame.html", lambda route: route.fulfill(body=f"<iframe src='{dashboard}/'></iframe>"))
    watched.goto(f"{dashboard.replace('127.0.0.1', around)}/frame.html")
    watched.wait_for_timeout(2_000)
    (inner,) = watched.main_frame.child_frames
    assert inner.locator("#root").count() == shown
