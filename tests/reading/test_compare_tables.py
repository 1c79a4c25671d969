"""Files of a comparison: what they hold is what the views show, to the last digit, and nothing is left out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pyarrow as pa
import pytest

from kpi.charts.html import heat_map
from kpi.model.records import ActualRecord, PathRecord, TargetRecord, records
from kpi.model.vocabulary import TargetStatus
from kpi.reading.boundaries import history
from kpi.reading.comparison import Comparison
from kpi.reading.ranking import Measure
from kpi.reading.tables.comparison_tables import (
    NOTHING,
    history_table,
    numbers_table,
    states_table,
    targets_table,
)
from kpi.reading.tables.ranking_table import ranking_table
from kpi.store import compare_heat_queries, compare_queries
from kpi.store.warehouse import Snapshot
from tests.reading.test_compare_data import ECONOMY, asked, ids


@pytest.fixture(scope="module")
def names(snapshot: Snapshot) -> dict[str, str]:
    return {row["province_id"]: row["name_vi"] for row in snapshot.rows("SELECT province_id, name_vi FROM provinces")}


@pytest.fixture(scope="module")
def indicators(snapshot: Snapshot) -> dict[str, dict[str, Any]]:
    return {row["indicator_id"]: row for row in compare_queries.indicator_options(snapshot)}


def first_series(snapshot: Snapshot) -> str:
    return str(compare_queries.series_of(snapshot, ECONOMY)[0]["series"])


def ranking_of(
    snapshot: Snapshot, names: dict[str, str], indicators: dict[str, Any], measure: Measure, *, enough: bool = True
) -> pa.Table:
    found = replace(asked(snapshot, measure, first_series(snapshot), 2025), enough=enough)
    return table_of(snapshot, found, names, indicators)


def table_of(snapshot: Snapshot, found: Comparison, names: dict[str, str], indicators: dict[str, Any]) -> pa.Table:
    targets = records(compare_queries.targets_of(snapshot, tuple(names), ECONOMY), TargetRecord)
    words = {"indicator": indicators[ECONOMY], "targets": targets, "too_few": "too few"}
    return ranking_table(found, names, lambda unit: f"because {unit.reason}", **words)


@pytest.mark.parametrize("measure", [Measure.LEVEL, Measure.GAP, Measure.PLANNED_PROGRESS, Measure.PACE])
def test_a_ranking_lists_all_34_units_once(snapshot, names, indicators, measure):
    rows = ranking_of(snapshot, names, indicators, measure).to_pylist()
    assert sorted(row["province_id"] for row in rows) == sorted(ids(snapshot, 34))
    placed = [row for row in rows if row["tier"] is not None]
    assert [row["rank_first"] for row in placed] == sorted(row["rank_first"] for row in placed)
    assert all((row["value"] is None) == (row["tier"] is None) for row in rows)
    assert all(row["reason"].startswith("because ") for row in rows if row["tier"] is None)


def test_nobody_has_a_rank_where_too_few_units_have_a_value(snapshot, names, indicators):
    found = asked(snapshot, Measure.LEVEL, first_series(snapshot), 2025)
    assert not found.enough, "six of 34 are too few"
    rows = table_of(snapshot, found, names, indicators).to_pylist()
    valued = [row for row in rows if row["value"] is not None]
    assert {(row["rank_first"], row["rank_last"], row["tier"], row["reason"]) for row in valued} == {
        (None, None, None, "too few")
    }
    assert {(row["units_with_value"], row["units"]) for row in rows} == {(len(valued), 34)}


def test_an_official_value_in_a_file_has_the_operator_of_its_target(snapshot, names, indicators):
    rows = ranking_of(snapshot, names, indicators, Measure.LEVEL).to_pylist()
    told = {row["province_id"]: (row["next_milestone_operator"], row["next_milestone"]) for row in rows}
    assert told["phu_tho"] == ("gt", 30)
    assert told["thai_nguyen"] == ("approx", 35)
    for row in rows:
        assert (row["next_milestone"] is None) or row["next_milestone_operator"]
        assert (row["planned_operator"] is not None) == (row["planned_method"] == "official"), row["province_id"]


def test_a_ranking_keeps_the_published_digits(snapshot, names, indicators):
    rows = ranking_of(snapshot, names, indicators, Measure.LEVEL).to_pylist()
    hai_phong = next(row for row in rows if row["province_id"] == "hai_phong")
    assert (hai_phong["value"], hai_phong["actual"], hai_phong["unit"]) == (22.28, 22.28, "%")
    assert hai_phong["series"] == first_series(snapshot)
    assert hai_phong["period_end"].year == 2025


def test_targets_are_all_there_beside_the_nation_and_under_the_heir(snapshot, names, indicators):
    units = ("viet_nam", "ha_noi", "dong_thap", "tien_giang")
    found = records(compare_queries.targets_of(snapshot, units, ECONOMY), TargetRecord)
    said = [target for target in found if target.status != TargetStatus.DUPLICATE]
    rows = targets_table(said, names, {"tien_giang": "dong_thap"}, indicators).to_pylist()
    assert len(rows) == len(said)
    capital = next(row for row in rows if row["province_id"] == "ha_noi" and row["year"] == 2030)
    assert (capital["value"], capital["beside_nation"], capital["inherited_by"]) == (40.0, "more", None)
    inherited = {row["year"]: row["value"] for row in rows if row["inherited_by"] == "dong_thap"}
    assert inherited == {2025: 15.0, 2030: 30.0, 2035: 40.0, 2040: 45.0, 2045: 50.0}
    assert all(row["beside_nation"] is None for row in rows if row["province_id"] == "viet_nam")


def test_numbers_hold_targets_actuals_and_the_years_between(snapshot, names):
    units = ("tien_giang",)
    targets = records(compare_queries.targets_of(snapshot, units, ECONOMY), TargetRecord)
    actuals = records(compare_queries.actuals_of(snapshot, units, ECONOMY), ActualRecord)
    paths = {"tien_giang": records(compare_queries.paths_of(snapshot, units, ECONOMY), PathRecord)}
    rows = numbers_table(units, names, targets, actuals, paths).to_pylist()
    kinds = {kind: [row for row in rows if row["kind"] == kind] for kind in ("target", "actual", "planned")}
    assert len(kinds["target"]) == len(targets)
    assert [row["value"] for row in kinds["actual"]] == [actual.value for actual in actuals]
    assert {row["year"] for row in kinds["planned"]} >= {2026, 2031, 2044}
    assert not {row["year"] for row in kinds["planned"]} & {target.year for target in targets}


def test_the_empty_cells_of_the_heat_map_are_rows_too(snapshot, names, indicators):
    units = {province_id: names[province_id] for province_id in ids(snapshot, 34)}
    listed = {key: row["name_vi"] for key, row in list(indicators.items())[:5]}
    cells = compare_heat_queries.state_cells(snapshot, list(units), 2025, list(listed))
    words = {str(cell["state"]): "word" for cell in cells} | {NOTHING: "empty"}
    table = states_table(cells, units, listed, 2025, words)
    assert table.num_rows == len(units) * len(listed)
    assert sum(state != NOTHING for state in table["state"].to_pylist()) == len(cells)
    assert heat_map.NOTHING == NOTHING


def test_history_says_what_was_published_and_what_cannot_be_rebuilt(snapshot, names):
    units = ("dong_thap_2008", "tien_giang", "dong_thap")
    actuals = records(compare_queries.actuals_of(snapshot, units, ECONOMY), ActualRecord)
    found = history("%", actuals, units[:2], "dong_thap")
    rows = history_table(found, "dong_thap", names, "%").to_pylist()
    assert {row["origin"] for row in rows} == {"observed", "not_rebuildable"}
    assert all(row["value"] is None and row["why"] for row in rows if row["origin"] == "not_rebuildable")


def test_a_table_without_rows_keeps_its_columns():
    table = targets_table([], {}, {}, {})
    assert table.num_rows == 0
    assert {"province_id", "year", "value", "quote"} <= set(table.column_names)
