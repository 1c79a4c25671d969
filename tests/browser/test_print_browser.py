"""Ctrl+P of any page: white A4 without bars and buttons, a foot with address, day and source, nothing cut."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

Settle = Callable[[Page], None]
PAGES = {
    "?tinh=viet_nam": 2,
    "?tinh=lai_chau": 1,
    "chi-tieu?tinh=viet_nam&chi_tieu=digital_economy_share_grdp": 4,
    "lo-trinh?tinh=lai_chau": 6,
    "so-sanh?tinh=lai_chau": 8,
    "nhiem-vu?noi=ho_chi_minh": 8,
    "thay-doi?tinh=lai_chau": 2,
}
"""Pages by address, and on how many sheets each is printed at most."""
_PRESSED = "button:visible, [data-testid=stHeader]:visible, .st-key-bar:visible, .pick:visible, .st-key-papers:visible"


@pytest.mark.parametrize("address", PAGES)
def test_a_printed_page_is_paper(page: Page, dashboard: str, settle: Settle, address: str) -> None:
    page.goto(f"{dashboard}/{address}")
    settle(page)
    expect(page.locator(".td .footer").first).to_be_attached()
    heading = page.locator(".td h1").first.inner_text()
    data = page.pdf(prefer_css_page_size=True, print_background=True)
    sheets = PdfReader(io.BytesIO(data)).pages
    assert len(sheets) <= PAGES[address]
    for sheet in sheets:
        assert sorted(round(float(side)) for side in sheet.mediabox[2:]) == [595, 842]
        words = re.sub(r"\s", "", sheet.extract_text())
        assert "bảnchụp" in words, "the source"
        assert re.search(r"·\d{1,2}/\d{1,2}/\d{4}", words), "the day"
        assert dashboard.removeprefix("http://") in words, "the address"
    first = re.sub(r"\s", "", sheets[0].extract_text())
    assert re.sub(r"\s", "", heading) in first, "the head of the page is not cut"
    page.emulate_media(media="print")
    assert page.locator(_PRESSED).count() == 0
