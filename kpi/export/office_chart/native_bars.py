"""A comparison as an office program's own chart: columns by series, the targets as diamonds, its workbook."""

from __future__ import annotations

import io
from collections.abc import Sequence

from xlsxwriter import Workbook

from kpi.charts import theme
from kpi.charts.scene.marks import Scene
from kpi.export.office_chart import chart_xml as xml
from kpi.export.office_chart.series import ChartColumn, absent_rows, columns_of, from_first_tick
from kpi.export.sheet.workbook import ExactWorksheet
from kpi.words import message


def bar_chart(scene: Scene, size: float, font: str) -> tuple[bytes, bytes]:
    """Columns by series, one over the other since a unit has only one, and the targets as diamonds."""
    names = _categories_of(scene)
    found = columns_of(scene)
    columns = [item for item in found if not item.is_target]
    parts = "".join(_column_series(place, item, names, size, font) for place, item in enumerate(columns))
    axis_ids = f'<c:axId val="{xml.X_AXIS}"/><c:axId val="{xml.Y_AXIS}"/>'
    plot = ""
    if columns:
        plot = (
            f'<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>{parts}'
            f'<c:gapWidth val="55"/><c:overlap val="100"/>{axis_ids}</c:barChart>'
        )
    if len(found) > len(columns):
        diamond = _target_series(len(columns), found[-1], names, size, font)
        plot += (
            f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{diamond}<c:marker val="1"/>'
            f"{axis_ids}</c:lineChart>"
        )
    plot += _categories(size, font) + xml.value_axis(
        from_first_tick(scene.x), scene.unit, scene.lang, size, font, crosses='<c:crosses val="autoZero"/>'
    ).replace('<c:crossBetween val="midCat"/>', '<c:crossBetween val="between"/>')
    return xml.chart_space(plot, [], scene.lang, size, font), _bar_workbook(scene.lang, names, found)


def _categories_of(scene: Scene) -> list[str]:
    """The units' names; one without an actual says so on the axis."""
    absent, none = absent_rows(scene), message("no_data", scene.lang)
    return [f"{name} ({none})" if row in absent else name for row, name in enumerate(scene.rows)]


def _column_series(place: int, item: ChartColumn, names: list[str], size: float, font: str) -> str:
    hollow = "".join(
        f'<c:dPt><c:idx val="{index}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"<c:spPr>{xml.fill(theme.BACKGROUND)}{xml.line(item.colour, 1.75)}</c:spPr></c:dPt>"
        for index, inexact in enumerate(item.inexact)
        if inexact
    )
    shown = [
        xml.label(index, _two_lines(text), "outEnd", size, theme.INK, font, bold=True)
        for index, text in enumerate(item.labels)
        if text
    ]
    return (
        f'<c:ser><c:idx val="{place}"/>'
        f'<c:order val="{place}"/>{xml.texts("tx", xml.cells(1 + 2 * place, 1, 1), [item.name])}'
        f'<c:spPr>{xml.fill(item.colour)}</c:spPr><c:invertIfNegative val="0"/>{hollow}{xml.labels(shown)}'
        f"{_cells_of(place, names, item.values)}</c:ser>"
    )


def _target_series(place: int, item: ChartColumn, names: list[str], size: float, font: str) -> str:
    shown = [
        xml.label(index, _two_lines(text), "t", size * 0.9, item.colour, font, bold=False)
        for index, text in enumerate(item.labels)
        if text
    ]
    look = f"{xml.fill(item.colour)}{xml.line(theme.BACKGROUND, 1)}"
    marker = f'<c:marker><c:symbol val="diamond"/><c:size val="10"/><c:spPr>{look}</c:spPr></c:marker>'
    return (
        f'<c:ser><c:idx val="{place}"/>'
        f'<c:order val="{place}"/>{xml.texts("tx", xml.cells(1 + 2 * place, 1, 1), [item.name])}'
        f"<c:spPr>{xml.line('', 0)}</c:spPr>{marker}{xml.labels(shown)}"
        f"{_cells_of(place, names, item.values)}"
        '<c:smooth val="0"/></c:ser>'
    )


def _cells_of(place: int, names: list[str], values: Sequence[float | None]) -> str:
    """The units and the values of a series, with the cells that they live in."""
    units = xml.texts("cat", xml.cells(0, 2, len(names)), names)
    return units + xml.numbers("val", xml.cells(1 + 2 * place, 2, len(names)), values)


def _two_lines(text: str) -> str:
    """The year under the number, so that neighbours do not touch."""
    return text.replace(" (", "\n(", 1)


def _categories(size: float, font: str) -> str:
    return (
        f'<c:catAx><c:axId val="{xml.X_AXIS}"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/>'
        '<c:tickLblPos val="low"/>'
        f"<c:spPr>{xml.line(theme.BORDER, 0.75)}</c:spPr>{xml.text_properties(size, theme.INK, font, level=True)}"
        f'<c:crossAx val="{xml.Y_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/>'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _bar_workbook(lang: str, names: list[str], found: list[ChartColumn]) -> bytes:
    """Units in the first column, then a value and the number as written for each series."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Sheet1", worksheet_class=ExactWorksheet)
        sheet.write_string(0, 0, message("briefing.column_province", lang))
        sheet.write_column(1, 0, names)
        for place, item in enumerate(found):
            sheet.write_string(0, 1 + 2 * place, item.name)
            sheet.write_string(0, 2 + 2 * place, message("briefing.column_shown", lang))
            for row, (value, text) in enumerate(zip(item.values, item.labels, strict=True), start=1):
                if value is not None:
                    sheet.write_number(row, 1 + 2 * place, value)
                    sheet.write_string(row, 2 + 2 * place, text)
    return out.getvalue()
