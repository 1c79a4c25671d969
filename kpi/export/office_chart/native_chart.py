"""A chart as an office program's own chart, editable with a right click, with its data in an embedded workbook.

Used alike by slides and by papers. The numbers are the raw values; the words beside the marks are the briefing's.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

from xlsxwriter import Workbook

from kpi.charts import theme
from kpi.charts.axes import FIRST_YEAR, LAST_YEAR, year_tick_format
from kpi.charts.scene.labels import SIDES, Box, Plane, Sizes
from kpi.charts.scene.marks import Scene
from kpi.charts.scene.roles import Role
from kpi.charts.scene.scale import Scale
from kpi.export.office_chart import chart_xml as xml
from kpi.export.office_chart.native_bars import bar_chart
from kpi.export.office_chart.series import MARK_SIZE, MARK_SIZES, ChartPoint, ChartSeries, path_series, with_headroom
from kpi.export.picture.metrics import text_width
from kpi.export.sheet.workbook import ExactWorksheet
from kpi.words import message

_YEARS_APART = 5
_COLUMNS_A_SERIES = 3
_NARROW = 300.0
"""In a chart less wide than this (points), the nation's targets keep their marks but not their numbers."""
_AXIS_LINES, _LEGEND_LINES = 2, 4
_GAP = 3.0
_OUTSIDE = 60.0


@dataclass(frozen=True)
class NativeChart:
    """The chart part and the workbook that it is drawn from; the part refers to the workbook as rId1."""

    xml: bytes
    workbook: bytes


def native_chart(
    scene: Scene, size: float, font: str, area: tuple[float, float], *, legend: bool = True
) -> NativeChart:
    """The chart of a scene with type of `size` points, to be shown `area` points wide and high.

    A path chart may leave its `legend` to words beside it (see `kpi.export.office_chart.series.keys_of`).
    """
    if scene.rows:
        return NativeChart(*bar_chart(scene, size, font))
    return _path_chart(scene, size, font, area, legend=legend)


def _path_chart(scene: Scene, size: float, font: str, area: tuple[float, float], *, legend: bool) -> NativeChart:
    said = scene.without_labels(Role.NATIONAL) if area[0] < _NARROW else scene
    settled = _plane(scene, size, area, legend=legend).settled(said)
    series = _even(path_series(settled, day_said=legend))
    parts = "".join(_scatter_series(place, item, size, font) for place, item in enumerate(series))
    upside_down = scene.y.low > scene.y.high
    axes = _years(series, scene.lang, size, font, at="max" if upside_down else "min") + xml.value_axis(
        with_headroom(scene.y), scene.unit, scene.lang, size, font, crosses='<c:crosses val="min"/>'
    )
    plot = (
        f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{parts}'
        f'<c:axId val="{xml.X_AXIS}"/><c:axId val="{xml.Y_AXIS}"/></c:scatterChart>{axes}'
    )
    hidden = [place for place, item in enumerate(series) if not item.legend]
    space = xml.chart_space(plot, hidden, scene.lang, size, font, legend=legend)
    return NativeChart(space, _path_workbook(series, scene.lang))


def _plane(scene: Scene, size: float, area: tuple[float, float], *, legend: bool) -> Plane:
    """Where the marks will stand: an estimate, since the office program lays the plot out."""
    width, height = area
    foot = size * 1.3 * (_LEGEND_LINES if legend else _AXIS_LINES)
    plot = Box(size * 3, size * 1.5, width - size, height - foot)
    axis, day = with_headroom(scene.y), scene.visible_day
    x = Scale(FIRST_YEAR, LAST_YEAR + 1, plot.left, plot.right)
    taken = []
    if day and legend:
        left = x.at(day.x) + _GAP
        taken.append(Box(left, plot.top - size / 2, left + text_width(day.text, size), plot.top + size / 2))
    return Plane(
        x=x,
        y=Scale(axis.low, axis.high, plot.bottom, plot.top),
        bounds=Box(0, 0, width, plot.bottom + size),
        sizes=Sizes(size, size, MARK_SIZES["diamond"], MARK_SIZE, MARK_SIZES["stroke"] / 2),
        measure=text_width,
        places=SIDES,
        gap=_GAP,
        outside=_OUTSIDE,
        over_lines=True,
        taken=tuple(taken),
    )


def _even(series: list[ChartSeries]) -> list[ChartSeries]:
    """All series equally long, with gaps at their ends: LibreOffice drops lines that are shorter than a later one."""
    most = max((len(item.points) for item in series), default=0)
    return [
        replace(
            item, points=(*item.points, *(ChartPoint(item.points[-1].x, None) for _ in range(most - len(item.points))))
        )
        for item in series
    ]


def _scatter_series(place: int, series: ChartSeries, size: float, font: str) -> str:
    column, count = place * _COLUMNS_A_SERIES, len(series.points)
    inside = xml.pale(series.colour) if series.hollow else series.colour
    marker = '<c:marker><c:symbol val="none"/></c:marker>'
    if series.symbol:
        marker = (
            f'<c:marker><c:symbol val="{series.symbol}"/><c:size val="{series.size}"/><c:spPr>{xml.fill(inside)}'
            f"{xml.line(series.colour, 1.25)}</c:spPr></c:marker>"
        )
    words = [
        xml.label(index, point.label, point.place, size, series.label_colour, font, bold=series.bold)
        for index, point in enumerate(series.points)
        if point.label
    ]
    return (
        f'<c:ser><c:idx val="{place}"/>'
        f'<c:order val="{place}"/>{xml.texts("tx", xml.cells(column + 1, 1, 1), [series.name])}'
        f"<c:spPr>{xml.line(series.colour, series.width, series.dash)}</c:spPr>{marker}{xml.labels(words)}"
        f"{xml.numbers('xVal', xml.cells(column, 2, count), [point.x for point in series.points])}"
        f"{xml.numbers('yVal', xml.cells(column + 1, 2, count), [point.y for point in series.points])}<c:smooth "
        'val="0"/></c:ser>'
    )


def _years(series: Sequence[ChartSeries], lang: str, size: float, font: str, *, at: str) -> str:
    """The axis of years; it starts a step earlier for a chart with an actual from before the first year's end."""
    earliest = min((point.x for item in series for point in item.points), default=FIRST_YEAR)
    first = FIRST_YEAR if earliest >= FIRST_YEAR else FIRST_YEAR - _YEARS_APART
    return (
        f'<c:valAx><c:axId val="{xml.X_AXIS}"/><c:scaling><c:orientation val="minMax"/><c:max val="{LAST_YEAR + 1}"/>'
        f'<c:min val="{first}"/></c:scaling><c:delete val="0"/><c:axPos val="b"/>'
        f'<c:numFmt formatCode="{xml.format_code(year_tick_format(lang))}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        '<c:tickLblPos val="low"/>'
        f"<c:spPr>{xml.line(theme.BORDER, 0.75)}</c:spPr>{xml.text_properties(size, theme.INK_MUTED, font)}"
        f'<c:crossAx val="{xml.Y_AXIS}"/><c:crosses val="{at}"/><c:crossBetween val="midCat"/>'
        f'<c:majorUnit val="{_YEARS_APART}"/></c:valAx>'
    )


def _path_workbook(series: Sequence[ChartSeries], lang: str) -> bytes:
    """Three columns a series: year, value under the series' name, and the number as the briefing writes it."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Sheet1", worksheet_class=ExactWorksheet)
        for place, item in enumerate(series):
            column = place * _COLUMNS_A_SERIES
            sheet.write_string(0, column, message("briefing.column_year", lang))
            sheet.write_string(0, column + 1, item.name)
            sheet.write_string(0, column + 2, message("briefing.column_shown", lang))
            for row, point in enumerate(item.points, start=1):
                sheet.write_number(row, column, point.x)
                if point.y is not None:
                    sheet.write_number(row, column + 1, point.y)
                sheet.write_string(row, column + 2, point.label)
    return out.getvalue()
