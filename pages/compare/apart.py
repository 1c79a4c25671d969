"""What a ranking leaves out on purpose: other series and other boundaries, side by side, never ranked together."""

from __future__ import annotations

from kpi.markup import EMPTY, Cell, Column, Markup, Table, Text, macros
from kpi.markup import Row as TableRow
from kpi.model.records import ActualRecord
from kpi.reading.compared_actuals import figures_apart
from kpi.store.compare_queries import Row
from kpi.store.warehouse import Snapshot
from kpi.words import NO_VALUE, format_period, message
from pages.compare import data
from pages.compare import scope as scopes
from pages.compare.data import Question
from pages.compare.words import figure_text, unit_link
from ui.provenance import actual_source

_HTML = macros(__name__)

_MOST = 120


def apart_html(shown: Snapshot, question: Question, lang: str) -> Markup:
    """Figures of the year by unit (rows) and series (columns), with every series' definition; empty without any."""
    ids = data.unit_ids(shown, question.scope)
    outside = scopes.outside(shown, question.scope)
    figures = [row for row in data.known(shown, question).figures if row["province_id"] not in outside]
    found = figures_apart(figures, question.series, ids)
    if not found:
        return EMPTY
    series = data.series(shown, question.indicator_id)
    used = [name for name in series if any(name in by_series for by_series in found.values())]
    listed = [unit_id for unit_id in ids if unit_id in found]
    listed += sorted(
        (unit_id for unit_id in found if unit_id not in listed), key=data.full_names(shown, lang).__getitem__
    )
    listed = listed[:_MOST]
    # Units of these boundaries were read for the ranking already; only others have to be read besides.
    inside = data.page_ids(shown, question.vintage, [unit_id for unit_id in listed if unit_id in ids])
    others = tuple(unit_id for unit_id in listed if unit_id not in ids)
    details = [*data.actuals(shown, inside, question.indicator_id)]
    details += data.actuals(shown, others, question.indicator_id) if others else []
    columns = [Column(message("compare_head.unit", lang), name=True)]
    columns += [Column(_head(series[name], name == question.series, lang)) for name in used]
    rows = [_row(shown, question, unit_id, found[unit_id], used, details, lang) for unit_id in listed]
    title = message("compare.apart", lang, year=question.year)
    table = Table(columns, rows, caption=title, region=title, style="apart").html()
    return _HTML.apart(question.year, table, lang)


def _head(series: Row, is_asked: bool, lang: str) -> Markup:
    return _HTML.series(str(series[f"name_{lang}"]), str(series["definition_vi"]), is_asked, lang)


def _row(
    shown: Snapshot,
    question: Question,
    unit_id: str,
    figures: dict[str, Row],
    used: list[str],
    details: list[ActualRecord],
    lang: str,
) -> TableRow:
    name = data.full_names(shown, lang)[unit_id]
    inside = unit_id in data.unit_ids(shown, question.scope)
    other = "" if inside else message(_boundary(question), lang)
    cells: list[Text | Cell] = [_HTML.unit(unit_link(unit_id, question.indicator_id, name, lang), other)]
    for series in used:
        figure = figures.get(series)
        if figure is None:
            cells.append(Cell(NO_VALUE, "none"))
            continue
        own = [
            actual
            for actual in details
            if (actual.province_id, actual.series) == (unit_id, series) and actual.period_end == figure["period_end"]
        ]
        sources = [actual_source(actual, lang, actual.publisher) for actual in own]
        period = format_period(figure["period_start"], figure["period_end"], lang)
        cells.append(_HTML.figure(figure_text(figure, lang), period, sources))
    return TableRow(cells)


def _boundary(question: Question) -> str:
    return "compare.former_unit" if question.vintage == 34 else "compare.current_unit"
