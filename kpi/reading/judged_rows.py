"""Judged rows and target paths of a province as a reader sees them from where he stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from kpi.method.milestone_results import due_results
from kpi.method.progress import judge_from
from kpi.model.records import Row, plain_records
from kpi.reading.province import cached, inputs, province_data
from kpi.reading.standpoint import Standpoint
from kpi.store import province_queries
from kpi.store.warehouse import Snapshot

JudgedRow: TypeAlias = Mapping[str, Any]


@cached
def progress_of(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> Sequence[JudgedRow]:
    """Every judged row that concerns the province; missing values are None.

    Today's judgement is the warehouse's. Another day is judged by the same method on the same actuals, cut to
    what had happened, and was known, by then.
    """
    if standpoint.is_today:
        return province_queries.progress(snapshot, province_id, standpoint.day.year)
    rows = judge_from(
        inputs(snapshot, province_id), [standpoint.day.year], as_of=standpoint.day, knowledge_date=standpoint.known
    )
    return plain_records(rows.assign(inherited=rows["province_id"].astype(object) != province_id))


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
        results = plain_records(due_results(inputs(snapshot, province_id), standpoint.day, standpoint.known))
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in results:
        found[row["indicator_id"], row["document_id"]].append(row)
    return dict(found)


@cached
def path_of(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> Sequence[Row]:
    """The target paths that concern the province; with another day's knowledge they start from its baselines."""
    if standpoint.known is None:
        return province_data(snapshot, province_id).path_rows
    return plain_records(inputs(snapshot, province_id).path_known(standpoint.known))


@cached
def path_by_target(
    snapshot: Snapshot, province_id: str, standpoint: Standpoint
) -> Mapping[tuple[str, str], Sequence[Row]]:
    """The same by (indicator, document)."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in path_of(snapshot, province_id, standpoint):
        found[row["indicator_id"], row["document_id"]].append(row)
    return dict(found)
