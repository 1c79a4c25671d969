"""What the offline sheets show, read once from a snapshot and grouped by indicator."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kpi.model.roadmap_records import Key, PlanRow, PlanYear, Warned
from kpi.reading.roadmap import Cell, cells
from kpi.store import roadmap_queries
from kpi.store.names import DOCUMENTS, OF_DOCUMENT, UNIT_ORDER
from kpi.store.province_queries import built_at, is_demo
from kpi.store.warehouse import Snapshot

Row = dict[str, Any]

_SECTIONS = "['infrastructure', 'resources', 'science_technology', 'innovation', 'digital_transformation', 'context']"
_INDICATORS = f"""
SELECT indicators.*, list_position({_SECTIONS}, section) AS place FROM indicators
ORDER BY place, NOT headline, name_vi COLLATE vi, indicator_id
"""  # noqa: S608
_WORDS = f"""
SELECT targets.*, {OF_DOCUMENT},
       provinces.name_vi AS province_vi, provinces.name_en AS province_en
FROM targets JOIN {DOCUMENTS} AS documents USING (document_id)
JOIN provinces ON provinces.province_id = targets.province_id
ORDER BY indicator_id, {UNIT_ORDER}, documents.place, year, line, target_id
"""  # noqa: S608
_ACTUALS = f"""
SELECT actuals.*, provinces.name_vi AS province_vi, provinces.name_en AS province_en,
       series.name_vi AS series_name_vi, series.name_en AS series_name_en, series.rank AS series_rank
FROM actuals JOIN provinces USING (province_id) JOIN series USING (indicator_id, series)
ORDER BY indicator_id, {UNIT_ORDER}, series.rank, series.series, period_end,
         period_start, recorded_at NULLS FIRST, actual_id
"""  # noqa: S608
_PATH = """
SELECT province_id, indicator_id, document_id, series, segment, year, value, value_high, official, method
FROM target_path WHERE value IS NOT NULL ORDER BY ALL
"""


@dataclass(frozen=True)
class Sheet:
    """Everything about one indicator."""

    indicator: Row
    plans: Sequence[PlanRow]
    years: dict[Key, tuple[Cell, ...]]
    path: dict[Key, list[Row]]
    words: Sequence[Row]
    actuals: Sequence[Row]
    warned: dict[tuple[str, str], list[Warned]]


@dataclass(frozen=True)
class Book:
    """All sheets of a snapshot, in the order of the index."""

    snapshot_id: str
    built_on: date
    demo: bool
    sheets: tuple[Sheet, ...]


def read_book(snapshot: Snapshot) -> Book:
    """Read everything that the sheets show."""
    plans = _grouped(roadmap_queries.all_rows(snapshot), "indicator_id")
    planned: dict[Key, list[PlanYear]] = _by_key(roadmap_queries.all_years(snapshot))
    path: dict[Key, list[Row]] = defaultdict(list)
    for row in snapshot.table(_PATH).to_pylist():
        path[row["province_id"], row["indicator_id"], row["document_id"]].append(row)
    targets = _by_key(roadmap_queries.all_targets(snapshot))
    words = _grouped_rows(snapshot.table(_WORDS).to_pylist())
    actuals = _grouped_rows(snapshot.table(_ACTUALS).to_pylist())
    warned = _grouped(roadmap_queries.warnings(snapshot), "indicator_id")
    sheets = []
    for indicator in snapshot.table(_INDICATORS).to_pylist():
        name = indicator["indicator_id"]
        rows = plans.get(name, [])
        own_path = {row.key: path.get(row.key, []) for row in rows}
        own_years = [year for row in rows for year in planned.get(row.key, [])]
        said = [target for row in rows for target in targets.get(row.key, [])]
        years = cells(rows, own_years, said)
        odd: dict[tuple[str, str], list[Warned]] = defaultdict(list)
        for warning in warned.get(name, []):
            odd[warning.document_id, name].append(warning)
        sheets.append(Sheet(indicator, rows, years, own_path, words.get(name, []), actuals.get(name, []), odd))
    return Book(snapshot.snapshot_id, built_at(snapshot).date(), is_demo(snapshot), tuple(sheets))


def _grouped(records: Sequence[Any], name: str) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        groups[getattr(record, name)].append(record)
    return groups


def _grouped_rows(rows: Sequence[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["indicator_id"]].append(row)
    return groups


def _by_key(records: Sequence[Any]) -> dict[Key, list[Any]]:
    groups: dict[Key, list[Any]] = defaultdict(list)
    for record in records:
        groups[record.province_id, record.indicator_id, record.document_id].append(record)
    return groups
