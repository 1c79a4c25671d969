"""By which names a reader may look for a unit: its own in full and in English, its code, old and short ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from kpi.store.warehouse import Snapshot

_OTHER_NAMES = """
WITH merged AS (
    SELECT former_id, successor_id, former.name_vi AS former_vi, former.name_vi = successor.name_vi AS same_name
    FROM crosswalk
    JOIN provinces AS former ON former.province_id = former_id
    JOIN provinces AS successor ON successor.province_id = successor_id
),
named AS (
    SELECT province_id, unnest([full_name_vi, name_en, code]) AS name FROM provinces
    UNION ALL
    SELECT province_id, alias FROM province_aliases
    UNION ALL
    SELECT former_id, alias FROM province_aliases JOIN merged ON successor_id = province_id AND same_name
    UNION ALL
    SELECT successor_id, former_vi FROM merged WHERE NOT same_name
)
SELECT DISTINCT province_id, name FROM named WHERE name IS NOT NULL ORDER BY province_id, name
"""


def other_names(snapshot: Snapshot) -> Mapping[str, tuple[str, ...]]:
    """Every name besides the short one, by unit.

    A unit of today is also found by the units that were merged into it, a former one of the same name by its aliases.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for row in snapshot.rows(_OTHER_NAMES):
        found[row["province_id"]].append(row["name"])
    return {province_id: tuple(names) for province_id, names in found.items()}
