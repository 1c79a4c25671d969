"""Native Excel charts over the rows of a sheet, with the numbers beside the marks as the briefing writes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart

from kpi.briefing.front.blocks import Scoreboard
from kpi.charts import theme
from kpi.charts.axes import FIRST_YEAR, LAST_YEAR, year_tick_format
from kpi.charts.scene.marks import Axis, Scene
from kpi.export.office_chart.chart_xml import pale, value_format
from kpi.export.office_chart.series import ChartSeries, columns_of, from_first_tick, with_headroom
from kpi.export.sheet.sheet_parts import Sheet
from kpi.export.sheet.sheet_series import SERIES, VALUE, YEAR
from kpi.words import unit_name

_FONT = {"name": "Arial", "size": 10}
_SIDES = {"t": "above", "b": "below", "l": "left", "r": "right"}
_DASHES = {"dash": "dash", "sysDot": "round_dot"}
_SYMBOLS = {"dash": "long_dash"}


def path_chart(
    book: Workbook, sheet: Sheet, scene: Scene, series: Sequence[ChartSeries], spans: Sequence[tuple[int, int]]
) -> Chart:
    """The path chart over the rows of `spans`, one for each series."""
    chart = book.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
    for item, (first, last) in zip(series, spans, strict=True):
        chart.add_series(_options(sheet, item, first, last))
    earliest = min((point.x for item in series for point in item.points), default=FIRST_YEAR)
    years = {"min": FIRST_YEAR if earliest >= FIRST_YEAR else FIRST_YEAR - 5, "max": LAST_YEAR + 1, "major_unit": 5}
    upside_down = scene.y.low > scene.y.high
    chart.set_x_axis(
        years
        | {
            "num_font": _FONT,
            "num_format": year_tick_format(scene.lang),
            "major_gridlines": {"visible": False},
            "label_position": "low",
        }
    )
    chart.set_y_axis(_value_axis(with_headroom(scene.y), scene.unit, scene.lang) | {"reverse": upside_down})
    _finish(chart, [place for place, item in enumerate(series) if not item.legend])
    return chart


def counts_chart(book: Workbook, sheet: Sheet, board: Scoreboard, head: int) -> Chart:
    """The counts of targets as stacked bars over the table with its head at row `head`: the total is no bar."""
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    name, last = sheet.get_name(), head + len(board.rows) - 1
    styles = {style.glyph: style for style in theme.STATUS_STYLES.values()}
    for column, title in enumerate(board.columns[1:-1], start=1):
        style = styles[title[:1]]
        chart.add_series(
            {
                "name": [name, head, column],
                "categories": [name, head + 1, 0, last, 0],
                "values": [name, head + 1, column, last, column],
                "fill": {"color": style.fill},
                "gap": 50,
            }
        )
    chart.set_y_axis({"reverse": True, "num_font": _FONT})
    chart.set_x_axis({"num_font": _FONT, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_legend({"position": "bottom", "font": _FONT})
    return chart


def _options(sheet: Sheet, item: ChartSeries, first: int, last: int) -> dict[str, Any]:
    name = sheet.get_name()
    line: dict[str, Any] = {"none": True}
    if item.width:
        line = {"color": item.colour, "width": item.width, "dash_type": _DASHES.get(item.dash, "solid")}
    marker: dict[str, Any] = {"type": "none"}
    if item.symbol:
        inside = {"color": pale(item.colour) if item.hollow else item.colour}
        symbol = _SYMBOLS.get(item.symbol, item.symbol)
        marker = {"type": symbol, "size": item.size, "border": {"color": item.colour}, "fill": inside}
    options: dict[str, Any] = {
        "name": [name, first, SERIES],
        "categories": [name, first, YEAR, last, YEAR],
        "values": [name, first, VALUE, last, VALUE],
        "line": line,
        "marker": marker,
    }
    shown = [point.label != "" and point.y is not None for point in item.points]
    if any(shown):
        font = _FONT | {"color": item.label_colour, "bold": item.bold}
        labels = [
            {"value": point.label} if yes else {"delete": True} for point, yes in zip(item.points, shown, strict=True)
        ]
        side = _SIDES[next(point.place for point, yes in zip(item.points, shown, strict=True) if yes)]
        options["data_labels"] = {"value": True, "custom": labels, "position": side, "font": font}
    return options


def _value_axis(axis: Axis, unit: str, lang: str) -> dict[str, Any]:
    low, high = sorted((axis.low, axis.high))
    step = axis.ticks[1] - axis.ticks[0] if len(axis.ticks) > 1 else high - low
    return {
        "min": low,
        "max": high,
        "major_unit": step,
        "num_format": value_format(axis, unit, lang),
        "num_font": _FONT | {"color": theme.INK_MUTED},
        "name": "" if unit == "%" else unit_name(unit, lang),
        "name_font": _FONT | {"bold": False, "color": theme.INK_MUTED},
        "major_gridlines": {"visible": True, "line": {"color": theme.GRID, "width": 0.75}},
        "line": {"none": True},
    }


def bar_chart(book: Workbook, sheet: Sheet, scene: Scene, first: int) -> Chart:
    """Columns by series and the targets as diamonds, over the rows under head row `first`."""
    found = columns_of(scene)
    chart = book.add_chart({"type": "column"})
    last = first + len(scene.rows)
    columns = [item for item in found if not item.is_target]
    for place, item in enumerate(columns):
        points = [
            {"fill": {"none": True}, "border": {"color": item.colour, "width": 1.5}} if inexact else None
            for inexact in item.inexact
        ]
        look = {"fill": {"color": item.colour}, "points": points, "gap": 55, "overlap": 100}
        chart.add_series(_column(sheet, place, (first, last), item.labels) | look)
    if len(found) > len(columns):
        line = book.add_chart({"type": "line"})
        marker = {"type": "diamond", "size": 10, "fill": {"color": theme.PATH}, "border": {"color": theme.BACKGROUND}}
        options = _column(sheet, len(columns), (first, last), found[-1].labels, "above")
        line.add_series(options | {"line": {"none": True}, "marker": marker})
        if not columns:
            chart = line
        else:
            chart.combine(line)
    chart.set_x_axis({"num_font": _FONT, "label_position": "low"})
    chart.set_y_axis(_value_axis(from_first_tick(scene.x), scene.unit, scene.lang))
    _finish(chart, [])
    return chart


def _column(
    sheet: Sheet, place: int, rows: tuple[int, int], texts: Sequence[str], side: str = "outside_end"
) -> dict[str, Any]:
    name, column = sheet.get_name(), 1 + 2 * place
    first, last = rows
    labels = [{"value": text} if text else {"delete": True} for text in texts]
    return {
        "name": [name, first, column],
        "categories": [name, first + 1, 0, last, 0],
        "values": [name, first + 1, column, last, column],
        "data_labels": {"value": True, "custom": labels, "position": side, "font": _FONT},
    }


def _finish(chart: Chart, hidden: Sequence[int]) -> None:
    chart.set_legend({"position": "bottom", "font": _FONT, "delete_series": list(hidden)})
    chart.set_title({"none": True})
    chart.show_blanks_as("gap")
