"""The data dictionary says of every table and column of the warehouse what it is, and of nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from kpi.store.warehouse import Snapshot

DICTIONARY = Path(__file__).resolve().parents[2] / "docs" / "data-dictionary.md"


def documented() -> dict[str, list[tuple[str, str]]]:
    """Table → (column, type) in the order of the page."""
    tables: dict[str, list[tuple[str, str]]] = {}
    for line in DICTIONARY.read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(r"## (\w+)", line):
            tables[heading[1]] = []
        elif row := re.fullmatch(r"\| `(\w+)` \| ([\w\[\]]+) \| (.+) \| (.+) \|", line):
            tables[list(tables)[-1]].append((row[1], row[2]))
    return tables


def test_dictionary_matches_the_warehouse(snapshot: Snapshot) -> None:
    columns = snapshot.query(
        "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal "
        "ORDER BY table_name, column_index"
    )
    published: dict[str, list[tuple[str, str]]] = {}
    for table, column, kind in columns.itertuples(index=False):
        published.setdefault(table, []).append((column, kind))
    assert documented() == published


def test_contract_columns_are_there(snapshot: Snapshot) -> None:
    """The columns that the plan of the house names keep their names."""
    kept_names = {
        "provinces": "province_id code name_vi name_en kind region vintage valid_from valid_to",
        "crosswalk": "former_id successor_id",
        "indicators": "indicator_id name_vi name_en section unit direction cadence headline definition_vi "
        "min_value max_value",
        "documents": "document_id number issued_on issuer title_vi province_id kind file sha256",
        "targets": "target_id document_id province_id indicator_id year operator value value_high unit cadence "
        "quote line status note",
        "actuals": "actual_id province_id indicator_id series period_start period_end value qualifier unit "
        "definition source_title source_url publisher confidence recorded_at submission_id",
        "target_path": "province_id indicator_id document_id year value value_high official method",
        "progress": "province_id indicator_id series as_of_year baseline_year baseline actual_year actual planned gap "
        "attainment planned_progress status reason required_per_year achieved_per_year outlook_year outlook "
        "outlook_verdict data_age_days",
        "tasks": "task_id document_id number section text_vi lead_agencies coordinating_agencies deadline_kind "
        "deadline original_deadline basis line",
        "task_updates": "task_id status note evidence recorded_at submission_id",
        "checks": "check_name severity subject message",
        "snapshot": "snapshot_id built_at input_sha256 app_version",
    }
    for table, names in kept_names.items():
        published = set(snapshot.query(f'SELECT * FROM "{table}" LIMIT 0').columns)
        assert set(names.split()) <= published, table
