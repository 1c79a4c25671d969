"""The tasks of a unit that press, counted, and the bodies that lead most of those past their deadline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kpi.model.task_codes import Group
from kpi.reading.province import cached
from kpi.reading.standpoint import Standpoint
from kpi.reading.task_index import Choice
from kpi.reading.tasks import Row, agencies, found, index, places, rows_of, states_on
from kpi.reading.workload import heaviest
from kpi.store.warehouse import Snapshot

_BODIES = 3
_SHOWN = 3


@dataclass(frozen=True)
class BodyLoad:
    """A body that leads `past` tasks whose deadline has passed without a result in the system."""

    name: str
    past: int


@dataclass(frozen=True)
class Duties:
    """How many tasks a unit's documents give, and how many of them press.

    `past` have passed their deadline without any report in the system, `overdue` are unfinished by a report, `soon`
    are due within 30 days. `first` are the most pressing rows of `tasks`; `bodies` lead most of those `past`.
    """

    total: int
    overdue: int
    past: int
    soon: int
    earliest: date | None
    first: tuple[Row, ...]
    bodies: tuple[BodyLoad, ...]


@cached
def duties(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> Duties | None:
    """The tasks of a unit that still exists; None where its documents give none, or where it has ceased to exist."""
    if province_id not in places(snapshot, "vi"):
        return None
    seen = found(snapshot, Choice(place=province_id), standpoint.day, standpoint.known)
    groups = seen.groups
    if not seen.total or groups[Group.FORMER]:
        return None
    pressing = sum(groups[group] for group in (Group.OVERDUE, Group.PAST_DEADLINE, Group.SOON))
    ids = tuple(index(snapshot).ids[seen.order[: min(pressing, _SHOWN)]].tolist())
    rows = rows_of(snapshot, ids) if ids else {}
    states = states_on(snapshot, standpoint.day, standpoint.known)
    past = states.is_("group", Group.PAST_DEADLINE) & seen.mask
    named = {key: body for key, body in agencies(snapshot).items() if body.is_named}
    loads = heaviest(
        index(snapshot), states_on(snapshot, standpoint.day, standpoint.known), past, None, frozenset(named)
    )
    leading = [load for load in loads if load.lead][:_BODIES]
    days = index(snapshot).deadline[past]
    return Duties(
        total=seen.total,
        overdue=groups[Group.OVERDUE],
        past=groups[Group.PAST_DEADLINE],
        soon=groups[Group.SOON],
        earliest=days.min().astype("datetime64[D]").item() if len(days) else None,
        first=tuple(rows[task_id] for task_id in ids),
        bodies=tuple(BodyLoad(named[load.agency_id].name_vi, load.lead) for load in leading),
    )
