"""How whole the data is: what checks found, what each plan's targets lack, what was corrected or not loaded."""

from __future__ import annotations

import pyarrow as pa

from kpi.store.names import UNIT_ORDER, indicator_name
from kpi.store.warehouse import Snapshot

_COUNTS = """
SELECT (SELECT count(*) FROM documents WHERE kind = 'plan_text') AS texts,
       (SELECT count(*) FROM documents) AS documents,
       (SELECT count(*) FROM targets) AS targets,
       (SELECT count(*) FROM actuals) AS actuals,
       (SELECT count(*) FROM checks) AS warnings,
       (SELECT count(*) FROM corrections) AS corrections,
       (SELECT count(*) FROM not_loaded) AS not_loaded
"""

_CHECKS = """
SELECT check_name, severity, subject, message, message_en FROM checks ORDER BY severity, check_name, subject, message
"""

_NAMES = """
SELECT document_id AS id, coalesce(number, title_vi) AS name_vi, coalesce(number, title_en, title_vi) AS name_en
FROM documents
UNION ALL SELECT indicator_id, name_vi, name_en FROM indicators
UNION ALL SELECT province_id, name_vi, name_en FROM provinces
"""

# One row for each document and unit with a target, because an actual belongs to a unit, not to a document.
_COMPLETENESS = """
WITH targeted AS (
    SELECT document_id, province_id, indicator_id, count(*) AS targets,
           bool_or(status = 'conflicting') AS conflicting, count(*) FILTER (status = 'duplicate') AS repeated
    FROM targets GROUP BY ALL
),
measured AS (SELECT province_id, indicator_id, max(period_end) AS newest FROM actuals GROUP BY ALL),
exact AS (SELECT DISTINCT province_id, indicator_id FROM actuals WHERE qualifier = 'exact')
SELECT targeted.document_id, any_value(documents.number) AS number, any_value(documents.title_vi) AS title_vi,
       any_value(documents.kind) AS kind, targeted.province_id, any_value(provinces.name_vi) AS province_vi,
       any_value(provinces.name_en) AS province_en, count(*) AS indicators, sum(targets)::INTEGER AS targets,
       count(measured.newest) AS measured, count(exact.indicator_id) AS exact,
       count(*) FILTER (conflicting) AS conflicting, max(measured.newest) AS newest
FROM targeted
JOIN documents USING (document_id)
JOIN provinces ON provinces.province_id = targeted.province_id
LEFT JOIN measured ON measured.province_id = targeted.province_id AND measured.indicator_id = targeted.indicator_id
LEFT JOIN exact ON exact.province_id = targeted.province_id AND exact.indicator_id = targeted.indicator_id
GROUP BY targeted.document_id, targeted.province_id
ORDER BY any_value(documents.kind) <> 'plan_text', indicators DESC, targeted.document_id, targeted.province_id
"""

_NATION = "provinces.kind = 'nation'"
_MISSING_OF_UNITS = f"""
SELECT DISTINCT targets.province_id, provinces.name_vi AS province_vi, provinces.name_en AS province_en,
       targets.indicator_id, {indicator_name("vi", _NATION)} AS indicator_vi,
       {indicator_name("en", _NATION)} AS indicator_en,
       targets.document_id, documents.number AS document
FROM targets
JOIN documents USING (document_id)
JOIN provinces ON provinces.province_id = targets.province_id
JOIN indicators ON indicators.indicator_id = targets.indicator_id
ANTI JOIN actuals ON actuals.province_id = targets.province_id AND actuals.indicator_id = targets.indicator_id
"""  # noqa: S608
_MISSING = f"""
SELECT missing.* FROM ({_MISSING_OF_UNITS}) AS missing JOIN provinces USING (province_id)
ORDER BY {UNIT_ORDER}, indicator_id, document_id
"""  # noqa: S608

_MISSING_COUNTS = f"""
WITH counts AS (
    SELECT province_id, any_value(province_vi) AS province_vi, any_value(province_en) AS province_en,
           count(DISTINCT indicator_id) AS missing
    FROM ({_MISSING_OF_UNITS}) GROUP BY province_id
)
SELECT counts.* FROM counts JOIN provinces USING (province_id) ORDER BY missing DESC, {UNIT_ORDER}
"""  # noqa: S608

_TABLES = """
SELECT table_name AS name, estimated_size AS rows, column_count AS columns
FROM duckdb_tables() WHERE NOT internal ORDER BY table_name
"""


def counts(snapshot: Snapshot) -> dict[str, int]:
    """How many documents, texts, targets, actuals, warnings, corrections and rows not loaded."""
    found: dict[str, int] = snapshot.table(_COUNTS).to_pylist()[0]
    return found


def checks(snapshot: Snapshot) -> pa.Table:
    """Every row that a check found: check_name, severity, subject (ids), message, message_en."""
    return snapshot.table(_CHECKS)


def names(snapshot: Snapshot, lang: str) -> dict[str, str]:
    """Names of documents, indicators and units by their ids."""
    found = snapshot.table(_NAMES)
    return dict(zip(found["id"].to_pylist(), found[f"name_{lang}"].to_pylist(), strict=True))


def completeness(snapshot: Snapshot) -> pa.Table:
    """One row for each document and unit: indicators with targets, with actuals, with exact ones, contradictory."""
    return snapshot.table(_COMPLETENESS)


def missing(snapshot: Snapshot) -> pa.Table:
    """Every indicator of which a unit has a target and no actual."""
    return snapshot.table(_MISSING)


def missing_counts(snapshot: Snapshot) -> pa.Table:
    """Of how many indicators each unit has a target and no actual, most first."""
    return snapshot.table(_MISSING_COUNTS)


def corrections(snapshot: Snapshot) -> pa.Table:
    """Every declared correction of a source, in the order of files and lines."""
    return snapshot.table("SELECT * FROM corrections ORDER BY file, line NULLS FIRST, correction_id")


def not_loaded(snapshot: Snapshot) -> pa.Table:
    """Every gathered row that was not loaded, with the reason."""
    return snapshot.table("SELECT * FROM not_loaded ORDER BY source_file, source_line")


def table_sizes(snapshot: Snapshot) -> dict[str, tuple[int, int]]:
    """Rows and columns of every table of the warehouse."""
    return {row["name"]: (row["rows"], row["columns"]) for row in snapshot.table(_TABLES).to_pylist()}
