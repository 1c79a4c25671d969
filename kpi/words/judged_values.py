"""The numbers of a judged row in words: the actual as its source tells it, the planned value, the gap between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from kpi.model.vocabulary import Qualifier
from kpi.words import format_difference, format_period, format_qualified, format_value, is_missing, message
from kpi.words.gaps import gap_words
from kpi.words.target_clauses import target_words


def told_actual(row: Mapping[str, Any], unit: str, lang: str) -> str:
    """The actual of a row as its source tells it: 'ít nhất 91 %'."""
    qualifier = Qualifier.EXACT if is_missing(row["actual_qualifier"]) else row["actual_qualifier"]
    return format_qualified(row["actual"], qualifier, unit, lang)


def _judged_actual(
    row: Mapping[str, Any], indicator: Mapping[str, Any], actual: Mapping[str, Any] | None, lang: str
) -> str:
    """The actual that the row judges, with its period: '5,73 % (năm 2022)'."""
    value = told_actual(row, indicator["unit"], lang)
    return message("narrative.actual", lang, value=value, period=_period(row, actual, lang))


def cited_actual(
    row: Mapping[str, Any], indicator: Mapping[str, Any], actual: Mapping[str, Any] | None, lang: str
) -> str:
    """The actual at hand, as its source told it: 'khoảng 90 % (tháng 5/2025)'."""
    if actual is None:
        return _judged_actual(row, indicator, None, lang)
    return dated_actual(actual, lang)


def dated_actual(actual: Mapping[str, Any], lang: str) -> str:
    """An actual as its source told it, with its period."""
    value = format_qualified(
        actual["value"],
        actual["qualifier"],
        actual["unit"],
        lang,
        value_high=actual["value_high"],
        denominator=actual["denominator"],
    )
    return message("narrative.actual", lang, value=value, period=_period({}, actual, lang))


def _period(row: Mapping[str, Any], actual: Mapping[str, Any] | None, lang: str) -> str:
    if actual is not None:
        return format_period(_day(actual["period_start"]), _day(actual["period_end"]), lang)
    year = int(row["actual_year"])
    return format_period(date(year, 1, 1), date(year, 12, 31), lang)


def _day(value: Any) -> date:
    # A plain day is the common case, and a thousand times as quick as a Timestamp of pandas.
    return value if type(value) is date else pd.Timestamp(value).date()


def planned_value(row: Mapping[str, Any], unit: str, lang: str) -> str:
    """The planned value of a row: exact when official; else rounded, and told as ours. A band by both edges."""
    computed = not is_official(row)
    low = format_value(row["planned"], unit, lang, computed=computed)
    told = low
    if not is_missing(row["planned_high"]) and row["planned_high"] != row["planned"]:
        high = format_value(row["planned_high"], unit, lang, computed=computed)
        told = message("narrative.band", lang, low=low, high=high)
    return message("narrative.interpolated", lang, value=told) if computed else told


def planned_words(row: Mapping[str, Any], targets: Sequence[Mapping[str, Any]], unit: str, lang: str) -> str:
    """The planned value of a row; an official one with the operator of its target."""
    if is_official(row) and not is_missing(row["planned_year"]):
        named = target_words(row["planned"], row["planned_year"], targets, lang)
        if named is not None:
            return named
    return planned_value(row, unit, lang)


def is_official(row: Mapping[str, Any]) -> bool:
    """Whether the planned value of a row is the document's own number."""
    return not is_missing(row["planned_official"]) and bool(row["planned_official"])


def planned_when(row: Mapping[str, Any], lang: str) -> str:
    """Of when the planned value is: 'của năm 2025', or 'đến ngày 15/10/2025' within a year."""
    day = None if is_missing(row["planned_on"]) else _day(row["planned_on"])
    if day is None or (day.month, day.day) == (12, 31):
        return message("narrative.of_year", lang, year=int(row["planned_year"]))
    return message("narrative.by_day", lang, day=format_period(day, day, lang))


def gap_by_side(gap: Any, unit: str, lang: str) -> str | None:
    """How far off, by which side; None where it is not known or rounds to nothing."""
    if is_missing(gap) or is_nothing(gap, unit, lang):
        return None
    return gap_words(gap, unit, lang)


def is_nothing(value: Any, unit: str, lang: str) -> bool:
    """Whether a computed difference rounds to zero in the decimals that are shown."""
    return format_difference(abs(value), unit, lang) == format_difference(0, unit, lang)


def newer_actual_note(row: Mapping[str, Any], lang: str) -> str | None:
    """Why a newer actual than the one judged was left aside; None where there is no newer one."""
    code = row["newer_unusable"]
    if is_missing(code):
        return None
    return message("narrative.newer_unusable", lang, why=message(f"reason.{code}", lang))
