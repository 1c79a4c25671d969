"""Every subject of a province: what it sets targets for itself, and what it only has actuals of."""

from __future__ import annotations

from collections.abc import Iterable

from kpi.model.records import Row
from kpi.reading.province import cached, counted_by_own_targets, province_data, rows_by_indicator
from kpi.reading.standpoint import Standpoint
from kpi.reading.subject import Subject, first_document, first_subject, subject
from kpi.store.warehouse import Snapshot


@cached
def own_subjects(
    snapshot: Snapshot, province_id: str, standpoint: Standpoint, *, every_document: bool = False
) -> tuple[Subject, ...]:
    """Every indicator for which the province itself sets a target by the day, in the order of the catalogue.

    By the document that counts first, or by every one; of documents that were not there by the day nothing is told.
    """
    rows = rows_by_indicator(snapshot, province_id)
    found = []
    for indicator in province_data(snapshot, province_id).indicators:
        name = indicator.indicator_id
        own = dict.fromkeys(row["document_id"] for row in _own_targets(rows[name].targets, standpoint))
        chosen = own if every_document or not own else [first_document(snapshot, province_id, name, standpoint)]
        found += [subject(snapshot, province_id, name, document_id, standpoint) for document_id in chosen]
    return tuple(item for item in found if item is not None)


@cached
def other_subjects(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> tuple[Subject, ...]:
    """Every indicator with an actual of the province for which it set no target itself by the day, in that order.

    Without those whose actuals are all counted by an own target of another name: they are told beside that target.
    """
    rows = rows_by_indicator(snapshot, province_id)
    names = [item.indicator_id for item in province_data(snapshot, province_id).indicators]
    counted = counted_by_own_targets(snapshot, province_id)
    without = [name for name in names if not _own_targets(rows[name].targets, standpoint) and name not in counted]
    found = [subject(snapshot, province_id, name, "", standpoint) for name in without]
    return tuple(item for item in found if item is not None)


def _own_targets(targets: Iterable[Row], standpoint: Standpoint) -> list[Row]:
    """The targets that the province set itself, in documents that were there by the day."""
    return [row for row in targets if not row["inherited"] and standpoint.has(row["known_on"])]


@cached
def headline_subject(snapshot: Snapshot, province_id: str, indicator_id: str, standpoint: Standpoint) -> Subject | None:
    """What a headline card tells: the indicator, or the first target that is counted by its actuals.

    An own target of the indicator goes first, then the first own one that is counted in one of its ways ('5G by
    population' for '5G'), then what former units set. None where nothing is known.
    """
    found = first_subject(snapshot, province_id, indicator_id, standpoint)
    if found is not None and found.document_id and not found.inherited:
        return found
    counted = [
        row
        for row in province_data(snapshot, province_id).target_rows
        if row["measured_indicator_id"] == indicator_id != row["indicator_id"]
    ]
    counted.sort(
        key=lambda row: (row["inherited"], not standpoint.has(row["known_on"]), row["year"] < standpoint.day.year)
    )
    if not counted or (found is not None and counted[0]["inherited"]):
        return found
    return first_subject(snapshot, province_id, counted[0]["indicator_id"], standpoint)
