"""Where a unit stands among all units of today by one series: told only where every one of them has an actual."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kpi.method.thresholds import load_method
from kpi.model.records import Row
from kpi.model.vocabulary import Cadence
from kpi.reading.compared_actuals import counting, is_exact
from kpi.reading.province import cached
from kpi.reading.ranking import Candidate, Measure, Place, is_lower_better, rank, tie_band
from kpi.reading.standpoint import Standpoint
from kpi.store import country_queries
from kpi.store.warehouse import Snapshot

SHARES = frozenset({"%", "index_0_1", "score_0_100", "points"})
"""Units in which units of different size can be held against each other."""
_NOBODY: Mapping[str, Place] = MappingProxyType({})


@cached
def places(snapshot: Snapshot, indicator_id: str, series: str, standpoint: Standpoint) -> Mapping[str, Place]:
    """The place of every unit of today by the newest period of a series; empty unless all have an exact actual of it.

    Ties and their width are those of So sánh.
    """
    rows = [
        row
        for row in country_queries.values_of_units(snapshot, indicator_id, series)
        if standpoint.sees(row) and row["period_end"] <= standpoint.day
    ]
    units = country_queries.units(snapshot)
    counted = _of_newest_period(rows)
    if set(counted) != set(units) or not _comparable(rows[0]):
        return _NOBODY
    band = tie_band(Measure.LEVEL, float(rows[0]["materiality"]), load_method())
    ranking = rank(
        (Candidate(unit, float(counted[unit]["value"])) for unit in units),
        band,
        lower_better=is_lower_better(Measure.LEVEL, rows[0]["direction"]),
        order={unit: place for place, unit in enumerate(units)},
    )
    return {place.province_id: place for place in ranking.placed}


def _comparable(row: Row) -> bool:
    return row["unit"] in SHARES and row["unit"] == row["indicator_unit"] and row["cadence"] == Cadence.LEVEL


def _of_newest_period(rows: list[Row]) -> dict[str, Row]:
    """The exact actual of each unit for the newest period of any; a unit with two different ones has none."""
    newest = max(((row["period_end"], row["period_start"]) for row in rows), default=None)
    alike = [row for row in rows if (row["period_end"], row["period_start"]) == newest and is_exact(row)]
    found, rivals = counting(alike)
    return {unit: row for unit, row in found.items() if unit not in rivals}
