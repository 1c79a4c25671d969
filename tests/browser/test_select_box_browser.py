"""The select box in a real Chromium: words without diacritics, other names, keys, what a screen reader is told."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

Settle = Callable[[Page], None]
INDICATOR = "/chi-tieu?tinh=lai_chau&chi_tieu=coverage_5g"
CITY = "TP. Hồ Chí Minh"


@pytest.fixture
def box(page: Page, dashboard: str, settle: Settle) -> Locator:
    """The field of the units' selector."""
    page.goto(dashboard + INDICATOR)
    settle(page)
    field = page.locator(".st-key-province").get_by_role("combobox", name="Tỉnh, thành phố")
    expect(field).to_have_value("Lai Châu")
    return field


def options(page: Page) -> list[str]:
    return page.locator(".st-key-province").get_by_role("option").all_inner_texts()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("dong thap", "Đồng Tháp"),
        ("tp hcm", CITY),
        ("tphcm", CITY),
        ("hcm", CITY),
        ("sài gòn", CITY),
        ("sai gon", CITY),
        ("Ho Chi Minh City", CITY),
        ("79", CITY),
        ("thừa thiên", "Huế"),
        ("ca nuoc", "Việt Nam"),
        ("binh duong", "Bình Dương (đơn vị cũ, đến 30/06/2025)"),
        ("tinh lai chau", "Lai Châu"),
        ("ĐẮK  LẮK", "Đắk Lắk"),
    ],
)
def test_the_match_shows_at_once_and_enter_takes_it(page: Page, box: Locator, typed: str, first: str):
    box.fill(typed)
    assert options(page)[0] == first
    assert len(options(page)) < 9
    box.press("Enter")
    expect(page.locator(".st-key-province").get_by_role("option")).to_have_count(0)
    expect(box).to_have_value(first)
    if first != "Lai Châu":
        expect(page).not_to_have_url(re.compile("tinh=lai_chau"))


@pytest.mark.parametrize(
    ("lang", "told"), [("vi", "Không có đơn vị nào tên “xyz <b>”."), ("en", "No unit is called “xyz <b>”.")]
)
def test_what_is_no_unit_is_said_and_changes_nothing(page: Page, dashboard: str, settle: Settle, lang: str, told: str):
    page.goto(f"{dashboard}{INDICATOR}&ngon_ngu={lang}")
    settle(page)
    field = page.locator(".st-key-province").get_by_role("combobox")
    field.fill("xyz <b>")
    expect(page.locator(".st-key-province").get_by_role("status")).to_have_text(told)
    expect(page.locator(".st-key-province").get_by_role("option")).to_have_count(0)
    field.press("Enter")
    expect(field).to_have_value("xyz <b>")
    field.press("Escape")
    expect(field).to_have_value("Lai Châu" if lang == "vi" else "Lai Chau")
    expect(page).to_have_url(re.compile("tinh=lai_chau"))


def test_keys_walk_the_list_and_say_where_they_stand(page: Page, box: Locator):
    box.focus()
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-expanded", "true")
    listed = page.locator(f"[id='{box.get_attribute('aria-controls')}']")
    expect(listed).to_have_attribute("role", "listbox")
    chosen = listed.locator("[aria-selected=true]")
    expect(chosen).to_have_text("Lai Châu")
    expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "")
    box.press("ArrowUp")
    stood = listed.locator(f"[id='{box.get_attribute('aria-activedescendant')}']")
    before = stood.inner_text()
    assert before != "Lai Châu"
    assert stood.evaluate(
        "row => { const b = row.getBoundingClientRect(); return b.top > 0 && b.bottom < innerHeight }"
    )
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("Lai Châu")
    box.press("ArrowDown")
    box.press("ArrowUp")
    box.press("Enter")
    expect(box).to_have_value(before)


def test_the_nation_is_first_and_former_units_are_last(page: Page, box: Locator):
    box.click()
    names = options(page)
    assert names[0] == "Việt Nam"
    former = [place for place, name in enumerate(names) if "đơn vị cũ" in name]
    assert former == list(range(35, len(names)))


def test_back_brings_the_earlier_choice_into_the_box(page: Page, box: Locator, settle: Settle):
    for typed, name in (("ha noi", "Hà Nội"), ("hai phong", "Hải Phòng")):
        box.click()
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        expect(page.locator(".kicker").first).to_contain_text(name)
        settle(page)
        page.wait_for_timeout(300)
    page.keyboard.type("xyz")
    for _ in range(4):
        page.go_back()
        settle(page)
        page.wait_for_timeout(300)
        if "tinh=ha_noi" in page.url:
            break
    expect(box).to_have_value("Hà Nội")
    expect(page.locator(".kicker").first).to_contain_text("Hà Nội")


def test_a_tap_on_a_phone_chooses(page: Page, box: Locator):
    page.set_viewport_size({"width": 390, "height": 844})
    box.click()
    option = page.get_by_role("option", name="Cao Bằng", exact=True)
    option.click()
    expect(box).to_have_value("Cao Bằng")
    expect(page).to_have_url(re.compile("tinh=cao_bang"))
