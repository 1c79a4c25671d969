"""Named queries of the comparison: many units of one kind of boundaries at once, light enough for thousands.

A query for a ranking reads only what decides the places; words and sources are read for the units of one page.
`unit` below is what a reader compares: the units of one vintage of boundaries. A former unit whose boundaries
did not change is read under the current id, where its figures stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import pandas as pd

from kpi.warehouse import Snapshot

Row: TypeAlias = dict[str, Any]

_UNITS = """
SELECT province_id, name_vi, name_en, kind, region, coalesce(region_en, region) AS region_en, NULL AS successor_id
FROM provinces WHERE vintage = 34 AND $vintage = 34
UNION ALL
SELECT own.province_id, own.name_vi, own.name_en, former.kind, former.region, coalesce(former.region_en, former.region),
       CASE WHEN boundary_changed THEN successor_id END
FROM crosswalk JOIN provinces AS former ON former.province_id = former_id
JOIN provinces AS own ON own.province_id = CASE WHEN boundary_changed THEN former_id ELSE successor_id END
WHERE $vintage = 63
ORDER BY name_vi COLLATE vi, province_id
"""

_OPTIONS = """
WITH promised AS (
    SELECT indicator_id, count(DISTINCT province_id) AS units FROM targets WHERE province_id <> 'viet_nam' GROUP BY ALL
),
measured AS (
    SELECT indicator_id, count(DISTINCT province_id) AS units FROM actuals WHERE province_id <> 'viet_nam' GROUP BY ALL
)
SELECT indicators.*, coalesce(promised.units, 0) AS promised_units, coalesce(measured.units, 0) AS measured_units
FROM indicators LEFT JOIN promised USING (indicator_id) LEFT JOIN measured USING (indicator_id)
WHERE promised.units IS NOT NULL OR measured.units IS NOT NULL
ORDER BY greatest(promised_units, measured_units) DESC, indicators.name_vi COLLATE vi
"""

_MEASURED_YEARS = """
SELECT series, year(period_end) AS year, province_id, bool_or(qualifier = 'exact' AND value_high IS NULL) AS exact
FROM actuals WHERE indicator_id = $indicator GROUP BY ALL ORDER BY ALL
"""

_DOCUMENT_PLACES = """
document_place AS (
    SELECT document_id, kind AS document_kind,
           row_number() OVER (ORDER BY kind <> 'plan_text', issued_on DESC NULLS LAST, document_id) AS place
    FROM documents
)
"""

_STANDINGS = f"""
WITH {_DOCUMENT_PLACES}
SELECT progress.province_id, progress.document_id, progress.series, actual_year, actual, planned, planned_method,
       planned_year, gap, planned_progress, achieved_per_year, required_per_year, next_milestone_year,
       next_milestone, status, reason, newer_unusable, document_kind
FROM progress LEFT JOIN document_place USING (document_id)
WHERE indicator_id = $indicator AND as_of_year = $year
ORDER BY progress.province_id, document_place.place NULLS LAST, progress.document_id, progress.series
"""  # noqa: S608

_FIGURES_OF_YEAR = """
SELECT province_id, series, period_start, period_end, value, value_high, denominator, qualifier, unit, recorded_at
FROM actuals WHERE indicator_id = $indicator AND period_end BETWEEN make_date($year, 1, 1) AND make_date($year, 12, 31)
ORDER BY province_id, series, period_end, recorded_at NULLS FIRST, qualifier <> 'exact' DESC, actual_id
"""

_PROMISES_OF_YEAR = f"""
WITH {_DOCUMENT_PLACES}
SELECT target_id, province_id, document_id, document_kind, operator, value, value_high, denominator, unit, cadence,
       status
FROM targets JOIN document_place USING (document_id)
WHERE indicator_id = $indicator AND year = $year AND status IN ('in_force', 'conflicting')
ORDER BY province_id, document_place.place, value, target_id
"""  # noqa: S608

_PROMISED_YEARS = """
SELECT DISTINCT year, province_id FROM targets
WHERE indicator_id = $indicator AND status IN ('in_force', 'conflicting') ORDER BY ALL
"""

_TARGETS_OF_UNITS = f"""
WITH {_DOCUMENT_PLACES}
SELECT targets.*, documents.number AS document_number, documents.issued_on, documents.issuer,
       documents.title_vi AS document_title, documents.kind AS document_kind,
       provinces.name_vi AS province_name_vi, provinces.name_en AS province_name_en
FROM targets JOIN documents USING (document_id) JOIN document_place USING (document_id)
JOIN provinces ON provinces.province_id = targets.province_id
WHERE targets.province_id IN (SELECT unnest($units)) AND ($indicator IS NULL OR indicator_id = $indicator)
      AND status <> 'superseded'
ORDER BY targets.province_id, document_place.place, targets.indicator_id, targets.year, targets.line, target_id
"""  # noqa: S608

_ACTUALS_OF_UNITS = """
SELECT actuals.*, series.name_vi AS series_name_vi, series.name_en AS series_name_en,
       series.definition_vi AS series_definition_vi, series.rank AS series_rank,
       provinces.name_vi AS province_name_vi, provinces.name_en AS province_name_en
FROM actuals JOIN series USING (indicator_id, series) JOIN provinces USING (province_id)
WHERE actuals.province_id IN (SELECT unnest($units)) AND indicator_id = $indicator
ORDER BY actuals.province_id, series.rank, actuals.series, period_end, period_start, recorded_at NULLS FIRST, actual_id
"""

_PATHS_OF_UNITS = """
SELECT * FROM target_path WHERE province_id IN (SELECT unnest($units)) AND indicator_id = $indicator
ORDER BY province_id, document_id, series, year
"""


def rows(frame: pd.DataFrame) -> list[Row]:
    """Each row by its column names, NULL as None; many times faster than pandas' own way on frames of text."""
    columns = [
        [None if missing else cell for cell, missing in zip(column.tolist(), column.isna().tolist(), strict=True)]
        for _, column in frame.items()
    ]
    return [dict(zip(frame.columns, cells, strict=True)) for cells in zip(*columns, strict=True)]


def units(snapshot: Snapshot, vintage: int) -> pd.DataFrame:
    """The units of one vintage of boundaries (34 or 63), in Vietnamese order; region and kind of that vintage."""
    return snapshot.query(_UNITS, {"vintage": vintage})


def vintages(snapshot: Snapshot) -> list[int]:
    """Vintages of boundaries that have units: 34, and 63 where former units are known."""
    found = snapshot.query("SELECT DISTINCT vintage FROM provinces WHERE vintage IS NOT NULL ORDER BY vintage")
    return [int(vintage) for vintage in found["vintage"]]


def indicator_options(snapshot: Snapshot) -> pd.DataFrame:
    """Indicators that at least one unit promises or measures, the most widespread first."""
    return snapshot.query(_OPTIONS)


def series_of(snapshot: Snapshot, indicator_id: str) -> pd.DataFrame:
    """Every series of an indicator, first by rank."""
    return snapshot.query(
        "SELECT * FROM series WHERE indicator_id = $indicator ORDER BY rank, series", {"indicator": indicator_id}
    )


def measured_years(snapshot: Snapshot, indicator_id: str) -> list[Row]:
    """Which unit, the nation included, has a figure of which series and year, and whether an exact one."""
    return rows(snapshot.query(_MEASURED_YEARS, {"indicator": indicator_id}))


def promised_years(snapshot: Snapshot, indicator_id: str) -> list[Row]:
    """Which unit, the nation included, promises something for which year: columns year, province_id."""
    return rows(snapshot.query(_PROMISED_YEARS, {"indicator": indicator_id}))


def standings(snapshot: Snapshot, indicator_id: str, year: int) -> list[Row]:
    """Every judged row of an indicator at the end of `year`; of one unit the document that counts first."""
    return rows(snapshot.query(_STANDINGS, {"indicator": indicator_id, "year": year}))


def figures_of_year(snapshot: Snapshot, indicator_id: str, year: int) -> list[Row]:
    """Every figure whose period ends in `year`; of one unit and series the one that counts last."""
    return rows(snapshot.query(_FIGURES_OF_YEAR, {"indicator": indicator_id, "year": year}))


def promises_of_year(snapshot: Snapshot, indicator_id: str, year: int) -> list[Row]:
    """Every promise for `year`; of one unit the document that counts first."""
    return rows(snapshot.query(_PROMISES_OF_YEAR, {"indicator": indicator_id, "year": year}))


def targets_of(snapshot: Snapshot, unit_ids: Sequence[str], indicator_id: str | None = None) -> pd.DataFrame:
    """Promises of some units with their documents, of one indicator or of all."""
    return snapshot.query(_TARGETS_OF_UNITS, {"units": list(unit_ids), "indicator": indicator_id})


def actuals_of(snapshot: Snapshot, unit_ids: Sequence[str], indicator_id: str) -> pd.DataFrame:
    """Every figure of some units with series and source."""
    return snapshot.query(_ACTUALS_OF_UNITS, {"units": list(unit_ids), "indicator": indicator_id})


def paths_of(snapshot: Snapshot, unit_ids: Sequence[str], indicator_id: str) -> pd.DataFrame:
    """The target paths of some units."""
    return snapshot.query(_PATHS_OF_UNITS, {"units": list(unit_ids), "indicator": indicator_id})


def crosswalk(snapshot: Snapshot) -> pd.DataFrame:
    """Former units and what they were merged into, with both names; only where boundaries changed."""
    return snapshot.query(
        "SELECT former_id, former.name_vi AS former_vi, former.name_en AS former_en, successor_id, "
        "successor.name_vi AS successor_vi, successor.name_en AS successor_en, crosswalk.source "
        "FROM crosswalk JOIN provinces AS former ON former.province_id = former_id "
        "JOIN provinces AS successor ON successor.province_id = successor_id "
        "WHERE boundary_changed ORDER BY successor.name_vi COLLATE vi, former.name_vi COLLATE vi, former_id"
    )


def tiles(snapshot: Snapshot) -> pd.DataFrame:
    """The tile map: one square a unit, and the two archipelagos."""
    return snapshot.query("SELECT * FROM tiles ORDER BY row, col")


def economies(snapshot: Snapshot) -> list[Row]:
    """Exact gross regional products of whole years at current prices: columns province_id, series, year, value."""
    return rows(
        snapshot.query(
            "SELECT province_id, series, year(period_end) AS year, value FROM actuals "
            "WHERE indicator_id = 'grdp_current_prices' AND qualifier = 'exact' AND value_high IS NULL "
            "AND month(period_start) = 1 AND month(period_end) = 12 AND year(period_start) = year(period_end) "
            "ORDER BY ALL"
        )
    )
