"""Every check on the loaded tables holds for the real data, and is seen to catch what it is there for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.build import read_input
from etl.checks import all_checks, run_checks
from etl.findings import Severity
from etl.load import create_tables, load
from kpi.words import LANGUAGES
from kpi.words.messages import catalogue

# What to break, and the subject that the check must then name.
BROKEN = {
    "actual_without_source": (
        "UPDATE actuals SET publisher = ' ' WHERE actual_id = (SELECT min(actual_id) FROM actuals)",
        "",
    ),
    "target_without_source": (
        "UPDATE targets SET quote = NULL WHERE target_id = 'lai_chau_11_kh_tu_2025.2025.coverage_5g'",
        "lai_chau_11_kh_tu_2025.2025.coverage_5g",
    ),
    "headline_indicators": (
        "UPDATE indicators SET headline = false WHERE indicator_id = 'coverage_5g'",
        "indicators",
    ),
    "province_counts": ("DELETE FROM provinces WHERE province_id = 'lai_chau'", "provinces"),
    "crosswalk_total": ("DELETE FROM crosswalk WHERE former_id = 'tien_giang'", "tien_giang"),
    "actual_of_wrong_vintage": (
        "INSERT INTO actuals BY NAME SELECT * REPLACE ('tien_giang' AS province_id, DATE '2025-07-01' AS period_start, "
        "DATE '2025-12-31' AS period_end, 'broken' AS actual_id) FROM actuals LIMIT 1",
        "broken",
    ),
    "target_conflict_undeclared": (
        "UPDATE targets SET status = 'in_force' WHERE status = 'conflicting'",
        "tien_giang_plan_2025 st_enterprises 2040",
    ),
    "target_repeated_undeclared": (
        "UPDATE targets SET status = 'in_force' WHERE status = 'duplicate'",
        "tien_giang_plan_2025 st_enterprises 2025",
    ),
    "conflicting_targets": ("SELECT 1", "tien_giang_plan_2025 st_enterprises 2040"),
    "conflicting_actuals": (
        "INSERT INTO actuals BY NAME SELECT * REPLACE (value + 1 AS value, 'https://example.org/' AS source_url) "
        "FROM actuals WHERE qualifier = 'exact' AND province_id = 'tien_giang' "
        "AND indicator_id = 'digital_economy_share_grdp'",
        "tien_giang digital_economy_share_grdp",
    ),
    "exact_before_its_period_ended": (
        "INSERT INTO actuals BY NAME SELECT * REPLACE (DATE '2026-12-31' AS period_end, 'broken' AS actual_id) "
        "FROM actuals WHERE qualifier = 'exact' AND province_id = 'tay_ninh' AND indicator_id = 'coverage_5g'",
        "broken",
    ),
    "actual_repeated": (
        "INSERT INTO actuals BY NAME SELECT * REPLACE ('https://example.org/' AS source_url) "
        "FROM actuals WHERE province_id = 'tay_ninh' AND indicator_id = 'coverage_5g'",
        "tay_ninh coverage_5g communes",
    ),
    "indicator_without_actual": ("SELECT 1", "lai_chau coverage_5g"),
    "document_without_province": ("SELECT 1", "unnamed_02_kh_bcd_2025"),
}


@pytest.fixture(scope="module")
def tables(data_folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    found, _ = read_input(data_folder)
    with duckdb.connect(":memory:") as connection:
        create_tables(connection)
        load(connection, found)
        yield connection


def test_every_check_has_a_bad_fixture() -> None:
    assert {check.name for check in all_checks()} == set(BROKEN)


@pytest.mark.parametrize("name", sorted({*BROKEN, "not_finite"}))
def test_every_check_has_its_sentence_in_both_languages(name: str) -> None:
    vi, en = (catalogue(lang)[f"check_rule.{name}"] for lang in LANGUAGES)
    assert ("{detail}" in vi) == ("{detail}" in en)
    assert en.isascii()
    assert not vi.isascii()


def test_no_query_of_a_check_holds_words_for_people() -> None:
    assert [check.name for check in all_checks() if not check.sql.isascii()] == []


def test_the_real_data_breaks_no_rule(tables: duckdb.DuckDBPyConnection) -> None:
    assert [item for item in run_checks(tables) if item.severity == Severity.ERROR] == []


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_check_catches_what_it_is_for(name: str, tables: duckdb.DuckDBPyConnection) -> None:
    statement, subject = BROKEN[name]
    tables.execute("BEGIN")
    try:
        tables.execute(statement)
        found = [item for item in run_checks(tables) if item.check_name == name]
    finally:
        tables.execute("ROLLBACK")
    assert any(item.subject.startswith(subject) for item in found), found
    for item in found:
        assert item.message("en") != item.message("vi")
        assert "{" not in item.message("en") + item.message("vi")
