"""What is chosen shows before the page's run has ended, and what the run says is what stays, in a real Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, Route, WebSocketRoute, expect

LAI_CHAU = "/chi-tieu?tinh=lai_chau&chi_tieu=coverage_5g&ngon_ngu=vi"
HA_NOI = "/chi-tieu?tinh=ha_noi&chi_tieu=digital_economy_share_grdp&ngon_ngu=vi"
CHART = ".chart[role=figure]"
KICKER = ".kicker"
WITHOUT_TARGETS = "Trạm phát sóng 5G"
CALCULATOR = ".st-key-await-catch-up"
Settle = Callable[[Page], None]


@dataclass
class Line:
    """The connection between the page and the server, which a test can hold up."""

    held: bool = False
    waiting: list[Callable[[], None]] = field(default_factory=list)

    def release(self) -> None:
        """Let everything through, in order."""
        self.held = False
        for send in self.waiting:
            send()
        self.waiting.clear()


@pytest.fixture
def line(page: Page) -> Line:
    """What the server says to the page; it can be held up."""
    made = Line()

    def join(browser_side: WebSocketRoute) -> None:
        server_side = browser_side.connect_to_server()

        def pass_on(message: str | bytes) -> None:
            if made.held:
                made.waiting.append(lambda: browser_side.send(message))
            else:
                browser_side.send(message)

        server_side.on_message(pass_on)

    page.route_web_socket(re.compile("/_stcore/stream"), join)
    return made


def open_settled(page: Page, address: str, settle: Settle) -> None:
    """Open a page and wait until nothing more comes."""
    page.goto(address)
    expect(page.locator(f"{CHART} .main-svg").first).to_be_visible(timeout=20_000)
    settle(page)


def choose(page: Page, box: str, typed: str, *, by_key: bool = False) -> None:
    """Choose what was typed, by the pointer or the Enter key."""
    page.locator(f".st-key-{box} input").click()
    page.keyboard.type(typed)
    option = page.locator(f".st-key-{box}").get_by_role("option").first
    expect(option).to_be_visible()
    if by_key:
        page.keyboard.press("Enter")
    else:
        option.click()


@pytest.mark.parametrize("by_key", [False, True], ids=["pointer", "keyboard"])
def test_the_choice_shows_before_the_run_has_ended(
    page: Page, dashboard: str, settle: Settle, line: Line, by_key: bool
):
    open_settled(page, dashboard + LAI_CHAU, settle)
    said = page.locator(CHART).get_attribute("aria-label")
    line.held = True
    choose(page, "province", "hai phong", by_key=by_key)
    expect(page.locator(KICKER)).to_contain_text("Hải Phòng")
    expect(page.locator(CHART)).to_have_attribute("aria-label", re.compile("Hải Phòng"))
    assert page.locator(CHART).get_attribute("aria-label") != said
    drawn = page.locator(f"{CHART} .main-svg").first.inner_html()
    expect(page.locator(CALCULATOR)).to_be_hidden()
    line.release()
    settle(page)
    expect(page).to_have_url(re.compile("tinh=hai_phong"))
    expect(page.locator(KICKER)).to_contain_text("Hải Phòng")
    expect(page.locator(CALCULATOR)).to_be_visible()
    assert page.locator(f"{CHART} .main-svg").first.inner_html() == drawn


def test_two_quick_choices_both_count(page: Page, dashboard: str, settle: Settle, line: Line):
    open_settled(page, dashboard + LAI_CHAU, settle)
    line.held = True
    choose(page, "province", "tien giang")
    expect(page.locator(KICKER)).to_contain_text("Tiền Giang")
    page.wait_for_timeout(500)
    choose(page, "indicator", "Tỷ trọng kinh tế số trong GRDP")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tỷ trọng kinh tế số trong GRDP")
    expect(page.locator(KICKER)).to_contain_text("Tiền Giang")
    page.wait_for_timeout(500)
    line.release()
    expect(page).to_have_url(re.compile("tinh=tien_giang.*chi_tieu=digital_economy_share_grdp"))
    settle(page)
    expect(page.locator(KICKER)).to_contain_text("Tiền Giang")


def test_another_day_shows_before_the_run_has_ended(page: Page, dashboard: str, settle: Settle, line: Line):
    open_settled(page, dashboard + HA_NOI, settle)
    said = page.locator(".lead").first.inner_text()
    page.get_by_test_id("stPopover").first.get_by_role("button").click()
    page.locator(".st-key-as_of [role=spinbutton]").first.click()
    page.keyboard.type("30062024")
    line.held = True
    page.locator("[role=gridcell] [data-selected=true]").first.click()
    expect(page.locator(".lead").first).not_to_have_text(said)
    told = page.locator(".lead").first.inner_text()
    line.release()
    expect(page).to_have_url(re.compile("ngay=2024-06-30"))
    settle(page)
    assert page.locator(".lead").first.inner_text() == told
    expect(page.locator(".st-key-await-notes")).to_contain_text("30/06/2024")


def test_without_an_answer_ahead_the_run_shows_the_choice(page: Page, dashboard: str, settle: Settle):
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    page.route("**/app/prefetch/**", refuse)
    open_settled(page, dashboard + LAI_CHAU, settle)
    choose(page, "province", "Hải Phòng")
    expect(page).to_have_url(re.compile("tinh=hai_phong"))
    settle(page)
    expect(page.locator(KICKER)).to_contain_text("Hải Phòng")
    expect(page.locator(CALCULATOR)).to_be_visible()
    assert asked


def test_a_run_that_never_comes_leaves_what_was_confirmed(page: Page, dashboard: str, settle: Settle, line: Line):
    open_settled(page, dashboard + LAI_CHAU, settle)
    line.held = True
    choose(page, "province", "Hải Phòng")
    expect(page.locator(KICKER)).to_contain_text("Hải Phòng")
    expect(page.locator(KICKER)).to_contain_text("Lai Châu", timeout=10_000)
    expect(page.locator(CHART)).to_have_attribute("aria-label", re.compile("Lai Châu"))
    expect(page.locator(CALCULATOR)).to_be_visible()


def test_another_measure_shows_before_the_run_has_ended(page: Page, dashboard: str, settle: Settle, line: Line):
    page.goto(f"{dashboard}/so-sanh?chi_tieu=digital_economy_share_grdp&ngon_ngu=vi")
    expect(page.locator(KICKER).first).to_contain_text("Mức đạt được", timeout=20_000)
    settle(page)
    line.held = True
    page.locator(".st-key-compare_measure").get_by_role("radio", name="Mục tiêu").click()
    expect(page.locator(KICKER).first).to_contain_text("Mục tiêu")
    expect(page.locator(".dots")).to_have_attribute("aria-label", re.compile("Mục tiêu, năm 2030"))
    said = page.locator(".lead").first.inner_text()
    line.release()
    expect(page).to_have_url(re.compile("thuoc_do=cam_ket"))
    settle(page)
    expect(page.locator(KICKER).first).to_contain_text("Mục tiêu")
    assert page.locator(".lead").first.inner_text() == said


def test_an_indicator_without_charts_and_one_with_them_take_each_others_place(
    page: Page, dashboard: str, settle: Settle, line: Line
):
    page.goto(f"{dashboard}/so-sanh?xem=cam_ket&chi_tieu=digital_economy_share_grdp&ngon_ngu=vi")
    settle(page)
    table = page.locator(".targets-table")
    expect(table).to_have_count(1)
    for name, tables in ((WITHOUT_TARGETS, 0), ("Tỷ trọng kinh tế số trong GRDP", 1)):
        line.held = True
        page.locator(".st-key-indicator input").click()
        page.keyboard.type(name)
        page.get_by_role("option", name=re.compile(f"^{name} · ")).click()
        expect(page.locator(".dots")).to_have_count(tables)
        expect(table).to_have_count(tables)
        line.release()
        settle(page)
        expect(page.locator(".dots")).to_have_count(tables)
        expect(table).to_have_count(tables)


def test_a_search_among_tasks_shows_before_the_run_has_ended(page: Page, dashboard: str, settle: Settle, line: Line):
    page.goto(f"{dashboard}/nhiem-vu?ngon_ngu=vi")
    everything = page.locator(".tasks > p.muted")
    expect(everything).to_contain_text("trong 144", timeout=20_000)
    settle(page)
    line.held = True
    field = page.locator(".st-key-task_search input")
    field.fill("cong an")
    field.press("Enter")
    expect(everything).not_to_contain_text("trong 144")
    expect(page.locator(".st-key-task-counts")).to_be_hidden()
    found = everything.inner_text()
    line.release()
    expect(page).to_have_url(re.compile("tim_co_quan=cong"))
    settle(page)
    expect(page.locator(".st-key-task-counts")).to_be_visible()
    assert everything.inner_text() == found
    field.press("Enter")
    page.wait_for_timeout(300)
    expect(page.locator(".st-key-task-counts")).to_be_visible()


DIGITAL_ECONOMY = "/lo-trinh?xem_theo=chi_tieu&chi_tieu=digital_economy_share_grdp&ngon_ngu=vi"
NAMES = ".grid tbody th a"
# Keeps every number of rows that the table has had from now on.
WATCH_ROWS = """() => {
  window.rows = []
  const count = () => window.rows.push(document.querySelectorAll('.grid tbody th a').length)
  new MutationObserver(count).observe(document.body, { subtree: true, childList: true })
}"""


def open_table(page: Page, address: str, settle: Settle) -> int:
    """Open the year-by-year table; return how many rows it has."""
    page.goto(address)
    expect(page.locator(NAMES).first).to_be_visible(timeout=20_000)
    settle(page)
    return page.locator(NAMES).count()


def test_another_table_shows_before_the_run_has_ended(page: Page, dashboard: str, settle: Settle, line: Line):
    open_table(page, f"{dashboard}/lo-trinh?tinh=tien_giang&ngon_ngu=vi", settle)
    line.held = True
    choose(page, "province", "hai phong")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lộ trình của thành phố Hải Phòng")
    shown = page.locator(".grid").inner_text()
    page.wait_for_timeout(500)
    choose(page, "roadmap_order", "Theo tên")
    expect(page.locator(".grid tr.section")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text("Lộ trình của thành phố Hải Phòng")
    sorted_by_name = page.locator(".grid").inner_text()
    assert sorted_by_name != shown
    page.wait_for_timeout(500)
    line.release()
    expect(page).to_have_url(re.compile("tinh=hai_phong.*xep=name"))
    settle(page)
    assert page.locator(".grid").inner_text() == sorted_by_name


def test_a_search_follows_the_typing_before_any_run(page: Page, dashboard: str, settle: Settle, line: Line):
    every = open_table(page, dashboard + DIGITAL_ECONOMY, settle)
    line.held = True
    page.get_by_role("searchbox").click()
    page.keyboard.type("dak lak")
    expect(page.locator(NAMES)).to_have_text(["Đắk Lắk"] * 3)
    for _ in "dak lak":
        page.keyboard.press("Backspace")
    expect(page.locator(NAMES)).to_have_count(every)
    expect(page.locator("html")).not_to_have_attribute("data-ahead", re.compile(".*"))
    page.evaluate(WATCH_ROWS)
    line.release()
    expect(page).not_to_have_url(re.compile("tim="))
    settle(page)
    expect(page.locator(NAMES)).to_have_count(every)
    assert set(page.evaluate("window.rows")) <= {every}


def test_a_run_does_not_set_back_what_was_written_on_meanwhile(page: Page, dashboard: str, settle: Settle, line: Line):
    open_table(page, dashboard + DIGITAL_ECONOMY, settle)
    line.held = True
    page.get_by_role("searchbox").click()
    page.keyboard.type("ha")
    expect(page.locator(NAMES, has_text="Cần Thơ")).to_have_count(0)
    page.wait_for_timeout(1000)
    of_first_run = line.waiting[:]
    line.waiting.clear()
    assert of_first_run
    page.keyboard.type(" noi")
    expect(page.locator(NAMES)).to_have_text(["Hà Nội"] * 3)
    page.evaluate(WATCH_ROWS)
    for send in of_first_run:
        send()
    expect(page).to_have_url(re.compile("tim=ha($|&)"))
    page.wait_for_timeout(500)
    assert set(page.evaluate("window.rows")) <= {3}
    expect(page.locator(NAMES)).to_have_text(["Hà Nội"] * 3)
    line.release()
    expect(page).to_have_url(re.compile(r"tim=ha\+noi"))
    settle(page)
    expect(page.locator(NAMES)).to_have_text(["Hà Nội"] * 3)
    expect(page.locator("html")).not_to_have_attribute("data-ahead", re.compile(".*"))
