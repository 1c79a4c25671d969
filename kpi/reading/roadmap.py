"""The year-by-year table: which plans stand in it, in which order, and what every year of a plan says.

Pure functions on rows that `kpi.store.roadmap_queries` reads.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from kpi.model.codes import PathMethod
from kpi.model.roadmap_records import FIRST_SHOWN_YEAR, Key, PlanRow, PlanTarget, PlanYear
from kpi.model.vocabulary import LAST_YEAR, MILESTONE_YEARS
from kpi.words import matches, sort_key
from kpi.words.collation import SortKey

YEARS = range(FIRST_SHOWN_YEAR, LAST_YEAR + 1)
SORT_YEARS = MILESTONE_YEARS
_Place: TypeAlias = tuple[bool, bool, SortKey]
_COUNTED = frozenset({"in_force", "conflicting"})


class CellKind(StrEnum):
    """What a year of a plan says; only `official` and `conflicting` are the plan's own words."""

    OFFICIAL = "official"
    CONFLICTING = "conflicting"
    INTERPOLATED = "interpolated"
    FROM_BASELINE = "from_baseline"
    HELD = "held"
    BROKEN = "broken"
    OUTSIDE = "outside"


class Order(StrEnum):
    """How rows are sorted; units also by the value of one of `SORT_YEARS`, highest first."""

    PLAN = "plan"
    NAME = "name"
    WARNED = "warned"


class Cell(NamedTuple):
    """One year of one row: the plan's targets, or the value in between."""

    year: int
    kind: CellKind
    value: float | None = None
    value_high: float | None = None
    targets: tuple[PlanTarget, ...] = ()
    series_vi: str = ""
    series_en: str = ""


def found(rows: Iterable[PlanRow], query: str, section: str = "", *, by_unit: bool = False) -> list[PlanRow]:
    """Rows of `section` ('' for all) whose unit, document or indicator holds every word of `query`.

    Diacritics and case do not matter: 'dak lak' finds 'Đắk Lắk'. With `by_unit` every row has the same
    indicator, and its name is not searched.
    """
    return [
        row
        for row in rows
        if (not section or row.section == section) and (not query or matches(query, _searched(row, by_unit=by_unit)))
    ]


def _searched(row: PlanRow, *, by_unit: bool) -> str:
    names = (row.province_name_vi, row.province_name_en, row.successor_name_vi, row.successor_name_en)
    more = (row.document_number, row.document_title, row.document_title_en)
    indicator = () if by_unit else (row.indicator_name_vi, row.indicator_name_en)
    return " ".join(name for name in (*names, *more, *indicator) if name)


def ordered(
    rows: Sequence[PlanRow], order: Order, lang: str, *, by_unit: bool, warned: Container[Key]
) -> list[PlanRow]:
    """`rows` sorted.

    `by_unit` says that the table lists units (the nation, those of today, former ones) rather than indicators.
    `warned` are the plans that have warnings.
    """
    if order is Order.PLAN:
        return list(rows)
    name = _by_name(lang, by_unit=by_unit)
    if order is Order.WARNED:
        return sorted(rows, key=lambda row: (row.key not in warned, name(row)))
    return sorted(rows, key=name)


def highest_first(rows: Sequence[PlanRow], values: Mapping[Key, float], lang: str) -> list[PlanRow]:
    """The rows of units by their `values`, those without one last; the same value by name."""
    name = _by_name(lang, by_unit=True)

    def place(row: PlanRow) -> tuple[bool, float, _Place]:
        value = values.get(row.key)
        return value is None, -(value or 0), name(row)

    return sorted(rows, key=place)


def _by_name(lang: str, *, by_unit: bool) -> Callable[[PlanRow], _Place]:
    """Units in the order that `kpi.store.names.UNIT_ORDER` gives them, indicators by name."""
    if by_unit:
        return lambda row: (not row.nation, row.successor_name_vi is not None, sort_key(row.province(lang)))
    return lambda row: (False, False, sort_key(row.indicator(lang)))


def cells(
    rows: Sequence[PlanRow], path: Iterable[PlanYear], targets: Iterable[PlanTarget]
) -> dict[Key, tuple[Cell, ...]]:
    """Every year of `YEARS` of every row, by the row's key.

    Where the path from a baseline was measured by several series, `path` holds the one to show.
    """
    planned = {(*_key(year), year.year): year for year in path}
    said: dict[tuple[str, str, str, int], list[PlanTarget]] = {}
    first_last: dict[Key, tuple[int, int]] = {}
    for target in targets:
        if target.status in _COUNTED:
            said.setdefault((*_key(target), target.year), []).append(target)
            low, high = first_last.get(_key(target), (target.year, target.year))
            first_last[_key(target)] = min(low, target.year), max(high, target.year)
    return {
        row.key: tuple(
            _cell(year, planned.get((*row.key, year)), said.get((*row.key, year), []), first_last.get(row.key))
            for year in YEARS
        )
        for row in rows
    }


def _key(record: PlanYear | PlanTarget) -> Key:
    return record.province_id, record.indicator_id, record.document_id


def _cell(year: int, planned: PlanYear | None, targets: Sequence[PlanTarget], span: tuple[int, int] | None) -> Cell:
    if targets:
        conflict = any(target.status == "conflicting" for target in targets)
        kind = CellKind.CONFLICTING if conflict else CellKind.OFFICIAL
        return Cell(year, kind, targets=tuple(targets))
    if planned is not None and planned.value is not None:
        # A value called official without a target of that year would be a fault of the build, not a milestone.
        kind = CellKind.BROKEN if planned.method == PathMethod.OFFICIAL else CellKind(planned.method)
        return Cell(year, kind, planned.value, planned.value_high, (), planned.series_vi or "", planned.series_en or "")
    inside = span is not None and span[0] < year < span[1]
    return Cell(year, CellKind.BROKEN if inside else CellKind.OUTSIDE)
