"""The first visit shows the country; the unit that is chosen there comes back on the next one."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.conftest import PATIENCE

Settle = Callable[[Page], None]
COUNTRY = re.compile(r"tinh=viet_nam")
SIZES = ((1440, 900), (1920, 1080))


def open_at(page: Page, address: str, settle: Settle) -> None:
    page.goto(address)
    settle(page)


def wait_for_cookie(profile: BrowserContext, unit: str) -> None:
    """Return when the browser keeps the unit; the policy of the page forbids to ask this by a script."""
    ends = time.monotonic() + PATIENCE
    while not any(cookie.get("value") == unit for cookie in profile.cookies()):
        assert time.monotonic() < ends, f"{unit} is not kept"
        time.sleep(0.1)


def test_a_first_visit_shows_the_country_and_the_next_one_the_unit_chosen_last(
    new_profile: BrowserContext, dashboard: str, settle: Settle
) -> None:
    page = new_profile.new_page()
    open_at(page, f"{dashboard}/", settle)
    expect(page).to_have_url(COUNTRY)
    expect(page.get_by_role("heading", level=1)).to_contain_text("34 đơn vị")
    page.locator(".st-key-province input").focus()
    page.keyboard.type("hai phong")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"tinh=hai_phong"))
    wait_for_cookie(new_profile, "hai_phong")
    page.goto("about:blank")
    open_at(page, f"{dashboard}/", settle)
    expect(page).to_have_url(re.compile(r"tinh=hai_phong"))
    open_at(page, f"{dashboard}/?tinh=viet_nam", settle)
    expect(page).to_have_url(COUNTRY)
    expect(page.get_by_role("list", name=re.compile("Bản đồ ô"))).to_be_visible()


def test_a_tile_is_reached_by_the_keyboard_and_leads_to_its_unit(page: Page, dashboard: str, settle: Settle) -> None:
    open_at(page, f"{dashboard}/?tinh=viet_nam&ban_do=den_han", settle)
    tile = page.get_by_role("link", name=re.compile(r"^Đặc khu Hoàng Sa"))
    tile.focus()
    page.keyboard.press("Tab")
    expect(page.locator("a.tile:focus")).to_have_count(1)
    tile.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"tinh=da_nang"))
    settle(page)
    page.get_by_role("button", name="Cả nước").click()
    expect(page).to_have_url(COUNTRY)


def test_the_map_answers_the_question_that_is_pressed(page: Page, dashboard: str, settle: Settle) -> None:
    open_at(page, f"{dashboard}/?tinh=viet_nam", settle)
    page.get_by_role("radio", name="Kinh tế số").click()
    expect(page.locator(".country-key h2")).to_contain_text("có số chính xác")
    expect(page).to_have_url(re.compile(r"ban_do=kinh_te_so"))
    page.get_by_text("Đánh giá theo nhóm và kết quả mục tiêu đã đến hạn").click()
    expect(page.get_by_role("table").first).to_be_visible()


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("size", SIZES, ids=["laptop", "wall"])
def test_sentence_map_and_bars_fit_one_screen(
    page: Page, dashboard: str, settle: Settle, size: tuple[int, int], lang: str
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    open_at(page, f"{dashboard}/?tinh=viet_nam&ngon_ngu={lang}", settle)
    for part in (".country-head h1", ".country-tiles .tiles", ".country-bars .bullet >> nth=2"):
        box = page.locator(part).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= size[1], part
    sizes = page.evaluate(
        """() => [...new Set([...document.querySelectorAll('[class*=country-] *')]
          .filter(one => [...one.childNodes].some(child => child.nodeType === 3 && child.textContent.trim()))
          .map(one => getComputedStyle(one).fontSize))]"""
    )
    assert len(sizes) <= 6, sizes


def test_on_a_phone_nothing_is_wider_than_the_screen(page: Page, dashboard: str, settle: Settle) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_at(page, f"{dashboard}/?tinh=viet_nam", settle)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    cut = page.evaluate(
        """() => [...document.querySelectorAll('.tile')].filter(tile => tile.scrollHeight > tile.clientHeight + 1
          || tile.scrollWidth > tile.clientWidth + 1).map(tile => tile.textContent)"""
    )
    assert cut == []
