"""Lộ trình and Số liệu in a real browser: frozen panes, files, and a server that a bad query does not hold up."""

from __future__ import annotations

import csv
import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

ENDLESS = "WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t) SELECT max(n) FROM t"
# Measured from the table's own corner: the page above may still settle between two looks.
BOX = """selector => {
  const grid = document.querySelector('.grid').getBoundingClientRect()
  const part = document.querySelector(selector).getBoundingClientRect()
  return [part.left - grid.left, part.top - grid.top]
}"""
# Of the tables: what is wider than the screen, the heads that are seen, and the cells that say their column.
CARD = """() => ({
  sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  wide: [...document.querySelectorAll('.stacked tr, .stacked td, .stacked th')].filter(one => {
    const box = one.getBoundingClientRect()
    return box.width && (box.right > innerWidth || box.left < 0)
  }).map(one => one.textContent.slice(0, 60)),
  heads: [...document.querySelectorAll('.stacked thead')].filter(head => head.getBoundingClientRect().height).length,
  labels: [...document.querySelectorAll('.stacked td')].filter(cell => cell.getBoundingClientRect().height
    && getComputedStyle(cell, '::before').content.length > 3).length,
})"""
CARDS = (
    "/lo-trinh?tinh=tien_giang",
    "/chi-tieu?tinh=viet_nam&chi_tieu=digital_economy_share_grdp",
    "/so-sanh?tinh=lai_chau",
    "/nhiem-vu?xem_viec=co_quan",
    "/nhiem-vu?xem_viec=trung_uong",
)
Settle = Callable[[Page], None]


def open_at(page: Page, address: str, settle: Settle) -> None:
    page.goto(address)
    page.wait_for_selector(".td .footer")
    settle(page)


def test_header_and_first_column_stay_on_a_tablet(page: Page, dashboard: str, settle: Settle):
    page.set_viewport_size({"width": 768, "height": 844})
    open_at(page, f"{dashboard}/lo-trinh?tinh=tien_giang", settle)
    grid = page.locator(".grid")
    expect(grid).to_be_visible()
    corner = page.evaluate(BOX, ".grid thead th:first-child")
    year = page.evaluate(BOX, ".grid thead th:nth-child(6)")
    grid.evaluate("grid => { grid.scrollLeft = 400; grid.scrollTop = 900; }")
    assert page.evaluate(BOX, ".grid thead th:first-child") == corner
    left, top = page.evaluate(BOX, ".grid thead th:nth-child(6)")
    assert (round(left), round(top)) == (round(year[0] - 400), round(year[1]))
    row = page.evaluate(BOX, ".grid tbody tr:nth-child(20) th[scope=row]")
    assert round(row[0]) == round(corner[0])
    overflow = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, "only the table scrolls sideways, not the page"


def test_every_row_is_a_card_on_a_phone(page: Page, dashboard: str, settle: Settle):
    page.set_viewport_size({"width": 390, "height": 844})
    for address in CARDS:
        open_at(page, f"{dashboard}{address}", settle)
        expect(page.locator(".stacked tbody tr").first).to_be_visible()
        seen = page.evaluate(CARD)
        assert seen["sideways"] <= 0, address
        assert seen["wide"] == [], address
        assert seen["heads"] == 0, address
        assert seen["labels"] > 0, address
        expect(page.locator(".on-phone:visible")).to_have_count(int("lo-trinh" in address))


def test_typing_without_diacritics_finds_rows_and_the_address_follows(page: Page, dashboard: str, settle: Settle):
    open_at(page, f"{dashboard}/lo-trinh?xem_theo=chi_tieu&chi_tieu=digital_economy_share_grdp", settle)
    page.get_by_role("searchbox").fill("dak lak")
    expect(page.locator(".grid tbody a", has_text="Đắk Lắk").first).to_be_visible()
    expect(page.locator(".grid tbody th a", has_text="Bắc Ninh")).to_have_count(0)
    page.wait_for_url("**tim=dak+lak**")
    colleague = page.context.new_page()
    open_at(colleague, page.url, settle)
    expect(colleague.get_by_role("searchbox")).to_have_value("dak lak")
    assert colleague.locator(".grid").inner_text() == page.locator(".grid").inner_text()


def test_files_are_what_the_page_shows(page: Page, dashboard: str, settle: Settle):
    open_at(page, f"{dashboard}/lo-trinh?tinh=lai_chau", settle)
    with page.expect_download() as taken:
        page.get_by_role("button", name="CSV").click()
    assert taken.value.suggested_filename == "lo-trinh-lai_chau.csv"
    content = Path(taken.value.path()).read_bytes()
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    official = {(row["indicator_id"], row["value"]) for row in rows if row["kind"] == "official"}
    assert ("digital_economy_share_grdp", "6.5") in official
    open_at(page, f"{dashboard}/so-lieu?muc=tai_ve", settle)
    with page.expect_download() as taken:
        page.get_by_role("button", name="Tải cả bộ").click()
    with zipfile.ZipFile(taken.value.path()) as bundle:
        assert any(name.endswith("/index.html") for name in bundle.namelist())


def test_several_bad_queries_hold_up_nobody(context: BrowserContext, dashboard: str, settle: Settle):
    bad = {
        ENDLESS: "quá 5 giây",
        "SELECT * FROM range(10000000)": "50.000 dòng",
        "DROP TABLE targets": "chỉ để đọc",
    }
    stuck = {sql: context.new_page() for sql in bad}
    other = context.new_page()
    for sql, page in stuck.items():
        open_at(page, f"{dashboard}/so-lieu?muc=truy_van", settle)
        page.locator("textarea").fill(sql)
    open_at(other, f"{dashboard}/lo-trinh?tinh=lai_chau", settle)
    asked = time.perf_counter()
    for page in stuck.values():
        page.get_by_role("button", name="Chạy").click()
    stuck[ENDLESS].wait_for_selector("[data-testid=stSpinner]")
    started = time.perf_counter()
    other.get_by_role("searchbox").fill("5g")
    expect(other.locator(".grid tbody tr:has(td)")).to_have_count(1)
    assert time.perf_counter() - started < 5
    if time.perf_counter() - asked < 4:  # a query is stopped after five seconds
        assert stuck[ENDLESS].locator("[data-testid=stSpinner]").count() == 1, "the bad query still runs meanwhile"
    for sql, said in bad.items():
        expect(stuck[sql].get_by_role("alert").filter(has_text=said)).to_be_visible(timeout=40_000)
