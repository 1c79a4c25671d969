"""One chart, whatever it is made into: the same numbers, words, and official or interpolated years."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest

from kpi.briefing.content import ChartBlock
from kpi.briefing.model import Item, ItemKind
from kpi.charts.comparison import Compared, comparison_scene
from kpi.charts.scene.labels import Box, estimated_width
from kpi.charts.svg.bar_plot import BarPlot
from kpi.charts.svg.canvas import Svg
from kpi.charts.svg.path_plot import Type
from kpi.export.files import data_file
from kpi.export.formats import Format
from kpi.export.office_chart.native_chart import native_chart
from kpi.export.picture.image import chart_svg
from kpi.reading.standpoint import Standpoint
from kpi.reading.subject import ALL_SERIES
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
    view = View(province, indicator, document, series or ALL_SERIES, block.context.lang, Standpoint(today=DAY))
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


@pytest.mark.parametrize("indicator", ["egov_rank_sea", "egov_rank_world", "gii_rank"])
def test_ranks_are_counted_from_the_first_wherever_they_are_drawn(snapshot: Snapshot, indicator: str):
    """Every such chart had a rank 0, and the one of Southeast Asia no ticks."""
    block = drawn(snapshot, Item(kind=ItemKind.CHART, province_id="viet_nam", indicator_id=indicator), "vi")
    scene = marks_of(block)
    assert scene.y.ticks[0] == 1
    assert len(scene.y.ticks) >= 2
    axis = json.loads(screen_of(snapshot, block))["layout"]["yaxis"]
    assert tuple(axis["tickvals"]) == scene.y.ticks
    assert axis["range"][1] < 1 < axis["range"][0], "the best rank stands on top"
    assert ">0<" not in chart_svg(block, embed_font=False)
    office = native_chart(scene, 12, "Arial", WIDE).xml.decode()
    with zipfile.ZipFile(io.BytesIO(data_file(block, Format.XLSX).data)) as book:
        sheet = next(book.read(name).decode() for name in book.namelist() if "charts/chart" in name)
    for drawing in (office, sheet):
        of_values = drawing.split("<c:valAx>")[-1]
        assert re.findall(r'<c:min val="([^"]+)"', of_values) in (["1.0"], ["1"])
        steps = [float(step) for step in re.findall(r'<c:majorUnit val="([^"]+)"', of_values)]
        assert steps == [scene.y.ticks[1] - scene.y.ticks[0]]


def test_bars_of_ranks_begin_at_the_first_rank():
    ranked = [Compared("Hà Nội", 1.0, "hạng 1", "DTI"), Compared("Huế", 12.0, "hạng 12", "DTI")]
    rows = [*ranked, Compared("Đà Nẵng", None, "–")]
    scene = comparison_scene(rows, "rank", "vi", "Mục tiêu")
    assert scene.x.low < 1 == scene.x.ticks[0]
    office = native_chart(scene, 12, "Arial", WIDE).xml.decode()
    assert '<c:min val="1.0"/>' in office
    svg = Svg(1200, 700)
    BarPlot(svg, scene, Box(0, 0, 1200, 700), Type(), estimated_width, one_line).draw()
    assert ">0<" not in svg.inside
    bars = [float(width) for width in re.findall(r'<rect [^>]*width="([^"]+)"', svg.inside)]
    assert all(width > 1 for width in bars[:2])


def one_line(text: str, width: float, size: float, *, most: int = 1) -> list[str]:
    return [text]


def test_the_actual_that_decided_a_target_is_named_beside_the_newest(snapshot: Snapshot):
    """'Không đạt' stood beside a chart that named only 16,94 % of October 2025; 18,54 % of 2024 had decided."""
    ended = "dossiers_online_share_full_online_provincial_block"
    for lang, decided, newest in (
        ("vi", "18,54 % (2024, căn cứ đánh giá)", "16,94 % (tháng 10/2025)"),
        ("en", "18.54% (2024, decides the result)", "16.94% (October 2025)"),
    ):
        block = drawn(snapshot, Item(kind=ItemKind.CHART, province_id="viet_nam", indicator_id=ended), lang)
        scene = marks_of(block)
        made = {
            "svg": of_svg(chart_svg(block, embed_font=False), scene.y.ticks),
            "office": of_office(native_chart(scene, 12, "Arial", WIDE).xml, lang),
            "sheet": of_sheet(data_file(block, Format.XLSX).data, lang),
            "screen": of_screen(screen_of(snapshot, block)),
        }
        for name, read in made.items():
            labels = {label.replace("\N{NARROW NO-BREAK SPACE}", " ") for label in read.labels}
            assert {decided, newest} <= labels, name


def test_nothing_is_named_as_deciding_where_nothing_was_decided(snapshot: Snapshot):
    for province, indicator in (("lai_chau", "coverage_5g"), ("ha_noi", "digital_economy_share_grdp")):
        block = drawn(snapshot, Item(kind=ItemKind.CHART, province_id=province, indicator_id=indicator), "vi")
        assert not [label for label in labels_of(block) if "căn cứ" in label]
