"""Names of units where former and current ones stand side by side."""

from __future__ import annotations

from collections.abc import Mapping

from kpi.reading.province import provinces
from kpi.store.warehouse import Snapshot
from kpi.words import message


def names_told_apart(snapshot: Snapshot, lang: str) -> Mapping[str, str]:
    """The name of every unit by id; former ones of the same name as a current one say so: 'Đồng Tháp cũ'."""
    units = provinces(snapshot)
    current = {one.name(lang) for one in units.values() if not one.successor_id}
    return {
        province_id: message("compare.former_name", lang, name=unit.name(lang))
        if unit.successor_id and unit.name(lang) in current
        else unit.name(lang)
        for province_id, unit in units.items()
    }
