"""Named queries of the heat map: the state of every promise of many units, counted first and read by the page."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.compare_queries import Row
from kpi.warehouse import Snapshot

_STATES = """
WITH document_place AS (
    SELECT document_id,
           row_number() OVER (ORDER BY kind <> 'plan_text', issued_on DESC NULLS LAST, document_id) AS place
    FROM documents
),
judged AS (
    SELECT province_id, progress.indicator_id, progress.document_id, progress.series, status, reason,
           CASE WHEN progress.document_id IS NULL THEN 'figure_only'
                WHEN status <> 'not_assessable' THEN status
                WHEN progress.series IS NULL THEN 'promise_only'
                ELSE 'not_assessable' END AS state
    FROM progress LEFT JOIN document_place USING (document_id)
    LEFT JOIN series ON series.indicator_id = progress.indicator_id AND series.series = progress.series
    WHERE as_of_year = $year AND province_id IN (SELECT unnest($units))
          AND ($indicators IS NULL OR progress.indicator_id IN (SELECT unnest($indicators)))
    QUALIFY row_number() OVER (
        PARTITION BY progress.indicator_id, province_id
        ORDER BY document_place.place NULLS LAST, status = 'not_assessable', series.rank, progress.series
    ) = 1
)
"""

_COUNTS = f"""
{_STATES}
SELECT indicator_id, province_id, count(*) AS filled,
       count(*) FILTER (state NOT IN ('figure_only', 'promise_only', 'not_assessable')) AS judged,
       count(*) FILTER (state IN ('behind', 'reversing')) AS behind,
       count(*) FILTER (state IN ('achieved', 'on_plan')) AS good
FROM judged GROUP BY GROUPING SETS ((indicator_id), (province_id))
ORDER BY indicator_id, province_id
"""  # noqa: S608

_CELLS = f"""
{_STATES}
SELECT province_id, indicator_id, state, reason FROM judged ORDER BY indicator_id, province_id
"""  # noqa: S608


def state_counts(snapshot: Snapshot, unit_ids: Sequence[str], year: int) -> list[Row]:
    """How many cells of each indicator and of each unit are filled, judged, behind and good.

    One row an indicator (province_id NULL) and one a unit (indicator_id NULL), at the end of `year`. Per unit and
    indicator one state counts: of the first document, and of its series the first that can be judged.
    """
    return snapshot.rows(_COUNTS, {"units": list(unit_ids), "year": year, "indicators": None})


def state_cells(snapshot: Snapshot, unit_ids: Sequence[str], year: int, indicator_ids: Sequence[str]) -> list[Row]:
    """The filled cells of some indicators and units: columns province_id, indicator_id, state, reason.

    `state` is a status, or `promise_only` (no figure), `figure_only` (nothing promised), `not_assessable`.
    """
    return snapshot.rows(_CELLS, {"units": list(unit_ids), "year": year, "indicators": list(indicator_ids)})
