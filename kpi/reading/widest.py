"""Which series and which year to compare units by: those that place the most of them, by one rule everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kpi.store.compare_queries import Row


def widest_series(counts: Iterable[Row], order: Sequence[str]) -> str:
    """The series that places the most units in one year; of equals the first of `order`; '' without any.

    `counts` has one row a series and year: columns series, year, units.
    """
    most: dict[str, int] = {}
    for row in counts:
        most[row["series"]] = max(most.get(row["series"], 0), row["units"])
    return max(order, key=lambda name: (most.get(name, 0), -order.index(name)), default="")


def widest_year(counts: Iterable[Row], series: str, years: Iterable[int]) -> int | None:
    """The year of which the series places the most units, the newest of equals; None without any year."""
    units = {row["year"]: row["units"] for row in counts if row["series"] == series}
    return max(years, key=lambda year: (units.get(year, 0), year), default=None)
