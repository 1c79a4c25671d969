"""Every row that a comparison can be made of, read once: by indicator and year, as the page So sánh reads them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kpi.model.codes import Status
from kpi.model.vocabulary import Qualifier
from kpi.reading.compared_actuals import Asked, Known
from kpi.reading.ranking import Measure
from kpi.store import compare_queries as queries
from kpi.store import every_compared_row as every
from kpi.store.compare_queries import Row
from kpi.store.warehouse import Snapshot

VINTAGES = (34, 63)
_JUDGED = {Measure.GAP: "gap", Measure.PLANNED_PROGRESS: "planned_progress", Measure.PACE: "achieved_per_year"}
_Key = tuple[str, int]


@dataclass(frozen=True)
class Question:
    """One comparison that a reader may ask for, with the rows that are known of its indicator and year."""

    indicator: Row
    asked: Asked
    vintage: int
    known: Known


class EveryRow:
    """All rows of a snapshot that comparisons are made of."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.indicators = {row["indicator_id"]: row for row in queries.indicator_options(snapshot)}
        self.units = {
            vintage: tuple(row["province_id"] for row in queries.units(snapshot, vintage)) for vintage in VINTAGES
        }

    @cached_property
    def series(self) -> Mapping[str, Mapping[str, Row]]:
        """Series of each indicator, by id."""
        found: dict[str, dict[str, Row]] = defaultdict(dict)
        for row in queries.series_of(self._snapshot, None):
            found[row["indicator_id"]][row["series"]] = row
        return found

    @cached_property
    def actuals(self) -> Mapping[_Key, Sequence[Row]]:
        """Actuals by indicator and year."""
        return self._by_year(every.every_actual(self._snapshot))

    @cached_property
    def targets(self) -> Mapping[_Key, Sequence[Row]]:
        """Targets that are in force or contradict each other, by indicator and year."""
        return self._by_year(every.every_target(self._snapshot))

    @cached_property
    def judged(self) -> Mapping[_Key, Sequence[Row]]:
        """Judged rows by indicator and year, of the years in which any has a number to rank by."""
        return self._by_year(every.every_judged_row(self._snapshot))

    @staticmethod
    def _by_year(rows: Sequence[Row]) -> Mapping[_Key, Sequence[Row]]:
        found: dict[_Key, list[Row]] = defaultdict(list)
        for row in rows:
            found[row["indicator_id"], row["year"]].append(row)
        return found

    def questions(self) -> Iterator[Question]:
        """Every comparison in which any unit may have a place, by indicator and year."""
        yield from self._of_targets()
        yield from self._of_actuals()
        yield from self._of_judged_rows()

    def _of_targets(self) -> Iterator[Question]:
        for (indicator_id, year), rows in self.targets.items():
            units = {row["province_id"] for row in rows}
            yield from self._asked(indicator_id, Asked(Measure.TARGET, "", year), Known(targets=rows), units)

    def _of_actuals(self) -> Iterator[Question]:
        for (indicator_id, year), rows in self.actuals.items():
            exact = [row for row in rows if row["qualifier"] == Qualifier.EXACT and row["value_high"] is None]
            known = Known(judged_rows=self.judged.get((indicator_id, year), ()), actuals=rows)
            for series, units in _by_series(exact).items():
                yield from self._asked(indicator_id, Asked(Measure.LEVEL, series, year), known, units)

    def _of_judged_rows(self) -> Iterator[Question]:
        for (indicator_id, year), rows in self.judged.items():
            known = Known(judged_rows=rows, actuals=self.actuals.get((indicator_id, year), ()))
            for measure, column in _JUDGED.items():
                placed = [row for row in rows if row["status"] != Status.NOT_ASSESSABLE and row[column] is not None]
                for series, units in _by_series(placed).items():
                    yield from self._asked(indicator_id, Asked(measure, series, year), known, units)

    def _asked(self, indicator_id: str, asked: Asked, known: Known, units: set[str]) -> Iterator[Question]:
        indicator = self.indicators.get(indicator_id)
        for vintage, inside in self.units.items():
            if indicator is not None and not units.isdisjoint(inside):
                yield Question(indicator, asked, vintage, known)


def _by_series(rows: Sequence[Row]) -> Mapping[str, set[str]]:
    """The units that rows are about, by series."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[row["series"]].add(row["province_id"])
    return found
