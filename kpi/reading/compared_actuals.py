"""Figures of one year: which of several counts, and which belong beside a ranking instead of in it."""

from __future__ import annotations

from collections.abc import Iterable

from kpi.model.vocabulary import NATION, Qualifier
from kpi.store.compare_queries import Row


def is_exact(figure: Row) -> bool:
    """Whether a figure may enter a calculation."""
    return bool(figure["qualifier"] == Qualifier.EXACT and figure["value_high"] is None)


def counting(figures: Iterable[Row]) -> tuple[dict[str, Row], set[str]]:
    """The figure of each unit that counts, and the units for which equally recent sources disagree.

    Exact before inexact, then the latest period, then the value recorded last: the order of
    `compare_queries.figures_of_year`, and the rule of the progress method. `figures` are of one series.
    """
    found: dict[str, Row] = {}
    rivals: set[str] = set()
    for row in figures:
        unit_id = row["province_id"]
        before = found.get(unit_id)
        if before is not None and is_exact(before) and not is_exact(row):
            continue
        if before is None or not _same_time(before, row):
            rivals.discard(unit_id)
        elif is_exact(before) and before["value"] != row["value"]:
            rivals.add(unit_id)
        found[unit_id] = row
    return found, rivals


def _same_time(before: Row, row: Row) -> bool:
    return all(before[name] == row[name] for name in ("period_end", "recorded_at"))


def figures_apart(figures: Iterable[Row], series: str, unit_ids: Iterable[str]) -> dict[str, dict[str, Row]]:
    """Figures of the year that are not in the ranking, by unit and series.

    They are of other series, or of units with other boundaries. Units measured by another series carry the
    asked one beside it.
    """
    inside = set(unit_ids)
    found: dict[str, dict[str, Row]] = {}
    for row in figures:
        found.setdefault(row["province_id"], {})[row["series"]] = row
    return {
        unit_id: by_series
        for unit_id, by_series in found.items()
        if unit_id != NATION and (unit_id not in inside or set(by_series) - {series})
    }
