"""What a page shows, gathered from the rows of the warehouse: chosen, grouped and counted, but not yet drawn."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, TypeVar

from kpi.model.records import ActualRecord, IndicatorRecord, PathRecord, Row, TargetRecord, records
from kpi.model.vocabulary import Qualifier

Actual = TypeVar("Actual", Row, ActualRecord)


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator of one province: its targets by year, the actual that is told beside them, and all actuals."""

    indicator: IndicatorRecord
    targets: tuple[TargetRecord, ...]
    actuals: tuple[ActualRecord, ...]
    latest: ActualRecord | None = None

    def targets_of(self, year: int) -> tuple[TargetRecord, ...]:
        """Every version of the target for `year`, the same one said twice shown once."""
        return tuple(t for t in self.targets if t.year == year and t.status != "duplicate")

    @property
    def conflicting(self) -> bool:
        """Whether the document contradicts itself about this indicator."""
        return any(target.status == "conflicting" for target in self.targets)


@dataclass(frozen=True)
class Completeness:
    """How many of the targets can be followed: counts of indicators, and the newest period with an actual."""

    targeted: int
    measured: int
    targets: int
    conflicting: int
    newest: date | None


@dataclass(frozen=True)
class YearRow:
    """One year of one indicator: what was planned (official or not), the targets, and what was achieved.

    `path_break` is the reason why a year inside the plan has no planned value, else None.
    """

    year: int
    path: PathRecord | None
    targets: tuple[TargetRecord, ...]
    actuals: tuple[ActualRecord, ...]
    path_break: str | None = None


def newest_actual(actuals: Iterable[Actual]) -> Actual | None:
    """The newest of some rows or records of actuals: this is the one rule of what is newest.

    The newest period, of several series the first by rank, then exact before inexact, then what became known last.
    """
    return max(actuals, key=_newness, default=None)


def _newness(actual: Row | ActualRecord) -> tuple[date, int, bool, date]:
    cell: Callable[[str], Any] = actual.__getitem__ if isinstance(actual, dict) else partial(getattr, actual)
    exact = cell("qualifier") == Qualifier.EXACT
    return cell("period_end"), -cell("series_rank"), exact, cell("recorded_at") or date.min


def asked_elsewhere(targets: Iterable[Row]) -> set[tuple[str, str, str]]:
    """By which measures of other indicators targets are counted: province, indicator, measure."""
    return {
        (row["province_id"], row["measured_indicator_id"], row["measure"])
        for row in targets
        if row["measured_indicator_id"] != row["indicator_id"]
    }


def is_asked(actual: Row, asked: Container[tuple[str, str, str]]) -> bool:
    """Whether an actual is counted by one of those measures."""
    return (actual["province_id"], actual["indicator_id"], actual["series_measure"]) in asked


def counted_elsewhere(targets: Iterable[Row], actuals: Iterable[Row]) -> list[Row]:
    """The actuals of another indicator by which targets are counted: of the same province, by the same measure.

    'Phủ sóng 5G theo dân số' is a target of its own, its actuals are those of 'Phủ sóng 5G' by population.
    """
    asked = asked_elsewhere(targets)
    return [row for row in actuals if is_asked(row, asked)] if asked else []


def is_revised(actual: ActualRecord, others: Iterable[ActualRecord]) -> bool:
    """Whether a later publication of the same series gives another value for the same period."""
    period = (actual.province_id, actual.series, actual.period_start, actual.period_end)
    return any(
        (other.province_id, other.series, other.period_start, other.period_end) == period
        and other.value != actual.value
        and (other.recorded_at or date.min) > (actual.recorded_at or date.min)
        for other in others
    )


def known_indicators(catalogue: Sequence[Row], targets: Sequence[Row], actuals: Sequence[Row]) -> list[IndicatorRecord]:
    """The indicators of `catalogue` with a target or an actual among the rows: by section, headline ones first."""
    known = {row["indicator_id"] for row in (*targets, *actuals)}
    sections = list(dict.fromkeys(row["section"] for row in catalogue))
    found = [row for row in catalogue if row["indicator_id"] in known]
    return records(
        sorted(found, key=lambda row: (sections.index(row["section"]), not row["headline"])), IndicatorRecord
    )


def completeness(rows: Sequence[IndicatorRow]) -> Completeness:
    """Count the indicators with a target, and those of them with an actual."""
    periods = [actual.period_end for row in rows for actual in row.actuals]
    return Completeness(
        targeted=len(rows),
        measured=sum(bool(row.actuals) for row in rows),
        targets=sum(target.status != "duplicate" for row in rows for target in row.targets),
        conflicting=sum(row.conflicting for row in rows),
        newest=max(periods, default=None),
    )


def by_section(rows: Sequence[IndicatorRow]) -> dict[str, list[IndicatorRow]]:
    """Rows grouped by the plans' sections, in their order."""
    groups: dict[str, list[IndicatorRow]] = {}
    for row in rows:
        groups.setdefault(row.indicator.section, []).append(row)
    return groups


def target_years(rows: Sequence[IndicatorRow]) -> list[int]:
    """Every year with a target, in order."""
    return sorted({target.year for row in rows for target in row.targets})


def year_rows(
    path: Sequence[PathRecord],
    targets: Sequence[TargetRecord],
    actuals: Sequence[ActualRecord],
    years: range,
    path_breaks: Mapping[int, str],
) -> list[YearRow]:
    """One row for each of `years` that has a plan, a target, an actual or a reason why the plan's line is broken."""
    planned = {record.year: record for record in path}
    rows = [
        YearRow(
            year,
            planned.get(year),
            tuple(target for target in targets if target.year == year),
            tuple(actual for actual in actuals if actual.period_end.year == year),
            path_breaks.get(year),
        )
        for year in years
    ]
    return [row for row in rows if row.path or row.targets or row.actuals or row.path_break]
