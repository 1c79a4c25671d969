"""Named queries of the whole country: what the 34 units of today say, each in one question for all of them."""

from __future__ import annotations

from kpi.model.records import Row
from kpi.model.vocabulary import NATION
from kpi.store.warehouse import Snapshot

_UNITS = """
SELECT province_id FROM provinces WHERE vintage = 34 ORDER BY name_vi COLLATE vi, province_id
"""

_ACTUALS = """
SELECT actuals.*, series.name_vi AS series_name_vi, series.name_en AS series_name_en, series.rank AS series_rank,
       series.measure AS series_measure
FROM actuals JOIN provinces USING (province_id) JOIN series USING (indicator_id, series)
WHERE vintage = 34 AND indicator_id = $indicator
ORDER BY province_id, series.rank, series, period_end, period_start, recorded_at NULLS FIRST, actual_id
"""

_VALUES = """
SELECT province_id, period_start, period_end, value, value_high, qualifier, actuals.unit, recorded_at,
       indicators.unit AS indicator_unit, materiality, direction, cadence
FROM actuals JOIN provinces USING (province_id) JOIN indicators USING (indicator_id)
WHERE vintage = 34 AND indicator_id = $indicator AND series = $series
ORDER BY province_id, period_end, period_start, recorded_at NULLS FIRST, actual_id
"""

_PUBLISHED = f"""
SELECT actuals.*, series.rank AS series_rank
FROM actuals JOIN provinces USING (province_id) JOIN series USING (indicator_id, series)
WHERE (vintage = 34 OR province_id = '{NATION}') AND recorded_at IS NOT NULL
ORDER BY recorded_at DESC, period_end DESC, province_id <> '{NATION}', indicator_id, province_id, actual_id
"""  # noqa: S608


def units(snapshot: Snapshot) -> list[str]:
    """The units of today by id, in Vietnamese order."""
    return [str(row["province_id"]) for row in snapshot.rows(_UNITS)]


def actuals_of_units(snapshot: Snapshot, indicator_id: str) -> list[Row]:
    """Every actual of an indicator that a unit of today has under its own boundaries."""
    return snapshot.rows(_ACTUALS, {"indicator": indicator_id})


def values_of_units(snapshot: Snapshot, indicator_id: str, series: str) -> list[Row]:
    """The same of one series alone, without words and sources, with what the indicator is compared by."""
    return snapshot.rows(_VALUES, {"indicator": indicator_id, "series": series})


def published(snapshot: Snapshot) -> list[Row]:
    """Every actual of the nation and of the units of today that tells its day of publication, the last one first."""
    return snapshot.rows(_PUBLISHED)
