"""Judged rows and target paths of a province as a reader sees them from where he stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any, TypeAlias

from kpi.method.milestone_results import due_results
from kpi.method.progress import judge_from
from kpi.model.records import Row, plain_records
from kpi.reading.province import cached, inputs, province_data
from kpi.reading.standpoint import Standpoint
from kpi.store import province_queries
from kpi.store.concerned import every_province_at_once
from kpi.store.warehouse import Snapshot

JudgedRow: TypeAlias = Mapping[str, Any]

_ALL = ""
_at_once: ContextVar[bool] = ContextVar("at_once", default=False)


@contextmanager
def every_unit_at_once() -> Iterator[None]:
    """Inside, another day is judged once for all units: of some thirty units in turn, each would cost as much."""
    before = _at_once.set(True)
    try:
        with every_province_at_once():
            yield
    finally:
        _at_once.reset(before)


@cached
def progress_of(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> Sequence[JudgedRow]:
    """Every judged row that concerns the province; missing values are None.

    Today's judgement is the warehouse's. Another day is judged by the same method on the same actuals, cut to
    what had happened, and was known, by then.
    """
    if standpoint.is_today:
        return province_queries.progress(snapshot, province_id, standpoint.day.year)
    rows = _concerning(snapshot, province_id, _judged(snapshot, _scope(province_id), standpoint))
    return [{**row, "inherited": row["province_id"] != province_id} for row in rows]


@cached
def judged_by_target(
    snapshot: Snapshot, province_id: str, standpoint: Standpoint
) -> Mapping[tuple[str, str | None], Sequence[JudgedRow]]:
    """The same by (indicator, document); document None for actuals without a target."""
    found: dict[tuple[str, str | None], list[JudgedRow]] = defaultdict(list)
    for row in progress_of(snapshot, province_id, standpoint):
        found[row["indicator_id"], row["document_id"]].append(row)
    return dict(found)


@cached
def results_by_target(
    snapshot: Snapshot, province_id: str, standpoint: Standpoint
) -> Mapping[tuple[str, str], Sequence[Row]]:
    """What came of every target that was due by the day, as known then, by (indicator, document)."""
    if standpoint.is_today:
        # The table tells every target up to the newest actual's day, which may be the end of a year not yet over.
        published = province_queries.milestone_results(snapshot, province_id)
        results: Sequence[Row] = [row for row in published if date(row["year"], 12, 31) <= standpoint.day]
    else:
        results = _concerning(snapshot, province_id, _due(snapshot, _scope(province_id), standpoint))
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in results:
        found[row["indicator_id"], row["document_id"]].append(row)
    return dict(found)


@cached
def path_of(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> Sequence[Row]:
    """The target paths that concern the province; with another day's knowledge they start from its baselines."""
    if standpoint.known is None:
        return province_data(snapshot, province_id).path_rows
    return _concerning(snapshot, province_id, _paths(snapshot, _scope(province_id), standpoint.known))


@cached
def path_by_target(
    snapshot: Snapshot, province_id: str, standpoint: Standpoint
) -> Mapping[tuple[str, str], Sequence[Row]]:
    """The same by (indicator, document)."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in path_of(snapshot, province_id, standpoint):
        found[row["indicator_id"], row["document_id"]].append(row)
    return dict(found)


def _scope(province_id: str) -> str:
    """What is judged where rows of a province are asked for: the province, or all units together."""
    return _ALL if _at_once.get() else province_id


def _concerning(snapshot: Snapshot, province_id: str, rows: Mapping[str, Sequence[Row]]) -> list[Row]:
    """The rows of the province and of its former units."""
    known = province_data(snapshot, province_id)
    owners = {row["province_id"] for row in (*known.target_rows, *known.actual_rows)}
    return [row for owner in sorted(owners) for row in rows.get(owner, ())]


@cached
def _judged(snapshot: Snapshot, scope: str, standpoint: Standpoint) -> Mapping[str, Sequence[Row]]:
    found = inputs(snapshot, scope)
    day, known = standpoint.day, standpoint.known
    return _by_province(plain_records(judge_from(found, [day.year], as_of=day, knowledge_date=known)))


@cached
def _due(snapshot: Snapshot, scope: str, standpoint: Standpoint) -> Mapping[str, Sequence[Row]]:
    return _by_province(plain_records(due_results(inputs(snapshot, scope), standpoint.day, standpoint.known)))


@cached
def _paths(snapshot: Snapshot, scope: str, known: date) -> Mapping[str, Sequence[Row]]:
    return _by_province(plain_records(inputs(snapshot, scope).path_known(known)))


def _by_province(rows: Sequence[Row]) -> Mapping[str, Sequence[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["province_id"]].append(row)
    return dict(found)
