"""Tasks counted once more from their rows, one by one and without the index of the pages, for the check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kpi.model.records import plain_records
from kpi.model.task_codes import State
from kpi.reading.task_states import SOON_DAYS
from kpi.store import task_queries
from kpi.store.warehouse import Snapshot

Row = Mapping[str, Any]
_ORDER = [str(state) for state in State]
_FINISHED = {State.DONE, State.DONE_LATE, State.ISSUED}
_NOT_REPORTED = {State.NOT_REPORTED, State.SUBMITTED}


@dataclass(frozen=True)
class TaskOnDay:
    """How one task stands on a day: what was last reported, and by its deadline.

    `history` is what a unit left unfinished that had ceased to exist.
    """

    task_id: str
    row: Row
    state: str
    issued: bool
    former: bool
    history: bool
    overdue: bool
    silent: bool
    soon: bool

    @property
    def body(self) -> bool:
        """Whether it stands in the running text."""
        return bool(self.row["section"] == "body")


class Recount:
    """Every task as it is on the day, with its bodies."""

    def __init__(self, snapshot: Snapshot, day: date) -> None:
        self.day = day
        rows = plain_records(task_queries.light(snapshot))
        reports: dict[str, list[Row]] = {}
        for report in plain_records(task_queries.reports(snapshot)):
            if report["recorded_at"] <= day:
                reports.setdefault(report["task_id"], []).append(report)
        self.tasks = [_on_day(row, reports.get(row["task_id"], []), day) for row in rows]
        self._links = plain_records(task_queries.links(snapshot))

    def of(self, place: str = "", document: str = "") -> list[TaskOnDay]:
        """The tasks of a place or a document; of all of them without those of former units."""
        return [
            task
            for task in self.tasks
            if task.issued
            and place in {"", task.row["place"]}
            and document in {"", task.row["document_id"]}
            and (place or document or not task.former)
        ]

    def led(self, tasks: Iterable[TaskOnDay], among: frozenset[str]) -> Counter[tuple[str, str]]:
        """How many of some tasks each body of each document leads."""
        wanted = {task.task_id for task in tasks}
        found: Counter[tuple[str, str]] = Counter()
        for link in self._links:
            task = self.tasks[link["task"]]
            if link["role"] == "lead" and link["agency_id"] in among and task.task_id in wanted:
                found[task.row["document_id"], link["agency_id"]] += 1
        return found


def _on_day(row: Row, reports: Sequence[Row], day: date) -> TaskOnDay:
    newest = max((report["recorded_at"] for report in reports), default=None)
    told = [report["status"] for report in reports if report["recorded_at"] == newest]
    state = min(told, key=_ORDER.index) if told else str(State.NOT_REPORTED)
    former = row["ended_on"] is not None and row["ended_on"] < day
    open_still = state not in _FINISHED and not former
    deadline = row["deadline"]
    past = open_still and deadline is not None and deadline < day
    return TaskOnDay(
        task_id=row["task_id"],
        row=row,
        state=state,
        issued=row["issued_on"] <= day,
        former=former,
        history=former and state not in _FINISHED,
        overdue=past and state not in _NOT_REPORTED,
        silent=past and state in _NOT_REPORTED,
        soon=open_still and deadline is not None and day <= deadline <= day + timedelta(days=SOON_DAYS),
    )
