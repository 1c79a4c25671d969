"""Everything that comparisons are made of, in one reading each: for who checks them all at once."""

from __future__ import annotations

from kpi.store.compare_queries import Row
from kpi.store.warehouse import Snapshot

_EVERY_ACTUAL = """
SELECT indicator_id, year(period_end) AS year, province_id, series, period_start, period_end, value, value_high,
       numerator, denominator, qualifier, unit, recorded_at
FROM actuals ORDER BY province_id, series, period_end, recorded_at NULLS FIRST, qualifier <> 'exact' DESC, actual_id
"""

_EVERY_TARGET = """
SELECT indicator_id, year, target_id, targets.province_id, document_id, documents.kind AS document_kind,
       documents.known_on, operator, value, value_high, denominator, unit, cadence, status, measure,
       measured_indicator_id
FROM targets JOIN documents USING (document_id) WHERE status IN ('in_force', 'conflicting')
ORDER BY targets.province_id, documents.place, value, target_id
"""

_EVERY_JUDGED_ROW = """
SELECT progress.indicator_id, as_of_year AS year, progress.province_id, progress.document_id, progress.series,
       actual_year, actual, actual_qualifier, planned, planned_method, planned_year, gap, planned_progress,
       achieved_per_year, required_per_year, next_milestone_year, next_milestone, status, reason, newer_unusable,
       documents.kind AS document_kind
FROM progress LEFT JOIN documents USING (document_id)
SEMI JOIN (FROM progress WHERE status <> 'not_assessable') AS judged
     ON judged.indicator_id = progress.indicator_id AND judged.as_of_year = progress.as_of_year
ORDER BY progress.province_id, document_id IS NULL, documents.place, progress.series
"""


def every_actual(snapshot: Snapshot) -> list[Row]:
    """Every actual of every indicator, with the year its period ends in; in the order of `actuals_of_year`."""
    return snapshot.rows(_EVERY_ACTUAL)


def every_target(snapshot: Snapshot) -> list[Row]:
    """Every target of every indicator, in the order of `targets_of_year`."""
    return snapshot.rows(_EVERY_TARGET)


def every_judged_row(snapshot: Snapshot) -> list[Row]:
    """Every row of indicators and years in which any row is judged, in the order of `judged_rows`."""
    return snapshot.rows(_EVERY_JUDGED_ROW)
