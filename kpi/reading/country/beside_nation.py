"""Which targets of the nation may stand beside a province's: counted alike, of one size, and there by the day."""

from __future__ import annotations

from collections.abc import Iterable

from kpi.method.likeness import yardstick
from kpi.model.records import Row
from kpi.model.vocabulary import ProvinceKind
from kpi.reading.province import national_targets, provinces
from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot


def national_beside(
    snapshot: Snapshot,
    province_id: str,
    indicator_id: str,
    targets: Iterable[Row],
    actuals: Iterable[Row],
    standpoint: Standpoint,
) -> tuple[Row, ...]:
    """The nation's targets that were set by the day and are counted as a province's `targets` or `actuals`.

    None beside the nation's own.
    """
    if provinces(snapshot)[province_id].kind == ProvinceKind.NATION:
        return ()
    beside = yardstick(national_targets(snapshot).get(indicator_id, ()), targets, actuals)
    return tuple(row for row in beside if standpoint.has(row["known_on"]))
