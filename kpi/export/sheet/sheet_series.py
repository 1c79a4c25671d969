"""The numbers behind a chart of a workbook, row by row, each with its ID."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kpi.briefing.content import ChartBlock, Number
from kpi.charts.scene.roles import ACTUALS, Role
from kpi.export.office_chart.series import ChartPoint, ChartSeries, absent_rows, columns_of
from kpi.export.sheet.sheet_parts import Looks, Sheet, put, set_height
from kpi.words import message, unit_name

SERIES, WHAT, YEAR, VALUE, UNIT, SHOWN, ID = range(7)
_HEAD_WIDTH = 14.0
_HEADS = ("series", "what", "axis_year", "value", "unit", "shown", "id")
_MARKS = {Role.OFFICIAL: "target", Role.CONFLICTING: "target", Role.NATIONAL: "national"}


def series_rows(
    sheet: Sheet, first: int, block: ChartBlock, series: Sequence[ChartSeries], looks: Looks
) -> tuple[list[tuple[int, int]], int]:
    """Write every series under the other, head at row `first`, then the computed numbers.

    Returns the first and last row of each series, and the last row written.
    """
    lang = looks.lang
    for column, head in enumerate(_HEADS):
        put(sheet, first, column, message(f"briefing.column_{head}", lang), looks.head)
    known = {place: number for number in block.numbers for place in _places(number)}
    unit = unit_name(block.unit, lang)
    row, spans = first + 1, []
    for item in series:
        start = row
        for point in item.points:
            _put_point(sheet, row, item, point, _number(item, point, known), unit, looks)
            row += 1
        spans.append((start, row - 1))
    for number in block.numbers:
        if number.mark is None:
            put(sheet, row, WHAT, number.what, looks.wrapped)
            if number.value is not None:
                sheet.write_number(row, VALUE, number.value, looks.number(number.value))
            put(sheet, row, SHOWN, number.text, looks.text)
            put(sheet, row, ID, number.number_id, looks.text)
            row += 1
    return spans, row - 1


def _places(number: Number) -> Iterator[tuple[str, float, float]]:
    """Where a number stands in its chart; a range stands at both its edges."""
    if number.mark is None:
        return
    yield number.mark
    high = number.facts.get("value_high")
    if high is not None:
        yield (*number.mark[:2], float(high))


def _put_point(
    sheet: Sheet, row: int, item: ChartSeries, point: ChartPoint, number: Number | None, unit: str, looks: Looks
) -> None:
    put(sheet, row, SERIES, item.name, looks.wrapped)
    sheet.write_number(row, YEAR, point.x, looks.year)
    if point.y is None:
        return
    sheet.write_number(row, VALUE, point.y, looks.number(point.y))
    if item.role is Role.DAY:
        put(sheet, row, SHOWN, point.label, looks.text)
        return
    put(sheet, row, UNIT, unit, looks.text)
    if number:
        put(sheet, row, WHAT, number.what, looks.wrapped)
        put(sheet, row, ID, number.number_id, looks.text)
    put(sheet, row, SHOWN, point.label or (number.text if number else ""), looks.text)


def _number(item: ChartSeries, point: ChartPoint, known: Mapping[tuple[str, float, float], Number]) -> Number | None:
    """The number of a point, found by where it stands."""
    if point.y is None:
        return None
    achieved = item.role in ACTUALS or item.role is Role.ACTUAL_LINE
    marks = [_MARKS[item.role]] if item.role in _MARKS else ["actual"] if achieved else ["path", "target"]
    return next((known[mark, point.x, point.y] for mark in marks if (mark, point.x, point.y) in known), None)


def bar_rows(sheet: Sheet, first: int, block: ChartBlock, looks: Looks) -> int:
    """Write a comparison with a unit a row and a column a series, then the targets; returns the last row."""
    scene, lang = block.scene, looks.lang
    heads = [message("briefing.column_province", lang)]
    put(sheet, first, 0, heads[0], looks.head)
    found = columns_of(scene)
    for place, item in enumerate(found):
        heads += [f"{item.name} ({unit_name(block.unit, lang)})", message("briefing.column_shown", lang)]
        for column in (-2, -1):
            put(sheet, first, len(heads) + column, heads[column], looks.head)
        for row, (value, text) in enumerate(zip(item.values, item.labels, strict=True), start=first + 1):
            if value is not None:
                sheet.write_number(row, 1 + 2 * place, value, looks.number(value))
                put(sheet, row, 2 + 2 * place, text, looks.text)
    for row, name in enumerate(scene.rows, start=first + 1):
        put(sheet, row, 0, name, looks.text)
    absent = absent_rows(scene)
    for row, words in absent.items():
        put(sheet, first + 1 + row, 1 + 2 * len(found), words, looks.text)
    if absent:
        heads.append(message("briefing.column_reason", lang))
        put(sheet, first, len(heads) - 1, heads[-1], looks.head)
    set_height(sheet, first, ((head, _HEAD_WIDTH) for head in heads))
    return first + len(scene.rows)
