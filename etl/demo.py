"""Made-up actuals for trying the product out: they replace every real one and are marked wherever they show."""

from __future__ import annotations

import duckdb

from etl.load import insert_rows

DEMO_SERIES = "demo"

# A pseudo-random but repeatable walk from about half of the first target upwards. DuckDB's own hash may change
# between versions, so the digest is md5's. A unit that was merged has no year after its last.
_ACTUALS = """
WITH targeted AS (
    SELECT province_id, indicator_id, any_value(unit) AS unit, arg_min(coalesce(value_high, value), year) AS first
    FROM targets WHERE status = 'in_force' GROUP BY province_id, indicator_id
),
years AS (
    SELECT targeted.*, year::INTEGER AS year,
           ('0x' || substr(md5(format('{} {} {}', province_id, indicator_id, year)), 1, 6))::BIGINT / 16777216.0
               AS noise,
           ('0x' || substr(md5(format('{} {}', province_id, indicator_id)), 1, 6))::BIGINT / 16777216.0 AS pace
    FROM targeted, range(2020, 2026) AS calendar(year)
    WHERE year <= 2024 OR province_id NOT IN (SELECT former_id FROM crosswalk WHERE boundary_changed)
),
walked AS (
    SELECT years.*, first * (0.35 + 0.15 * pace + (year - 2020) * (0.04 + 0.10 * pace) + 0.03 * noise) AS raw
    FROM years
)
SELECT substr(md5(format('{} {} {}', walked.province_id, walked.indicator_id, year)), 1, 12) AS actual_id,
       walked.province_id, walked.indicator_id, $series AS series,
       make_date(year, 1, 1) AS period_start, make_date(year, 12, 31) AS period_end,
       greatest(least(
           CASE WHEN walked.unit = 'index_0_1' THEN round(raw, 2)
                WHEN walked.unit IN ('%', 'per_10000_people') THEN round(raw, 1)
                ELSE round(raw) END,
           coalesce(indicators.max_value, 1e18)), coalesce(indicators.min_value, -1e18)) AS value,
       'exact' AS qualifier, walked.unit, $definition AS definition, $title AS source_title,
       'https://example.invalid/so-lieu-minh-hoa' AS source_url, $publisher AS publisher, 'medium' AS confidence,
       make_date(year + 1, 2, 15) AS recorded_at, $title AS note
FROM walked JOIN indicators USING (indicator_id)
"""

_SERIES = """
SELECT DISTINCT indicator_id, $series AS series, $title AS name_vi, 'ILLUSTRATIVE DATA' AS name_en,
       $publisher AS measurer, $definition AS definition_vi, 1 AS rank, $series AS measure,
       12 AS publication_months
FROM actuals
"""

# A made-up actual is counted as its target is: there is nothing else that it could mean.
_MEASURES = """
INSERT INTO measures
SELECT DISTINCT indicator_id, $series, $title, 'ILLUSTRATIVE DATA', $definition FROM series ORDER BY ALL
"""


def replace_actuals(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop every actual and series and put made-up ones in their place, the same in every build."""
    words = {
        "series": DEMO_SERIES,
        "definition": "Số do máy tạo ra để dùng thử sản phẩm, không phải số liệu thật.",
        "title": "SỐ LIỆU MINH HỌA",
        "publisher": "Số liệu minh họa, không có đơn vị công bố",
    }
    connection.execute("DELETE FROM actuals; DELETE FROM series; DELETE FROM not_loaded; DELETE FROM measures")
    actuals = connection.sql(_ACTUALS, params=words).to_arrow_table()
    insert_rows(connection, "actuals", actuals, ("province_id", "indicator_id", "period_end"))
    named = {name: words[name] for name in ("series", "definition", "title", "publisher")}
    series = connection.sql(_SERIES, params=named).to_arrow_table()
    insert_rows(connection, "series", series, ("indicator_id",))
    connection.execute(_MEASURES, {name: words[name] for name in ("series", "definition", "title")})
    counted = "UPDATE targets SET measure = $series, measured_indicator_id = indicator_id"
    connection.execute(counted, {"series": DEMO_SERIES})
