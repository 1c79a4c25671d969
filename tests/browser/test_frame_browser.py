"""What surrounds every page, in a real Chromium: one bar, a menu in words, nothing that axe finds wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import resources
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ui.page_registry import PAGES

Settle = Callable[[Page], None]
LAPTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
GRAVE = {"serious", "critical"}
TIEN_GIANG = "tinh=tien_giang"
WITH_BAR = (
    f"/?{TIEN_GIANG}",
    f"/chi-tieu?{TIEN_GIANG}&chi_tieu=digital_economy_share_grdp",
    f"/so-sanh?{TIEN_GIANG}",
    f"/lo-trinh?{TIEN_GIANG}",
    "/lo-trinh?xem_theo=chi_tieu",
    "/nhiem-vu",
    f"/thay-doi?{TIEN_GIANG}",
    f"/ban-tin?mau=mot_trang&{TIEN_GIANG}",
    "/so-lieu",
    "/nguon",
)
VIEWS = (
    *WITH_BAR,
    "/?tinh=viet_nam&ngon_ngu=en",
    "/chi-tieu?tinh=ha_noi&chi_tieu=digital_economy_share_grdp&ngay=2024-12-31",
    "/so-sanh?xem=cam_ket",
    "/so-sanh?xem=nhieu_duong",
    "/so-sanh?xem=ban_do_nhiet",
    "/so-sanh?xem=ban_do_o",
    "/so-sanh?xem=dia_gioi&tinh=hai_phong",
    "/nhiem-vu?xem_viec=thoi_gian",
    "/nhiem-vu?xem_viec=co_quan",
    "/nhiem-vu?xem_viec=trung_uong",
    "/ban-tin",
    "/ban-tin?mau=so_sanh",
    "/so-lieu?muc=tai_ve",
    "/so-lieu?muc=truy_van",
    "/nguon?muc=tu_dien",
    "/nguon?muc=van_ban",
    "/hop?mau=mot_trang&tinh=lai_chau",
)
IN_THE_DARK = (
    "/?tinh=viet_nam",
    "/?tinh=lai_chau",
    "/chi-tieu?tinh=viet_nam&chi_tieu=digital_economy_share_grdp",
    "/so-sanh?tinh=hai_phong",
    "/so-sanh?xem=ban_do_nhiet",
    "/lo-trinh?tinh=tien_giang",
    "/nhiem-vu",
    "/ban-tin?mau=mot_trang&tinh=lai_chau",
    "/nguon",
    "/hop?mau=mot_trang&tinh=lai_chau",
)
SURFACE = "getComputedStyle(document.body).backgroundColor"
DARK_SURFACE = "rgb(14, 17, 23)"
NAMED = "() => [...document.querySelectorAll('.pick-label')].every(label => label.textContent)"
PLACES = """() => Object.fromEntries(['place', 'day', 'language'].map(name => {
  const found = document.querySelector(`.st-key-bar-${name} :is(.pick-box, button)`)
  const box = found?.getBoundingClientRect()
  return [name, box ? [box.left, box.top, box.height].map(Math.round) : null]
}))"""


def open_view(page: Page, address: str, settle: Settle) -> None:
    """Open a view and wait for what it draws."""
    page.goto(address)
    expect(page.locator(".footer, .meeting").first).to_be_visible()
    settle(page)
    page.wait_for_function(NAMED)


def faults(page: Page, settle: Settle) -> list[str]:
    """What axe finds that is serious or critical: rule, and the first piece of the page that breaks it.

    Parts that a run has just put on the page get their words a moment later: a fault is one that stays.
    """
    found: list[str] = []
    for _ in range(3):
        settle(page)
        page.wait_for_function(NAMED)
        seen: dict[str, Any] = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        grave = [fault for fault in seen["violations"] if fault["impact"] in GRAVE]
        found = [f"{fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in grave]
        if not found:
            break
    return found


@pytest.mark.parametrize("address", VIEWS)
def test_axe_finds_nothing_serious_on_a_laptop_and_on_a_phone(page: Page, dashboard: str, settle: Settle, address: str):
    open_view(page, dashboard + address, settle)
    page.evaluate(AXE)
    wide = faults(page, settle)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert (wide, faults(page, settle)) == ([], [])


@pytest.mark.parametrize("address", IN_THE_DARK)
def test_axe_finds_nothing_serious_on_a_dark_screen(page: Page, dashboard: str, settle: Settle, address: str):
    page.emulate_media(color_scheme="dark")
    open_view(page, dashboard + address, settle)
    assert page.evaluate(SURFACE) == DARK_SURFACE
    page.evaluate(AXE)
    assert faults(page, settle) == []


def test_streamlit_and_charts_turn_with_the_choice_of_the_reader(page: Page, dashboard: str, settle: Settle):
    open_view(page, f"{dashboard}/chi-tieu?tinh=viet_nam&chi_tieu=digital_economy_share_grdp", settle)
    ink = page.locator(".chart .xtick text").first
    expect(ink).to_have_css("fill", "rgb(85, 96, 108)")
    page.locator(".look select").select_option("dark")
    expect(ink).to_have_css("fill", "rgb(170, 181, 192)")
    expect(page.locator("[data-testid=stApp]")).to_have_css("background-color", DARK_SURFACE)
    page.reload()
    expect(page.locator(".look select")).to_have_value("dark")
    expect(page.locator("[data-testid=stApp]")).to_have_css("background-color", DARK_SURFACE)


def test_a_dark_screen_is_dark_before_anything_is_drawn(page: Page, dashboard: str):
    page.emulate_media(color_scheme="dark")
    page.route("**/*.js", lambda route: route.abort())
    page.goto(dashboard)
    assert page.evaluate(SURFACE) == DARK_SURFACE


def test_axe_is_asked_about_every_page():
    slugs = {re.split(r"[?]", address)[0].lstrip("/") for address in VIEWS}
    assert slugs == {page.slug for page in PAGES}


def test_axe_tells_a_fault_that_is_there(page: Page):
    page.set_content("<main><h1>x</h1><button></button></main>")
    page.evaluate(AXE)
    assert "button-name" in [fault.split(":")[0] for fault in faults(page, lambda _: None)]


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_the_bar_is_at_one_place_on_every_page(page: Page, dashboard: str, settle: Settle, size: dict[str, int]):
    page.set_viewport_size(size)  # type: ignore[arg-type]
    seen: dict[str, set[tuple[int, ...]]] = {"place": set(), "day": set(), "language": set()}
    for address in WITH_BAR:
        open_view(page, dashboard + address, settle)
        expect(page.locator(".st-key-bar-language button").first).to_be_visible()
        for name, box in page.evaluate(PLACES).items():
            if box:
                seen[name].add(tuple(box))
    assert {name: len(boxes) for name, boxes in seen.items()} == {"place": 1, "day": 1, "language": 1}
    [place], [day], [language] = seen.values()
    assert place[0] < day[0] < language[0]
    assert len({box[1] for box in (place, day, language)}) == 1
    assert {box[2] for box in (place, day, language)} == ({44} if size is PHONE else {40})


@pytest.mark.parametrize(("lang", "closes", "skips"), [
    ("vi", "Đóng menu", "Đến nội dung chính"), ("en", "Close the menu", "Skip to the content"),
])  # fmt: skip
def test_the_menu_of_a_phone_is_named(page: Page, dashboard: str, settle: Settle, lang: str, closes: str, skips: str):
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    open_view(page, f"{dashboard}/?{TIEN_GIANG}&ngon_ngu={lang}", settle)
    expect(page.locator("[data-testid=stSkipToContent]")).to_have_text(skips)
    expect(page.locator("html")).to_have_attribute("lang", lang)
    menu = page.get_by_role("button", name="Menu", exact=True)
    said = menu.evaluate("node => getComputedStyle(node, '::before').content")
    assert "Menu" in said
    size = menu.bounding_box()
    assert size
    assert size["height"] >= 44
    menu.click()
    expect(page.get_by_role("button", name=closes)).to_be_visible()
    page.locator("[data-testid=stSidebarNavLink]").nth(2).click()
    expect(page).to_have_url(re.compile("/so-sanh"))


def test_focus_is_seen_on_the_menu_and_on_actions(page: Page, dashboard: str, settle: Settle):
    open_view(page, f"{dashboard}/?{TIEN_GIANG}", settle)
    ring = "node => getComputedStyle(node).outlineStyle + getComputedStyle(node).outlineWidth"
    for place in ("[data-testid=stTopNavLink]", ".st-key-bar-day button"):
        found = page.locator(place).first
        found.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        assert found.evaluate(ring) == "solid3px"


@pytest.mark.parametrize(
    "place",
    [
        "[data-testid=stCaptionContainer]",
        "[data-testid=stButtonGroup] [role=radiogroup] [role=radio][aria-checked=true]",
    ],
)
def test_what_the_style_of_the_frame_looks_for_is_there(page: Page, dashboard: str, settle: Settle, place: str):
    open_view(page, f"{dashboard}/ban-tin?mau=mot_trang&{TIEN_GIANG}", settle)
    expect(page.locator(place).first).to_be_visible()
