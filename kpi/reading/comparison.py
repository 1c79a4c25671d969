"""One comparison put together: from the rows of the warehouse to ranked, unranked and set-apart units.

Which series and year are compared unless a reader says otherwise: those that place the most units, by one rule.
Rows come from `kpi.store.compare_queries`; which of them place a unit is decided in `kpi.reading.compared_actuals`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kpi.method.thresholds import Method
from kpi.model.vocabulary import NATION
from kpi.reading.compared_actuals import FINDERS, Asked, ComparedRows, Known, compared_target
from kpi.reading.ranking import (
    Ambition,
    Measure,
    Ranking,
    Spread,
    ambition,
    is_lower_better,
    rank,
    spread,
    tie_band,
)
from kpi.store.compare_queries import Row


@dataclass(frozen=True)
class Comparison:
    """The answer: ranking and spread of the units, the nation's value beside them, and the rows behind every place.

    `judged_row`, `plan`, `actual` and `target` map a unit to its row; a unit without one is missing. `plan` is the
    judged row of the document that counts first, whatever its series. `enough`: enough of the units have a value for a
    leader, a median or a rank to say something of them all; there is no spread otherwise.
    """

    asked: Asked
    ranking: Ranking
    enough: bool
    nation: float | None
    spread: Spread | None
    band: float
    lower_better: bool
    judged_row: Mapping[str, Row]
    plan: Mapping[str, Row]
    actual: Mapping[str, Row]
    target: Mapping[str, Row]

    @property
    def coverage(self) -> tuple[int, int]:
        """How many units have a value, of how many: a rank is never told without it, and not at all of too few."""
        placed = len(self.ranking.placed)
        return placed, placed + len(self.ranking.unranked)


def compare(
    asked: Asked, province_ids: Sequence[str], known: Known, indicator: Mapping[str, Any], method: Method
) -> Comparison:
    """Rank `province_ids` (in the order that settles ties); `indicator` is its row of `indicators`.

    Values are in the indicator's unit, for planned progress shares of one, for pace units a year.
    """
    rows = ComparedRows(asked, known, method)
    lower_better = is_lower_better(asked.measure, indicator["direction"])
    band = tie_band(asked.measure, float(indicator["materiality"]), method)
    finder = FINDERS[asked.measure]
    candidates = [finder(rows, province_id, indicator) or rows.without(province_id) for province_id in province_ids]
    nation = finder(rows, NATION, indicator)
    order = {province_id: place for place, province_id in enumerate(province_ids)}
    ranking = rank(candidates, band, lower_better=lower_better, order=order)
    enough = len(ranking.placed) >= method.coverage.min_share.value * len(province_ids)
    return Comparison(
        asked=asked,
        ranking=ranking,
        enough=enough,
        nation=nation.value if nation else None,
        spread=spread([place.value for place in ranking.placed]) if enough else None,
        band=band,
        lower_better=lower_better,
        judged_row=rows.judged_row,
        plan=rows.plan,
        actual=rows.actual,
        target=rows.target,
    )


def ambition_of(row: Mapping[str, Any], nation: Mapping[str, Any] | None, indicator: Row) -> Ambition | None:
    """How a target stands beside the nation's for the same year; None where the nation sets no target."""
    return ambition(
        compared_target(row),
        compared_target(nation) if nation else None,
        float(indicator["materiality"]),
        lower_better=is_lower_better(Measure.TARGET, indicator["direction"]),
    )


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
