"""Comparisons of the real data: who is ranked, who is not and why, and what the queries read."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from kpi.method.thresholds import load_method
from kpi.reading.compared_actuals import Asked, Known, actuals_apart, is_exact
from kpi.reading.comparison import Comparison, compare
from kpi.reading.ranking import Candidate, Measure, Unranked
from kpi.store import compare_heat_queries, compare_queries
from kpi.store.compare_queries import Row
from kpi.store.warehouse import Snapshot

ECONOMY = "digital_economy_share_grdp"


def ids(snapshot: Snapshot, vintage: int) -> list[str]:
    return [row["province_id"] for row in compare_queries.units(snapshot, vintage)]


def known(snapshot: Snapshot, indicator_id: str, year: int) -> Known:
    return Known(
        compare_queries.judged_rows(snapshot, indicator_id, year),
        compare_queries.actuals_of_year(snapshot, indicator_id, year),
        compare_queries.targets_of_year(snapshot, indicator_id, year),
        cache(lambda: compare_queries.latest_actuals(snapshot, indicator_id, year)),
        cache(lambda: compare_queries.first_targets(snapshot, indicator_id)),
    )


def asked(
    snapshot: Snapshot, measure: Measure, series: str, year: int, *, indicator_id: str = ECONOMY, vintage: int = 34
) -> Comparison:
    rows = snapshot.rows("SELECT * FROM indicators WHERE indicator_id = $id", {"id": indicator_id})
    return compare(
        Asked(measure, series, year),
        ids(snapshot, vintage),
        known(snapshot, indicator_id, year),
        rows[0],
        load_method(),
    )


def reasons(found: Comparison) -> dict[str, Candidate]:
    return {unit.province_id: unit for unit in found.ranking.unranked}


def test_there_are_34_units_now_and_63_before(snapshot: Snapshot):
    current, former = ids(snapshot, 34), ids(snapshot, 63)
    assert (len(current), len(former)) == (34, 63)
    assert len(set(former)) == 63
    assert "tien_giang" in former
    assert "lai_chau" in former, "a unit whose boundaries did not change keeps its id"
    assert "dong_thap" not in former
    assert compare_queries.vintages(snapshot) == [34, 63]


def test_units_of_63_carry_the_region_of_their_time(snapshot: Snapshot):
    rows = {row["province_id"]: row for row in compare_queries.units(snapshot, 63)}
    assert rows["dak_lak_2008"]["region"] == "Tây Nguyên"
    assert rows["tien_giang"]["successor_id"] == "dong_thap"
    assert rows["lai_chau"]["successor_id"] is None


def test_the_digital_economy_is_ranked_within_one_series(snapshot: Snapshot):
    found = asked(snapshot, Measure.LEVEL, "gso_value_added", 2025)
    assert [(place.province_id, place.value) for place in found.ranking.placed] == [
        ("bac_ninh", 46.3),
        ("thai_nguyen", 29.53),
        ("phu_tho", 22.71),
        ("hai_phong", 22.28),
        ("ha_noi", 17.34),
    ]
    assert found.nation == 14.02
    why = reasons(found)
    assert why["ho_chi_minh"].reason is Unranked.INEXACT
    assert why["da_nang"].reason is Unranked.NO_ACTUAL
    assert (why["quang_ninh"].reason, why["quang_ninh"].detail) == (Unranked.OTHER_SERIES, "producer_not_stated")
    assert len(found.ranking.placed) + len(found.ranking.unranked) == 34


def test_hai_phongs_two_measures_stand_side_by_side_and_never_in_one_ranking(snapshot: Snapshot):
    actuals = compare_queries.actuals_of_year(snapshot, ECONOMY, 2025)
    apart = actuals_apart(actuals, "gso_value_added", ids(snapshot, 34))
    assert {name: row["value"] for name, row in apart["hai_phong"].items()} == {
        "gso_value_added": 22.28,
        "producer_not_stated": 27.17,
    }
    by_the_other = asked(snapshot, Measure.LEVEL, "producer_not_stated", 2025)
    assert reasons(by_the_other)["hai_phong"].reason is Unranked.INEXACT


def test_actuals_of_former_units_are_not_ranked_among_current_ones(snapshot: Snapshot):
    now = asked(snapshot, Measure.LEVEL, "mic_ptit", 2022)
    assert [place.province_id for place in now.ranking.placed] == ["ha_noi"]
    before = asked(snapshot, Measure.LEVEL, "mic_ptit", 2022, vintage=63)
    assert before.ranking.placed[0].province_id == "bac_ninh_2008"
    assert len(before.ranking.placed) > 10


def test_actuals_published_for_merged_units_are_ranked(snapshot: Snapshot):
    found = asked(snapshot, Measure.LEVEL, "of_34", 2024, indicator_id="dti_rank")
    placed = [place.province_id for place in found.ranking.placed]
    assert placed[:3] == ["ha_noi", "hue", "hai_phong"]
    assert found.lower_better


def test_the_highest_targets_for_2030(snapshot: Snapshot):
    found = asked(snapshot, Measure.TARGET, "", 2030)
    assert [(place.province_id, place.value, place.first, place.last) for place in found.ranking.placed[:5]] == [
        ("bac_ninh", 45.0, 1, 1),
        ("ha_noi", 40.0, 2, 2),
        ("da_nang", 35.0, 3, 5),
        ("khanh_hoa", 35.0, 3, 5),
        ("thai_nguyen", 35.0, 3, 5),
    ]
    assert found.nation == 30.0
    why = reasons(found)
    assert (why["lai_chau"].reason, why["lai_chau"].detail) == (Unranked.NO_TARGET_THAT_YEAR, "2025")
    told = (why["dong_thap"].reason, why["dong_thap"].detail)
    assert told == (Unranked.NO_TARGET_THAT_YEAR, "2025"), "what the former unit promised is inherited, not its own"


def test_a_gap_needs_a_judged_target(snapshot: Snapshot):
    found = asked(snapshot, Measure.GAP, "gso_value_added", 2025)
    assert found.ranking.placed == (), "no target of a unit of today is surely counted as the statistics office counts"
    assert found.spread is None
    assert not found.enough
    why = reasons(found)
    assert (why["ha_noi"].reason, why["ha_noi"].detail) == (Unranked.NOT_JUDGED, "measure_unknown")
    assert (why["phu_tho"].reason, why["phu_tho"].detail) == (Unranked.NOT_JUDGED, "measure_unknown")
    assert why["hai_phong"].reason is Unranked.NO_TARGET


def test_a_few_of_34_units_have_no_median_and_all_of_a_few_have_one(snapshot: Snapshot):
    few = asked(snapshot, Measure.LEVEL, "gso_value_added", 2025)
    assert 1 < len(few.ranking.placed) < 23
    assert (few.enough, few.spread) == (False, None)
    question = Asked(Measure.LEVEL, "gso_value_added", 2025)
    measured = [place.province_id for place in few.ranking.placed]
    [indicator] = [row for row in compare_queries.indicator_options(snapshot) if row["indicator_id"] == ECONOMY]
    among_themselves = compare(question, measured, known(snapshot, ECONOMY, 2025), indicator, load_method())
    assert among_themselves.enough
    assert among_themselves.spread is not None


def test_conflicting_targets_are_not_ranked(snapshot: Snapshot):
    year = int(
        snapshot.query(
            "SELECT min(year) AS year FROM targets WHERE province_id = 'tien_giang' "
            "AND indicator_id = 'st_enterprises' AND status = 'conflicting'"
        )["year"].iloc[0]
    )
    found = asked(snapshot, Measure.TARGET, "", year, indicator_id="st_enterprises", vintage=63)
    assert reasons(found)["tien_giang"].reason is Unranked.CONFLICTING_TARGET


def test_every_indicator_can_be_compared_by_every_measure(snapshot: Snapshot):
    units = {vintage: ids(snapshot, vintage) for vintage in (34, 63)}
    options = compare_queries.indicator_options(snapshot)
    assert len(options) > 150
    for row in options:
        indicator_id = row["indicator_id"]
        rows = compare_queries.actual_counts(snapshot, indicator_id, 34)
        newest = max((found["year"] for found in rows), default=2030)
        series = next((found["series"] for found in rows), "")
        gathered = known(snapshot, indicator_id, newest)
        for vintage, province_ids in units.items():
            for measure in Measure:
                found = compare(Asked(measure, series, newest), province_ids, gathered, row, load_method())
                assert len(found.ranking.placed) + len(found.ranking.unranked) == vintage
                assert all(unit.reason for unit in found.ranking.unranked)


def test_the_heat_map_counts_what_it_shows(snapshot: Snapshot):
    units = ids(snapshot, 63)
    counts: list[dict[str, Any]] = compare_heat_queries.state_counts(snapshot, units, 2025)
    by_indicator = {row["indicator_id"]: row for row in counts if row["indicator_id"]}
    by_unit = {row["province_id"]: row for row in counts if row["province_id"]}
    cells = compare_heat_queries.state_cells(snapshot, units, 2025, list(by_indicator))
    assert sum(row["filled"] for row in by_indicator.values()) == len(cells)
    assert sum(row["filled"] for row in by_unit.values()) == len(cells)
    assert by_unit["tien_giang"]["filled"] >= 58
    states = {(row["province_id"], row["indicator_id"]): row["state"] for row in cells}
    assert states["ha_noi", ECONOMY] == "not_assessable"
    assert states["lai_chau", ECONOMY] == "promise_only"
    assert len(states) == len(cells), "one state a cell"


def test_an_indicator_counts_units_of_today(snapshot: Snapshot):
    options = compare_queries.indicator_options(snapshot)
    successors = {row["former_id"]: row["successor_id"] for row in snapshot.rows("SELECT * FROM crosswalk")}
    promising = snapshot.rows("SELECT DISTINCT indicator_id, province_id FROM targets WHERE province_id <> 'viet_nam'")
    for row in options:
        own = {pair["province_id"] for pair in promising if pair["indicator_id"] == row["indicator_id"]}
        assert row["target_units"] == len({successors.get(province_id, province_id) for province_id in own})
        assert max(row["target_units"], row["measured_units"]) <= 34


def test_rows_are_plain_values(snapshot: Snapshot):
    found = snapshot.rows("SELECT 1 AS a, NULL::INTEGER AS b, NULL::VARCHAR AS c, 'x' AS d, NULL::DATE AS e")
    assert found == [{"a": 1, "b": None, "c": None, "d": "x", "e": None}]


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        (compare_queries.series_of, ()),
        (compare_queries.actual_counts, (34,)),
        (compare_queries.actual_counts, (63,)),
        (compare_queries.target_counts, (34,)),
        (compare_queries.first_targets, ()),
        (compare_queries.latest_actuals, (2025,)),
        (compare_queries.actuals_of_year, (2024,)),
        (compare_queries.targets_of_year, (2030,)),
        (compare_queries.judged_rows, (2025,)),
    ],
)
def test_asked_about_all_indicators_a_query_tells_of_each_what_it_tells_about_one(snapshot, query, keys):
    told = query(snapshot, None, *keys)
    about = {row["indicator_id"] for row in told}
    assert len(about) > 1
    for indicator_id in [*sorted(about)[:12], ECONOMY, "khong_co"]:
        assert query(snapshot, indicator_id, *keys) == [row for row in told if row["indicator_id"] == indicator_id]


def test_a_cell_of_the_heat_map_is_the_judgement_that_counts_first(snapshot: Snapshot):
    documents = {row["document_id"]: row for row in snapshot.rows("SELECT document_id, place, known_on FROM documents")}
    places = {document_id: row["place"] for document_id, row in documents.items()}

    def later(row: Row) -> bool:
        """Whether the document came after the year: then only the actuals count."""
        found = documents.get(row["document_id"])
        return found is not None and found["known_on"] > date(row["as_of_year"], 12, 31)

    ranks = {(row["indicator_id"], row["series"]): row["rank"] for row in snapshot.rows("SELECT * FROM series")}
    first: dict[tuple[str, int, str], Row] = {}
    judged = [row for row in snapshot.rows("SELECT * FROM progress") if row["series"] or not later(row)]
    judged.sort(key=lambda row: row["series"] or "")
    judged.sort(key=lambda row: ranks.get((row["measured_indicator_id"], row["series"]), len(ranks)))
    judged.sort(key=lambda row: row["reason"] == "measure_differs")
    judged.sort(key=lambda row: row["status"] == "not_assessable")
    judged.sort(key=lambda row: places.get(row["document_id"], len(places) + 1))
    judged.sort(key=later)
    for row in judged:
        first.setdefault((row["indicator_id"], row["as_of_year"], row["province_id"]), row)
    stored = snapshot.rows("SELECT * FROM indicator_states")
    assert len(stored) == len(first)
    states = set()
    for cell in stored:
        row = first[cell["indicator_id"], cell["as_of_year"], cell["province_id"]]
        expected = row["status"]
        if row["document_id"] is None or later(row):
            expected = "figure_only"
        elif row["status"] == "not_assessable" and row["series"] is None:
            expected = "promise_only"
        assert (cell["state"], cell["reason"]) == (expected, "no_target" if later(row) else row["reason"])
        states.add(cell["state"])
    assert {"figure_only", "promise_only", "not_assessable", "met", "not_met", "behind"} <= states


@pytest.mark.parametrize("table", ["targets", "actuals", "progress", "indicator_states"])
def test_what_a_comparison_reads_lies_together(snapshot: Snapshot, table: str):
    together = "indicator_id, as_of_year" if table in {"progress", "indicator_states"} else "indicator_id"
    stored = snapshot.rows(f"SELECT {together} FROM {table} ORDER BY rowid")
    groups = [tuple(row.values()) for row in stored]
    changes = sum(one != other for one, other in pairwise(groups))
    assert changes == len(set(groups)) - 1


def test_why_a_unit_has_no_place_is_asked_for_only_when_there_is_one(snapshot: Snapshot):
    def not_needed() -> list[Row]:
        raise AssertionError("every unit has a place")

    actuals = compare_queries.actuals_of_year(snapshot, ECONOMY, 2025)
    of_series = [row["province_id"] for row in actuals if row["series"] == "gso_value_added" and is_exact(row)]
    asked = Asked(Measure.LEVEL, "gso_value_added", 2025)
    indicator = {"direction": "higher_better", "materiality": 0.1, "unit": "%", "cadence": "level"}
    kept = Known(actuals=actuals, latest_actuals=not_needed, first_targets=not_needed)
    found = compare(asked, [unit for unit in of_series if unit != "viet_nam"], kept, indicator, load_method())
    assert {place.province_id for place in found.ranking.placed} == {*of_series} - {"viet_nam"}
    assert not found.ranking.unranked
