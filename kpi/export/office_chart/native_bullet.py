"""A bullet bar as an office program's own chart: the actual as a thick bar, targets as diamonds, the nation as strokes.

It is a scatter chart whose numbers live in its workbook: who corrects a number there moves the bar.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from xlsxwriter import Workbook

from kpi.briefing.front.blocks import Bullet
from kpi.charts import theme
from kpi.charts.html.bullet_bar import MarkKind
from kpi.charts.scene.marks import Axis
from kpi.export.office_chart import chart_xml as xml
from kpi.export.office_chart.native_chart import NativeChart
from kpi.export.sheet.workbook import ExactWorksheet
from kpi.model.vocabulary import Qualifier
from kpi.words import message

_BAR, _STROKE, _HAIR = 8.0, 2.25, 0.25
"""Widths in points of the bar, of a stroke, and of the scale's own line."""
_LOW, _HIGH, _FOOT = -0.35, 0.45, -1.0
"""Where bar, diamonds and the scale's own line lie: apart, for programs lay series over each other in any order."""
_DIAMOND = 10
_STEPS = 4


@dataclass(frozen=True)
class _Series:
    """One series: a line of some width, or marks; `points` are (value, height)."""

    name: str
    points: tuple[tuple[float, float], ...]
    colour: str
    width: float = 0.0
    hollow: bool = False

    @property
    def is_mark(self) -> bool:
        """Whether it is drawn as diamonds."""
        return not self.width


def bullet_chart(bullet: Bullet, lang: str, size: float, font: str) -> NativeChart:
    """The chart of one bar with type of `size` points; what its marks mean is told by words beside it."""
    series = list(_series_of(bullet, lang))
    parts = "".join(_xml_of(place, item) for place, item in enumerate(series))
    plot = (
        f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{parts}'
        f'<c:axId val="{xml.X_AXIS}"/><c:axId val="{xml.Y_AXIS}"/></c:scatterChart>'
        f"{_scale(bullet, lang, size, font)}{_level()}<c:spPr>{xml.fill(theme.GRID)}</c:spPr>"
    )
    return NativeChart(xml.chart_space(plot, [], lang, size, font, legend=False), _workbook(series, lang))


def _series_of(bullet: Bullet, lang: str) -> Iterator[_Series]:
    start = max(bullet.low, 0.0)
    # Without any series an office program draws no axis.
    ends = ((bullet.low, _FOOT), (bullet.high, _FOOT))
    yield _Series(message("briefing.bullet_scale", lang), ends, theme.GRID, _HAIR)
    if bullet.actual is not None:
        name = message("briefing.column_actual", lang)
        exact = bullet.qualifier in {Qualifier.EXACT, Qualifier.AT_LEAST}
        colour = theme.ACTUAL if exact else xml.pale(theme.ACTUAL)
        end = bullet.actual if bullet.actual_high is None else bullet.actual_high
        if bullet.qualifier == Qualifier.AT_LEAST or bullet.actual_high is not None:
            beyond = bullet.high if bullet.actual_high is None else end
            pale = ((bullet.actual, _LOW), (beyond, _LOW))
            yield _Series(message("briefing.bullet_beyond", lang), pale, xml.pale(theme.ACTUAL), _BAR / 2)
        yield _Series(name, ((start, _LOW), (bullet.actual, _LOW)), colour, _BAR)
    for mark in bullet.marks:
        if mark.kind is MarkKind.NATION:
            stroke = ((mark.value, -1.0), (mark.value, 1.0))
            yield _Series(mark.text, stroke, theme.NATIONAL, _STROKE)
    for mark in bullet.marks:
        if mark.kind is not MarkKind.NATION:
            # Of a single value both: LibreOffice drops a series that is shorter than another one.
            pair = (mark.value, mark.value if mark.value_high is None else mark.value_high)
            name = mark.text or message("chart_words.official_target", lang)
            yield _Series(
                name, tuple((end, _HIGH) for end in pair), theme.PATH, hollow=mark.kind is MarkKind.CONFLICTING
            )


def _xml_of(place: int, item: _Series) -> str:
    column, count = 2 * place, len(item.points)
    marker = '<c:marker><c:symbol val="none"/></c:marker>'
    if item.is_mark:
        inside = xml.pale(item.colour) if item.hollow else item.colour
        look = f"{xml.fill(inside)}{xml.line(item.colour if item.hollow else theme.BACKGROUND, 1)}"
        marker = f'<c:marker><c:symbol val="diamond"/><c:size val="{_DIAMOND}"/><c:spPr>{look}</c:spPr></c:marker>'
    line = xml.line(item.colour, item.width).replace('cap="rnd"', 'cap="flat"')
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/>'
        f"{xml.texts('tx', xml.cells(column + 1, 1, 1), [item.name])}<c:spPr>{line}</c:spPr>{marker}"
        f"{xml.numbers('xVal', xml.cells(column, 2, count), [x for x, _ in item.points])}"
        f"{xml.numbers('yVal', xml.cells(column + 1, 2, count), [y for _, y in item.points])}"
        '<c:smooth val="0"/></c:ser>'
    )


def _scale(bullet: Bullet, lang: str, size: float, font: str) -> str:
    """The level axis of values under the bar."""
    low, high = bullet.low, bullet.high
    step = (high - low) / _STEPS
    ticks = tuple(round(low + step * place, 9) for place in range(_STEPS + 1))
    form = xml.value_format(Axis(low, high, ticks, ()), bullet.unit, lang)
    return (
        f'<c:valAx><c:axId val="{xml.X_AXIS}"/><c:scaling><c:orientation val="minMax"/><c:max val="{high!r}"/>'
        f'<c:min val="{low!r}"/></c:scaling><c:delete val="0"/><c:axPos val="b"/>'
        f'<c:numFmt formatCode="{xml.format_code(form)}" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"<c:spPr>{xml.line('', 0)}</c:spPr>{xml.text_properties(size, theme.INK_MUTED, font)}"
        f'<c:crossAx val="{xml.Y_AXIS}"/><c:crosses val="min"/><c:crossBetween val="midCat"/>'
        f'<c:majorUnit val="{step!r}"/></c:valAx>'
    )


def _level() -> str:
    """The upright axis, which is not shown: the bar lies at its middle."""
    return (
        f'<c:valAx><c:axId val="{xml.Y_AXIS}"/><c:scaling><c:orientation val="minMax"/><c:max val="1.0"/>'
        '<c:min val="-1.0"/></c:scaling><c:delete val="1"/><c:axPos val="l"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="none"/><c:crossAx val="{xml.X_AXIS}"/>'
        '<c:crosses val="min"/><c:crossBetween val="midCat"/></c:valAx>'
    )


def _workbook(series: list[_Series], lang: str) -> bytes:
    """Two columns a series: its values under 'Giá trị', its heights under its name."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Sheet1", worksheet_class=ExactWorksheet)
        for place, item in enumerate(series):
            sheet.write_string(0, 2 * place, message("briefing.column_value", lang))
            sheet.write_string(0, 2 * place + 1, item.name)
            for row, (value, height) in enumerate(item.points, start=1):
                sheet.write_number(row, 2 * place, value)
                sheet.write_number(row, 2 * place + 1, height)
    return out.getvalue()
