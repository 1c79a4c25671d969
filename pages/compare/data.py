"""What the comparison reads, cached by snapshot and question; read once, shared by all sessions, never changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

from kpi.method.thresholds import load_method
from kpi.model.cache import cache as keep
from kpi.model.records import ActualRecord, TargetRecord, records
from kpi.model.vocabulary import NATION
from kpi.reading.compared_actuals import Asked, Known
from kpi.reading.comparison import Comparison, compare
from kpi.reading.province import provinces
from kpi.reading.ranking import Measure
from kpi.reading.said.names import names_told_apart
from kpi.store import compare_queries as queries
from kpi.store.compare_queries import Row
from kpi.store.warehouse import Snapshot
from kpi.words import fold

Query: TypeAlias = Callable[..., list[Row]]
"""A named query about an indicator, or about all for None: of a snapshot, the indicator's id and further keys."""


@dataclass(frozen=True)
class Scope:
    """Which units are compared: those of one vintage of boundaries, of one region (see `region_id`) or of all ('')."""

    vintage: int
    region: str = ""


@dataclass(frozen=True)
class Question:
    """One ranking, by keys only."""

    indicator_id: str
    measure: Measure
    series: str
    year: int
    scope: Scope

    @property
    def vintage(self) -> int:
        """The boundaries of the compared units."""
        return self.scope.vintage


_FEW_UNITS = 100
kept = keep(256)
"""For every part of the page: what it is made from are keys only."""
_kept_rows = keep(24)
"""For what has a row for every unit: of thousands of units each takes megabytes."""


@kept
def units(snapshot: Snapshot, scope: Scope) -> tuple[Row, ...]:
    """The units that are compared, in Vietnamese order; region and kind are those of their boundaries."""
    found = queries.units(snapshot, scope.vintage)
    return tuple(row for row in found if scope.region in {"", region_id(row["region"])})


@kept
def province_ids(snapshot: Snapshot, scope: Scope) -> tuple[str, ...]:
    """Their ids, in the same order."""
    return tuple(row["province_id"] for row in units(snapshot, scope))


def region_id(name: str) -> str:
    """The name of a region as the address writes it: 'Đông Nam Bộ' -> 'dong_nam_bo'."""
    return fold(name).replace(" ", "_")


@kept
def vintages(snapshot: Snapshot) -> tuple[int, ...]:
    """Vintages of boundaries there are."""
    return tuple(queries.vintages(snapshot))


@kept
def indicators(snapshot: Snapshot) -> dict[str, Row]:
    """Indicators that can be compared, by id, the most widespread first."""
    return {row["indicator_id"]: row for row in queries.indicator_options(snapshot)}


@kept
def names(snapshot: Snapshot, lang: str) -> Mapping[str, str]:
    """The name of every unit of either vintage, and of the nation."""
    return {province_id: unit.name(lang) for province_id, unit in provinces(snapshot).items()}


@kept
def full_names(snapshot: Snapshot, lang: str) -> Mapping[str, str]:
    """The same, former units told apart from current ones of the same name: 'Đồng Tháp cũ'."""
    return names_told_apart(snapshot, lang)


@kept
def former_of(snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    """The former units of every merged unit."""
    found: dict[str, list[str]] = {}
    for row in queries.crosswalk(snapshot):
        found.setdefault(row["successor_id"], []).append(row["former_id"])
    return {successor: tuple(former) for successor, former in found.items()}


def _about(query: Query, snapshot: Snapshot, indicator_id: str, *keys: Any) -> list[Row]:
    """What a query tells about an indicator.

    Where units are few, asking about all indicators takes no longer than asking about one: then it is asked once.
    """
    if len(province_ids(snapshot, Scope(34))) > _FEW_UNITS:
        return query(snapshot, indicator_id, *keys)
    return about_all(snapshot, query, *keys).get(indicator_id, [])


@kept
def about_all(snapshot: Snapshot, query: Query, *keys: Any) -> dict[str, list[Row]]:
    """What a query tells about every indicator."""
    found: dict[str, list[Row]] = {}
    for row in query(snapshot, None, *keys):
        found.setdefault(row["indicator_id"], []).append(row)
    return found


def _targets_of(snapshot: Snapshot, indicator_id: str | None, ids: tuple[str, ...]) -> list[Row]:
    return queries.targets_of(snapshot, ids, indicator_id)


def _results_of(snapshot: Snapshot, indicator_id: str | None, ids: tuple[str, ...]) -> list[Row]:
    return queries.results_of(snapshot, ids, indicator_id)


def _actuals_of(snapshot: Snapshot, indicator_id: str | None, ids: tuple[str, ...]) -> list[Row]:
    return queries.actuals_of(snapshot, ids, indicator_id)


def _paths_of(snapshot: Snapshot, indicator_id: str | None, ids: tuple[str, ...]) -> list[Row]:
    return queries.paths_of(snapshot, ids, indicator_id)


@kept
def series(snapshot: Snapshot, indicator_id: str) -> dict[str, Row]:
    """Series of an indicator, first by rank."""
    return {row["series"]: row for row in _about(queries.series_of, snapshot, indicator_id)}


@_kept_rows
def first_targets(snapshot: Snapshot, indicator_id: str) -> list[Row]:
    """The first year for which each unit sets a target."""
    return _about(queries.first_targets, snapshot, indicator_id)


@_kept_rows
def _known(snapshot: Snapshot, indicator_id: str, year: int, *, by_target: bool) -> Known:
    first = partial(first_targets, snapshot, indicator_id)
    if by_target:
        said = _about(queries.targets_of_year, snapshot, indicator_id, year)
        return Known(targets=said, first_targets=first)
    return Known(
        judged_rows=_about(queries.judged_rows, snapshot, indicator_id, year),
        actuals=_about(queries.actuals_of_year, snapshot, indicator_id, year),
        latest_actuals=partial(_latest_actuals, snapshot, indicator_id, year),
        first_targets=first,
    )


@_kept_rows
def _latest_actuals(snapshot: Snapshot, indicator_id: str, year: int) -> list[Row]:
    return _about(queries.latest_actuals, snapshot, indicator_id, year)


def known(snapshot: Snapshot, question: Question) -> Known:
    """The rows behind a ranking, shared by all measures of actuals for one indicator and year."""
    by_target = question.measure is Measure.TARGET
    return _known(snapshot, question.indicator_id, question.year, by_target=by_target)


@_kept_rows
def comparison(snapshot: Snapshot, question: Question) -> Comparison:
    """The answer to a question."""
    asked = Asked(question.measure, question.series, question.year)
    indicator = indicators(snapshot)[question.indicator_id]
    ids = province_ids(snapshot, question.scope)
    return compare(asked, ids, known(snapshot, question), indicator, load_method())


@kept
def target_rows(snapshot: Snapshot, ids: tuple[str, ...], indicator_id: str) -> list[Row]:
    """Targets of some units about one indicator."""
    return _about(_targets_of, snapshot, indicator_id, ids)


@kept
def results(snapshot: Snapshot, ids: tuple[str, ...], indicator_id: str) -> list[Row]:
    """What came of the targets of some units about one indicator that fell due."""
    return _about(_results_of, snapshot, indicator_id, ids)


@kept
def targets(snapshot: Snapshot, ids: tuple[str, ...], indicator_id: str) -> list[TargetRecord]:
    """The same as records."""
    return records(target_rows(snapshot, ids, indicator_id), TargetRecord)


@kept
def actual_rows(snapshot: Snapshot, ids: tuple[str, ...], indicator_id: str) -> list[Row]:
    """Actuals of some units about one indicator."""
    return _about(_actuals_of, snapshot, indicator_id, ids)


@kept
def actuals(snapshot: Snapshot, ids: tuple[str, ...], indicator_id: str) -> list[ActualRecord]:
    """The same as records."""
    return records(actual_rows(snapshot, ids, indicator_id), ActualRecord)


@kept
def path_rows(snapshot: Snapshot, ids: tuple[str, ...], indicator_id: str) -> list[Row]:
    """Target paths of some units for one indicator."""
    return _about(_paths_of, snapshot, indicator_id, ids)


def page_ids(snapshot: Snapshot, vintage: int, listed: Sequence[str]) -> tuple[str, ...]:
    """The units to read for a page that lists some: all there are, so that every order reads the same, if few."""
    every = province_ids(snapshot, Scope(vintage))
    return every if len(every) <= _FEW_UNITS else tuple(listed)


def target_ids(snapshot: Snapshot, vintage: int, listed: Sequence[str]) -> tuple[str, ...]:
    """The same for a page of targets, with the nation and the former units of those listed."""
    if len(province_ids(snapshot, Scope(vintage))) <= _FEW_UNITS:
        return tuple(provinces(snapshot))
    former = former_of(snapshot) if vintage == 34 else {}
    return (NATION, *listed, *(old for province_id in listed for old in former.get(province_id, ())))
