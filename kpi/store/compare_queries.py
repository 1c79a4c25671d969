"""Named queries of the comparison: many units of one kind of boundaries at once, light enough for thousands.

A query for a ranking reads only what decides the places; words and sources are read for the units of one page.
What is asked about an indicator can be asked about all of them at once: None, each row then says of which it is.
`unit` below is what a reader compares: the units of one vintage of boundaries. A former unit whose boundaries
did not change is read under the current id, where its actuals stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from kpi.model.vocabulary import NATION
from kpi.store.names import DOCUMENTS, OF_DOCUMENT
from kpi.store.warehouse import Snapshot

Row: TypeAlias = dict[str, Any]

_ABOUT = "($indicator IS NULL OR indicator_id = $indicator)"
"""About one indicator, or about all."""

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

_OPTIONS = f"""
WITH targeted AS (
    SELECT indicator_id, count(DISTINCT coalesce(successor_id, province_id)) AS units
    FROM targets LEFT JOIN crosswalk ON former_id = province_id WHERE province_id <> '{NATION}' GROUP BY ALL
),
measured AS (
    SELECT indicator_id, count(DISTINCT coalesce(successor_id, province_id)) AS units
    FROM actuals LEFT JOIN crosswalk ON former_id = province_id WHERE province_id <> '{NATION}' GROUP BY ALL
)
SELECT indicators.*, coalesce(targeted.units, 0) AS target_units, coalesce(measured.units, 0) AS measured_units
FROM indicators LEFT JOIN targeted USING (indicator_id) LEFT JOIN measured USING (indicator_id)
WHERE targeted.units IS NOT NULL OR measured.units IS NOT NULL
ORDER BY greatest(target_units, measured_units) DESC, indicators.name_vi COLLATE vi
"""  # noqa: S608

_ACTUAL_COUNTS = f"""
SELECT indicator_id, series, year(period_end) AS year,
       count(DISTINCT province_id) FILTER (
           qualifier = 'exact' AND value_high IS NULL AND province_id IN (SELECT province_id FROM ({_UNITS}))
       ) AS units
FROM actuals WHERE {_ABOUT} AND province_id <> '{NATION}' GROUP BY ALL ORDER BY ALL
"""  # noqa: S608

_LATEST_ACTUALS = f"""
SELECT indicator_id, province_id, series, max(year(period_end)) AS year, bool_or(year(period_end) = $year) AS that_year
FROM actuals WHERE {_ABOUT} GROUP BY ALL ORDER BY series, province_id
"""  # noqa: S608

_JUDGED_ROWS = f"""
SELECT progress.indicator_id, progress.province_id, progress.document_id, progress.series, actual_year, actual,
       actual_qualifier, planned, planned_method,
       planned_year, gap, planned_progress, achieved_per_year, required_per_year, next_milestone_year,
       next_milestone, status, reason, newer_unusable, documents.kind AS document_kind
FROM progress LEFT JOIN documents USING (document_id)
WHERE {_ABOUT} AND as_of_year = $year
ORDER BY progress.province_id, document_id IS NULL, documents.place, progress.series
"""  # noqa: S608

_ACTUALS_OF_YEAR = f"""
SELECT indicator_id, province_id, series, period_start, period_end, value, value_high, numerator, denominator,
       qualifier, unit, recorded_at
FROM actuals WHERE {_ABOUT} AND period_end BETWEEN make_date($year, 1, 1) AND make_date($year, 12, 31)
ORDER BY province_id, series, period_end, recorded_at NULLS FIRST, qualifier <> 'exact' DESC, actual_id
"""  # noqa: S608

_TARGETS_OF_YEAR = f"""
SELECT indicator_id, target_id, targets.province_id, document_id, documents.kind AS document_kind, documents.known_on,
       operator, value, value_high, denominator, unit, cadence, status, measure, measured_indicator_id
FROM targets JOIN documents USING (document_id)
WHERE {_ABOUT} AND year = $year AND status IN ('in_force', 'conflicting')
ORDER BY targets.province_id, documents.place, value, target_id
"""  # noqa: S608

_TARGET_COUNTS = f"""
SELECT indicator_id, year,
       count(DISTINCT province_id) FILTER (province_id IN (SELECT province_id FROM ({_UNITS}))) AS units
FROM targets WHERE {_ABOUT} AND province_id <> '{NATION}' AND status IN ('in_force', 'conflicting')
GROUP BY ALL ORDER BY year
"""  # noqa: S608

_FIRST_TARGETS = f"""
SELECT indicator_id, province_id, min(year) AS year FROM targets
WHERE {_ABOUT} AND status IN ('in_force', 'conflicting') GROUP BY ALL ORDER BY province_id
"""  # noqa: S608

_TARGETS_OF_UNITS = f"""
SELECT targets.*, {OF_DOCUMENT},
       provinces.name_vi AS province_name_vi, provinces.name_en AS province_name_en
FROM targets JOIN {DOCUMENTS} AS documents USING (document_id)
JOIN provinces ON provinces.province_id = targets.province_id
WHERE targets.province_id IN (SELECT unnest($units)) AND {_ABOUT}
      AND status <> 'superseded'
ORDER BY targets.province_id, documents.place, targets.indicator_id, targets.year, targets.line, target_id
"""  # noqa: S608

_RESULTS_OF_UNITS = f"""
SELECT * FROM milestone_results WHERE province_id IN (SELECT unnest($units)) AND {_ABOUT}
ORDER BY province_id, document_id, series, year
"""  # noqa: S608

_ACTUALS_OF_UNITS = f"""
SELECT actuals.*, series.name_vi AS series_name_vi, series.name_en AS series_name_en,
       series.definition_vi AS series_definition_vi, series.rank AS series_rank,
       provinces.name_vi AS province_name_vi, provinces.name_en AS province_name_en
FROM actuals JOIN series USING (indicator_id, series) JOIN provinces USING (province_id)
WHERE actuals.province_id IN (SELECT unnest($units)) AND {_ABOUT}
ORDER BY actuals.province_id, series.rank, actuals.series, period_end, period_start, recorded_at NULLS FIRST, actual_id
"""  # noqa: S608

_PATHS_OF_UNITS = f"""
SELECT * FROM target_path WHERE province_id IN (SELECT unnest($units)) AND {_ABOUT}
ORDER BY province_id, document_id, series, year
"""  # noqa: S608

_CROSSWALK = """
WITH said AS (
    SELECT DISTINCT province_id, indicator_id FROM targets WHERE status NOT IN ('superseded', 'duplicate')
)
SELECT former_id, former.name_vi AS former_vi, crosswalk.successor_id, successor.name_vi AS successor_vi,
       count(said.indicator_id) AS targeted, count(own.indicator_id) AS own
FROM crosswalk JOIN provinces AS former ON former.province_id = former_id
JOIN provinces AS successor ON successor.province_id = crosswalk.successor_id
LEFT JOIN said ON said.province_id = former_id
LEFT JOIN said AS own ON own.province_id = crosswalk.successor_id AND own.indicator_id = said.indicator_id
WHERE boundary_changed GROUP BY ALL ORDER BY successor_vi COLLATE vi, former_vi COLLATE vi, former_id
"""

_SERIES = f"SELECT * FROM series WHERE {_ABOUT} ORDER BY rank, series"  # noqa: S608


def units(snapshot: Snapshot, vintage: int) -> list[Row]:
    """The units of one vintage of boundaries (34 or 63), in Vietnamese order; region and kind of that vintage."""
    return snapshot.rows(_UNITS, {"vintage": vintage})


def vintages(snapshot: Snapshot) -> list[int]:
    """Vintages of boundaries that have units: 34, and 63 where former units are known."""
    found = snapshot.rows("SELECT DISTINCT vintage FROM provinces WHERE vintage IS NOT NULL ORDER BY vintage")
    return [int(row["vintage"]) for row in found]


def indicator_options(snapshot: Snapshot) -> list[Row]:
    """Indicators that at least one unit has a target or an actual of, the most widespread first.

    A former unit counts as the one that it belongs to today.
    """
    return snapshot.rows(_OPTIONS)


def series_of(snapshot: Snapshot, indicator_id: str | None) -> list[Row]:
    """Every series of an indicator, first by rank."""
    return snapshot.rows(_SERIES, {"indicator": indicator_id})


def actual_counts(snapshot: Snapshot, indicator_id: str | None, vintage: int) -> list[Row]:
    """Each series and year of which any unit has an actual, and how many units of the vintage an exact one."""
    return snapshot.rows(_ACTUAL_COUNTS, {"indicator": indicator_id, "vintage": vintage})


def latest_actuals(snapshot: Snapshot, indicator_id: str | None, year: int) -> list[Row]:
    """The latest year of each unit, the nation included, and series, and whether it has an actual of `year`."""
    return snapshot.rows(_LATEST_ACTUALS, {"indicator": indicator_id, "year": year})


def target_counts(snapshot: Snapshot, indicator_id: str | None, vintage: int) -> list[Row]:
    """Each year for which any unit sets a target, and how many units of the vintage do."""
    return snapshot.rows(_TARGET_COUNTS, {"indicator": indicator_id, "vintage": vintage})


def first_targets(snapshot: Snapshot, indicator_id: str | None) -> list[Row]:
    """The first year for which each unit, the nation included, sets a target."""
    return snapshot.rows(_FIRST_TARGETS, {"indicator": indicator_id})


def judged_rows(snapshot: Snapshot, indicator_id: str | None, year: int) -> list[Row]:
    """Every judged row of an indicator at the end of `year`; of one unit the document that counts first."""
    return snapshot.rows(_JUDGED_ROWS, {"indicator": indicator_id, "year": year})


def actuals_of_year(snapshot: Snapshot, indicator_id: str | None, year: int) -> list[Row]:
    """Every actual whose period ends in `year`; of one unit and series the one that counts last."""
    return snapshot.rows(_ACTUALS_OF_YEAR, {"indicator": indicator_id, "year": year})


def targets_of_year(snapshot: Snapshot, indicator_id: str | None, year: int) -> list[Row]:
    """Every target for `year`; of one unit the document that counts first."""
    return snapshot.rows(_TARGETS_OF_YEAR, {"indicator": indicator_id, "year": year})


def targets_of(snapshot: Snapshot, province_ids: Sequence[str], indicator_id: str | None = None) -> list[Row]:
    """Targets of some units with their documents, of one indicator or of all."""
    return snapshot.rows(_TARGETS_OF_UNITS, {"units": list(province_ids), "indicator": indicator_id})


def results_of(snapshot: Snapshot, province_ids: Sequence[str], indicator_id: str | None = None) -> list[Row]:
    """What came of the targets of some units that fell due, of one indicator or of all."""
    return snapshot.rows(_RESULTS_OF_UNITS, {"units": list(province_ids), "indicator": indicator_id})


def actuals_of(snapshot: Snapshot, province_ids: Sequence[str], indicator_id: str | None) -> list[Row]:
    """Every actual of some units with series and source."""
    return snapshot.rows(_ACTUALS_OF_UNITS, {"units": list(province_ids), "indicator": indicator_id})


def paths_of(snapshot: Snapshot, province_ids: Sequence[str], indicator_id: str | None) -> list[Row]:
    """The target paths of some units."""
    return snapshot.rows(_PATHS_OF_UNITS, {"units": list(province_ids), "indicator": indicator_id})


def crosswalk(snapshot: Snapshot) -> list[Row]:
    """Former units and what they were merged into; only where boundaries changed.

    `targeted` is the number of indicators of which the former unit has a target, `own` the number of those
    of which the merged unit has a target itself.
    """
    return snapshot.rows(_CROSSWALK)


def tiles(snapshot: Snapshot) -> list[Row]:
    """The tile map: one square a unit, and the two archipelagos."""
    return snapshot.rows("SELECT * FROM tiles ORDER BY row, col")


def economies(snapshot: Snapshot) -> list[Row]:
    """Exact gross regional products of whole years at current prices: columns province_id, series, year, value."""
    return snapshot.rows(
        "SELECT province_id, series, year(period_end) AS year, value FROM actuals "
        "WHERE indicator_id = 'grdp_current_prices' AND qualifier = 'exact' AND value_high IS NULL "
        "AND month(period_start) = 1 AND month(period_end) = 12 AND year(period_start) = year(period_end) "
        "ORDER BY ALL"
    )
