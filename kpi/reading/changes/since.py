"""The changes of a unit since a day of the same snapshot, or since an earlier snapshot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain

import numpy as np

from kpi.model.cache import cache
from kpi.model.records import IndicatorRecord, Row
from kpi.model.task_codes import GROUPS, STATES
from kpi.model.vocabulary import ProvinceKind
from kpi.reading.changes import differences
from kpi.reading.changes.records import Change, ChangeGroup, ChangeKind, Changes, in_order
from kpi.reading.changes.sides import (
    NOTHING,
    Side,
    last_day_of,
    light_side,
    light_side_before,
    side_before,
    side_of,
    task_ids,
)
from kpi.reading.province import built_on, cached, indicators, province_data, provinces
from kpi.reading.standpoint import Standpoint
from kpi.reading.tasks import documents, index, rows_of, states_on
from kpi.store.concerned import every_province_at_once
from kpi.store.warehouse import Snapshot


@cached
def changes_since(snapshot: Snapshot, province_id: str, since: date, standpoint: Standpoint) -> Changes:
    """Everything of a unit's own that became known, was judged otherwise or fell due after `since`.

    `standpoint` is where the reader stands now. A day that is not before it has no changes.
    """
    standpoint = standpoint.of_the_day
    after = side_of(snapshot, province_id, standpoint)
    if since >= standpoint.day:
        return _made(snapshot, province_id, since, standpoint, after, ())
    before = side_before(snapshot, province_id, since, standpoint)
    found = chain(
        _differences(snapshot, province_id, before, after, standpoint),
        _due(snapshot, province_id, since, standpoint, after),
    )
    return _made(snapshot, province_id, since, standpoint, after, found)


@cached
def changes_since_snapshot(snapshot: Snapshot, province_id: str, earlier: Snapshot, standpoint: Standpoint) -> Changes:
    """Everything that differs from an earlier snapshot as it was seen on the day it was built, and what fell due since.

    Seen from another day or with other knowledge, both snapshots are seen from there.
    """
    since = built_on(earlier)
    then = Standpoint(audience=standpoint.audience, today=since) if standpoint.is_today else standpoint
    after = side_of(snapshot, province_id, standpoint)
    before = side_of(earlier, province_id, then) if province_id in _units(earlier) else NOTHING
    names = indicators(snapshot, province_id)
    gone = indicators(earlier, province_id)
    found = chain(
        _differences(snapshot, province_id, before, after, standpoint, dict(gone) | dict(names)),
        differences.targets(province_id, before, after, dict(gone) | dict(names)),
        _due(snapshot, province_id, since, standpoint, after) if since < standpoint.day else (),
    )
    return _made(snapshot, province_id, since, standpoint, after, found, earlier.snapshot_id)


def _units(snapshot: Snapshot) -> frozenset[str]:
    return frozenset(row["province_id"] for row in snapshot.rows("SELECT province_id FROM provinces"))


def _differences(
    snapshot: Snapshot,
    province_id: str,
    before: Side,
    after: Side,
    standpoint: Standpoint,
    names: Mapping[str, IndicatorRecord] | None = None,
) -> Iterable[Change]:
    results = list(differences.results(province_id, before, after))
    yield from differences.actuals(province_id, before, after, names or indicators(snapshot, province_id))
    yield from differences.verdicts(province_id, before, after, results)
    yield from results
    yield from _reports(snapshot, province_id, before, after, standpoint)
    yield from differences.documents(province_id, before, after)


def _tasks(snapshot: Snapshot, ids: tuple[str, ...]) -> dict[str, Row]:
    """The rows of some tasks, each with its document."""
    known = documents(snapshot)
    rows = rows_of(snapshot, ids) if ids else {}
    return {name: row | {"document": known[row["document_id"]]} for name, row in rows.items()}


def _due(snapshot: Snapshot, province_id: str, since: date, standpoint: Standpoint, after: Side) -> Iterable[Change]:
    """Due dates of targets and tasks that passed after `since`."""
    yield from differences.targets_due(province_id, after, since, last_day_of(snapshot, province_id))
    tasks, states = index(snapshot), states_on(snapshot, standpoint.day, standpoint.known)
    own = set(task_ids(snapshot, province_id, standpoint))
    # On its last day a task is still in time: the day is over on the next one.
    passed = (tasks.deadline >= np.datetime64(since)) & (tasks.deadline < np.datetime64(standpoint.day))
    places = [place for place in np.flatnonzero(passed).tolist() if tasks.ids[place] in own]
    rows = _tasks(snapshot, tuple(str(tasks.ids[place]) for place in places))
    for place in places:
        task = rows[str(tasks.ids[place])]
        told = {
            "state": STATES[int(states.cells["state"][place])],
            "group": GROUPS[int(states.cells["group"][place])],
        }
        yield Change(ChangeKind.TASK_DUE, province_id, (task["task_id"],), task["deadline"], after=told, task=task)


def _made(
    snapshot: Snapshot,
    province_id: str,
    since: date,
    standpoint: Standpoint,
    after: Side,
    found: Iterable[Change],
    earlier: str = "",
) -> Changes:
    known = province_data(snapshot, province_id)
    places = {item.indicator_id: place for place, item in enumerate(known.indicators)}
    days = [row["recorded_at"] for row in after.actuals if row["recorded_at"] is not None]
    return Changes(
        province_id=province_id,
        since=since,
        until=standpoint.day,
        items=in_order(found, places),
        undated=sum(row["recorded_at"] is None for row in after.actuals),
        newest=max(days, default=None),
        since_snapshot=earlier,
    )


@cache(8)
def counts_of_units(snapshot: Snapshot, since: date, standpoint: Standpoint) -> Mapping[str, Counter[ChangeGroup]]:
    """For each unit of today, without the nation, how much of what needs no judging changed, in the selector's order.

    New and restated actuals, deadlines, reports, documents; verdicts are only told unit by unit.
    """
    found = {}
    with every_province_at_once():
        for province_id, unit in provinces(snapshot).items():
            if unit.successor_id is not None or unit.kind == ProvinceKind.NATION:
                continue
            found[province_id] = light_changes(snapshot, province_id, since, standpoint).counts()
    return found


def light_changes(snapshot: Snapshot, province_id: str, since: date, standpoint: Standpoint) -> Changes:
    """What needs no judging of the changes of a unit: actuals, deadlines, reports, documents; no verdicts."""
    standpoint = standpoint.of_the_day
    after = light_side(snapshot, province_id, standpoint)
    before = light_side_before(after, since)
    changes = chain(
        differences.actuals(province_id, before, after, indicators(snapshot, province_id)),
        _reports(snapshot, province_id, before, after, standpoint),
        differences.documents(province_id, before, after),
        _due(snapshot, province_id, since, standpoint, after),
    )
    return _made(snapshot, province_id, since, standpoint, after, changes if since < standpoint.day else ())


def _reports(
    snapshot: Snapshot, province_id: str, before: Side, after: Side, standpoint: Standpoint
) -> Iterable[Change]:
    tasks = _tasks(snapshot, task_ids(snapshot, province_id, standpoint) if after.reports else ())
    return differences.reports(province_id, before, after, tasks)
