"""A chart on a page in a real Chromium: changed in place, as wide as its window, honest when it cannot be drawn."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from kpi.charts import library

CHART = ".chart[role=figure]"
INDICATOR = "/chi-tieu?tinh=tien_giang&chi_tieu=dossiers_online_share&ngon_ngu=vi"
WIDTHS = "node => [node.clientWidth, node.querySelector('.main-svg').getBoundingClientRect().width]"
Settle = Callable[[Page], None]


def choose(page: Page, name: str) -> None:
    """Choose an indicator."""
    page.locator(".st-key-indicator input").click()
    page.keyboard.type(name)
    page.get_by_role("option", name=name, exact=True).click()


def test_another_chart_is_drawn_in_the_same_place(page: Page, dashboard: str, settle: Settle):
    page.goto(dashboard + INDICATOR)
    chart = page.locator(CHART)
    expect(chart.locator(".main-svg").first).to_be_visible(timeout=20_000)
    expect(chart.locator("text", has_text="≥\u202f95\u202f%").first).to_be_visible()
    said = chart.get_attribute("aria-label")
    drawing = chart.locator(".main-svg").first.evaluate_handle("node => node")
    settle(page)
    choose(page, "Tỷ trọng kinh tế số trong GRDP")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tỷ trọng kinh tế số trong GRDP")
    expect(chart.locator("text", has_text="≥\u202f95\u202f%")).to_have_count(0)
    assert drawing.evaluate("node => node.isConnected"), "the drawing was thrown away instead of changed"
    assert chart.get_attribute("aria-label") != said


def test_a_chart_is_as_wide_as_its_window_lets_it(page: Page, dashboard: str, settle: Settle):
    page.goto(dashboard + INDICATOR)
    chart = page.locator(CHART)
    expect(chart.locator(".main-svg").first).to_be_visible(timeout=20_000)
    settle(page)
    wide, drawn = chart.evaluate(WIDTHS)
    assert abs(wide - drawn) < 1
    page.set_viewport_size({"width": 900, "height": 900})
    page.wait_for_function(f"wide => document.querySelector('{CHART}').clientWidth < wide - 200", arg=wide)
    page.wait_for_function(
        f"""() => {{
          const [place, drawn] = ({WIDTHS})(document.querySelector('{CHART}'))
          return Math.abs(place - drawn) < 1
        }}"""
    )


def test_no_older_drawing_stays_for_a_chart_that_cannot_be_drawn(page: Page, dashboard: str, settle: Settle):
    page.goto(dashboard + INDICATOR)
    chart = page.locator(CHART)
    expect(chart.locator(".main-svg").first).to_be_visible(timeout=20_000)
    settle(page)
    react = page.evaluate_handle("() => Plotly.react")
    page.evaluate("() => { Plotly.react = () => { throw new Error('a figure that Plotly refuses') } }")
    choose(page, "Tỷ trọng kinh tế số trong GRDP")
    expect(chart).to_contain_text("Không vẽ được biểu đồ")
    expect(chart.locator(".main-svg")).to_have_count(0)
    page.evaluate("react => { Plotly.react = react }", react)
    choose(page, "Hồ sơ thủ tục hành chính xử lý trực tuyến")
    expect(chart.locator("text", has_text="≥\u202f95\u202f%").first).to_be_visible()


def test_a_chart_that_cannot_be_drawn_says_so_and_comes_back(page: Page, dashboard: str, settle: Settle):
    page.route(f"**{library.ADDRESS}", lambda route: route.abort())
    page.goto(dashboard + INDICATOR)
    settle(page)
    chart = page.locator(CHART)
    expect(chart).to_contain_text("Không vẽ được biểu đồ", timeout=20_000)
    page.unroute(f"**{library.ADDRESS}")
    choose(page, "Tỷ trọng kinh tế số trong GRDP")
    expect(chart.locator(".main-svg").first).to_be_visible(timeout=20_000)
    expect(chart).not_to_contain_text("Không vẽ được")
