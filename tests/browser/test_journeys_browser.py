"""Journeys in a real Chromium against the real server: what a leader does before a meeting."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from etl.build import build
from tests.conftest import ServerStarter

Settle = Callable[[Page], None]
SIZES = ((1440, 900), (1920, 1080), (390, 844))


def test_from_the_big_card_to_the_words_of_the_plan(page: Page, dashboard: str, settle: Settle) -> None:
    page.goto(f"{dashboard}/?tinh=lai_chau")
    card = page.get_by_role("article", name="Phủ sóng 5G")
    expect(card).to_contain_text("≥\u202f45\u202f%")
    expect(card).to_contain_text("chưa có số liệu")
    card.get_by_role("link", name="Phủ sóng 5G").click()
    settle(page)
    expect(page).to_have_url(re.compile(r"chi_tieu=coverage_5g"))
    page.get_by_text("dòng 113").first.click()
    expect(page.locator("mark").first).to_have_text("Tỷ lệ phủ sóng 5G trên địa bàn tỉnh đạt tối thiểu 45%.")


def test_a_copied_link_opens_the_same_view(page: Page, dashboard: str, settle: Settle) -> None:
    page.goto(f"{dashboard}/chi-tieu?tinh=tien_giang&chi_tieu=st_enterprises&ngon_ngu=en")
    settle(page)
    heading = page.get_by_role("heading", name="Science and technology enterprises")
    expect(heading).to_be_visible()
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.get_by_role("heading", name="Science and technology enterprises")).to_be_visible()
    expect(other.locator(".chart[role=figure]")).to_be_visible()


@pytest.mark.parametrize("typed", ["Hải Phòng", "hai phong"])
def test_choosing_a_province_by_keyboard(page: Page, dashboard: str, settle: Settle, typed: str) -> None:
    page.goto(f"{dashboard}/?tinh=lai_chau")
    settle(page)
    box = page.locator(".st-key-province input")
    box.focus()
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Thành phố Hải Phòng", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile(r"tinh=hai_phong"))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", ["/?tinh=tien_giang", "/chi-tieu?tinh=tien_giang&chi_tieu=digital_economy_share_grdp"])
def test_nothing_is_cut_off(page: Page, dashboard: str, settle: Settle, size: tuple[int, int], path: str) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(dashboard + path)
    settle(page)
    for shown in (".td h1", ".td .footer"):
        page.wait_for_selector(shown)
    overflow = page.evaluate(
        "() => { const main = document.querySelector('[data-testid=stMain]');"
        " return main.scrollWidth - main.clientWidth; }"
    )
    assert overflow <= 0
    assert "inter viet" in page.evaluate("() => getComputedStyle(document.querySelector('.td h1')).fontFamily").lower()


def test_the_dates_stay_open_until_both_are_chosen_and_taken_back(page: Page, dashboard: str, settle: Settle) -> None:
    page.goto(f"{dashboard}/chi-tieu?tinh=ha_noi&chi_tieu=digital_economy_share_grdp")
    settle(page)
    expect(page.locator(".st-key-as_of")).to_have_count(0)
    page.get_by_test_id("stPopover").first.get_by_role("button").click()
    for key, typed, told in (("as_of", "31122025", "ngay=2025-12-31"), ("known", "30062026", "biet_den=2026-06-30")):
        page.locator(f".st-key-{key} [role=spinbutton]").first.click()
        page.keyboard.type(typed)
        page.locator("[role=gridcell] [data-selected=true]").first.click()
        expect(page).to_have_url(re.compile(told))
        settle(page)
    expect(page.locator(".st-key-await-notes")).to_contain_text("31/12/2025")
    page.get_by_role("button", name="Trở về hôm nay").click()
    expect(page.get_by_text("đứng ở ngày 31/12/2025")).to_have_count(0)
    expect(page.locator(".st-key-as_of")).to_be_visible()


def test_an_open_page_shows_the_new_snapshot_at_its_next_interaction(
    page: Page, start_server: ServerStarter, settle: Settle, default_warehouse: Path, data_folder: Path, tmp_path: Path
) -> None:
    warehouse = Path(shutil.copytree(default_warehouse, tmp_path / "warehouse"))
    address = start_server(warehouse=warehouse)
    page.goto(f"{address}/?tinh=lai_chau")
    settle(page)
    footer = page.locator(".td .footer")
    before = footer.inner_text()
    build(data_folder, warehouse)
    page.get_by_role("radio", name="EN", exact=True).first.click()
    expect(footer).to_contain_text("snapshot")
    snapshots = [re.search(r"\d{8}T\d{6}Z-\w{8}", text) for text in (before, footer.inner_text())]
    assert all(snapshots)
    assert len({found[0] for found in snapshots if found}) == 2


def test_demo_is_marked_on_page_and_chart(
    page: Page, start_server: ServerStarter, settle: Settle, data_folder: Path, tmp_path: Path
) -> None:
    build(data_folder, tmp_path, demo=True)
    address = start_server(warehouse=tmp_path)
    for path in ("/?tinh=lai_chau", "/chi-tieu?tinh=lai_chau&chi_tieu=coverage_5g"):
        page.goto(address + path)
        settle(page)
        expect(page.locator(".td .demo")).to_contain_text("SỐ LIỆU MINH HỌA")
    expect(page.locator(".chart[role=figure] .annotation", has_text="minh họa").first).to_be_visible()
