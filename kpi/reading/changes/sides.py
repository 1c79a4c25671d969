"""What can be seen of a unit on one side of a comparison: as a reader sees it now, and as one saw it on a day before.

An actual without a day of publication counts as known all along: it is never told as new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

import numpy as np

from kpi.method.arrays import NO_DAY
from kpi.method.inputs import Inputs
from kpi.method.milestone_results import due_results
from kpi.method.progress import judge_from
from kpi.model.records import Row, plain_records
from kpi.reading.due_results import DueResult, due_by_owner, due_of_results
from kpi.reading.province import cached, inputs, province_data, provinces
from kpi.reading.standpoint import Standpoint
from kpi.reading.subject import Subject
from kpi.reading.subjects import own_subjects
from kpi.reading.tasks import index, states_on
from kpi.store import task_queries
from kpi.store.warehouse import Snapshot


@dataclass(frozen=True)
class Side:
    """What is seen of a unit's own: `subjects` every target path by (indicator, document), `results` what was due.

    `actuals`, `targets` and `documents` are rows of the warehouse, `reports` those of `task_queries.reports_of`.
    """

    actuals: tuple[Row, ...]
    targets: tuple[Row, ...]
    documents: tuple[Row, ...]
    reports: tuple[Row, ...]
    subjects: Mapping[tuple[str, str], Subject]
    results: tuple[DueResult, ...]


NOTHING = Side((), (), (), (), MappingProxyType({}), ())
"""What is seen of a unit that is not there."""


def light_side(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> Side:
    """What a reader who stands there sees, without the judged rows."""
    known = province_data(snapshot, province_id)
    return Side(
        actuals=tuple(row for row in known.actual_rows if not row["inherited"] and standpoint.sees(row)),
        targets=_targets(snapshot, province_id, standpoint),
        documents=_documents(snapshot, province_id, standpoint),
        reports=_reports(snapshot, province_id, standpoint),
        subjects=NOTHING.subjects,
        results=due_by_owner(snapshot, province_id, standpoint).get(province_id, ()),
    )


def light_side_before(now: Side, day: date) -> Side:
    """What of a side was known on an earlier day; without what is judged."""
    return Side(
        actuals=tuple(row for row in now.actuals if _was_known(row, day)),
        targets=now.targets,
        documents=tuple(row for row in now.documents if row["issued_on"] is None or row["issued_on"] <= day),
        reports=tuple(row for row in now.reports if row["recorded_at"] <= day),
        subjects=NOTHING.subjects,
        results=(),
    )


@cached
def side_of(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> Side:
    """What a reader who stands there sees."""
    return replace(
        light_side(snapshot, province_id, standpoint),
        subjects={
            (item.indicator.indicator_id, item.document_id): item
            for item in own_subjects(snapshot, province_id, standpoint, every_document=True)
        },
    )


@cached
def side_before(snapshot: Snapshot, province_id: str, day: date, after: Standpoint) -> Side:
    """What a reader saw on an earlier `day`, with what was known then, of what `side_of(after)` shows.

    Judged as `after` is: where that is today, at the end of the year of the day.
    """
    now = side_of(snapshot, province_id, after)
    known = light_side_before(now, day)
    if is_judged_alike(snapshot, province_id, day, after):
        due = tuple(item for item in now.results if date(item.year, 12, 31) <= day)
        return replace(known, subjects=now.subjects, results=due)
    then = Standpoint(as_of=day, known=day, audience=after.audience, today=after.today)
    judged, results = _judged_on(snapshot, province_id, day, after)
    seen = {row["actual_id"] for row in known.actuals}
    subjects = {}
    for key, item in now.subjects.items():
        subjects[key] = replace(
            item,
            standpoint=then,
            actuals=tuple(row for row in item.actuals if row["actual_id"] in seen),
            judged=tuple(judged.get(key, ())),
            results=tuple(row for row in results.get(key, ()) if row["province_id"] == item.owner_id),
            path=(),
            borrowed=tuple(row for row in item.borrowed if row["actual_id"] in seen),
        )
    return replace(
        known, subjects=subjects, results=due_of_results(snapshot, province_id, results).get(province_id, ())
    )


def is_judged_alike(snapshot: Snapshot, province_id: str, day: date, after: Standpoint) -> bool:
    """Whether a judgement of the earlier day can only be that of today: the same year, and nothing known since.

    Judging an earlier day takes a quarter of a second, which a first screen does not have.
    """
    if not after.is_today or day.year != after.day.year:
        return False
    known = province_data(snapshot, province_id)
    days = [row["recorded_at"] for row in known.actual_rows] + [row["issued_on"] for row in known.target_rows]
    return all(found is None or found <= day for found in days)


def _was_known(actual: Row, day: date) -> bool:
    return actual["recorded_at"] is None or bool(actual["recorded_at"] <= day)


def _targets(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> tuple[Row, ...]:
    rows = province_data(snapshot, province_id).target_rows
    return tuple(row for row in rows if not row["inherited"] and standpoint.has(row["known_on"]))


def _documents(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> tuple[Row, ...]:
    found = province_data(snapshot, province_id).documents
    return tuple(vars(item) for item in found if not item.inherited and standpoint.has(item.known_on))


def _reports(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> tuple[Row, ...]:
    """Every report and public statement on the tasks of the unit that was known by then."""
    until = min(standpoint.day, standpoint.known or standpoint.day)
    ids = task_ids(snapshot, province_id, standpoint)
    rows = task_queries.reports_of(snapshot, ids) if ids else []
    return tuple(row for row in rows if row["recorded_at"] <= until)


@cached
def task_ids(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> tuple[str, ...]:
    """The tasks of the unit's documents that were issued by then, of a unit that still exists."""
    tasks, states = index(snapshot), states_on(snapshot, standpoint.day, standpoint.known)
    mask = tasks.is_("place", province_id) & states.cells["issued"].astype(bool) & ~states.cells["former"].astype(bool)
    return tuple(tasks.ids[mask].tolist())


_ByTarget = Mapping[tuple[str, str], Sequence[Row]]


def _judged_on(snapshot: Snapshot, province_id: str, day: date, after: Standpoint) -> tuple[_ByTarget, _ByTarget]:
    """Judged rows and results as of an earlier day, by (indicator, document)."""
    known = inputs(snapshot, province_id)
    if after.known is None:
        known = _known_all_along(known)
    cut = None if after.is_today else day
    judged = plain_records(judge_from(known, [day.year], as_of=cut, knowledge_date=day))
    results = plain_records(due_results(known, day, day))
    return _by_target(judged), _by_target(results)


def _known_all_along(known: Inputs) -> Inputs:
    """The same with actuals without a day of publication as known since ever."""
    recorded = known.actuals.recorded
    return replace(known, actuals=replace(known.actuals, recorded=np.where(recorded == NO_DAY, 0, recorded)))


def _by_target(rows: Sequence[Row]) -> _ByTarget:
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row["document_id"] is not None:
            found[row["indicator_id"], row["document_id"]].append(row)
    return found


def last_day_of(snapshot: Snapshot, province_id: str) -> date | None:
    """The last day of a unit that was merged into another; its later due dates are nobody's to keep."""
    unit = provinces(snapshot)[province_id]
    return unit.valid_to if unit.successor_id is not None else None
