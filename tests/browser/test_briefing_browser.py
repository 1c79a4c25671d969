"""Journeys of a staff member in a real Chromium: gather, reload, order, export, reopen, look up, meet."""

from __future__ import annotations

import io
import json
import re
import shutil
import struct
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pptx
import pypdf
import pytest
from playwright.sync_api import Page, expect

from tests.conftest import ServerStarter

INDICATOR = "/chi-tieu?tinh=viet_nam&chi_tieu=digital_economy_share_grdp"
ITEMS = ".st-key-items [role=radiogroup] label"
Settle = Callable[[Page], None]


def press(page: Page, key: str) -> None:
    """Press the button of a widget key; one with a tooltip stands twice in the page, for mouse and for touch."""
    page.locator(f".st-key-{key} button").first.click()


def gather(page: Page, address: str, settle: Settle) -> None:
    """Put one chart and a province's three headline charts into the basket."""
    page.goto(f"{address}{INDICATOR}")
    settle(page)
    press(page, "add-path")
    expect(page.get_by_text("Đã có trong bản tin (1)")).to_be_visible()
    settle(page)
    page.goto(f"{address}/?tinh=lai_chau")
    settle(page)
    press(page, "add-headlines")
    expect(page.get_by_text("Đã có trong bản tin (4)")).to_be_visible()
    # The browser keeps the basket with the end of the run, a moment after the button says so.
    settle(page)


def open_basket(page: Page, address: str, settle: Settle) -> None:
    page.goto(f"{address}/ban-tin?mau=gio")
    settle(page)
    expect(page.locator(".td .paper article").first).to_be_visible(timeout=20_000)


def names(page: Page) -> list[str]:
    """The items of the list, in order."""
    listed = page.locator(ITEMS)
    expect(listed.first).to_be_visible()
    labels = listed.all_inner_texts()
    return [label.split("\n")[0] for label in labels]


def download(page: Page, key: str) -> tuple[str, bytes]:
    with page.expect_download(timeout=60_000) as started:
        press(page, key)
    return started.value.suggested_filename, Path(started.value.path()).read_bytes()


def shown_numbers(page: Page) -> set[str]:
    """Every number with its unit in the sentences of the preview."""
    words = " ".join(page.locator(".td .paper article > p").all_inner_texts())
    return set(re.findall(r"\d[\d.,]*\u202f%", words))


def test_the_basket_survives_a_reload_and_is_the_same_in_every_tab(page: Page, dashboard: str, settle: Settle):
    gather(page, dashboard, settle)
    open_basket(page, dashboard, settle)
    gathered = names(page)
    assert [name.split(". ")[0] for name in gathered] == ["1", "2", "3", "4"]
    assert "kinh tế số" in gathered[0]

    press(page, "item_down")
    expect(page.locator(ITEMS).nth(1)).to_contain_text("kinh tế số")
    page.locator(".st-key-briefing_item_remark textarea").fill("Nguyên nhân: chưa giao chỉ tiêu.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".td .paper .remark")).to_have_text("Nguyên nhân: chưa giao chỉ tiêu.")
    moved = names(page)
    page.reload()
    settle(page)
    expect(page.locator(".td .paper .remark")).to_have_text("Nguyên nhân: chưa giao chỉ tiêu.")
    assert names(page) == moved

    other = page.context.new_page()
    open_basket(other, dashboard, settle)
    assert names(other) == moved
    press(other, "item_remove")
    for tab in (other, page):
        expect(tab.locator(ITEMS)).to_have_count(3)


def test_a_second_tab_adds_to_the_basket_of_the_first(page: Page, dashboard: str, settle: Settle):
    page.goto(f"{dashboard}{INDICATOR}")
    settle(page)
    other = page.context.new_page()
    other.goto(f"{dashboard}/?tinh=lai_chau")
    settle(other)
    press(page, "add-path")
    expect(page.get_by_text("Đã có trong bản tin (1)")).to_be_visible()
    press(other, "add-headlines")
    expect(other.get_by_text("Đã có trong bản tin (4)")).to_be_visible()
    expect(page.get_by_text("Đã có trong bản tin (4)")).to_be_visible()


def test_every_format_holds_the_numbers_of_the_screen(page: Page, dashboard: str, settle: Settle):
    gather(page, dashboard, settle)
    open_basket(page, dashboard, settle)
    numbers = shown_numbers(page)
    assert "14,02\u202f%" in numbers
    assert len(numbers) > 3
    group_id = page.locator(".td .paper .id").first.inner_text()

    read = {"pptx": text_of_pptx, "docx": text_of_docx, "pdf": text_of_pdf}
    for form, read_back in read.items():
        name, data = download(page, f"make_{form}")
        assert name.endswith(f".{form}")
        words = " ".join(read_back(data).split())
        missing = [number for number in numbers if " ".join(number.split()) not in words]
        assert missing == [], (form, missing)
        assert group_id in words, form
    name, data = download(page, "make_xlsx")
    values = cells_of_xlsx(data)
    assert [number for number in numbers if not holds(values, number)] == []


def holds(values: set[object], shown: str) -> bool:
    """Whether one of the cells is the number that the screen shows, to its last digit."""
    digits = shown.split("\u202f", maxsplit=1)[0].replace(",", ".")
    decimals = len(digits.partition(".")[2])
    return any(isinstance(value, int | float) and round(value, decimals) == float(digits) for value in values)


def text_of_pptx(data: bytes) -> str:
    words = []
    for slide in pptx.Presentation(io.BytesIO(data)).slides:
        frames = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        cells = [
            cell.text for shape in slide.shapes if shape.has_table for row in shape.table.rows for cell in row.cells
        ]
        notes = [slide.notes_slide.notes_text_frame.text] if slide.has_notes_slide else []
        words += [*frames, *cells, *notes]
    return " ".join(words)


def text_of_docx(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def text_of_pdf(data: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def cells_of_xlsx(data: bytes) -> set[object]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    return {cell for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for cell in row}


def test_a_chart_leaves_its_page_as_picture_and_data(page: Page, dashboard: str, settle: Settle):
    page.goto(f"{dashboard}{INDICATOR}")
    settle(page)
    name, png = download(page, "png-path")
    assert name.startswith("digital-economy-share-grdp-viet-nam-")
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    assert width >= 2000
    assert height >= 1000
    _, svg = download(page, "svg-path")
    words = svg.decode()
    assert "Tỷ trọng kinh tế số trong GDP" in words
    assert "Nguồn" in words
    _, csv = download(page, "csv-path")
    assert csv.startswith(b"\xef\xbb\xbf")
    assert "14.02" in csv.decode("utf-8-sig")
    _, xlsx = download(page, "xlsx-path")
    assert 14.02 in cells_of_xlsx(xlsx)
    press(page, "source-path")
    expect(page.locator("ul.sources li").first).to_be_visible()


def test_a_file_that_cannot_be_made_is_said_in_words(
    page: Page, start_server: ServerStarter, default_warehouse: Path, tmp_path: Path, settle: Settle
):
    warehouse = tmp_path / "warehouse"
    shutil.copytree(default_warehouse, warehouse)
    (tmp_path / "warehouse-register").write_text("a file where the register's folder should be", encoding="utf-8")
    address = start_server(warehouse=warehouse)
    page.goto(f"{address}{INDICATOR}")
    settle(page)
    downloads: list[str] = []
    page.on("download", lambda started: downloads.append(started.suggested_filename))
    press(page, "png-path")
    expect(page.get_by_test_id("stToast")).to_contain_text("Không ghi được sổ mã số", timeout=20_000)
    page.goto(f"{address}/ban-tin?mau=mot_trang&tinh=lai_chau")
    settle(page)
    press(page, "make_pdf")
    expect(page.get_by_text("Không ghi được sổ mã số")).to_be_visible(timeout=20_000)
    assert downloads == []


def test_last_month_s_briefing_opens_again(page: Page, dashboard: str, settle: Settle, tmp_path: Path):
    gather(page, dashboard, settle)
    open_basket(page, dashboard, settle)
    page.locator(".st-key-briefing_title input").fill("Giao ban tháng trước")
    page.keyboard.press("Enter")
    expect(page.locator(".td .paper header h2")).to_have_text("Giao ban tháng trước")
    kept = names(page)
    page.get_by_role("button", name="Lưu và mở lại").click()
    name, data = download(page, "save_briefing")
    assert name.endswith(".json")
    assert "14,02" not in data.decode(), "the file holds items and words, no numbers"
    saved = tmp_path / name
    older = json.loads(data) | {"saved_on": "2026-10-22", "snapshot_id": "20261022T010203Z-0a1b2c3d"}
    saved.write_text(json.dumps(older), encoding="utf-8")

    page.keyboard.press("Escape")
    press(page, "basket_drop")
    expect(page.get_by_text("Giỏ còn trống")).to_be_visible()
    page.get_by_role("button", name="Lưu và mở lại").click()
    page.locator("input[type=file]").set_input_files(saved)
    expect(page.locator(".td .paper header h2")).to_have_text("Giao ban tháng trước")
    assert names(page) == kept
    expect(page.get_by_text("được lưu ngày 22/10/2026")).to_be_visible()
    assert "14,02\u202f%" in shown_numbers(page)


def test_a_file_that_is_no_briefing_is_refused_in_words(page: Page, dashboard: str, settle: Settle, tmp_path: Path):
    page.goto(f"{dashboard}/ban-tin?mau=gio")
    settle(page)
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"form": "nothing"}', encoding="utf-8")
    page.get_by_role("button", name="Lưu và mở lại").click()
    page.locator("input[type=file]").set_input_files(wrong)
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.get_by_text("Giỏ còn trống")).to_be_visible()


def test_an_exported_number_is_found_again_by_its_id(page: Page, dashboard: str, settle: Settle):
    gather(page, dashboard, settle)
    open_basket(page, dashboard, settle)
    group_id = page.locator(".td .paper .id").first.inner_text()
    download(page, "make_pdf")
    typed = page.locator(".st-key-number input")
    typed.fill(group_id.lower().replace("-", " "))
    typed.press("Enter")
    entry = page.locator(".td .entry").first
    expect(entry).to_be_visible(timeout=20_000)
    expect(entry).to_contain_text("14,02\u202f%")
    entry.locator("summary").click()
    row = entry.get_by_role("row").filter(has=page.locator("th", has_text="Thực hiện năm 2025, Giá trị tăng thêm"))
    assert row.inner_text().count("14,02\u202f%") == 2, "as it was and as it is"
    assert "ma_so=" in page.url


@pytest.mark.parametrize("height", [900, 1080])
def test_the_meeting_is_led_by_the_keys_and_fills_the_screen(page: Page, dashboard: str, settle: Settle, height: int):
    page.set_viewport_size({"width": height * 16 // 10, "height": height})
    gather(page, dashboard, settle)
    open_basket(page, dashboard, settle)
    page.get_by_role("link", name="Chiếu lên màn hình").click()
    title = page.locator(".slide h1")
    expect(title).to_have_text("Tỷ trọng kinh tế số trong GDP")
    expect(page.locator("[data-testid=stHeader]")).to_be_hidden()
    page.locator(".st-key-meeting_keys [data-listening]").wait_for(state="attached")
    seen = [title.inner_text()]
    for key in ("ArrowRight", "PageDown", " "):
        before = page.url
        page.keyboard.press(key)
        page.wait_for_function("before => location.href !== before", arg=before)
        settle(page)
        seen.append(title.inner_text())
    assert len(set(seen)) == 4, "each of the four charts bears its own name"
    for keys, place in ((["Home"], 1), (["ArrowRight", "ArrowRight"], 3), (["ArrowLeft", "ArrowLeft"], 1)):
        for key in keys:
            page.keyboard.press(key)
        page.wait_for_function("place => location.href.endsWith('trang_chieu=' + place)", arg=place)
        settle(page)
    sizes = page.evaluate(
        "() => Object.fromEntries(['.slide h1', '.slide-number .number', '.slide-sentence']"
        ".map(name => [name, parseFloat(getComputedStyle(document.querySelector(name)).fontSize) / innerHeight]))"
    )
    assert sizes[".slide-number .number"] > 0.07
    assert sizes[".slide h1"] > 0.045
    assert sizes[".slide-sentence"] > 0.025
    assert page.evaluate("() => document.querySelector('.slide').getBoundingClientRect().right <= innerWidth")
