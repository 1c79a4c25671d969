"""Words of somebody else in an address or a file stay words, in a real Chromium."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path

from playwright.sync_api import Page

from kpi.briefing.file import to_json
from kpi.briefing.model import Briefing

Settle = Callable[[Page], None]


def test_a_link_shows_a_reader_nothing_of_its_author(page: Page, dashboard: str, settle: Settle):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    query = "tinh=x%0A%0A%23%20Phi%C3%AAn%20h%E1%BA%BFt%20h%E1%BA%A1n%0A%0A[**zz**](https://evil.example/login)"
    page.goto(f"{dashboard}/lo-trinh?{query}%20![zz](https://evil.example/pixel.png)&xep=%3Cimg%20src=x%3E")
    settle(page)
    box = page.get_by_role("status").filter(has_text="zz")
    assert "[**zz**](https://evil.example/login)" in unescape(box.inner_html())
    assert box.locator("a, img, h1, h2, strong, em").count() == 0
    assert page.get_by_role("heading", name="Phiên hết hạn").count() == 0
    assert [url for url in asked if "evil" in url.split("?")[0]] == []


def test_a_briefing_from_a_file_shows_no_link_of_its_author(page: Page, dashboard: str, settle: Settle, tmp_path: Path):
    words = "[zz](https://evil.example/a) https://evil.example/b :material/home: **zz** ![zz](https://evil.example/p)"
    item = {"kind": "sentence", "text": words, "title": words}
    written = tmp_path / "briefing.json"
    briefing = Briefing.model_validate({"form": "selection", "title": words, "items": [item]})
    written.write_text(to_json(briefing, snapshot_id="x", today=date(2026, 1, 1)), encoding="utf-8")
    page.goto(f"{dashboard}/ban-tin?mau=gio")
    settle(page)
    page.get_by_role("button", name="Lưu và mở lại").click()
    page.locator("input[type=file]").set_input_files(written)
    radio = page.get_by_test_id("stRadio")
    radio.get_by_text("zz").first.wait_for()
    assert page.locator("a[href*='evil.example'], img[src*='evil.example']").count() == 0
    assert radio.locator("a, img, strong").count() == 0
