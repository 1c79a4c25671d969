"""Which years there are to compare, and what is shown before the reader chooses: whatever places the most units."""

from __future__ import annotations

from kpi.reading.comparison import widest_series, widest_year
from kpi.store import compare_queries as queries
from kpi.store.compare_queries import Row
from kpi.store.warehouse import Snapshot
from pages.compare import data


def years_of_actuals(snapshot: Snapshot, indicator_id: str) -> list[int]:
    """Years of which any unit, of whatever boundaries, has an actual, newest first."""
    counted = _actual_counts(snapshot, indicator_id, data.vintages(snapshot)[0])
    return sorted({row["year"] for row in counted}, reverse=True)


def years_of_targets(snapshot: Snapshot, indicator_id: str) -> list[int]:
    """Years for which any unit, of whatever boundaries, sets a target, in order."""
    return [row["year"] for row in _target_counts(snapshot, indicator_id, data.vintages(snapshot)[0])]


def best_series(snapshot: Snapshot, indicator_id: str, vintage: int) -> str:
    """The series that places the most units in one year."""
    return widest_series(_actual_counts(snapshot, indicator_id, vintage), list(data.series(snapshot, indicator_id)))


def best_year(snapshot: Snapshot, indicator_id: str, name: str, vintage: int) -> int | None:
    """The year of which the series places the most units; else the newest with an actual."""
    counted = _actual_counts(snapshot, indicator_id, vintage)
    return widest_year(counted, name, years_of_actuals(snapshot, indicator_id))


def best_due_year(snapshot: Snapshot, indicator_id: str, vintage: int) -> int | None:
    """The year for which the most units set a target, the latest of equals."""
    counted = _target_counts(snapshot, indicator_id, vintage)
    best = max(counted, key=lambda row: (row["units"], row["year"]), default=None)
    return best["year"] if best else None


# However many units there are, all indicators together have few counts.
def _actual_counts(snapshot: Snapshot, indicator_id: str, vintage: int) -> list[Row]:
    return data.about_all(snapshot, queries.actual_counts, vintage).get(indicator_id, [])


def _target_counts(snapshot: Snapshot, indicator_id: str, vintage: int) -> list[Row]:
    return data.about_all(snapshot, queries.target_counts, vintage).get(indicator_id, [])
