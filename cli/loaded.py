"""What a snapshot holds: rows a table, and the source rows that were not loaded and why."""

from __future__ import annotations

from cli.output import Output
from kpi.store.warehouse import Snapshot
from kpi.words import message

_LOADED = """
SELECT 'targets' AS "table", count(*) AS rows, count(DISTINCT province_id) AS provinces,
       count(DISTINCT indicator_id) AS indicators, format('{}–{}', min(year), max(year)) AS years,
       count(*) FILTER (source_url IS NULL AND (quote IS NULL OR line IS NULL)) AS without_source
FROM targets
UNION ALL
SELECT 'actuals', count(*), count(DISTINCT province_id), count(DISTINCT indicator_id),
       format('{}–{}', year(min(period_end)), year(max(period_end))),
       count(*) FILTER (trim(publisher) = '' OR trim(source_url) = '')
FROM actuals
UNION ALL
SELECT * FROM (
    SELECT table_name, estimated_size, NULL, NULL, NULL, NULL FROM duckdb_tables()
    WHERE table_name NOT IN ('targets', 'actuals', 'snapshot') ORDER BY 1
)
"""
_REFUSED = """
SELECT source_file, reason, count(*) AS rows FROM not_loaded
GROUP BY ALL ORDER BY source_file, rows DESC, reason
"""


def print_loaded(output: Output, snapshot: Snapshot) -> None:
    """Both tables, the second only where something was left out."""
    lang = output.lang
    columns = ("table", "rows", "provinces", "indicators", "years", "without_source")
    heads = [message(f"cli.column_{name}", lang) for name in columns]
    output.table(message("cli.loaded", lang), heads, snapshot.query(_LOADED).itertuples(index=False))
    refused = snapshot.query(_REFUSED)
    if not refused.empty:
        heads = [message(f"cli.column_{name}", lang) for name in ("file", "reason", "rows")]
        output.table(message("cli.not_loaded", lang), heads, refused.itertuples(index=False))
