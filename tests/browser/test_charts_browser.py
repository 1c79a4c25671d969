"""The charts as a browser draws them: at three widths nothing is cut off, nothing overlaps, nothing is fetched."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from kpi.charts.plotly.layout import plotly_config
from tests.cases.chart_cases import DATA, DIGITAL_ECONOMY, Case, actual, case, drawn, national_of

FONT = DATA.parent / "static" / "fonts" / "inter-viet.woff2"
SCREENS = [(lang, width) for lang in ("vi", "en") for width in (390, 1440, 1920)]
CASES = {
    "digital_economy": case(*DIGITAL_ECONOMY, actual("statistics", 2021, 8.59), actual("ministry", 2022, 5.73)),
    "crowded": case(
        *DIGITAL_ECONOMY,
        actual("ministry", 2022, 17.15),
        actual("statistics", 2025, 17.34),
        actual("province", 2024, 16.25, qualifier="approx"),
    ),
    "no_actual": case("lai_chau", "coverage_5g"),
    "held": case("tien_giang", "coverage_5g"),
    "range": case("tien_giang", "population_regular_digital_use_share"),
    "conflicting": case("tien_giang", "st_enterprises"),
    "yearly": case("tien_giang", "st_tasks_accepted"),
}
NATIONAL = national_of((2023, "ge", 16), (2025, "eq", 20), (2030, "ge", 30), (2045, "eq", 50))
BOXES = """
() => [...document.querySelectorAll('.js-plotly-plot')].map(plot => {
  const box = e => { const r = e.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; };
  const texts = query => [...plot.querySelectorAll(query)].filter(t => t.textContent.trim())
    .map(t => [t.textContent, box(t)]);
  return {
    frame: box(plot.querySelector('.main-svg')),
    plot: box(plot.querySelector('.nsewdrag')),
    legend: box(plot.querySelector('.legend')),
    texts: texts('text'),
    years: texts('.xtick text'),
    values: texts('.textpoint text'),
    notes: texts('.annotation:not([data-index="-1"]) .annotation-text'),
  };
})
"""

Box = list[float]


@dataclass(frozen=True)
class Screen:
    """All charts on one page, with where everything stands on it."""

    page: Page
    width: int
    troubles: list[str]
    charts: dict[str, dict[str, Any]]


def _html(lang: str, width: int) -> str:
    font = b64encode(FONT.read_bytes()).decode()
    face = f"@font-face {{ font-family: 'Inter Viet'; src: url(data:font/woff2;base64,{font}); font-weight: 100 900 }}"
    parts = []
    for name, known in CASES.items():
        chart = _chart(known, lang, compact=width < 600)
        with_library = name == next(iter(CASES))
        config = plotly_config(lang)
        parts.append(chart.to_html(full_html=False, include_plotlyjs=with_library, config=config))
    return f"<style>{face} body {{ margin: 0; font-family: 'Inter Viet' }}</style>x{''.join(parts)}"


def _chart(known: Case, lang: str, *, compact: bool) -> Any:
    national = NATIONAL if known.indicator["unit"] == "%" else None
    return drawn(known, lang, national=national, as_of=date(2026, 11, 22), compact=compact)


@pytest.fixture(scope="module", params=SCREENS, ids=[f"{lang}-{width}" for lang, width in SCREENS])
def screen(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Screen]:
    lang, width = request.param
    page = browser.new_page(viewport={"width": width, "height": 900})
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith("data:") else troubles.append(asked.url))
    page.set_content(_html(lang, width))
    page.wait_for_function(f"document.querySelectorAll('.legend').length === {len(CASES)}")
    page.evaluate("document.fonts.ready")
    charts = dict(zip(CASES, page.evaluate(BOXES), strict=True))
    yield Screen(page, width, troubles, charts)
    page.close()


def _overlap(first: Box, second: Box) -> bool:
    across = min(first[2], second[2]) - max(first[0], second[0])
    down = min(first[3], second[3]) - max(first[1], second[1])
    return across > 1 and down > 4


def test_a_chart_needs_nothing_from_elsewhere(screen):
    assert screen.troubles == []


def test_no_text_leaves_its_frame(screen):
    for name, chart in screen.charts.items():
        left, top, right, bottom = chart["frame"]
        assert right - left <= screen.width
        outside = [
            text
            for text, box in chart["texts"]
            if box[0] < left - 1 or box[1] < top - 1 or box[2] > right + 1 or box[3] > bottom + 1
        ]
        assert outside == [], name


def test_the_plot_keeps_its_room_and_the_legend_stands_below(screen):
    for name, chart in screen.charts.items():
        assert chart["plot"][3] - chart["plot"][1] > 180, name
        assert all(chart["legend"][1] >= box[3] for _, box in chart["years"]), name


def test_nothing_is_written_over_something_else(screen):
    for name, chart in screen.charts.items():
        assert len(chart["values"]) >= 1, name
        assert len(chart["notes"]) >= 1, name
        assert len(chart["years"]) >= 5, name
        values = combinations(chart["values"], 2)
        assert [(a[0], b[0]) for a, b in values if _overlap(a[1], b[1])] == [], name
        assert [(a[0], b[0]) for a, b in pairwise(chart["years"]) if _overlap(a[1], b[1])] == [], name
        notes = combinations(chart["notes"], 2)
        assert [(a[0], b[0]) for a, b in notes if _overlap(a[1], b[1])] == [], name


def test_pointing_at_a_year_between_milestones_says_it_is_not_official(screen):
    x, y = screen.page.evaluate(
        """() => {
          const plot = document.querySelector('.js-plotly-plot');
          const trace = plot.data.find(t => t.meta && t.meta.role === 'interpolated_year');
          const axes = plot._fullLayout, frame = plot.getBoundingClientRect();
          return [frame.left + axes.xaxis._offset + axes.xaxis.l2p(trace.x[2]),
                  frame.top + axes.yaxis._offset + axes.yaxis.l2p(trace.y[2])];
        }"""
    )
    screen.page.mouse.move(x - 4, y)
    screen.page.mouse.move(x, y)
    screen.page.wait_for_selector(".hoverlayer .hovertext")
    told = screen.page.locator(".hoverlayer .hovertext").text_content()
    assert "24" in told
    assert "2028" in told
    assert "không chính thức" in told or "not an official number" in told
