"""The meeting screen in a real Chromium: no slide of a report runs below the bar, and the keys do what they say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kpi.briefing.forms import compose
from kpi.briefing.model import Form
from kpi.jobs.frame_slides import closing_slide, opening_slide
from kpi.jobs.meeting import item_slides
from kpi.jobs.messages import OrderContext
from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot
from tests.conftest import PATIENCE

DAY = date(2026, 11, 30)
DARK_SURFACE = "rgb(14, 17, 23)"
SCREENS = ((1440, 900), (1920, 1080), (1366, 768))
PLACED = """() => [...document.querySelectorAll('.slide')].map(slide => {
  const bar = document.querySelector('.st-key-meeting_bar')
  const body = slide.querySelector('.slide-body'), foot = slide.querySelector('.slide-foot')
  const said = [...foot.children]
  const read = [...slide.querySelectorAll('td, .slide-sentence')]
  const shown = [...body.querySelectorAll('*')].map(each => each.getBoundingClientRect()).filter(box => box.width)
  return {
    title: slide.querySelector('h1').innerText,
    below: Math.max(...shown.map(box => box.bottom)) - foot.getBoundingClientRect().top,
    beyond: Math.max(...shown.map(box => box.right)) - slide.getBoundingClientRect().right,
    high: slide.getBoundingClientRect().height - bar.getBoundingClientRect().top,
    cut: foot.getBoundingClientRect().top - Math.min(...said.map(each => each.getBoundingClientRect().top)),
    narrow: Math.max(0, ...[...slide.querySelectorAll('th, td')].map(cell => cell.scrollWidth - cell.clientWidth)),
    least: Math.min(1000, ...read.map(each => parseFloat(getComputedStyle(each).fontSize))),
  }
})"""


def open_meeting(page: Page, dashboard: str, province_id: str) -> None:
    page.goto(f"{dashboard}/hop?mau=mot_trang&tinh={province_id}")
    expect(page.locator(".slide h1")).to_be_visible(timeout=PATIENCE * 1000)
    page.locator(".st-key-meeting_keys [data-listening]").wait_for(state="attached")


@pytest.mark.parametrize("province_id", ["lai_chau", "ho_chi_minh", "hai_phong", "viet_nam"])
def test_no_slide_of_a_report_runs_below_the_bar(
    page: Page, dashboard: str, snapshot: Snapshot, tmp_path: Path, province_id: str
):
    open_meeting(page, dashboard, province_id)
    on = OrderContext(snapshot, "vi", Standpoint(today=DAY), dashboard, tmp_path / "register")
    items = compose(snapshot, Form.REPORT, province_id=province_id, today=DAY).items
    slides = [slide for item in items for slide in item_slides(on, item)]
    slides += [opening_slide(on, province_id), closing_slide(on, province_id)]
    page.evaluate("slides => { document.querySelector('.meeting').innerHTML = slides.join('') }", slides)
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        placed = page.evaluate(PLACED)
        assert len(placed) == len(slides) > 10
        for slide in placed:
            assert slide["below"] <= 0.5, (width, slide)
            assert slide["beyond"] <= 0.5, (width, slide)
            assert slide["high"] <= 0.5, (width, slide)
            assert slide["narrow"] <= 1, (width, slide)
            assert slide["cut"] <= 0.5, (width, slide)
            assert slide["least"] > height * 0.015, (width, slide)


def test_the_screen_goes_black_and_dark_and_tells_its_keys(page: Page, dashboard: str):
    open_meeting(page, dashboard, "lai_chau")
    covering = "() => getComputedStyle(document.body, '::after').backgroundColor"
    page.keyboard.press("b")
    assert page.evaluate(covering) == "rgb(0, 0, 0)"
    page.keyboard.press("w")
    assert page.evaluate(covering) == "rgb(255, 255, 255)"
    page.keyboard.press("Escape")
    assert page.evaluate("() => getComputedStyle(document.body, '::after').content") == "none"
    expect(page.locator(".meeting-help")).to_be_hidden()
    page.keyboard.press("?")
    expect(page.locator(".meeting-help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".meeting-help")).to_be_hidden()
    surface = "() => getComputedStyle(document.querySelector('.meeting')).backgroundColor"
    assert page.evaluate(surface) == "rgb(255, 255, 255)"
    page.keyboard.press("d")
    assert page.evaluate(surface) == DARK_SURFACE
    open_meeting(page, dashboard, "lai_chau")
    assert page.evaluate(surface) == DARK_SURFACE


def test_every_button_of_the_bar_has_a_name_on_a_phone(page: Page, dashboard: str):
    page.set_viewport_size({"width": 390, "height": 844})
    open_meeting(page, dashboard, "lai_chau")
    buttons = page.locator(".st-key-meeting_bar button:visible")
    assert buttons.count() >= 4
    for name in ("Trước", "Tiếp", "Toàn màn hình", "Sáng / tối"):
        expect(page.get_by_role("button", name=name)).to_be_visible()
