"""The page Thay đổi in a real Chromium: from a choice to the rows, and the last visit that the browser remembers."""

from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import Page, expect

from kpi.model.clock import today

Settle = Callable[[Page], None]
VISITS = "thuoc-do-57.lan-xem"


def test_a_reader_sees_what_changed_and_the_browser_remembers_the_visit(page: Page, dashboard: str, settle: Settle):
    page.goto(f"{dashboard}/thay-doi?tinh=viet_nam&tu=ngay&tu_ngay=2025-12-31&ngon_ngu=vi")
    settle(page)
    expect(page.get_by_role("heading", name="Những thay đổi của Việt Nam")).to_be_visible()
    expect(page.get_by_text("Từ ngày 31/12/2025: 35 số liệu mới")).to_be_visible()
    expect(page.get_by_role("heading", name="Kết luận")).to_be_visible()
    noted = json.loads(page.evaluate(f"localStorage.getItem('{VISITS}')"))
    assert noted["now"]["day"] == today().isoformat()
    assert noted["now"]["snapshot"]

    noted["now"]["day"] = "2026-01-15"
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [VISITS, json.dumps(noted)])
    page.goto(f"{dashboard}/thay-doi?tinh=lai_chau&tu=lan_truoc&ngon_ngu=vi")
    settle(page)
    expect(page.get_by_text("Từ ngày 16/01/2026: 20 số liệu mới")).to_be_visible()
    expect(page.get_by_text("Bản chụp của lần xem trước không còn trong kho")).to_have_count(0)
    kept = json.loads(page.evaluate(f"localStorage.getItem('{VISITS}')"))
    assert kept["before"]["day"] == "2026-01-15"
    assert kept["now"]["day"] == today().isoformat()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
