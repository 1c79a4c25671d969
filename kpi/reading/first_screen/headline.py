"""The three headline indicators as bars: the unit's own actual, its change, its target, the nation counted alike."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kpi.model.records import IndicatorRecord, Row
from kpi.model.vocabulary import MEASURES_UNSAID, NATION, Cadence, Qualifier
from kpi.reading.country.beside_nation import national_beside
from kpi.reading.province import (
    cached,
    headline_indicators,
    indicator_record,
    province_data,
    rows_by_indicator,
)
from kpi.reading.province_rows import newest_actual
from kpi.reading.standpoint import Standpoint
from kpi.reading.subject import Subject, subject
from kpi.reading.subjects import headline_subject
from kpi.store.warehouse import Snapshot
from kpi.words import PeriodKind, period_kind

_RELATED = Path(__file__).with_name("related.toml")
_STATES = frozenset({PeriodKind.DAY, PeriodKind.MONTH, PeriodKind.QUARTER})
"""Periods whose last day a level is read on: any two of one kind may be compared."""


@dataclass(frozen=True)
class Change:
    """The step from an earlier exact actual of the same series, over a period of the same shape, to the newest."""

    amount: float
    before: Row


@dataclass(frozen=True)
class HeadlineBar:
    """One headline indicator of a unit; every row is the unit's own, but for the two `national` ones.

    `told` is the subject behind actual and targets, None where nothing is known; `targets` the versions of the target
    that counts on the day; `national_target` and `national_actual` are counted as the unit's are; `related` is a
    published actual of another measure.
    """

    asked: IndicatorRecord
    told: Subject | None
    actual: Row | None
    change: Change | None
    targets: tuple[Row, ...]
    national_target: Row | None
    national_actual: Row | None
    related: Row | None
    related_to: IndicatorRecord | None

    @property
    def indicator(self) -> IndicatorRecord:
        """The indicator that actual and target are of: the one asked for, or one that counts it in one way."""
        return self.told.indicator if self.told else self.asked


@cached
def headline_bars(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> tuple[HeadlineBar, ...]:
    """The bars of a unit in the catalogue's order; what former units planned is not among them."""
    return tuple(
        _bar(snapshot, province_id, indicator, standpoint) for indicator in headline_indicators(snapshot, province_id)
    )


def _bar(snapshot: Snapshot, province_id: str, asked: IndicatorRecord, standpoint: Standpoint) -> HeadlineBar:
    told = headline_subject(snapshot, province_id, asked.indicator_id, standpoint)
    if told is not None and told.inherited:
        told = subject(snapshot, province_id, asked.indicator_id, "", standpoint)
    actual = _ended(told, standpoint) if told else None
    targets = told.due_once if told and all(standpoint.has(row["known_on"]) for row in told.due_once) else ()
    related = None if actual else _related(snapshot, province_id, asked.indicator_id, standpoint)
    return HeadlineBar(
        asked=asked,
        told=told,
        actual=actual,
        change=change(actual, told.actuals, told.indicator.cadence) if told and actual else None,
        targets=targets,
        national_target=_national_target(snapshot, province_id, told, actual, targets) if told else None,
        national_actual=_national_actual(snapshot, province_id, actual, standpoint),
        related=related,
        related_to=indicator_record(snapshot, related["indicator_id"], province_id) if related else None,
    )


def _ended(told: Subject, standpoint: Standpoint) -> Row | None:
    """The actual to show; none whose period is not over yet, which is a plan and no actual."""
    shown = told.actual
    if shown is not None and shown["period_end"] <= standpoint.day:
        return shown
    return newest_actual(row for row in told.actuals if row["period_end"] <= standpoint.day)


def change(actual: Row, known: Iterable[Row], cadence: str) -> Change | None:
    """The step from the actual before; None where it is no exact actual of the same series and shape of period."""
    if actual["qualifier"] != Qualifier.EXACT:
        return None
    earlier = [
        row
        for row in known
        if row["series"] == actual["series"]
        and row["indicator_id"] == actual["indicator_id"]
        and row["unit"] == actual["unit"]
        and row["period_end"] < actual["period_end"]
        and _alike(row, actual, cadence)
    ]
    before = newest_actual(earlier)
    if before is None or before["qualifier"] != Qualifier.EXACT or _is_band(before) or _is_band(actual):
        return None
    return Change(actual["value"] - before["value"], before)


def _alike(first: Row, second: Row, cadence: str) -> bool:
    """Whether two periods have the same shape: the same days of other years, or two states of a level."""
    kinds = {period_kind(row["period_start"], row["period_end"]) for row in (first, second)}
    if len(kinds) > 1:
        return False
    if cadence == Cadence.LEVEL and kinds <= _STATES:
        return True
    start, end = (
        {(row[name].month, row[name].day) for row in (first, second)} for name in ("period_start", "period_end")
    )
    spans = {row["period_end"].year - row["period_start"].year for row in (first, second)}
    return len(start) == len(end) == len(spans) == 1


def _is_band(row: Row) -> bool:
    return row["value_high"] is not None and row["value_high"] != row["value"]


def _national_target(
    snapshot: Snapshot, province_id: str, told: Subject, actual: Row | None, targets: Sequence[Row]
) -> Row | None:
    """The nation's target counted alike: of the year of the unit's own, else the next one, else the last."""
    asked = (snapshot, province_id, told.indicator.indicator_id)
    beside = national_beside(*asked, targets, [actual] if actual else (), told.standpoint)
    year = int(targets[0]["year"]) if targets else told.standpoint.day.year
    ahead = [row for row in beside if row["year"] >= year]
    return min(ahead, key=lambda row: row["year"]) if ahead else max(beside, key=lambda row: row["year"], default=None)


def _national_actual(snapshot: Snapshot, province_id: str, actual: Row | None, standpoint: Standpoint) -> Row | None:
    """The nation's newest actual of the very series and of a period that is the unit's; none of an unsaid measure."""
    if actual is None or province_id == NATION or actual["series_measure"] in MEASURES_UNSAID:
        return None
    rows = rows_by_indicator(snapshot, NATION).get(actual["indicator_id"])
    alike = (
        row
        for row in (rows.actuals if rows else ())
        if (row["series"], row["series_measure"]) == (actual["series"], actual["series_measure"])
        and (row["period_start"], row["period_end"]) == (actual["period_start"], actual["period_end"])
        and row["province_id"] == NATION
        and standpoint.sees(row)
    )
    return newest_actual(alike)


def _related(snapshot: Snapshot, province_id: str, indicator_id: str, standpoint: Standpoint) -> Row | None:
    known = province_data(snapshot, province_id).actual_rows
    for name in related_names().get(indicator_id, ()):
        found = newest_actual(
            row
            for row in known
            if row["indicator_id"] == name
            and row["province_id"] == province_id
            and standpoint.sees(row)
            and row["period_end"] <= standpoint.day
        )
        if found is not None:
            return found
    return None


@cache
def related_names() -> Mapping[str, tuple[str, ...]]:
    """Which other indicators are told below a headline one, by its id."""
    lists = tomllib.loads(_RELATED.read_text(encoding="utf-8"))
    return {name: tuple(others) for name, others in lists.items()}
