"""What a chart says: labels beside marks, and lines of plain words for who points at one, the first foremost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from kpi.charts.path.observations import Observation, as_date
from kpi.model.cited import cited_by
from kpi.model.codes import PathMethod
from kpi.model.vocabulary import Cadence, TargetStatus
from kpi.words import (
    format_period,
    format_qualified,
    format_target,
    format_value,
    is_missing,
    message,
    sentence_case,
    undated_name,
)
from kpi.words.target_clauses import amount_text

Told: TypeAlias = tuple[str, ...]


def short_target(row: Mapping[str, Any], lang: str, *, mixed_cadence: bool = False) -> str:
    """Label beside a milestone: '≥ 60 %', '80–90 %', '≥ 15'; '≥ 25/năm' where levels stand beside flows."""
    value, high, base = row["value"], row["value_high"], row["denominator"]
    text = format_target(row["operator"], value, high, row["unit"], lang, base, with_unit=False)
    if mixed_cadence and row["cadence"] == Cadence.ANNUAL_FLOW:
        return message("chart_words.each_year_short", lang, amount=text)
    return text


def full_target(row: Mapping[str, Any], lang: str, *, spoken: bool = False) -> str:
    """The whole target: '≥ 25 nhiệm vụ mỗi năm'; spoken 'ít nhất 25 nhiệm vụ mỗi năm'."""
    return amount_text(row, lang, words=spoken)


def _lines(headline: str, *lines: str | None) -> Told:
    return (headline, *(line for line in lines if line))


def milestone_told(row: Mapping[str, Any], lang: str) -> Told:
    """What is told of an official target: the target, the year it is due, and that it is official."""
    conflicting = row["status"] == TargetStatus.CONFLICTING
    key = "chart_words.conflicting_target" if conflicting else "chart_words.official_target"
    return _lines(full_target(row, lang), _due(row["year"], lang), message(key, lang))


def national_told(row: Mapping[str, Any], lang: str) -> Told:
    """What is told of a national target."""
    source = undated_name(cited_by(row), lang)
    return _lines(full_target(row, lang), _due(row["year"], lang), message("chart_words.national", lang), source)


def path_told(row: Mapping[str, Any], unit: str, lang: str) -> Told:
    """What is told of a year between or after milestones: the value, and that it is no official number."""
    text = format_value(row["value"], unit, lang, computed=True)
    if not is_missing(row["value_high"]):
        high = format_value(row["value_high"], unit, lang, computed=True)
        text = message("chart_words.between", lang, low=text, high=high)
    key = "chart_words.held" if row["method"] == PathMethod.HELD else "chart_words.interpolated"
    return _lines(text, _due(row["year"], lang), message(key, lang))


def actual_told(item: Observation, lang: str, *, decides: bool = False) -> Told:
    """What is told of an actual: value as its source told it, period, series, publisher, if it decides."""
    row = item.row
    notes = None
    if item.revised:
        notes = message("chart_words.revised", lang)
    elif not item.exact:
        notes = message("chart_words.inexact", lang)
    elif not item.joined:
        notes = message("chart_words.conflicting_actual", lang)
    return _lines(
        qualified_actual(row, lang),
        sentence_case(format_period(as_date(row["period_start"]), as_date(row["period_end"]), lang)),
        series_name(row, lang),
        str(row["publisher"]),
        notes,
        message("chart_words.deciding", lang) if decides else None,
    )


def qualified_actual(row: Mapping[str, Any], lang: str, *, with_unit: bool = True) -> str:
    """An actual as its source told it: 'khoảng 90 %', '31–50'; without unit only the per cent sign stays."""
    return format_qualified(
        row["value"],
        row["qualifier"],
        row["unit"],
        lang,
        with_unit=with_unit,
        value_high=row.get("value_high"),
        denominator=row.get("denominator"),
    )


def series_name(row: Mapping[str, Any], lang: str) -> str:
    """Name of the row's series in `lang`."""
    return str(row[f"series_name_{lang}"])


def upper_edge(row: Mapping[str, Any]) -> float:
    """Upper edge of a planned value: of a range its upper end, otherwise the value itself."""
    return float(row["value"] if is_missing(row["value_high"]) else row["value_high"])


def edges_of(row: Mapping[str, Any]) -> list[float]:
    """Lower and upper edge of a target; one value when it is no range."""
    return sorted({float(row["value"]), upper_edge(row)})


def _due(year: Any, lang: str) -> str:
    return message("chart_words.end_of_year", lang, year=int(year))
