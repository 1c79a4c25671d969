"""The first screen of a unit in a real browser: what it says stands in sight, on a laptop, a wall and a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Settle = Callable[[Page], None]
UNITS = ("lai_chau", "ho_chi_minh", "hai_phong", "tien_giang", "dong_thap", "dong_thap_2008")
PHONE_SCREENS = 2


def open_unit(page: Page, dashboard: str, unit: str, settle: Settle, lang: str = "vi") -> None:
    page.goto(f"{dashboard}/?tinh={unit}&ngon_ngu={lang}")
    settle(page)
    expect(page.locator(".td .verdict")).to_be_visible()
    page.evaluate("() => document.fonts.ready")


def bottom(page: Page, selector: str = ".td .first-below > section") -> float:
    """Where the lowest of some elements ends, in pixels below the top of the page."""
    ends: list[float] = page.locator(selector).evaluate_all(
        "found => found.map(one => Math.max(...[...one.children].map(part => part.getBoundingClientRect().bottom)))"
    )
    return max(ends)


@pytest.mark.parametrize("unit", UNITS)
def test_a_laptop_shows_the_whole_first_screen_without_scrolling(
    page: Page, dashboard: str, settle: Settle, unit: str
) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    open_unit(page, dashboard, unit, settle)
    for shown in (".td .verdict", ".td .first-bar", ".st-key-papers a"):
        assert page.locator(shown).first.bounding_box() is not None
    assert page.locator(".st-key-papers a").count() == 3
    assert page.locator(".td .first-bar").count() == 3
    assert bottom(page) <= 900
    heights = page.locator(".td .first-bar").evaluate_all("found => found.map(one => one.offsetHeight)")
    assert len(set(heights)) == 1


@pytest.mark.parametrize("unit", UNITS)
def test_a_phone_needs_two_screens(page: Page, dashboard: str, settle: Settle, unit: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_unit(page, dashboard, unit, settle)
    assert bottom(page) <= PHONE_SCREENS * 844
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390


def test_a_wall_is_filled(page: Page, dashboard: str, settle: Settle) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})
    open_unit(page, dashboard, "lai_chau", settle, "en")
    box = page.locator(".td .first").bounding_box()
    assert box is not None
    assert box["width"] >= 1600
    assert bottom(page) <= 1080
    size = page.locator(".td .verdict").evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    assert size >= 36


def test_at_most_six_sizes_of_type(page: Page, dashboard: str, settle: Settle) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    open_unit(page, dashboard, "ho_chi_minh", settle)
    sizes = page.locator(".td .first *").evaluate_all(
        "found => found.filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))"
        ".map(one => getComputedStyle(one).fontSize)"
    )
    assert len(set(sizes)) <= 6, sorted(set(sizes))


def test_a_mark_says_its_target_at_the_pointer_and_by_keyboard_and_leads_to_it(
    page: Page, dashboard: str, settle: Settle
) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    open_unit(page, dashboard, "lai_chau", settle)
    marks = page.locator(".td .strip-group a")
    assert marks.count() == 20
    first = marks.first
    tip = first.locator(".tip")
    assert tip.bounding_box()["height"] <= 1  # type: ignore[index]
    first.hover()
    assert tip.bounding_box()["height"] > 20  # type: ignore[index]
    page.mouse.move(5, 890)
    first.focus()
    page.keyboard.press("Tab")
    second = marks.nth(1).locator(".tip")
    assert second.bounding_box()["height"] > 20  # type: ignore[index]
    name = second.locator("b").inner_text()
    assert page.get_by_role("link", name=name).first.is_visible()
    page.keyboard.press("Enter")
    settle(page)
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def test_what_former_units_set_is_one_folded_band(page: Page, dashboard: str, settle: Settle) -> None:
    open_unit(page, dashboard, "dong_thap", settle)
    band = page.locator(".td .strip-band")
    expect(band).to_have_count(1)
    expect(band.locator("summary")).to_contain_text("58 chỉ tiêu của tỉnh Tiền Giang")
    assert not band.locator("a").first.is_visible()
    band.locator("summary").click()
    assert band.locator("a").count() == 59
    assert band.locator("a").first.is_visible()


def test_a_table_is_made_when_its_fold_is_opened(page: Page, dashboard: str, settle: Settle) -> None:
    open_unit(page, dashboard, "lai_chau", settle)
    rows = page.locator(".td table th[scope=row]")
    assert rows.count() == 0
    page.get_by_text("Tất cả mục tiêu định lượng").click()
    settle(page)
    expect(rows.filter(has_text="Phủ sóng 5G").first).to_be_visible()
