"""How the targets of a unit stand as an office program's own chart: a bar a section, a piece for every state."""

from __future__ import annotations

import io
from collections import Counter

from xlsxwriter import Workbook

from kpi.briefing.front.blocks import Scoreboard
from kpi.charts import theme
from kpi.export.office_chart import chart_xml as xml
from kpi.export.office_chart.native_chart import NativeChart
from kpi.export.sheet.workbook import ExactWorksheet
from kpi.words import message


def marks_chart(board: Scoreboard, lang: str, size: float, font: str) -> NativeChart:
    """The stacked bars with type of `size` points; the first section is the upper one."""
    states = states_of(board)
    names = [section.name for section in board.marks]
    counts = [Counter(section.states) for section in board.marks]
    parts = "".join(
        _series(place, state, [float(count[state]) or None for count in counts], names, lang, size, font)
        for place, state in enumerate(states)
    )
    plot = (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/><c:varyColors val="0"/>'
        f'{parts}<c:gapWidth val="45"/><c:overlap val="100"/><c:axId val="{xml.X_AXIS}"/><c:axId val="{xml.Y_AXIS}"/>'
        f"</c:barChart>{_axes(size, font)}"
    )
    return NativeChart(xml.chart_space(plot, [], lang, size, font), _workbook(names, states, counts, lang))


def states_of(board: Scoreboard) -> list[str]:
    """The states that occur, in the order of their styles."""
    found = {state for section in board.marks for state in section.states}
    return [state for state in theme.STATUS_STYLES if state in found]


def _series(
    place: int, state: str, values: list[float | None], names: list[str], lang: str, size: float, font: str
) -> str:
    style = theme.STATUS_STYLES[state]
    shown = [
        xml.label(index, f"{style.glyph} {value:.0f}", "ctr", size, style.on_fill, font, bold=True)
        for index, value in enumerate(values)
        if value
    ]
    name = f"{style.glyph} {style.word(lang)}"
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/>'
        f"{xml.texts('tx', xml.cells(1 + place, 1, 1), [name])}"
        f'<c:spPr>{xml.fill(style.fill)}{xml.line(theme.BACKGROUND, 1)}</c:spPr><c:invertIfNegative val="0"/>'
        f"{xml.labels(shown)}{xml.texts('cat', xml.cells(0, 2, len(names)), names)}"
        f"{xml.numbers('val', xml.cells(1 + place, 2, len(names)), values)}</c:ser>"
    )


def _axes(size: float, font: str) -> str:
    look = xml.text_properties(size, theme.INK, font)
    return (
        f'<c:catAx><c:axId val="{xml.X_AXIS}"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'<c:spPr>{xml.line("", 0)}</c:spPr>{look}<c:crossAx val="{xml.Y_AXIS}"/><c:crosses val="autoZero"/>'
        '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="{xml.Y_AXIS}"/><c:scaling><c:orientation val="minMax"/><c:min val="0.0"/></c:scaling>'
        '<c:delete val="1"/><c:axPos val="b"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="none"/><c:crossAx val="{xml.X_AXIS}"/><c:crosses val="autoZero"/>'
        '<c:crossBetween val="between"/></c:valAx>'
    )


def _workbook(names: list[str], states: list[str], counts: list[Counter[str]], lang: str) -> bytes:
    """Sections in the first column, then the number of targets of each state."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Sheet1", worksheet_class=ExactWorksheet)
        sheet.write_string(0, 0, message("briefing.column_section", lang))
        sheet.write_column(1, 0, names)
        for place, state in enumerate(states, start=1):
            style = theme.STATUS_STYLES[state]
            sheet.write_string(0, place, f"{style.glyph} {style.word(lang)}")
            for row, count in enumerate(counts, start=1):
                if count[state]:
                    sheet.write_number(row, place, count[state])
    return out.getvalue()
