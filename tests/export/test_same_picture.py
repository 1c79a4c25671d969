"""One chart, whatever it is made into: the same numbers, words, and official or interpolated years."""

from __future__ import annotations

import pytest

from kpi.briefing.content import ChartBlock
from kpi.briefing.model import Item, ItemKind
from kpi.export.files import data_file
from kpi.export.formats import Format
from kpi.export.office_chart.native_chart import native_chart
from kpi.export.picture.image import chart_svg
from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot
from pages.indicator.parts import View, chart
from tests.cases.briefing_cases import DAY, drawn, labels_of, marks_of
from tests.cases.drawn_charts import Read, of_office, of_screen, of_sheet, of_svg, scaled, unofficial_years

SUBJECTS = (
    ("tien_giang", "digital_economy_share_grdp", "vi"),
    ("viet_nam", "digital_economy_share_grdp", "en"),
    ("tien_giang", "population_regular_digital_use_share", "vi"),
    ("tien_giang", "st_enterprises", "en"),
    ("tien_giang", "st_tasks_accepted", "vi"),
    ("lai_chau", "coverage_5g", "vi"),
    ("tien_giang", "coverage_5g", "en"),
    ("viet_nam", "coverage_5g", "vi"),
    ("viet_nam", "egov_rank_world", "en"),
    ("viet_nam", "gii_rank", "vi"),
    ("ha_noi", "digital_economy_share_grdp", "en"),
)
WIDE = (1200.0, 700.0)


def screen_of(snapshot: Snapshot, block: ChartBlock) -> str:
    """The JSON that the page of the same subject sends."""
    _, _, province, indicator, document, series, *_ = block.group.key.split("|")
    view = View(province, indicator, document, series, block.context.lang, Standpoint(today=DAY))
    return chart(snapshot, view, None, False).drawing


@pytest.mark.parametrize(("province", "indicator", "lang"), SUBJECTS)
def test_the_same_picture_on_screen_in_svg_in_office_and_in_a_sheet(
    snapshot: Snapshot, province: str, indicator: str, lang: str
):
    block = drawn(snapshot, Item(kind=ItemKind.CHART, province_id=province, indicator_id=indicator), lang)
    scene = marks_of(block)
    whole = screen_of(snapshot, block)
    screen = of_screen(whole)
    assert screen.targets | screen.actuals, "a subject without marks proves nothing"
    made: dict[str, Read] = {
        "svg": of_svg(chart_svg(block, embed_font=False), scene.y.ticks),
        "office": of_office(native_chart(scene, 12, "Arial", WIDE).xml, lang),
        "sheet": of_sheet(data_file(block, Format.XLSX).data, lang),
    }
    for name, read in made.items():
        same = scaled(read, scene.y.low, scene.y.high).shows_the_same(scaled(screen, scene.y.low, scene.y.high))
        assert same, (name, read, screen)
        assert set(labels_of(block)) <= read.labels, name
    assert screen.labels <= set(labels_of(block))
    assert unofficial_years(whole, lang) == (screen.interpolated | screen.held) - screen.targets
