"""Units that a reader chose, compared as on So sánh: the same series, year, tiers and ties, seen from a standpoint."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kpi.method.thresholds import load_method
from kpi.model.records import Row
from kpi.model.vocabulary import Qualifier
from kpi.reading.compared_actuals import Asked, Known, is_exact
from kpi.reading.comparison import Comparison, compare, widest_series, widest_year
from kpi.reading.province import all_indicators
from kpi.reading.ranking import Measure
from kpi.reading.standpoint import Standpoint
from kpi.reading.subject import Subject, first_subject
from kpi.store.warehouse import Snapshot


@dataclass(frozen=True)
class ChosenUnits:
    """The comparison, and what is known of each unit; what a former unit set or measured is not its successor's.

    `province_ids` are the placed from best to worst, then those with another actual, then those without.
    """

    comparison: Comparison
    province_ids: tuple[str, ...]
    subjects: Mapping[str, Subject]

    def actual(self, province_id: str) -> Row | None:
        """The actual of a unit that stands in the comparison, else the one that counts for the unit by itself."""
        placed = self.comparison.actual.get(province_id)
        if placed is not None:
            return placed
        subject = self.subjects.get(province_id)
        return subject.actual if subject else None


def compare_chosen(
    snapshot: Snapshot, indicator_id: str, province_ids: Iterable[str], standpoint: Standpoint
) -> ChosenUnits:
    """Compare the latest actuals of some units by the series and year that place the most of them."""
    asked = tuple(dict.fromkeys(province_ids))
    found = {province_id: first_subject(snapshot, province_id, indicator_id, standpoint) for province_id in asked}
    subjects = {name: item for name, item in found.items() if item is not None and not item.inherited}
    actuals = [row for item in subjects.values() for row in item.actuals]
    counts = _counts(actuals)
    ranked = sorted({(row["series_rank"], row["series"]) for row in actuals})
    series = widest_series(counts, [name for _, name in ranked])
    year = widest_year(counts, series, {row["year"] for row in counts if row["series"] == series})
    indicator = next(row for row in all_indicators(snapshot) if row["indicator_id"] == indicator_id)
    known = Known(actuals=[row for row in _in_order(actuals) if row["period_end"].year == year])
    question = Asked(Measure.LEVEL, series, year or standpoint.day.year)
    comparison = compare(question, asked, known, indicator, load_method())
    placed = [place.province_id for place in comparison.ranking.placed]
    others = [province_id for province_id in asked if province_id not in placed]
    made = ChosenUnits(comparison, (), subjects)
    measured = [province_id for province_id in others if made.actual(province_id) is not None]
    without = [province_id for province_id in others if province_id not in measured]
    return ChosenUnits(comparison, (*placed, *measured, *without), subjects)


def _counts(actuals: Sequence[Row]) -> list[Row]:
    """How many units have an exact actual, by series and year."""
    units: dict[tuple[str, int], set[str]] = {}
    for row in actuals:
        if is_exact(row):
            units.setdefault((row["series"], row["period_end"].year), set()).add(row["province_id"])
    return [{"series": series, "year": year, "units": len(found)} for (series, year), found in units.items()]


def _in_order(actuals: Sequence[Row]) -> list[Row]:
    """The order in which `kpi.reading.compared_actuals.counting` takes them: what counts last stands last."""
    return sorted(
        actuals,
        key=lambda row: (
            row["province_id"],
            row["series"],
            row["period_end"],
            row["recorded_at"] or date.min,
            row["qualifier"] == Qualifier.EXACT,
            row["actual_id"],
        ),
    )
