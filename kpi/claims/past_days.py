"""The past days on which the check reads again what is said: one of each era of the plans, each with its knowledge."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from kpi.claims.changes import false_changes
from kpi.claims.tasks import false_task_claims
from kpi.claims.whole import FalseClaim, false_claims
from kpi.reading.standpoint import Standpoint
from kpi.store.document_queries import documents
from kpi.store.warehouse import Snapshot


def past_days(snapshot: Snapshot) -> tuple[Standpoint, ...]:
    """Before the first plan that is at hand in full, and at the end of each year that has ended since, all knowledge.

    The last one again with what was known a month before.
    """
    today = Standpoint().day
    issued = [row["issued_on"] for row in documents(snapshot) if row["file"] and row["issued_on"]]
    first = min(issued, default=today) - timedelta(days=1)
    ends = [date(year, 12, 31) for year in range(first.year, today.year)]
    days = [Standpoint(as_of=day) for day in (first, *ends) if day < today]
    return (*days, *(Standpoint(as_of=day, known=day - timedelta(days=31)) for day in ends[-1:]))


def false_on_past_days(snapshot: Snapshot) -> Iterator[FalseClaim]:
    """Everything false that is said of any unit, of tasks and of changes on one of those days."""
    for standpoint in past_days(snapshot):
        yield from false_claims(snapshot, standpoint)
        yield from false_task_claims(snapshot, standpoint)
        yield from false_changes(snapshot, standpoint)
