"""What the year-by-year table reads: plans, their years, their targets, and warnings about their shape."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import pandas as pd
import pyarrow as pa

from kpi.model.roadmap_records import FIRST_SHOWN_YEAR, Key, PlanRow, PlanTarget, PlanYear, Warned
from kpi.model.vocabulary import Section
from kpi.store.names import DOCUMENTS, OF_DOCUMENT, UNIT_ORDER, indicator_name
from kpi.store.warehouse import Snapshot

Record = TypeVar("Record", PlanRow, PlanYear, PlanTarget)

_SECTION_ORDER = f"list_position({[str(section) for section in Section]}, indicators.section)"
_NATION = "provinces.kind = 'nation'"
_OWN = "SELECT $province AS province_id, false AS inherited"
_FORMER = "SELECT former_id, true FROM crosswalk WHERE successor_id = $province AND boundary_changed"

# A plan whose targets all fall due earlier stands in the table when the years after them still have a value.
_ROWS = f"""
WITH plans AS (
         SELECT province_id, indicator_id, document_id, max(year) AS last_year FROM targets
         WHERE {{chosen}} GROUP BY ALL
     ),
     targeted AS (
         SELECT province_id, indicator_id, document_id FROM plans WHERE last_year >= {FIRST_SHOWN_YEAR}
         UNION ALL
         SELECT DISTINCT province_id, indicator_id, document_id
         FROM target_path SEMI JOIN (FROM plans WHERE last_year < {FIRST_SHOWN_YEAR})
              USING (province_id, indicator_id, document_id)
         WHERE {{chosen}} AND year >= {FIRST_SHOWN_YEAR}
     )
SELECT targeted.*, provinces.name_vi AS province_name_vi, provinces.name_en AS province_name_en,
       successor.name_vi AS successor_name_vi, successor.name_en AS successor_name_en,
       {indicator_name("vi", _NATION)} AS indicator_name_vi, {indicator_name("en", _NATION)} AS indicator_name_en,
       indicators.section, indicators.unit, indicators.cadence, {OF_DOCUMENT},
       crosswalk.former_id IS NOT NULL AS inherited, {_NATION} AS nation
FROM targeted
JOIN provinces USING (province_id) JOIN indicators USING (indicator_id)
JOIN {DOCUMENTS} AS documents USING (document_id)
LEFT JOIN crosswalk ON crosswalk.former_id = targeted.province_id AND crosswalk.boundary_changed
LEFT JOIN provinces AS successor ON successor.province_id = crosswalk.successor_id
"""  # noqa: S608

_CONCERNS_PROVINCE = f"province_id IN (SELECT province_id FROM ({_OWN} UNION ALL {_FORMER}))"  # noqa: S608
_OF_PROVINCE = (
    _ROWS.format(chosen=_CONCERNS_PROVINCE)
    + f"""
ORDER BY targeted.province_id <> $province, {UNIT_ORDER}, {_SECTION_ORDER}, NOT indicators.headline,
         indicators.name_vi COLLATE vi, documents.place
"""
)
_OF_INDICATOR = (
    _ROWS.format(chosen="indicator_id = $indicator")
    + f"""
ORDER BY {UNIT_ORDER}, documents.place
"""
)

_EVERY = (
    _ROWS.format(chosen="true")
    + f"""
ORDER BY targeted.indicator_id, {UNIT_ORDER}, documents.place
"""
)

_CHOSEN = """
WITH keys AS (
    SELECT unnest($provinces) AS province_id, unnest($indicators) AS indicator_id, unnest($documents) AS document_id
)
"""
_YEARS = """
SELECT province_id, target_path.indicator_id, document_id, year, value, value_high, method,
       series.name_vi AS series_vi, series.name_en AS series_en
FROM target_path {chosen}
LEFT JOIN series ON series.indicator_id = target_path.indicator_id AND series.series = target_path.series
WHERE {limits}
QUALIFY row_number() OVER (
    PARTITION BY province_id, target_path.indicator_id, document_id, year ORDER BY series.rank, target_path.series
) = 1
ORDER BY ALL
"""
_SAID = """
SELECT province_id, indicator_id, document_id, year, operator, value, value_high, denominator, cadence, status,
       line, source_url
FROM targets {chosen}
WHERE {limits}
ORDER BY year, line, target_id
"""
_OF_KEYS = "SEMI JOIN keys USING (province_id, indicator_id, document_id)"
_PATH = _CHOSEN + _YEARS.format(
    chosen=_OF_KEYS, limits="province_id IN $provinces AND target_path.indicator_id IN $indicators"
)
_TARGETS = _CHOSEN + _SAID.format(chosen=_OF_KEYS, limits="province_id IN $provinces AND indicator_id IN $indicators")
_YEAR_OF_INDICATOR = _YEARS.format(chosen="", limits="target_path.indicator_id = $indicator AND year = $year")
_EVERY_YEAR = _YEARS.format(chosen="", limits="true")
_EVERY_TARGET = _SAID.format(chosen="", limits="true")

_INDICATORS = f"""
SELECT indicator_id, name_vi, name_en FROM indicators
SEMI JOIN (FROM targets WHERE year >= {FIRST_SHOWN_YEAR}) USING (indicator_id)
ORDER BY {_SECTION_ORDER}, NOT headline, name_vi COLLATE vi
"""  # noqa: S608

_MOST_TARGETED = """
SELECT indicator_id FROM targets JOIN indicators USING (indicator_id)
GROUP BY ALL ORDER BY count(DISTINCT province_id) DESC, any_value(headline) DESC, indicator_id LIMIT 1
"""

_WARNINGS = """
SELECT plan_warnings.document_id, indicator_id, plan_warnings.kind, years, promised AS target_values, reference,
       list(coalesce(documents.number, documents.title_vi) ORDER BY documents.place)
           FILTER (documents.document_id IS NOT NULL) AS reference_documents,
       list(coalesce(documents.number, documents.title_en, documents.title_vi) ORDER BY documents.place)
           FILTER (documents.document_id IS NOT NULL) AS reference_documents_en
FROM plan_warnings LEFT JOIN documents ON documents.document_id = plan_warnings.reference_document
GROUP BY ALL ORDER BY plan_warnings.document_id, indicator_id, plan_warnings.kind, years
"""


def rows_of_province(snapshot: Snapshot, province_id: str) -> list[PlanRow]:
    """Every plan row of the province, its own first, then those of each former unit."""
    return _records(snapshot.table(_OF_PROVINCE, {"province": province_id}), PlanRow)


def rows_of_indicator(snapshot: Snapshot, indicator_id: str) -> list[PlanRow]:
    """Every plan row of the indicator, the nation's first, then by name."""
    return _records(snapshot.table(_OF_INDICATOR, {"indicator": indicator_id}), PlanRow)


def all_rows(snapshot: Snapshot) -> list[PlanRow]:
    """Every plan row there is, by indicator, the nation's first, then by name."""
    return _records(snapshot.table(_EVERY), PlanRow)


def values_of(snapshot: Snapshot, indicator_id: str, year: int) -> dict[Key, float]:
    """The planned value of a year (the low end of a band), of each plan of the indicator that has one."""
    planned = _records(snapshot.table(_YEAR_OF_INDICATOR, {"indicator": indicator_id, "year": year}), PlanYear)
    return {row[:3]: row.value for row in planned if row.value is not None}


def years_of(snapshot: Snapshot, keys: Sequence[Key]) -> list[PlanYear]:
    """Every planned value of the plans `keys`, one for each year."""
    return _records(snapshot.table(_PATH, _parameters(keys)), PlanYear) if keys else []


def targets_of_plans(snapshot: Snapshot, keys: Sequence[Key]) -> list[PlanTarget]:
    """Every official number of the plans `keys`, in the order of the documents."""
    return _records(snapshot.table(_TARGETS, _parameters(keys)), PlanTarget) if keys else []


def all_years(snapshot: Snapshot) -> list[PlanYear]:
    """Every planned value there is, one for each plan and year."""
    return _records(snapshot.table(_EVERY_YEAR), PlanYear)


def all_targets(snapshot: Snapshot) -> list[PlanTarget]:
    """Every official number there is, in the order of years and lines."""
    return _records(snapshot.table(_EVERY_TARGET), PlanTarget)


def _records(table: pa.Table, kind: type[Record]) -> list[Record]:
    """The rows of a table whose columns have the names of the fields, in whatever order."""
    columns = [table.column(name).to_pylist() for name in kind._fields]
    return list(map(kind._make, zip(*columns, strict=True)))


def _parameters(keys: Sequence[Key]) -> dict[str, list[str]]:
    names = ("provinces", "indicators", "documents")
    return {name: [key[place] for key in keys] for place, name in enumerate(names)}


def indicators_with_targets(snapshot: Snapshot) -> pd.DataFrame:
    """Indicators that have a target: indicator_id, name_vi, name_en."""
    return snapshot.query(_INDICATORS)


def most_targeted(snapshot: Snapshot) -> str:
    """The indicator that most units have a target of; headline ones go before others of the same number."""
    return str(snapshot.query(_MOST_TARGETED)["indicator_id"].iloc[0])


def warnings(snapshot: Snapshot) -> list[Warned]:
    """What is odd about the plans' shapes; documents that set the same reference stand in one warning."""
    lists = ("years", "target_values", "reference_documents", "reference_documents_en")
    rows: list[dict[str, Any]] = snapshot.table(_WARNINGS).to_pylist()
    return [Warned(**row | {name: tuple(row[name] or ()) for name in lists}) for row in rows]
