"""Numbers, places and reasons of a comparison in words, each as its source tells it: 'khoảng 20 %', '≥ 45 %'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from babel.lists import format_list

from kpi.model.vocabulary import NATION
from kpi.reading.comparison import Comparison
from kpi.reading.ranking import Candidate, Measure, Place, Unranked
from kpi.store.compare_queries import Row
from kpi.words import (
    NO_VALUE,
    format_difference,
    format_pace,
    format_qualified,
    format_ratio,
    format_value,
    message,
)
from kpi.words.gaps import gap_words
from kpi.words.target_clauses import amount_text

_REASONED = {Unranked.NOT_JUDGED, Unranked.UNUSABLE}


def listed(items: Sequence[str], lang: str) -> str:
    """'Hà Nội, Đà Nẵng và Huế'."""
    return format_list(list(items), locale=lang)


def number(measure: Measure, value: float, unit: str, lang: str) -> str:
    """A value of the measure with its unit, as in a table."""
    match measure:
        case Measure.GAP if unit == "rank" and value:
            return gap_words(value, unit, lang)
        case Measure.GAP:
            return _signed(value, format_difference(value, unit, lang))
        case Measure.PLANNED_PROGRESS:
            return format_ratio(value, lang)
        case Measure.PACE:
            return _signed(value, format_pace(value, unit, lang))
        case _:
            return format_value(value, unit, lang)


def short_number(measure: Measure, value: float, unit: str, lang: str) -> str:
    """The same without the words of the unit, for a mark in a chart or a square."""
    if measure in {Measure.GAP, Measure.PACE}:
        return _signed(value, format_difference(value, unit, lang, bare=True))
    if measure is Measure.PLANNED_PROGRESS:
        return format_ratio(value, lang)
    return format_qualified(value, "exact", unit, lang, with_unit=False)


def _signed(value: float, text: str) -> str:
    return f"+{text}" if value > 0 else text


def value_text(found: Comparison, province_id: str, value: float, unit: str, lang: str, *, short: bool = False) -> str:
    """The value of a unit, or of the nation, as its source tells it: a target with its operator, an actual as told.

    What is computed of several numbers has none; `short` leaves out the words of the unit.
    """
    measure = found.asked.measure
    rows = {Measure.TARGET: found.target, Measure.LEVEL: found.actual}.get(measure, {})
    row = rows.get(province_id)
    if row is not None:
        return (target_text if measure is Measure.TARGET else actual_text)(row, lang, with_unit=not short)
    return (short_number if short else number)(measure, value, unit, lang)


def nation_value(found: Comparison, unit: str, lang: str, *, short: bool = False) -> str:
    """The nation's value in the same way; empty where it has none."""
    return "" if found.nation is None else value_text(found, NATION, found.nation, unit, lang, short=short)


def actual_text(row: Mapping[str, Any], lang: str, *, with_unit: bool = True) -> str:
    """An actual as its source told it."""
    return format_qualified(
        row["value"],
        row["qualifier"],
        row["unit"],
        lang,
        value_high=row["value_high"],
        denominator=row["denominator"],
        with_unit=with_unit,
    )


def target_text(row: Mapping[str, Any], lang: str, *, with_unit: bool = True) -> str:
    """A target in signs."""
    return amount_text(row, lang, with_unit=with_unit)


def nation_text(indicator: Mapping[str, Any], lang: str) -> str:
    """What the nation's numbers are of, where it is called otherwise there: a share of GDP beside shares of GRDP."""
    name = indicator[f"name_nation_{lang}"]
    return message("compare.nation_of", lang, name=name) if name else message("compare.facts_nation", lang)


def rank_head(found: Comparison, lang: str) -> str:
    """What stands above ranks: of how many units they are; where too few have a value, that nobody is ranked."""
    count, every = found.coverage
    return message("compare_head.rank" if found.enough else "compare_head.not_ranked", lang, count=count, all=every)


def place_in_table(found: Comparison, place: Place, lang: str) -> str:
    """The rank of a unit as a table tells it; a dash where too few units have a value for a rank to say something."""
    return place_text(place, lang) if found.enough else NO_VALUE


def place_text(place: Place, lang: str) -> str:
    """'hạng 2' or 'hạng 2–4'."""
    key = "compare.rank_alone" if place.first == place.last else "compare.rank_shared"
    return message(key, lang, first=place.first, last=place.last)


def reason_text(unit: Candidate, series: Mapping[str, Row], lang: str) -> str:
    """Why a unit has no place."""
    reason = unit.reason or Unranked.NOTHING
    detail = unit.detail
    if reason is Unranked.OTHER_SERIES and detail in series:
        detail = str(series[detail][f"name_{lang}"])
    elif reason in _REASONED and detail:
        detail = message(f"reason.{detail}", lang)
    if not detail and reason in _REASONED:
        return message("compare_unranked.unusable_unknown", lang)
    return message(f"compare_unranked.{reason}", lang, detail=detail)
