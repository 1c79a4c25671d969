"""The rows of each unit that one comparison is about, and the value that places a unit by them, or why there is none.

Only what the house's method uses is ranked: exact figures of the asked series and year, judged rows, promises in force
that do not contradict each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kpi.method.thresholds import Method
from kpi.model.codes import Reason, Status
from kpi.model.vocabulary import NATION, Cadence, Qualifier, TargetStatus
from kpi.reading.ranking import Candidate, Measure, Pledge, Unranked, is_lower_better, promise_value
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


class ComparedRows:
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
        return Candidate(unit_id, promise_value(compared_target(row), lower_better=lower_better))


FINDERS = {
    Measure.LEVEL: ComparedRows.level,
    Measure.PROMISE: ComparedRows.promised,
    Measure.GAP: ComparedRows.judged,
    Measure.PLANNED_PROGRESS: ComparedRows.judged,
    Measure.PACE: ComparedRows.judged,
}


def compared_target(row: Mapping[str, Any]) -> Pledge:
    """The comparable part of a row of `targets`."""
    high, denominator = row["value_high"], row["denominator"]
    return Pledge(
        low=float(row["value"]),
        high=None if high is None else float(high),
        unit=str(row["unit"]),
        cadence=str(row["cadence"]),
        denominator=None if denominator is None else float(denominator),
    )


def _first_of_unit(rows: Iterable[Row]) -> dict[str, Row]:
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(row["province_id"], row)
    return first


def is_exact(figure: Row) -> bool:
    """Whether a figure may enter a calculation."""
    return bool(figure["qualifier"] == Qualifier.EXACT and figure["value_high"] is None)


def counting(figures: Iterable[Row]) -> tuple[dict[str, Row], set[str]]:
    """The figure of each unit that counts, and the units for which equally recent sources disagree.

    Exact before inexact, then the latest period, then the value recorded last: the order of
    `compare_queries.figures_of_year`, and the rule of the progress method. `figures` are of one series.
    """
    found: dict[str, Row] = {}
    rivals: set[str] = set()
    for row in figures:
        unit_id = row["province_id"]
        before = found.get(unit_id)
        if before is not None and is_exact(before) and not is_exact(row):
            continue
        if before is None or not _same_time(before, row):
            rivals.discard(unit_id)
        elif is_exact(before) and before["value"] != row["value"]:
            rivals.add(unit_id)
        found[unit_id] = row
    return found, rivals


def _same_time(before: Row, row: Row) -> bool:
    return all(before[name] == row[name] for name in ("period_end", "recorded_at"))


def figures_apart(figures: Iterable[Row], series: str, unit_ids: Iterable[str]) -> dict[str, dict[str, Row]]:
    """Figures of the year that are not in the ranking, by unit and series.

    They are of other series, or of units with other boundaries. Units measured by another series carry the
    asked one beside it.
    """
    inside = set(unit_ids)
    found: dict[str, dict[str, Row]] = {}
    for row in figures:
        found.setdefault(row["province_id"], {})[row["series"]] = row
    return {
        unit_id: by_series
        for unit_id, by_series in found.items()
        if unit_id != NATION and (unit_id not in inside or set(by_series) - {series})
    }
