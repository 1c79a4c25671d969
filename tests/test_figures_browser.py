"""The figures as a browser draws them: at three widths nothing is cut off and nothing is fetched."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from kpi.figures import theme
from kpi.figures.path_chart import path_figure
from tests.figure_cases import DIGITAL_ECONOMY, Case, actual, case, national_of

WIDTHS = (390, 1440, 1920)
CASES = {
    "digital_economy": case(*DIGITAL_ECONOMY, actual("statistics", 2021, 8.59), actual("ministry", 2022, 5.73)),
    "no_actual": case("lai_chau", "coverage_5g"),
    "range": case("tien_giang", "population_regular_digital_use_share"),
    "conflicting": case("tien_giang", "st_enterprises"),
    "yearly": case("tien_giang", "st_tasks_accepted"),
}
BOXES = """
() => {
  const box = element => element.getBoundingClientRect();
  const plain = r => [r.left, r.top, r.right, r.bottom];
  const svg = box(document.querySelector('.main-svg'));
  const texts = [...document.querySelectorAll('.js-plotly-plot text')].filter(t => t.textContent.trim());
  return {
    frame: plain(svg),
    texts: texts.map(t => [t.textContent, ...plain(box(t))]),
    legend: plain(box(document.querySelector('.legend'))),
    years: [...document.querySelectorAll('.xtick text')].map(t => plain(box(t))),
    milestones: [...document.querySelectorAll('.textpoint text')].map(t => [t.textContent, ...plain(box(t))]),
    plot: plain(box(document.querySelector('.nsewdrag'))),
  };
}
"""


def _open(browser: Browser, known: Case, lang: str, width: int) -> tuple[Page, list[str]]:
    figure = path_figure(
        known.path,
        known.targets,
        known.actuals,
        known.indicator,
        lang,
        national=national_of((2030, "ge", 30)) if known.indicator["unit"] == "%" else None,
        as_of=date(2026, 11, 22),
        demo=True,
        compact=width < 600,
    )
    page = browser.new_page(viewport={"width": width, "height": 900})
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda request: troubles.append(request.url))
    page.set_content(figure.to_html(include_plotlyjs=True, config=theme.plotly_config(lang)))
    page.wait_for_selector(".legend")
    return page, troubles


def _overlap(first: list[Any], second: list[Any]) -> bool:
    return (
        min(first[2], second[2]) - max(first[0], second[0]) > 1
        and min(first[3], second[3]) - max(first[1], second[1]) > 4
    )


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", sorted(CASES))
def test_a_figure_fits_its_frame(browser, name, width, lang):
    page, troubles = _open(browser, CASES[name], lang, width)
    found = page.evaluate(BOXES)
    page.close()
    assert troubles == []
    left, top, right, bottom = found["frame"]
    assert right - left <= width
    cut = [
        text
        for text, *box in found["texts"]
        if box[0] < left - 1 or box[1] < top - 1 or box[2] > right + 1 or box[3] > bottom + 1
    ]
    assert cut == []
    assert all(found["legend"][1] >= year[3] for year in found["years"])
    years = found["years"]
    assert not [pair for pair in zip(years, years[1:], strict=False) if _overlap(*pair)]
    assert found["plot"][3] - found["plot"][1] > 180


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", sorted(CASES))
def test_values_do_not_write_over_each_other(browser, name, width, lang):
    page, _ = _open(browser, CASES[name], lang, width)
    labels = page.evaluate(BOXES)["milestones"]
    page.close()
    assert labels
    clashes = [
        (one[0], other[0])
        for place, one in enumerate(labels)
        for other in labels[place + 1 :]
        if _overlap(one[1:], other[1:])
    ]
    assert clashes == []


def test_pointing_at_a_year_between_milestones_says_it_is_not_official(browser):
    page, _ = _open(browser, CASES["digital_economy"], "vi", 1440)
    x, y = page.evaluate(
        """() => {
          const plot = document.querySelector('.js-plotly-plot');
          const trace = plot.data.find(t => t.meta && t.meta.role === 'interpolated_year');
          const axes = plot._fullLayout, frame = plot.getBoundingClientRect();
          return [frame.left + axes.xaxis._offset + axes.xaxis.l2p(trace.x[2]),
                  frame.top + axes.yaxis._offset + axes.yaxis.l2p(trace.y[2])];
        }"""
    )
    page.mouse.move(x - 4, y)
    page.mouse.move(x, y)
    page.wait_for_selector(".hoverlayer .hovertext")
    told = page.locator(".hoverlayer .hovertext").inner_text()
    page.close()
    assert "Nội suy, không phải số chính thức" in told
    assert "2028" in told
