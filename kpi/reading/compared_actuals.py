"""The rows of each unit that one comparison is about, and the value that places a unit by them, or why there is none.

Only what the house's method uses is ranked: exact actuals of the asked series and year, judged rows, targets in force
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
from kpi.reading.ranking import Candidate, ComparedTarget, Measure, Unranked, is_lower_better, target_value
from kpi.store.compare_queries import Row

_COLUMN = {
    Measure.GAP: "gap",
    Measure.PLANNED_PROGRESS: "planned_progress",
    Measure.PACE: "achieved_per_year",
}


@dataclass(frozen=True)
class Asked:
    """What is compared; `year` is that of the actuals, or for targets the year they are due."""

    measure: Measure
    series: str
    year: int


@dataclass(frozen=True)
class Known:
    """What the warehouse knows of one indicator, for the asked year: see `kpi.store.compare_queries`.

    A ranking by targets needs `targets`, any other one `judged_rows` and `actuals`. The last two tell why a unit has
    no place: they are asked for when there is such a unit.
    """

    judged_rows: Sequence[Row] = ()
    actuals: Sequence[Row] = ()
    targets: Sequence[Row] = ()
    latest_actuals: Callable[[], Sequence[Row]] = tuple
    first_targets: Callable[[], Sequence[Row]] = tuple


class ComparedRows:
    """The rows of each unit that one question is about."""

    def __init__(self, asked: Asked, known: Known, method: Method) -> None:
        self.asked = asked
        self._known = known
        self._rules = method.data
        own = [row for row in known.judged_rows if row["series"] == asked.series]
        column = _COLUMN.get(asked.measure)
        if column:
            own.sort(key=lambda row: row["status"] == Status.NOT_ASSESSABLE or row[column] is None)
        self.judged_row = _first_of_unit(own)
        self.plan = _first_of_unit(row for row in known.judged_rows if row["document_id"] is not None)
        self.actual, self._rivals = counting(row for row in known.actuals if row["series"] == asked.series)
        self.target = _first_of_unit(known.targets)

    @cached_property
    def _years_of_series(self) -> Mapping[str, int]:
        latest = self._known.latest_actuals()
        return {row["province_id"]: row["year"] for row in latest if row["series"] == self.asked.series}

    @cached_property
    def _other_series(self) -> Mapping[str, str]:
        other = [row for row in self._known.latest_actuals() if row["series"] != self.asked.series]
        other.sort(key=lambda row: bool(row["that_year"]))
        return {row["province_id"]: row["series"] for row in other}

    @cached_property
    def _target_years(self) -> Mapping[str, int]:
        return {row["province_id"]: row["year"] for row in self._known.first_targets()}

    def without(self, province_id: str) -> Candidate:
        """Why there is nothing to place a unit by."""
        match self.asked.measure:
            case Measure.TARGET:
                return self._without_target(province_id)
            case Measure.LEVEL:
                return self._without_actual(province_id)
            case _ if province_id in self.plan:
                return self._without_actual(province_id)
        measured = province_id in self._years_of_series or province_id in self._other_series
        return Candidate(province_id, None, Unranked.NO_TARGET if measured else Unranked.NOTHING)

    def _without_target(self, province_id: str) -> Candidate:
        year = self._target_years.get(province_id)
        if year is None:
            return Candidate(province_id, None, Unranked.NO_TARGET)
        return Candidate(province_id, None, Unranked.NO_TARGET_THAT_YEAR, str(year))

    def _without_actual(self, province_id: str) -> Candidate:
        """Why a unit has no actual of the series and year."""
        if province_id in self._years_of_series:
            return Candidate(province_id, None, Unranked.OTHER_YEAR, str(self._years_of_series[province_id]))
        if province_id in self._other_series:
            return Candidate(province_id, None, Unranked.OTHER_SERIES, self._other_series[province_id])
        targeted = province_id in self.plan or province_id in self._target_years
        return Candidate(province_id, None, Unranked.NO_ACTUAL if targeted else Unranked.NOTHING)

    def level(self, province_id: str, indicator: Mapping[str, Any]) -> Candidate | None:
        """The exact actual of the year, as its source published it for this very unit."""
        actual = self.actual.get(province_id)
        if actual is None:
            return None
        if province_id in self._rivals:
            return Candidate(province_id, None, Unranked.CONFLICTING)
        if not is_exact(actual):
            return Candidate(province_id, None, Unranked.INEXACT)
        if actual["unit"] != indicator["unit"]:
            return Candidate(province_id, None, Unranked.UNUSABLE, str(Reason.SERIES_BREAK))
        if indicator["cadence"] == Cadence.ANNUAL_FLOW and not self._covers_a_year(actual):
            return Candidate(province_id, None, Unranked.UNUSABLE, str(Reason.CADENCE_MISMATCH))
        return Candidate(province_id, float(actual["value"]))

    def _covers_a_year(self, actual: Row) -> bool:
        days = (actual["period_end"] - actual["period_start"]).days + 1
        return bool(self._rules.flow_min_days.value <= days <= self._rules.flow_max_days.value)

    def judged(self, province_id: str, _indicator: Mapping[str, Any]) -> Candidate | None:
        """A number of the judged row: gap, planned progress or pace."""
        row = self.judged_row.get(province_id)
        if province_id not in self.plan or row is None:
            return None
        value = row[_COLUMN[self.asked.measure]]
        if row["status"] == Status.NOT_ASSESSABLE:
            return Candidate(province_id, None, Unranked.NOT_JUDGED, str(row["reason"]))
        if value is None:
            return Candidate(province_id, None, Unranked.NOT_JUDGED, str(Reason.NO_BASELINE))
        return Candidate(province_id, float(value))

    def targeted(self, province_id: str, indicator: Mapping[str, Any]) -> Candidate | None:
        """The target for the year; of a range its nearer edge."""
        row = self.target.get(province_id)
        if row is None:
            return None
        if row["status"] == TargetStatus.CONFLICTING:
            return Candidate(province_id, None, Unranked.CONFLICTING_TARGET)
        if row["cadence"] != indicator["cadence"] or row["unit"] != indicator["unit"]:
            return Candidate(province_id, None, Unranked.CADENCE)
        lower_better = is_lower_better(Measure.TARGET, indicator["direction"])
        return Candidate(province_id, target_value(compared_target(row), lower_better=lower_better))


FINDERS = {
    Measure.LEVEL: ComparedRows.level,
    Measure.TARGET: ComparedRows.targeted,
    Measure.GAP: ComparedRows.judged,
    Measure.PLANNED_PROGRESS: ComparedRows.judged,
    Measure.PACE: ComparedRows.judged,
}


def compared_target(row: Mapping[str, Any]) -> ComparedTarget:
    """The comparable part of a row of `targets`."""
    high, denominator = row["value_high"], row["denominator"]
    return ComparedTarget(
        low=float(row["value"]),
        high=None if high is None else float(high),
        unit=str(row["unit"]),
        cadence=str(row["cadence"]),
        denominator=None if denominator is None else float(denominator),
        known_on=row["known_on"],
        measured=(str(row["measured_indicator_id"]), str(row["measure"])),
    )


def _first_of_unit(rows: Iterable[Row]) -> dict[str, Row]:
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(row["province_id"], row)
    return first


def is_exact(actual: Row) -> bool:
    """Whether an actual may enter a calculation."""
    return bool(actual["qualifier"] == Qualifier.EXACT and actual["value_high"] is None)


def counting(actuals: Iterable[Row]) -> tuple[dict[str, Row], set[str]]:
    """The actual of each unit that counts, and the units for which equally recent sources disagree.

    Exact before inexact, then the latest period, then the value recorded last: the order of
    `compare_queries.actuals_of_year`, and the rule of the progress method. `actuals` are of one series.
    """
    found: dict[str, Row] = {}
    rivals: set[str] = set()
    for row in actuals:
        province_id = row["province_id"]
        before = found.get(province_id)
        if before is not None and is_exact(before) and not is_exact(row):
            continue
        if before is None or not _same_time(before, row):
            rivals.discard(province_id)
        elif is_exact(before) and before["value"] != row["value"]:
            rivals.add(province_id)
        found[province_id] = row
    return found, rivals


def _same_time(before: Row, row: Row) -> bool:
    return all(before[name] == row[name] for name in ("period_end", "recorded_at"))


def actuals_apart(actuals: Iterable[Row], series: str, province_ids: Iterable[str]) -> dict[str, dict[str, Row]]:
    """Actuals of the year that are not in the ranking, by unit and series.

    They are of other series, or of units with other boundaries. Units measured by another series carry the
    asked one beside it.
    """
    inside = set(province_ids)
    found: dict[str, dict[str, Row]] = {}
    for row in actuals:
        found.setdefault(row["province_id"], {})[row["series"]] = row
    return {
        province_id: by_series
        for province_id, by_series in found.items()
        if province_id != NATION and (province_id not in inside or set(by_series) - {series})
    }
