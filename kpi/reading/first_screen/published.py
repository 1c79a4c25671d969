"""Where a unit is by what was published of it and no plan of its own sets: ranks first, then the newest actuals."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from kpi.model.records import ActualRecord, IndicatorRecord
from kpi.model.vocabulary import Section
from kpi.reading.first_screen.place import SHARES, places
from kpi.reading.own_and_inherited import rows_without_target
from kpi.reading.province import cached
from kpi.reading.ranking import Place
from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot

_SHOWN = 5
_SHOWN_WITH_PLACES = 4
"""An actual with its place and its counts takes a line more."""
_RANKS = 3
_FROM_ONE = 2
"""At most so many actuals of one publication, so that one list does not fill the place of all others."""


@dataclass(frozen=True)
class PublishedActual:
    """A published actual of the unit that no plan of its own sets a target for.

    `place` is the unit's among the `units` of today; None where not all of them have the same period.
    """

    indicator: IndicatorRecord
    actual: ActualRecord
    place: Place | None = None
    units: int = 0


@cached
def published_actuals(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> tuple[PublishedActual, ...]:
    """At most five actuals whose period is over, the newest first; four where any has a place among all units.

    Ranks, an index of which no plan has a target, and shares of tasks done take up to three of the places, then the
    newest of the others; headline indicators have bars of their own.
    """
    found = [
        PublishedActual(row.indicator, row.latest)
        for row in rows_without_target(snapshot, province_id, standpoint)
        if row.latest is not None and row.latest.period_end <= standpoint.day and not row.indicator.headline
    ]
    found.sort(key=_newest_first)
    chosen = [item for item in found if _says_where(item)][:_RANKS]
    published = Counter(_publication(item.actual) for item in chosen)
    for item in found:
        if len(chosen) == _SHOWN:
            break
        where = _publication(item.actual)
        if item not in chosen and published[where] < _FROM_ONE:
            chosen.append(item)
            published[where] += 1
    placed = [_placed(snapshot, item, standpoint) for item in chosen]
    most = _SHOWN_WITH_PLACES if any(item.place for item in placed) else _SHOWN
    return tuple(sorted(placed[:most], key=_newest_first))


def _placed(snapshot: Snapshot, item: PublishedActual, standpoint: Standpoint) -> PublishedActual:
    if item.actual.unit not in SHARES:
        return item
    found = places(snapshot, item.indicator.indicator_id, item.actual.series, standpoint)
    return replace(item, place=found.get(item.actual.province_id), units=len(found))


def _says_where(item: PublishedActual) -> bool:
    """Whether the actual is a place among the units, or a part of the tasks that were given."""
    is_index = item.actual.unit == "score_0_100" and item.indicator.section == Section.CONTEXT
    is_part = item.actual.unit == "tasks" and item.actual.denominator is not None
    return item.actual.unit == "rank" or is_part or is_index


def _newest_first(item: PublishedActual) -> tuple[int, bool]:
    return -item.actual.period_end.toordinal(), item.indicator.section == Section.CONTEXT


def _publication(actual: ActualRecord) -> tuple[str, date]:
    return actual.publisher, actual.period_end
