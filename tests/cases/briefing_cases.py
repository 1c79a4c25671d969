"""Briefings for the tests of exports: the project's own data as of one day."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from kpi.briefing.content import ChartBlock, Content
from kpi.briefing.forms import compose
from kpi.briefing.model import Form, Item, ItemKind
from kpi.briefing.resolve import chart_block_of, content_of
from kpi.charts.comparison import Compared
from kpi.charts.scene.marks import Bars, Note, Points, Scene
from kpi.store.warehouse import Snapshot

DAY = date(2026, 11, 22)
TEN = (
    "lai_chau", "ha_noi", "da_nang", "hai_phong", "ho_chi_minh",
    "hue", "quang_ninh", "nghe_an", "thanh_hoa", "tay_ninh",
)  # fmt: skip
CHART = Item(kind=ItemKind.CHART, province_id="tien_giang", indicator_id="digital_economy_share_grdp")
LONE = Item(kind=ItemKind.CHART, province_id="lai_chau", indicator_id="coverage_5g")
COMPARED = Item(kind=ItemKind.COMPARISON, indicator_id="digital_economy_share_grdp", provinces=TEN)


def made(snapshot: Snapshot, form: Form, **choice: Any) -> Content:
    """A ready form with its numbers, made once for all tests."""
    return _made(snapshot, form, tuple(choice.items()))


@cache
def _made(snapshot: Snapshot, form: Form, choice: tuple[tuple[str, Any], ...]) -> Content:
    return content_of(snapshot, compose(snapshot, form, today=DAY, **dict(choice)), today=DAY)


def drawn(snapshot: Snapshot, item: Item, lang: str = "vi") -> ChartBlock:
    """One chart."""
    return chart_block_of(snapshot, item, lang=lang, today=DAY)


def compared_of(chart: ChartBlock) -> list[Compared]:
    """The rows of a comparison as its marks show them."""
    scene = chart.scene
    bars = {bar.place: (bar, mark.name) for mark in scene.marks if isinstance(mark, Bars) for bar in mark.bars}
    targets = {int(at.y): at for mark in scene.marks if isinstance(mark, Points) for at in mark.marks}
    absent = {int(mark.y): " ".join(mark.lines) for mark in scene.marks if isinstance(mark, Note)}
    rows = []
    for place, name in enumerate(scene.rows):
        target = targets.get(place)
        beside, words = (target.x, target.label) if target else (None, "")
        if place in bars:
            bar, series = bars[place]
            rows.append(Compared(name, bar.value, bar.label, series, bar.exact, beside, words))
        else:
            rows.append(Compared(name, None, absent[place], target=beside, target_text=words))
    return rows


def marks_of(chart: ChartBlock) -> Scene:
    """The scene of a path chart."""
    assert not chart.scene.rows
    return chart.scene


def labels_of(chart: ChartBlock) -> list[str]:
    """Every word beside a mark of a path chart, in the order of its marks."""
    found = [mark for mark in marks_of(chart).marks if isinstance(mark, Points)]
    return [point.label for points in found for point in points.marks if point.label]
