"""Tables as HTML: every number with its unit, kind and source; read by people and by screen readers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kpi.markup import Cell, Column, Heading, Markup, Row, Table, Text, joined, lines, macros
from kpi.model import addresses as address
from kpi.model.codes import PathMethod
from kpi.model.records import ActualRecord, TargetRecord
from kpi.reading.province_rows import IndicatorRow, YearRow, by_section, is_revised, target_years
from kpi.words import format_period, format_qualified, format_target, format_value, message
from kpi.words.counts import counts_words
from kpi.words.due_outcome import has_several_bases
from ui.provenance import actual_source, target_source

_HTML = macros(__name__)


def target_words(target: TargetRecord, lang: str) -> str:
    """The target in signs: '≥ 60 %'."""
    return format_target(
        target.operator,
        target.value,
        target.value_high,
        target.unit,
        lang,
        target.denominator,
        cadence=target.cadence,
    )


def actual_words(actual: ActualRecord, lang: str) -> str:
    """The actual as its source told it: 'khoảng 90 %'."""
    return format_qualified(
        actual.value,
        actual.qualifier,
        actual.unit,
        lang,
        value_high=actual.value_high,
        denominator=actual.denominator,
    )


def period(actual: ActualRecord, lang: str) -> str:
    """The period that the actual is about."""
    return format_period(actual.period_start, actual.period_end, lang)


def target_table(
    rows: Sequence[IndicatorRow], province_id: str, lang: str, statuses: Mapping[str, Markup] | None = None
) -> Markup:
    """All targets of a province by section and year, with the newest actual of each indicator.

    `statuses` maps indicator ids to ready HTML of their status.
    """
    years = target_years(rows)
    columns = [Column(message("table.indicator", lang), name=True), *(Column(str(year)) for year in years)]
    columns.append(Column(message("table.latest", lang)))
    if statuses is not None:
        columns.append(Column(message("table.status", lang)))
    body: list[Row | Heading] = []
    for section, members in by_section(rows).items():
        body.append(Heading(message(f"section.{section}", lang)))
        body += [_target_row(row, years, province_id, lang, statuses) for row in members]
    return Table(columns, body, caption=message("table.targets_caption", lang), style="stacked").html()


def _target_row(
    row: IndicatorRow,
    years: Sequence[int],
    province_id: str,
    lang: str,
    statuses: Mapping[str, Markup] | None,
) -> Row:
    indicator = row.indicator
    parameters = {
        address.PROVINCE: province_id,
        address.INDICATOR: indicator.indicator_id,
        address.LANGUAGE: lang,
    }
    url = address.link(address.INDICATOR_PAGE, **parameters)
    cells: list[Text | Cell] = [_HTML.indicator(url, indicator.name(lang), row.conflicting, lang)]
    for year in years:
        texts = dict.fromkeys(target_words(target, lang) for target in row.targets_of(year))
        cells.append(Cell(lines(texts) if texts else "–", "official" if texts else "none"))
    latest = row.latest
    if latest:
        when = period(latest, lang)
        if has_several_bases(vars(latest)):
            when = f"{when} · {latest.series_name(lang)}"
        cells.append(_HTML.with_period(actual_words(latest, lang), when))
    else:
        cells.append(Cell(message("no_data", lang), "none"))
    if statuses is not None:
        cells.append(statuses.get(indicator.indicator_id, ""))
    return Row(cells)


def year_table(
    rows: Sequence[YearRow], unit: str, documents: Mapping[str, list[str]], lang: str, baseline_id: str | None = None
) -> Markup:
    """Every year of one indicator: plan, whether it is official, actuals with series, each with its source.

    `baseline_id` is the actual that the path starts from: its year has no planned value.
    """
    heads = ("table.planned", "table.kind", "table.actual")
    columns = [Column(message("table.year", lang), name=True), *(Column(message(key, lang)) for key in heads)]
    drawn = [_year_row(row, unit, documents, lang, baseline_id) for row in rows]
    return Table(columns, drawn, style="stacked").html()


def _year_row(row: YearRow, unit: str, documents: Mapping[str, list[str]], lang: str, baseline_id: str | None) -> Row:
    planned, kind, style = _planned(row, unit, lang, baseline_id)
    sources = [target_source(target, documents.get(target.document_id), lang) for target in row.targets]
    actuals = [
        actual_source(actual, lang, _actual_line(actual, revised=is_revised(actual, row.actuals), lang=lang))
        for actual in row.actuals
    ]
    return Row((str(row.year), Cell(planned, style), joined([kind, *sources]), joined(actuals) or "–"))


def _actual_line(actual: ActualRecord, *, revised: bool, lang: str) -> Markup:
    """An actual with its period and series; a former unit's actual names the unit."""
    former = message("province.former", lang, name=actual.province_name_vi) if actual.inherited else ""
    counts = counts_words(actual.numerator, actual.denominator, lang)
    told = actual_words(actual, lang), counts, period(actual, lang), actual.series_name(lang)
    return _HTML.actual_line(*told, former, revised, lang)


def _planned(row: YearRow, unit: str, lang: str, baseline_id: str | None) -> tuple[Text, str, str]:
    """The plan's cell, its kind in words, and its style; a target of the document goes before the path."""
    shown = [target for target in row.targets if target.status != "duplicate"]
    if shown:
        kind = "conflicting" if any(t.status == "conflicting" for t in shown) else "official"
        texts = dict.fromkeys(target_words(target, lang) for target in shown)
        return lines(texts), message(f"path.{kind}", lang), "official"
    if row.path_break:
        return "–", message(f"path.{row.path_break}", lang), "none"
    if row.path is None or row.path.value is None or _is_baseline(row, baseline_id):
        return "–", "", "none"
    value = format_value(row.path.value, unit, lang, computed=True)
    if row.path.value_high is not None:
        value = f"{value} – {format_value(row.path.value_high, unit, lang, computed=True)}"
    return value, message(f"path.{row.path.method}", lang), "between"


def _is_baseline(row: YearRow, baseline_id: str | None) -> bool:
    """Whether the path only starts here: the baseline is an actual, not a plan."""
    path = row.path
    if path is None or path.method != PathMethod.FROM_BASELINE:
        return False
    return any(actual.actual_id == baseline_id for actual in row.actuals)


def qualitative_list(quotes: Sequence[tuple[int, int, str]], lang: str) -> Markup:
    """Targets without a number: (year, line, words), grouped by year."""
    years = sorted({year for year, _, _ in quotes})
    return _HTML.qualitative(
        [(year, [(line, said) for due, line, said in quotes if due == year]) for year in years], lang
    )
