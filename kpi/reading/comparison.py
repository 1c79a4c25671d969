"""One comparison put together: from the rows of the warehouse to ranked, unranked and set-apart units.

Rows come from `kpi.store.compare_queries`. Only what the house's method uses is ranked: exact figures of the asked
series and year, judged rows, promises in force that do not contradict each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kpi.method.thresholds import Method
from kpi.model.codes import Reason, Status
from kpi.model.vocabulary import NATION, Cadence, TargetStatus
from kpi.reading.compared_actuals import counting, is_exact
from kpi.reading.ranking import (
    Ambition,
    Candidate,
    Measure,
    Pledge,
    Ranking,
    Spread,
    Unranked,
    ambition,
    is_lower_better,
    promise_value,
    rank,
    spread,
    tie_band,
)
from kpi.store.compare_queries import Row

_COLUMN = {
    Measure.GAP: "gap",
    Measure.PLANNED_PROGRESS: "planned_progress",
    Measure.PACE: "achieved_per_year",
}


@dataclass(frozen=True)
class Asked:
    """What is compared; `year` is that of the figures, or for promises the year they are due."""

    measure: Measure
    series: str
    year: int


@dataclass(frozen=True)
class Known:
    """What the warehouse knows of one indicator, for the asked year: see `kpi.store.compare_queries`.

    A ranking by promises needs `promises`, any other one `standings` and `figures`. The last two tell why a unit has
    no place: they are asked for when there is such a unit.
    """

    standings: Sequence[Row] = ()
    figures: Sequence[Row] = ()
    promises: Sequence[Row] = ()
    latest_figures: Callable[[], Sequence[Row]] = tuple
    first_promises: Callable[[], Sequence[Row]] = tuple


@dataclass(frozen=True)
class Comparison:
    """The answer: ranking and spread of the units, the nation's value beside them, and the rows behind every place.

    `standing`, `plan`, `figure` and `promise` map a unit to its row; a unit without one is missing. `plan` is the
    judged row of the document that counts first, whatever its series. `enough`: enough of the units have a value for a
    leader, a median or a rank to say something of them all; there is no spread otherwise.
    """

    asked: Asked
    ranking: Ranking
    enough: bool
    nation: float | None
    spread: Spread | None
    band: float
    lower_better: bool
    standing: Mapping[str, Row]
    plan: Mapping[str, Row]
    figure: Mapping[str, Row]
    promise: Mapping[str, Row]


def compare(
    asked: Asked, unit_ids: Sequence[str], known: Known, indicator: Mapping[str, Any], method: Method
) -> Comparison:
    """Rank `unit_ids` (in the order that settles ties); `indicator` is its row of `indicators`.

    Values are in the indicator's unit, for planned progress shares of one, for pace units a year.
    """
    rows = _Rows(asked, known, method)
    lower_better = is_lower_better(asked.measure, indicator["direction"])
    band = tie_band(asked.measure, float(indicator["materiality"]), method)
    finder = _FINDERS[asked.measure]
    candidates = [finder(rows, unit_id, indicator) or rows.without(unit_id) for unit_id in unit_ids]
    nation = finder(rows, NATION, indicator)
    order = {unit_id: place for place, unit_id in enumerate(unit_ids)}
    ranking = rank(candidates, band, lower_better=lower_better, order=order)
    enough = len(ranking.placed) >= method.coverage.min_share.value * len(unit_ids)
    return Comparison(
        asked=asked,
        ranking=ranking,
        enough=enough,
        nation=nation.value if nation else None,
        spread=spread([place.value for place in ranking.placed]) if enough else None,
        band=band,
        lower_better=lower_better,
        standing=rows.standing,
        plan=rows.plan,
        figure=rows.figure,
        promise=rows.promise,
    )


class _Rows:
    """The rows of each unit that one question is about."""

    def __init__(self, asked: Asked, known: Known, method: Method) -> None:
        self.asked = asked
        self._known = known
        self._rules = method.data
        own = [row for row in known.standings if row["series"] == asked.series]
        column = _COLUMN.get(asked.measure)
        if column:
            own.sort(key=lambda row: row["status"] == Status.NOT_ASSESSABLE or row[column] is None)
        self.standing = _first_of_unit(own)
        self.plan = _first_of_unit(row for row in known.standings if row["document_id"] is not None)
        self.figure, self._rivals = counting(row for row in known.figures if row["series"] == asked.series)
        self.promise = _first_of_unit(known.promises)

    @cached_property
    def _years_of_series(self) -> Mapping[str, int]:
        latest = self._known.latest_figures()
        return {row["province_id"]: row["year"] for row in latest if row["series"] == self.asked.series}

    @cached_property
    def _other_series(self) -> Mapping[str, str]:
        other = [row for row in self._known.latest_figures() if row["series"] != self.asked.series]
        other.sort(key=lambda row: bool(row["that_year"]))
        return {row["province_id"]: row["series"] for row in other}

    @cached_property
    def _promise_years(self) -> Mapping[str, int]:
        return {row["province_id"]: row["year"] for row in self._known.first_promises()}

    def without(self, unit_id: str) -> Candidate:
        """Why there is nothing to place a unit by."""
        match self.asked.measure:
            case Measure.PROMISE:
                return self._without_promise(unit_id)
            case Measure.LEVEL:
                return self._without_figure(unit_id)
            case _ if unit_id in self.plan:
                return self._without_figure(unit_id)
        measured = unit_id in self._years_of_series or unit_id in self._other_series
        return Candidate(unit_id, None, Unranked.NO_PROMISE if measured else Unranked.NOTHING)

    def _without_promise(self, unit_id: str) -> Candidate:
        year = self._promise_years.get(unit_id)
        if year is None:
            return Candidate(unit_id, None, Unranked.NO_PROMISE)
        return Candidate(unit_id, None, Unranked.NO_PROMISE_THAT_YEAR, str(year))

    def _without_figure(self, unit_id: str) -> Candidate:
        """Why a unit has no figure of the series and year."""
        if unit_id in self._years_of_series:
            return Candidate(unit_id, None, Unranked.OTHER_YEAR, str(self._years_of_series[unit_id]))
        if unit_id in self._other_series:
            return Candidate(unit_id, None, Unranked.OTHER_SERIES, self._other_series[unit_id])
        promised = unit_id in self.plan or unit_id in self._promise_years
        return Candidate(unit_id, None, Unranked.NO_FIGURE if promised else Unranked.NOTHING)

    def level(self, unit_id: str, indicator: Mapping[str, Any]) -> Candidate | None:
        """The exact figure of the year, as its source published it for this very unit."""
        figure = self.figure.get(unit_id)
        if figure is None:
            return None
        if unit_id in self._rivals:
            return Candidate(unit_id, None, Unranked.CONFLICTING)
        if not is_exact(figure):
            return Candidate(unit_id, None, Unranked.INEXACT)
        if figure["unit"] != indicator["unit"]:
            return Candidate(unit_id, None, Unranked.UNUSABLE, str(Reason.SERIES_BREAK))
        if indicator["cadence"] == Cadence.ANNUAL_FLOW and not self._covers_a_year(figure):
            return Candidate(unit_id, None, Unranked.UNUSABLE, str(Reason.CADENCE_MISMATCH))
        return Candidate(unit_id, float(figure["value"]))

    def _covers_a_year(self, figure: Row) -> bool:
        days = (figure["period_end"] - figure["period_start"]).days + 1
        return bool(self._rules.flow_min_days.value <= days <= self._rules.flow_max_days.value)

    def judged(self, unit_id: str, _indicator: Mapping[str, Any]) -> Candidate | None:
        """A number of the judged row: gap, planned progress or pace."""
        row = self.standing.get(unit_id)
        if unit_id not in self.plan or row is None:
            return None
        value = row[_COLUMN[self.asked.measure]]
        if row["status"] == Status.NOT_ASSESSABLE:
            return Candidate(unit_id, None, Unranked.NOT_JUDGED, str(row["reason"]))
        if value is None:
            return Candidate(unit_id, None, Unranked.NOT_JUDGED, str(Reason.NO_BASELINE))
        return Candidate(unit_id, float(value))

    def promised(self, unit_id: str, indicator: Mapping[str, Any]) -> Candidate | None:
        """The promise for the year; of a range its nearer edge."""
        row = self.promise.get(unit_id)
        if row is None:
            return None
        if row["status"] == TargetStatus.CONFLICTING:
            return Candidate(unit_id, None, Unranked.CONFLICTING_PROMISE)
        if row["cadence"] != indicator["cadence"] or row["unit"] != indicator["unit"]:
            return Candidate(unit_id, None, Unranked.CADENCE)
        lower_better = is_lower_better(Measure.PROMISE, indicator["direction"])
        return Candidate(unit_id, promise_value(pledge_of(row), lower_better=lower_better))


_FINDERS = {
    Measure.LEVEL: _Rows.level,
    Measure.PROMISE: _Rows.promised,
    Measure.GAP: _Rows.judged,
    Measure.PLANNED_PROGRESS: _Rows.judged,
    Measure.PACE: _Rows.judged,
}


def pledge_of(row: Mapping[str, Any]) -> Pledge:
    """The comparable part of a row of `targets`."""
    high, denominator = row["value_high"], row["denominator"]
    return Pledge(
        low=float(row["value"]),
        high=None if high is None else float(high),
        unit=str(row["unit"]),
        cadence=str(row["cadence"]),
        denominator=None if denominator is None else float(denominator),
    )


def ambition_of(row: Mapping[str, Any], nation: Mapping[str, Any] | None, indicator: Row) -> Ambition | None:
    """How a promise stands beside the nation's for the same year; None where the nation promises nothing."""
    return ambition(
        pledge_of(row),
        pledge_of(nation) if nation else None,
        float(indicator["materiality"]),
        lower_better=is_lower_better(Measure.PROMISE, indicator["direction"]),
    )


def _first_of_unit(rows: Iterable[Row]) -> dict[str, Row]:
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(row["province_id"], row)
    return first
