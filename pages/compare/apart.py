"""What a ranking leaves out on purpose: other series and other boundaries, side by side, never ranked together."""

from __future__ import annotations

from kpi.markup import EMPTY, Cell, Column, Markup, Table, Text, macros
from kpi.markup import Row as TableRow
from kpi.model.records import ActualRecord
from kpi.reading.compared_actuals import actuals_apart
from kpi.reading.said.values import actual_text
from kpi.store.compare_queries import Row
from kpi.store.warehouse import Snapshot
from kpi.words import NO_VALUE, format_period, message
from pages.compare import data
from pages.compare import scope as scopes
from pages.compare.data import Question
from pages.compare.words import unit_link
from ui.provenance import actual_source

_HTML = macros(__name__)

_MOST = 120


def apart_html(snapshot: Snapshot, question: Question, lang: str) -> Markup:
    """Actuals of the year by unit (rows) and series (columns), with every series' definition; empty without any."""
    ids = data.province_ids(snapshot, question.scope)
    outside = scopes.outside(snapshot, question.scope)
    actuals = [row for row in data.known(snapshot, question).actuals if row["province_id"] not in outside]
    found = actuals_apart(actuals, question.series, ids)
    if not found:
        return EMPTY
    series = data.series(snapshot, question.indicator_id)
    used = [name for name in series if any(name in by_series for by_series in found.values())]
    listed = [province_id for province_id in ids if province_id in found]
    listed += sorted(
        (province_id for province_id in found if province_id not in listed),
        key=data.full_names(snapshot, lang).__getitem__,
    )
    listed = listed[:_MOST]
    # Units of these boundaries were read for the ranking already; only others have to be read besides.
    inside = data.page_ids(snapshot, question.vintage, [province_id for province_id in listed if province_id in ids])
    others = tuple(province_id for province_id in listed if province_id not in ids)
    details = [*data.actuals(snapshot, inside, question.indicator_id)]
    details += data.actuals(snapshot, others, question.indicator_id) if others else []
    columns = [Column(message("compare_head.unit", lang), name=True)]
    columns += [Column(_head(series[name], name == question.series, lang)) for name in used]
    rows = [_row(snapshot, question, province_id, found[province_id], used, details, lang) for province_id in listed]
    title = message("compare.apart", lang, year=question.year)
    table = Table(columns, rows, caption=title, region=title, style="apart stacked").html()
    return _HTML.apart(question.year, table, lang)


def _head(series: Row, is_asked: bool, lang: str) -> Markup:
    return _HTML.series(str(series[f"name_{lang}"]), str(series["definition_vi"]), is_asked, lang)


def _row(
    snapshot: Snapshot,
    question: Question,
    province_id: str,
    actuals: dict[str, Row],
    used: list[str],
    details: list[ActualRecord],
    lang: str,
) -> TableRow:
    name = data.full_names(snapshot, lang)[province_id]
    inside = province_id in data.province_ids(snapshot, question.scope)
    other = "" if inside else message(_boundary(question), lang)
    cells: list[Text | Cell] = [_HTML.unit(unit_link(province_id, question.indicator_id, name, lang), other)]
    for series in used:
        found_actual = actuals.get(series)
        if found_actual is None:
            cells.append(Cell(NO_VALUE, "none"))
            continue
        own = [
            actual
            for actual in details
            if (actual.province_id, actual.series) == (province_id, series)
            and actual.period_end == found_actual["period_end"]
        ]
        sources = [actual_source(actual, lang, actual.publisher) for actual in own]
        period = format_period(found_actual["period_start"], found_actual["period_end"], lang)
        cells.append(_HTML.found_actual(actual_text(found_actual, lang), period, sources))
    return TableRow(cells)


def _boundary(question: Question) -> str:
    return "compare.former_unit" if question.vintage == 34 else "compare.current_unit"
