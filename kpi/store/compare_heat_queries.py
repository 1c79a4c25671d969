"""Named queries of the heat map: the state of every target of many units, counted first and read by the page."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.store.compare_queries import Row
from kpi.store.warehouse import Snapshot

_SHOWN = """
WITH asked AS (
    SELECT province_id, indicator_id, document_id, list(DISTINCT year) AS years
    FROM targets WHERE status <> 'superseded' GROUP BY ALL
), ended AS (
    SELECT province_id, indicator_id, document_id, any_value(result) AS result
    FROM milestone_results JOIN asked USING (province_id, indicator_id, document_id)
    WHERE year = list_max(years) AND result <> 'undecided' GROUP BY ALL HAVING count(DISTINCT result) = 1
), shown AS (
    SELECT cell.* REPLACE (if(reason = 'plan_ended', coalesce(result, state), state) AS state)
    FROM indicator_states AS cell LEFT JOIN ended USING (province_id, indicator_id, document_id)
    WHERE as_of_year = $year AND province_id IN (SELECT unnest($units))
)
"""
"""A document without a target ahead shows what came of its last one."""

_COUNTS = f"""
{_SHOWN}
SELECT indicator_id, province_id, count(*) AS filled,
       count(*) FILTER (state NOT IN ('figure_only', 'promise_only', 'not_assessable')) AS judged,
       count(*) FILTER (state IN ('not_met', 'behind', 'below_baseline')) AS behind,
       count(*) FILTER (state IN ('met', 'on_plan')) AS good
FROM shown
GROUP BY GROUPING SETS ((indicator_id), (province_id))
ORDER BY indicator_id, province_id
"""  # noqa: S608

_CELLS = f"""
{_SHOWN}, due AS (
    SELECT province_id, indicator_id, document_id, list({{year: year, result: result, reason: reason}}) AS results
    FROM milestone_results GROUP BY ALL
)
SELECT shown.province_id, shown.indicator_id, state, reason, years, results
FROM shown LEFT JOIN asked USING (province_id, indicator_id, document_id)
LEFT JOIN due USING (province_id, indicator_id, document_id)
WHERE shown.indicator_id IN (SELECT unnest($indicators))
ORDER BY shown.indicator_id, shown.province_id
"""  # noqa: S608


def state_counts(snapshot: Snapshot, province_ids: Sequence[str], year: int) -> list[Row]:
    """How many cells of each indicator and of each unit are filled, judged, behind and good.

    One row an indicator (province_id NULL) and one a unit (indicator_id NULL), at the end of `year`. Per unit and
    indicator one state counts: of the first document, and of its series the first that can be judged.
    """
    return snapshot.rows(_COUNTS, {"units": list(province_ids), "year": year})


def state_cells(snapshot: Snapshot, province_ids: Sequence[str], year: int, indicator_ids: Sequence[str]) -> list[Row]:
    """The filled cells of some indicators and units, with what tells a target that is due from one that is not.

    Columns province_id, indicator_id, state, reason, years, results. `state` is a status, or `promise_only` (no
    actual), `figure_only` (no target), `not_assessable`. `years` are those of the targets of the document that counts
    first, `results` its rows of `milestone_results`; None where there are none.
    """
    return snapshot.rows(_CELLS, {"units": list(province_ids), "year": year, "indicators": list(indicator_ids)})
