"""History across changed boundaries: what may be rebuilt for a merged unit from its former ones, and why not.

Counts may be summed when every former unit has one for the same period and series; shares only when each also
has its denominator. Everything else is shown beside the successor and never joined with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kpi.model.records import ActualRecord
from kpi.model.vocabulary import Qualifier

MERGER_DAY = date(2025, 7, 1)
SHARE_UNIT = "%"
ADDITIVE_UNITS = frozenset(
    {
        "accounts",
        "applications",
        "articles",
        "billion_usd",
        "billion_vnd",
        "centres",
        "dossiers",
        "enterprises",
        "exchanges",
        "facilities",
        "initiatives",
        "inventions",
        "km",
        "organisations",
        "parks",
        "people",
        "products",
        "projects",
        "stations",
        "subscribers",
        "tasks",
        "villages",
        "works",
    }
)
"""Counts and amounts of things that lie in one unit only, so that a sum counts nothing twice. A unit of measure
that does not stand here is never summed."""


class Origin(StrEnum):
    """Where the actual of a merged unit comes from."""

    OBSERVED = "observed"
    REBUILT = "rebuilt"
    NOT_REBUILDABLE = "not_rebuildable"


class WhyNot(StrEnum):
    """Why an actual cannot be rebuilt."""

    NOT_ADDITIVE = "not_additive"
    MISSING = "missing"
    INEXACT = "inexact"
    NO_DENOMINATOR = "no_denominator"


@dataclass(frozen=True)
class Joined:
    """An actual of the merged unit, or the reason why there is none; `units` are the former units to blame."""

    origin: Origin
    value: float | None = None
    why: WhyNot | None = None
    units: tuple[str, ...] = ()


@dataclass(frozen=True)
class HistoryRow:
    """One period of one series: the actual of each unit that has one, and what holds for the merged unit."""

    series: str
    start: date
    end: date
    unit_actuals: Mapping[str, ActualRecord]
    joined: Joined


def rebuild(unit: str, unit_actuals: Mapping[str, ActualRecord], former_ids: Sequence[str]) -> Joined:
    """The actual of the merged unit from those of its former units, of one indicator, period and series.

    `unit_actuals` holds the actual of each former unit that has one. A count is the sum; a share is
    Σ(share · denominator) / Σ denominator.
    """
    if unit != SHARE_UNIT and unit not in ADDITIVE_UNITS:
        return Joined(Origin.NOT_REBUILDABLE, why=WhyNot.NOT_ADDITIVE)
    missing = tuple(province_id for province_id in former_ids if province_id not in unit_actuals)
    if missing:
        return Joined(Origin.NOT_REBUILDABLE, why=WhyNot.MISSING, units=missing)
    inexact = tuple(province_id for province_id in former_ids if not _exact(unit_actuals[province_id]))
    if inexact:
        return Joined(Origin.NOT_REBUILDABLE, why=WhyNot.INEXACT, units=inexact)
    values = [unit_actuals[province_id].value for province_id in former_ids]
    if unit != SHARE_UNIT:
        return Joined(Origin.REBUILT, sum(values))
    bases = [unit_actuals[province_id].denominator for province_id in former_ids]
    without = tuple(province_id for province_id, base in zip(former_ids, bases, strict=True) if not base)
    if without:
        return Joined(Origin.NOT_REBUILDABLE, why=WhyNot.NO_DENOMINATOR, units=without)
    weighted = sum(value * base for value, base in zip(values, bases, strict=True) if base)
    return Joined(Origin.REBUILT, weighted / sum(base for base in bases if base))


def _exact(actual: ActualRecord) -> bool:
    return actual.qualifier == Qualifier.EXACT and actual.value_high is None


def history(
    unit: str, actuals: Sequence[ActualRecord], former_ids: Sequence[str], successor_id: str
) -> list[HistoryRow]:
    """Every period of every series of a merged unit and its former ones, series in order, newest period first.

    `actuals` are those of one indicator; of several values for one period the one recorded last counts.
    """
    periods: dict[tuple[str, date, date], dict[str, ActualRecord]] = {}
    for row in sorted(actuals, key=lambda row: row.recorded_at or date.min):
        periods.setdefault((row.series, row.period_start, row.period_end), {})[row.province_id] = row
    order = {row.series: row.series_rank for row in actuals}
    keys = sorted(periods, key=lambda key: (order[key[0]], key[0], -key[2].toordinal(), -key[1].toordinal()))
    found = []
    for series, start, end in keys:
        unit_actuals = periods[series, start, end]
        if successor_id in unit_actuals:
            joined = Joined(Origin.OBSERVED, unit_actuals[successor_id].value)
        else:
            joined = rebuild(unit, unit_actuals, former_ids)
        found.append(HistoryRow(series, start, end, unit_actuals, joined))
    return found
