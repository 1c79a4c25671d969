"""Each mark of `ui.streamlit_contract` is met in a running page: one run tells what a new Streamlit has changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ui.streamlit_contract import MARKS

Settle = Callable[[Page], None]
FRAME = "test_frame_browser.py"
INDICATOR = "/chi-tieu?tinh=lai_chau&chi_tieu=coverage_5g&ngon_ngu=vi"


@pytest.fixture
def open_at(page: Page, dashboard: str, settle: Settle) -> Callable[[str], Page]:
    def opened(path: str) -> Page:
        page.goto(f"{dashboard}{path}")
        settle(page)
        return page

    return opened


def test_the_frame_of_a_page(open_at):
    page = open_at(INDICATOR)
    assert page.locator(".stApp[data-testid=stApp][data-test-script-state=notRunning]").count() == 1
    assert page.locator(".stMainBlockContainer").count() == 1
    assert page.locator(".stApp [data-testid=stHeader]").count() == 1
    assert page.locator(".stApp [data-testid=stMain] .stMainBlockContainer").count() == 1
    parts = page.locator("[data-testid=stAppViewContainer] [data-testid=stVerticalBlock] .stElementContainer")
    assert parts.count() > 9
    assert page.locator(".stPopover button").count() >= 1
    assert page.locator(".stElementContainer:has(.chart)").count() == 1
    assert page.locator(".stElementContainer .stHtml .td").count() > 1


def test_a_folded_part(open_at):
    page = open_at("/?tinh=lai_chau&ngon_ngu=vi")
    assert page.locator("[data-testid=stLayoutWrapper] .stExpander details:not([open])").count() > 1
    assert page.locator(".stExpander summary [data-testid=stIconMaterial]").count() > 1


def test_plain_words(open_at):
    assert open_at("/so-sanh?xem=xep_hang").locator(".stElementContainer .stMarkdown").count() >= 1


@pytest.mark.parametrize(
    ("path", "key"), [("/lo-trinh?tinh=lai_chau", "choices-side-by-side"), ("/nhiem-vu", "task-choices")]
)
def test_columns_under_the_key_of_their_container(open_at, path: str, key: str):
    page = open_at(path)
    assert page.locator(f".st-key-{key} [data-testid=stHorizontalBlock]").count() >= 1
    assert page.locator(f".st-key-{key} .stColumn[data-testid=stColumn]").count() >= 3


def test_a_row_of_buttons(open_at):
    page = open_at("/so-sanh?xem=xep_hang")
    row = page.locator(".st-key-compare_measure [role=radiogroup]")
    pressed = row.locator("[role=radio][aria-checked=true]")
    expect(pressed).to_have_count(1)
    assert pressed.evaluate("node => node.ariaChecked") == "true"


def test_a_date_by_typing_and_by_calendar(open_at):
    page = open_at(INDICATOR)
    page.locator(".st-key-standpoint button").first.click()
    for part in ("year", "month", "day"):
        field = page.locator(f".st-key-as_of [data-type={part}][role=spinbutton]")
        expect(field).to_have_count(1)
        assert (field.get_attribute("aria-valuenow") or "").isdecimal()
    page.locator(".st-key-as_of [role=spinbutton]").first.click()
    expect(page.locator("[role=gridcell]").first).to_be_visible()


def test_a_button_under_the_key_of_its_widget(open_at):
    page = open_at("/hop?mau=mot_trang&tinh=lai_chau")
    expect(page.locator(".st-key-meeting_last button:not([disabled])")).to_have_count(1)


def test_the_list_of_a_briefing_s_parts(open_at):
    page = open_at("/ban-tin?mau=mot_trang&tinh=lai_chau")
    expect(page.locator(".st-key-items [role=radiogroup] > div").first).to_be_visible(timeout=20_000)
    expect(page.locator(".st-key-items [role=radiogroup] > div:has(input:checked)")).to_have_count(1)


def test_the_field_of_a_query(open_at):
    expect(open_at("/so-lieu?muc=truy_van").locator(".st-key-sql-query textarea")).to_have_count(1)


def test_the_words_on_a_button(open_at):
    words = open_at("/hop?mau=mot_trang&tinh=lai_chau").locator(".st-key-meeting_bar button p")
    expect(words.first).to_be_visible(timeout=20_000)


def test_the_menu_and_the_day_on_a_phone(page: Page, open_at):
    page.set_viewport_size({"width": 390, "height": 844})
    open_at(INDICATOR)
    expect(page.locator("[data-testid=stExpandSidebarButton]")).to_be_visible()
    expect(page.locator(".st-key-bar-day button p").first).to_have_count(1)


def test_every_mark_is_asked_for_here():
    asked = "".join(path.read_text(encoding="utf-8") for path in (Path(__file__), Path(__file__).with_name(FRAME)))
    assert [mark.text for mark in MARKS if mark.text not in asked] == []
