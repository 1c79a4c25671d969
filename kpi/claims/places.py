"""Whether a place among all units of today is true: counted again from every unit's own rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kpi.model.vocabulary import Direction
from kpi.reading.first_screen.published import PublishedActual
from kpi.reading.province import cached
from kpi.reading.standpoint import Standpoint
from kpi.store import country_queries
from kpi.store.warehouse import Snapshot

_Values = Mapping[tuple[date, date], Mapping[str, float]]


def is_place(snapshot: Snapshot, item: PublishedActual, standpoint: Standpoint) -> bool:
    """Whether so many units have a better actual of the same series and period as the place says."""
    actual, place = item.actual, item.place
    found = _by_period(snapshot, actual.indicator_id, actual.series, standpoint)
    values = found.get((actual.period_start, actual.period_end), {})
    sign = -1 if item.indicator.direction == Direction.LOWER_BETTER else 1
    better = sum(sign * value > sign * actual.value for value in values.values())
    return place is not None and place.first <= better + 1 <= place.last and len(values) == item.units


@cached
def _by_period(snapshot: Snapshot, indicator_id: str, series: str, standpoint: Standpoint) -> _Values:
    """The value of each unit by period, the one that was recorded last."""
    found: dict[tuple[date, date], dict[str, float]] = {}
    for row in country_queries.values_of_units(snapshot, indicator_id, series):  # as they were recorded
        if standpoint.sees(row):
            found.setdefault((row["period_start"], row["period_end"]), {})[row["province_id"]] = row["value"]
    return found
