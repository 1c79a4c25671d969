"""A comparison as an office program's own chart: columns by series, the promises as diamonds, its workbook."""

from __future__ import annotations

import io

from xlsxwriter import Workbook

from kpi.charts import theme
from kpi.charts.tasks.bars import Bar, Bars
from kpi.export.office_chart import chart_xml as xml
from kpi.export.office_chart.series import bar_series
from kpi.export.sheet.workbook import ExactWorksheet
from kpi.words import message


def bar_chart(bars: Bars, size: float, font: str) -> tuple[bytes, bytes]:
    """Columns by series, one over the other since a unit has only one, and the promises as diamonds."""
    names = [_category(row, bars) for row in bars.rows]
    found = bar_series(bars)
    promised = any(row.promised is not None for row in bars.rows)
    columns = found[:-1] if promised else found
    parts = "".join(_column_series(place, item, names, bars, size, font) for place, item in enumerate(columns))
    axis_ids = f'<c:axId val="{xml.X_AXIS}"/><c:axId val="{xml.Y_AXIS}"/>'
    plot = ""
    if columns:
        plot = (
            f'<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>{parts}'
            f'<c:gapWidth val="55"/><c:overlap val="100"/>{axis_ids}</c:barChart>'
        )
    if promised:
        diamond = _promise_series(len(columns), found[-1], names, size, font)
        plot += (
            f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{diamond}<c:marker val="1"/>'
            f"{axis_ids}</c:lineChart>"
        )
    plot += _categories(size, font) + xml.value_axis(
        bars.axis, bars.unit, bars.lang, size, font, crosses='<c:crosses val="autoZero"/>'
    ).replace('<c:crossBetween val="midCat"/>', '<c:crossBetween val="between"/>')
    return xml.chart_space(plot, [], bars.lang, size, font), _bar_workbook(bars, names, found)


def _category(row: Bar, bars: Bars) -> str:
    """The unit's name; one without a figure says so on the axis."""
    return row.name if row.value is not None else f"{row.name} ({message('no_data', bars.lang)})"


def _column_series(
    place: int,
    item: tuple[str, str, list[float | None], list[str]],
    names: list[str],
    bars: Bars,
    size: float,
    font: str,
) -> str:
    name, colour, values, words = item
    hollow = "".join(
        f'<c:dPt><c:idx val="{index}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"<c:spPr>{xml.fill(theme.BACKGROUND)}{xml.line(colour, 1.75)}</c:spPr></c:dPt>"
        for index, row in enumerate(bars.rows)
        if values[index] is not None and not row.exact
    )
    shown = [
        xml.label(index, _two_lines(text), "outEnd", size, theme.INK, font, bold=True)
        for index, text in enumerate(words)
        if text
    ]
    return (
        f'<c:ser><c:idx val="{place}"/>'
        f'<c:order val="{place}"/>{xml.texts("tx", xml.cells(1 + 2 * place, 1, 1), [name])}'
        f'<c:spPr>{xml.fill(colour)}</c:spPr><c:invertIfNegative val="0"/>{hollow}{xml.labels(shown)}'
        f"{_cells_of(place, names, values)}</c:ser>"
    )


def _promise_series(
    place: int, item: tuple[str, str, list[float | None], list[str]], names: list[str], size: float, font: str
) -> str:
    name, colour, values, words = item
    shown = [
        xml.label(index, _two_lines(text), "t", size * 0.9, colour, font, bold=False)
        for index, text in enumerate(words)
        if text
    ]
    look = f"{xml.fill(colour)}{xml.line(theme.BACKGROUND, 1)}"
    marker = f'<c:marker><c:symbol val="diamond"/><c:size val="10"/><c:spPr>{look}</c:spPr></c:marker>'
    return (
        f'<c:ser><c:idx val="{place}"/>'
        f'<c:order val="{place}"/>{xml.texts("tx", xml.cells(1 + 2 * place, 1, 1), [name])}'
        f"<c:spPr>{xml.line('', 0)}</c:spPr>{marker}{xml.labels(shown)}"
        f"{_cells_of(place, names, values)}"
        '<c:smooth val="0"/></c:ser>'
    )


def _cells_of(place: int, names: list[str], values: list[float | None]) -> str:
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


def _bar_workbook(bars: Bars, names: list[str], found: list[tuple[str, str, list[float | None], list[str]]]) -> bytes:
    """Units in the first column, then a value and the number as written for each series."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Sheet1", worksheet_class=ExactWorksheet)
        sheet.write_string(0, 0, message("briefing.column_province", bars.lang))
        sheet.write_column(1, 0, names)
        for place, (name, _, values, words) in enumerate(found):
            sheet.write_string(0, 1 + 2 * place, name)
            sheet.write_string(0, 2 + 2 * place, message("briefing.column_shown", bars.lang))
            for row, (value, text) in enumerate(zip(values, words, strict=True), start=1):
                if value is not None:
                    sheet.write_number(row, 1 + 2 * place, value)
                    sheet.write_string(row, 2 + 2 * place, text)
    return out.getvalue()
