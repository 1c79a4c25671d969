"""Since when a reader asks for changes: a day, or an earlier snapshot of the same warehouse."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kpi.reading.changes.records import Changes
from kpi.reading.changes.since import changes_since, changes_since_snapshot
from kpi.reading.standpoint import Standpoint
from kpi.store import earlier
from kpi.store.warehouse import Snapshot

_DAYS_BACK = 30
"""So many days, the present one among them, where a reader says nothing."""


class SinceChoice(StrEnum):
    """What a reader may ask for, as the address names it."""

    RECENT = "30_ngay"
    YEAR = "dau_nam"
    DAY = "ngay"
    SNAPSHOT = "ban_chup"
    VISIT = "lan_truoc"


@dataclass(frozen=True)
class Since:
    """From a `day` on, or since the earlier snapshot `snapshot_id`; where that is gone the day counts."""

    day: date
    snapshot_id: str = ""


@dataclass(frozen=True)
class Visit:
    """When a reader looked at the product on an earlier day, and which snapshot was shown last then."""

    day: date
    snapshot_id: str


def recently(standpoint: Standpoint) -> Since:
    """The last 30 days."""
    return Since(standpoint.day - timedelta(days=_DAYS_BACK - 1))


def since_of(
    snapshot: Snapshot, choice: SinceChoice, standpoint: Standpoint, day: date | None = None, visit: Visit | None = None
) -> Since | None:
    """What a choice means from where a reader stands; None where there is no earlier snapshot or visit to begin from.

    `day` is the one that the reader typed, else 30 days back.
    """
    recent = recently(standpoint)
    match choice:
        case SinceChoice.RECENT:
            return recent
        case SinceChoice.YEAR:
            return Since(date(standpoint.day.year, 1, 1))
        case SinceChoice.DAY:
            return Since(day) if day else recent
        case SinceChoice.SNAPSHOT:
            before = earlier.previous(snapshot)
            return None if before is None else Since(recent.day, before.snapshot_id)
        case SinceChoice.VISIT:
            return None if visit is None else _since_visit(snapshot, visit)


def _since_visit(snapshot: Snapshot, visit: Visit) -> Since:
    """The snapshot that was shown then, while the warehouse still holds it; else the day after the visit."""
    seen = "" if visit.snapshot_id == snapshot.snapshot_id else visit.snapshot_id
    return Since(visit.day + timedelta(days=1), seen)


def changes_of(snapshot: Snapshot, province_id: str, since: Since, standpoint: Standpoint) -> Changes:
    """The changes of a unit's own since then, up to where the reader stands."""
    before = earlier.named(snapshot, since.snapshot_id) if since.snapshot_id else None
    if before is not None:
        return changes_since_snapshot(snapshot, province_id, before, standpoint)
    return changes_since(snapshot, province_id, since.day - timedelta(days=1), standpoint)
