"""Named queries of the heat map: the state of every target of many units, counted first and read by the page."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.store.compare_queries import Row
from kpi.store.warehouse import Snapshot

_COUNTS = """
SELECT indicator_id, province_id, count(*) AS filled,
       count(*) FILTER (state NOT IN ('figure_only', 'promise_only', 'not_assessable')) AS judged,
       count(*) FILTER (state IN ('not_met', 'behind', 'below_baseline')) AS behind,
       count(*) FILTER (state IN ('met', 'on_plan')) AS good
FROM indicator_states WHERE as_of_year = $year AND province_id IN (SELECT unnest($units))
GROUP BY GROUPING SETS ((indicator_id), (province_id))
ORDER BY indicator_id, province_id
"""

_CELLS = """
SELECT province_id, indicator_id, state, reason FROM indicator_states
WHERE as_of_year = $year AND province_id IN (SELECT unnest($units)) AND indicator_id IN (SELECT unnest($indicators))
ORDER BY indicator_id, province_id
"""


def state_counts(snapshot: Snapshot, province_ids: Sequence[str], year: int) -> list[Row]:
    """How many cells of each indicator and of each unit are filled, judged, behind and good.

    One row an indicator (province_id NULL) and one a unit (indicator_id NULL), at the end of `year`. Per unit and
    indicator one state counts: of the first document, and of its series the first that can be judged.
    """
    return snapshot.rows(_COUNTS, {"units": list(province_ids), "year": year})


def state_cells(snapshot: Snapshot, province_ids: Sequence[str], year: int, indicator_ids: Sequence[str]) -> list[Row]:
    """The filled cells of some indicators and units: columns province_id, indicator_id, state, reason.

    `state` is a status, or `target_only` (no actual), `actual_only` (no target), `not_assessable`.
    """
    return snapshot.rows(_CELLS, {"units": list(province_ids), "year": year, "indicators": list(indicator_ids)})
