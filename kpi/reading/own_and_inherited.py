"""The targets of a province and those of former units, never counted together, with the actuals seen from a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from kpi.model.records import ActualRecord, DocumentRecord, TargetRecord
from kpi.reading.province import cached, province_data
from kpi.reading.province_rows import IndicatorRow, indicator_rows
from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot

Item = TypeVar("Item", TargetRecord, ActualRecord)


@cached
def rows_by_owner(
    snapshot: Snapshot, province_id: str, standpoint: Standpoint, *, in_force: bool = False
) -> Mapping[str, tuple[IndicatorRow, ...]]:
    """One row for each indicator with a target, by the province whose target it is; the province's own go first.

    Actuals are the owner's and those that are seen; with `in_force` only targets of documents issued by then.
    """
    known = province_data(snapshot, province_id)
    targets = [item for item in known.targets if not in_force or standpoint.has(item.issued_on)]
    owners = dict.fromkeys(item.province_id for item in targets)
    seen = seen_actuals(snapshot, province_id, standpoint)
    return {
        owner: tuple(
            indicator_rows(known.indicators, _of(owner, targets), _of(owner, seen), inherited=owner != province_id)
        )
        for owner in owners
    }


@cached
def seen_actuals(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> tuple[ActualRecord, ...]:
    """The actuals of a province and its former units that a reader can see."""
    known = province_data(snapshot, province_id)
    seen = {row["actual_id"] for row in known.actual_rows if standpoint.sees(row)}
    return tuple(item for item in known.actuals if item.actual_id in seen)


def documents_in_force(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> list[DocumentRecord]:
    """The province's own documents that were issued by then, the one that counts first before others."""
    known = province_data(snapshot, province_id)
    return [item for item in known.documents if not item.inherited and standpoint.has(item.issued_on)]


@cached
def rows_without_target(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> tuple[IndicatorRow, ...]:
    """One row for each indicator with an actual of the province itself, for which nobody set it a target."""
    known = province_data(snapshot, province_id)
    with_target = {item.indicator_id for item in known.targets}
    seen = _of(province_id, seen_actuals(snapshot, province_id, standpoint))
    rows = []
    for indicator in known.indicators:
        own = tuple(item for item in seen if item.indicator_id == indicator.indicator_id)
        if own and indicator.indicator_id not in with_target:
            rows.append(IndicatorRow(indicator, (), own))
    return tuple(rows)


def _of(owner: str, items: Iterable[Item]) -> list[Item]:
    return [item for item in items if item.province_id == owner]
