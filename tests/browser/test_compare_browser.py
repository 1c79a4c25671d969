"""The page So sánh in a real Chromium: deep links, the keyboard, and no view that is cut off."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

Settle = Callable[[Page], None]

ECONOMY = "digital_economy_share_grdp"
SIZES = ((1440, 900), (1920, 1080), (390, 844))
PATIENCE = 30_000
VIEWS = ("xep_hang", "cam_ket", "nhieu_duong", "ban_do_nhiet", "ban_do_o", "dia_gioi")


def test_a_square_of_the_map_opens_the_unit(page: Page, dashboard: str, settle: Settle) -> None:
    page.goto(f"{dashboard}/so-sanh?xem=ban_do_o&chi_tieu={ECONOMY}&nam=2025")
    settle(page)
    square = page.get_by_role("link", name=re.compile(r"^Bắc Ninh: 46,3"))
    square.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Thành phố Bắc Ninh", exact=True)).to_be_visible(timeout=PATIENCE)
    expect(page).to_have_url(re.compile(r"tinh=bac_ninh"), timeout=PATIENCE)


def test_changing_the_measure_by_keyboard_changes_chart_and_address(page: Page, dashboard: str, settle: Settle) -> None:
    page.goto(f"{dashboard}/so-sanh?xem=xep_hang&chi_tieu={ECONOMY}")
    settle(page)
    page.get_by_role("radio", name="Mục tiêu", exact=True).focus()
    page.keyboard.press("Space")
    expect(page.locator(".td .lead").first).to_contain_text("đề ra mức cao nhất là Bắc Ninh", timeout=PATIENCE)
    expect(page).to_have_url(re.compile(r"thuoc_do=cam_ket"), timeout=PATIENCE)
    settle(page)
    chart = page.get_by_role("img", name=re.compile("Mục tiêu, năm 2030"))
    expect(chart).to_contain_text("35–40", timeout=PATIENCE)


def test_a_copied_link_opens_the_same_comparison(page: Page, dashboard: str, settle: Settle) -> None:
    page.goto(
        f"{dashboard}/so-sanh?xem=nhieu_duong&nhom=tu_chon&tinh_chon=ha_noi,hai_phong&chi_tieu={ECONOMY}&ngon_ngu=en"
    )
    settle(page)
    expect(page.locator(".td figure")).to_have_count(2, timeout=PATIENCE)
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator(".td figure figcaption")).to_have_text(["Hanoi", "Hai Phong"], timeout=PATIENCE)


def test_from_a_cell_of_the_heat_map_to_the_indicator(page: Page, dashboard: str, settle: Settle) -> None:
    page.goto(f"{dashboard}/so-sanh?xem=ban_do_nhiet&nam=2025")
    settle(page)
    page.locator(f".heat td a[href*='tinh=ha_noi'][href*='{ECONOMY}']").click()
    expect(page.get_by_role("heading", name="Tỷ trọng kinh tế số trong GRDP", level=1)).to_be_visible(timeout=PATIENCE)


def test_the_table_behind_a_view_can_be_taken_away(page: Page, dashboard: str, settle: Settle) -> None:
    page.goto(f"{dashboard}/so-sanh?xem=xep_hang&chi_tieu={ECONOMY}&nam=2025")
    settle(page)
    with page.expect_download() as taken:
        page.get_by_role("button", name="CSV").click()
    assert taken.value.suggested_filename == f"so-sanh-{ECONOMY}-level-2025.csv"
    content = Path(taken.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf"), "Excel needs the byte-order mark"
    rows = {row["province_id"]: row for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))}
    assert len(rows) == 34
    assert (rows["hai_phong"]["value"], rows["hai_phong"]["rank_first"]) == ("22.28", "")
    assert (
        rows["hai_phong"]["reason"] == f"Chưa xếp hạng ({rows['hai_phong']['units_with_value']}/34 đơn vị có số liệu)"
    )
    assert rows["lai_chau"]["reason"] == "có mục tiêu, chưa có số liệu"


def test_a_comparison_goes_into_the_briefing(page: Page, dashboard: str, settle: Settle) -> None:
    page.goto(f"{dashboard}/so-sanh?xem=xep_hang&chi_tieu={ECONOMY}&nam=2025")
    settle(page)
    page.get_by_role("button", name="Thêm vào bản tin").click()
    expect(page.get_by_role("link", name=re.compile("bản tin", re.IGNORECASE)).last).to_be_visible(timeout=PATIENCE)
    settle(page)
    with page.expect_download(timeout=60_000) as taken:
        page.get_by_role("button", name="Ảnh PNG").click()
    assert Path(taken.value.path()).read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_tells_its_chart_in_words_and_numbers(page: Page, dashboard: str, settle: Settle, view: str) -> None:
    page.goto(f"{dashboard}/so-sanh?xem={view}&chi_tieu={ECONOMY}&tinh=tien_giang")
    settle(page)
    page.wait_for_selector(".td .footer")
    expect(page.locator(".td table").first).to_be_attached()
    pictures = page.locator(".td figure img, .td .panels img")
    for number in range(pictures.count()):
        assert len(pictures.nth(number).get_attribute("alt") or "") > 40
    frames = page.locator(".td .scroll, .td .heat")
    for number in range(frames.count()):
        assert frames.nth(number).get_attribute("tabindex") == "0", "what scrolls can be scrolled by keys"


@pytest.mark.parametrize("size", SIZES)
def test_no_view_is_cut_off(page: Page, dashboard: str, settle: Settle, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for view in VIEWS:
        page.goto(f"{dashboard}/so-sanh?xem={view}&tinh=tien_giang&chi_tieu={ECONOMY}")
        settle(page)
        page.wait_for_selector(".td .footer")
        wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth")
        assert wide <= 0, (view, size)


@pytest.mark.parametrize("size", SIZES)
def test_the_dot_plot_lines_up_and_its_texts_stand_apart(
    page: Page, dashboard: str, settle: Settle, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{dashboard}/so-sanh?xem=xep_hang&chi_tieu={ECONOMY}&nam=2025&tinh=lai_chau")
    expect(page.locator(".dots")).to_be_visible(timeout=PATIENCE)
    settle(page)
    found = page.locator(".dots").evaluate(
        """plot => {
          const box = node => node.getBoundingClientRect()
          const shown = (where, name) => [...where.querySelectorAll(name)].filter(one => box(one).width > 0)
          const axis = box(plot.querySelector('.dots-axis'))
          const lines = [...plot.querySelectorAll('.track')].map(track => {
            const dots = shown(track, '.dot').map(dot => [box(dot).x + 11, box(dot).y + 11])
            const texts = shown(track, '.value').map(text => [box(text).left, box(text).right])
            const own = box(track)
            return { dots, texts, left: own.left, right: own.right, middle: own.top + own.height / 2 }
          })
          const names = shown(plot, '.name').map(name => [box(name).right, name.scrollWidth - name.clientWidth])
          const ticks = shown(plot, '.tick span').map(tick => [box(tick).left, box(tick).right])
          return { axis: [axis.left, axis.right], lines, names, ticks, wide: innerWidth }
        }"""
    )
    left, right = found["axis"]
    assert len(found["lines"]) == len(found["names"]) > 10
    for line in found["lines"]:
        assert (line["left"], line["right"]) == (pytest.approx(left, abs=1), pytest.approx(right, abs=1))
        assert line["dots"], "a line without a mark says nothing"
        for x, y in line["dots"]:
            assert left - 1 <= x <= right + 1
            assert y == pytest.approx(line["middle"], abs=1)
        placed = sorted(line["texts"])
        assert all(one[1] <= other[0] for one, other in pairwise(placed)), "texts cover each other"
        assert all(low >= 0 and high <= found["wide"] for low, high in placed)
        assert not [x for x, _ in line["dots"] for low, high in placed if low + 1 < x < high - 1], (
            "a text covers a mark"
        )
    assert all(end <= left and hidden <= 0 for end, hidden in found["names"])
    assert all(one[1] < other[0] for one, other in pairwise(sorted(found["ticks"])))


@pytest.mark.parametrize("size", [SIZES[0], SIZES[2]])
def test_pointing_at_a_mark_tells_of_it_inside_the_window(
    page: Page, dashboard: str, settle: Settle, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{dashboard}/so-sanh?xem=cam_ket&chi_tieu={ECONOMY}&moc=2030")
    expect(page.locator(".dots")).to_be_visible(timeout=PATIENCE)
    settle(page)
    marks = page.locator(".dots .track .dot")
    expect(marks.first.locator(".tip")).to_be_hidden()
    assert marks.count() > 10
    for number in range(marks.count()):
        mark = marks.nth(number)
        mark.hover()
        expect(mark.locator(".tip")).to_be_visible()
        left, right = mark.locator(".tip").evaluate(
            "tip => { const { left, right } = tip.getBoundingClientRect(); return [left, right] }"
        )
        assert left >= 0, mark.inner_text()
        assert right <= size[0], mark.inner_text()
    first = marks.first.locator(".tip")
    expect(first).to_contain_text("Bắc Ninh")
    expect(first).to_contain_text("45")
