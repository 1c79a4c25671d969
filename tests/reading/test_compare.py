"""The rules of comparing: tiers of ties, ambition against the nation, peers, and what may be rebuilt after a merger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.method.thresholds import load_method
from kpi.model.records import ActualRecord
from kpi.reading.boundaries import ADDITIVE_UNITS, SHARE_UNIT, Joined, Origin, WhyNot, history, rebuild
from kpi.reading.compared_actuals import actuals_apart, counting
from kpi.reading.peers import PeerRule, economy_year, peers
from kpi.reading.ranking import (
    Ambition,
    Candidate,
    ComparedTarget,
    Measure,
    Ranking,
    Unranked,
    ambition,
    is_lower_better,
    rank,
    spread,
    tie_band,
)
from kpi.store.warehouse import Snapshot


def ranked(values: dict[str, float | None], band: float, *, lower_better: bool = False) -> Ranking:
    order = {unit: place for place, unit in enumerate(values)}
    found = [
        Candidate(unit, value, None if value is not None else Unranked.NO_ACTUAL) for unit, value in values.items()
    ]
    return rank(found, band, lower_better=lower_better, order=order)


def places(ranking: Ranking) -> list[tuple[str, int, int, int]]:
    return [(place.province_id, place.tier, place.first, place.last) for place in ranking.placed]


def test_differences_below_the_band_are_ties():
    found = ranked({"a": 22.28, "b": 46.3, "c": 22.71, "d": 17.34}, 0.5)
    assert places(found) == [("b", 1, 1, 1), ("c", 2, 2, 3), ("a", 2, 2, 3), ("d", 3, 4, 4)]


def test_a_difference_of_the_whole_band_is_no_tie():
    assert ranked({"a": 10.0, "b": 9.5}, 0.5).tiers == 2
    assert ranked({"a": 0.3, "b": 0.1}, 0.2).tiers == 2


def test_without_a_band_only_equal_values_tie():
    assert places(ranked({"a": 3.0, "b": 3.0, "c": 2.0}, 0.0)) == [("a", 1, 1, 2), ("b", 1, 1, 2), ("c", 2, 3, 3)]


def test_a_chain_of_small_steps_is_cut_where_it_leaves_the_best():
    assert [tier for _, tier, _, _ in places(ranked({"a": 1.0, "b": 0.7, "c": 0.4}, 0.5))] == [1, 1, 2]


def test_lower_is_better_turns_the_order():
    assert [unit for unit, *_ in places(ranked({"a": 20.0, "b": 1.0}, 0.0, lower_better=True))] == ["b", "a"]


def test_the_unranked_come_last_by_reason_then_in_order():
    candidates = [
        Candidate("a", None, Unranked.NOTHING),
        Candidate("b", 1.0),
        Candidate("c", None, Unranked.INEXACT),
        Candidate("d", None, Unranked.NOTHING),
    ]
    found = rank(candidates, 0.0, lower_better=False, order={"d": 0, "a": 1, "b": 2, "c": 3})
    assert [unit.province_id for unit in found.unranked] == ["c", "d", "a"]
    assert [place.province_id for place in found.leaders] == ["b"]


@given(
    st.lists(st.floats(-1e6, 1e6, allow_nan=False), min_size=1, max_size=40),
    st.floats(0, 100, allow_nan=False),
    st.booleans(),
)
def test_every_ranking_is_in_order_and_no_tier_is_wider_than_the_band(values, band, lower_better):
    found = ranked({f"u{place}": value for place, value in enumerate(values)}, band, lower_better=lower_better)
    sign = -1 if lower_better else 1
    shown = [sign * place.value for place in found.placed]
    assert shown == sorted(shown, reverse=True)
    assert [place.first for place in found.placed] == sorted(place.first for place in found.placed)
    for place in found.placed:
        members = [other.value for other in found.placed if other.tier == place.tier]
        assert (place.first, place.last) == (place.first, place.first + len(members) - 1)
        assert max(members) - min(members) <= max(band, 1e-2)


def test_bands_come_from_the_indicator_or_the_method():
    method = load_method()
    assert tie_band(Measure.LEVEL, 0.1, method) == 0.1
    assert tie_band(Measure.PLANNED_PROGRESS, 0.1, method) == pytest.approx(1 - method.status.on_plan.value)
    assert is_lower_better(Measure.GAP, "lower_better")
    assert not is_lower_better(Measure.PLANNED_PROGRESS, "lower_better")


def test_the_spread_is_made_of_quartiles():
    found = spread([1.0, 2.0, 3.0, 4.0, 10.0])
    assert found is not None
    assert (found.low, found.lower_quartile, found.median, found.upper_quartile, found.high) == (1, 2, 3, 4, 10)
    assert spread([]) is None


def target(low: float, high: float | None = None, unit: str = "%", cadence: str = "level", of: float | None = None):
    return ComparedTarget(low, high, unit, cadence, of)


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (target(40), Ambition.MORE),
        (target(35, 40), Ambition.MORE),
        (target(30.2), Ambition.SAME),
        (target(20), Ambition.LESS),
        (target(25, 30), Ambition.AROUND),
        (target(25, 35), Ambition.AROUND),
        (target(40, cadence="annual_flow"), Ambition.NOT_COMPARABLE),
        (target(40, unit="people"), Ambition.NOT_COMPARABLE),
        (replace(target(40), known_on=date(2024, 12, 21)), Ambition.NOT_COMPARABLE),
        (replace(target(40), measured=("coverage_5g", "area")), Ambition.NOT_COMPARABLE),
        (replace(target(40), known_on=date(2024, 12, 22)), Ambition.MORE),
    ],
)
def test_ambition_is_told_against_the_nations_number(own, expected):
    nation = replace(target(30), known_on=date(2024, 12, 22))
    assert ambition(own, nation, 0.5, lower_better=False) is expected


@pytest.mark.parametrize("unit", ["people", "billion_vnd", "tasks", "rank", "enterprises"])
def test_a_count_is_never_held_against_the_nations_total(unit):
    assert ambition(target(40, unit=unit), target(3000, unit=unit), 0, lower_better=False) is Ambition.NOT_COMPARABLE


@pytest.mark.parametrize(
    ("measure", "of_the_nation", "expected"),
    [
        ("gso_value_added", "gso_value_added", Ambition.MORE),
        ("any", "any", Ambition.MORE),
        ("gso_value_added", "any", Ambition.NOT_COMPARABLE),
        ("unknown", "unknown", Ambition.NOT_COMPARABLE),
    ],
)
def test_a_target_is_held_against_one_that_is_to_be_counted_in_the_same_way(measure, of_the_nation, expected):
    own = replace(target(40), measured=("digital_economy_share_grdp", measure))
    nation = replace(target(30), measured=("digital_economy_share_grdp", of_the_nation))
    assert ambition(own, nation, 0, lower_better=False) is expected


def test_ambition_of_a_count_out_of_another_number_is_not_comparable():
    assert ambition(target(9, unit="villages", of=33), target(5, unit="villages"), 0, lower_better=False) is (
        Ambition.NOT_COMPARABLE
    )


def test_ambition_turns_with_the_direction_and_needs_the_nation():
    assert ambition(target(20), target(30), 0, lower_better=True) is Ambition.MORE
    assert ambition(target(20), None, 0.5, lower_better=False) is None


UNITS: list[dict[str, Any]] = [
    {"province_id": "a", "region": "north", "kind": "city"},
    {"province_id": "b", "region": "north", "kind": "province"},
    {"province_id": "c", "region": "south", "kind": "city"},
    {"province_id": "d", "region": None, "kind": "province"},
]


def test_peers_share_the_rules_mark():
    assert peers(PeerRule.REGION, "a", UNITS) == ["a", "b"]
    assert peers(PeerRule.KIND, "c", UNITS) == ["c", "a"]
    assert peers(PeerRule.REGION, "d", UNITS) == []
    assert peers(PeerRule.KIND, "elsewhere", UNITS) == []


def test_similar_economies_are_compared_within_one_series_and_year():
    sizes = [
        {"province_id": "a", "series": "s", "year": 2024, "value": 100.0},
        {"province_id": "b", "series": "s", "year": 2024, "value": 200.0},
        {"province_id": "c", "series": "s", "year": 2024, "value": 201.0},
        {"province_id": "d", "series": "other", "year": 2025, "value": 100.0},
        {"province_id": "a", "series": "other", "year": 2025, "value": 90.0},
    ]
    economy = economy_year("a", sizes)
    assert economy is not None
    assert (economy.series, economy.year) == ("s", 2024)
    assert peers(PeerRule.ECONOMY, "a", UNITS, economy) == ["a", "b"]
    assert economy_year("nobody", sizes) is None
    assert peers(PeerRule.ECONOMY, "d", UNITS, economy) == []


def actual(province_id: str, value: float, **changes) -> ActualRecord:
    row: dict[str, Any] = {
        "actual_id": f"{province_id}{value}", "province_id": province_id, "indicator_id": "i", "series": "s",
        "series_name_vi": "S", "series_name_en": "S", "series_definition_vi": "", "series_rank": 1,
        "period_start": date(2024, 1, 1), "period_end": date(2024, 12, 31), "value": value, "value_high": None,
        "denominator": None, "qualifier": "exact", "unit": "people", "definition": None, "source_title": "t",
        "source_url": "https://example.org", "publisher": "p", "confidence": "high", "recorded_at": None, "note": None,
    }  # fmt: skip
    return ActualRecord(**(row | changes))


def test_counts_are_summed_when_every_former_unit_has_one():
    found = rebuild("people", {"a": actual("a", 3), "b": actual("b", 4)}, ["a", "b"])
    assert found == Joined(Origin.REBUILT, 7)


@pytest.mark.parametrize(
    ("unit", "actuals", "why", "units"),
    [
        ("people", {"a": actual("a", 3)}, WhyNot.MISSING, ("b",)),
        ("people", {"a": actual("a", 3), "b": actual("b", 4, qualifier="approx")}, WhyNot.INEXACT, ("b",)),
        ("people", {"a": actual("a", 3, value_high=5.0), "b": actual("b", 4)}, WhyNot.INEXACT, ("a",)),
        ("%", {"a": actual("a", 3), "b": actual("b", 4, denominator=9.0)}, WhyNot.NO_DENOMINATOR, ("a",)),
        ("rank", {"a": actual("a", 3), "b": actual("b", 4)}, WhyNot.NOT_ADDITIVE, ()),
        ("index_0_1", {"a": actual("a", 0.3), "b": actual("b", 0.4)}, WhyNot.NOT_ADDITIVE, ()),
    ],
)
def test_everything_else_is_not_rebuilt_and_says_why(unit, actuals, why, units):
    assert rebuild(unit, actuals, ["a", "b"]) == Joined(Origin.NOT_REBUILDABLE, None, why, units)


def test_shares_are_rebuilt_from_their_denominators():
    actuals = {"a": actual("a", 10, denominator=100.0), "b": actual("b", 40, denominator=300.0)}
    found = rebuild("%", actuals, ["a", "b"])
    assert found.origin is Origin.REBUILT
    assert found.value == pytest.approx(32.5)


def test_history_keeps_series_and_periods_apart_and_the_newest_knowledge():
    later = {"period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31)}
    rows = history(
        "people",
        [
            actual("a", 3, recorded_at=date(2025, 1, 1)),
            actual("a", 5, recorded_at=date(2025, 6, 1)),
            actual("b", 4),
            actual("b", 9, series="t", series_rank=2),
            actual("new", 20, **later),
        ],
        ["a", "b"],
        "new",
    )
    assert [(row.series, row.end.year, row.joined.origin, row.joined.value) for row in rows] == [
        ("s", 2025, Origin.OBSERVED, 20),
        ("s", 2024, Origin.REBUILT, 9),
        ("t", 2024, Origin.NOT_REBUILDABLE, None),
    ]


def test_what_may_be_summed_is_known_to_the_data_and_counts_things(snapshot: Snapshot):
    assert set(snapshot.query("SELECT unit FROM units")["unit"]) >= ADDITIVE_UNITS
    assert not ADDITIVE_UNITS & {
        SHARE_UNIT,
        "rank",
        "ratio",
        "index_0_1",
        "score_0_100",
        "per_10000_people",
        "million_vnd",
    }


def row_of(province_id: str, value: float, **changes):
    row = {
        "province_id": province_id, "series": "s", "value": value, "value_high": None, "qualifier": "exact",
        "period_end": date(2025, 12, 31), "recorded_at": None,
    }  # fmt: skip
    return row | changes


def test_an_exact_actual_counts_before_a_newer_inexact_one():
    rows = [row_of("a", 39.52, period_end=date(2025, 10, 31)), row_of("a", 91, qualifier="at_least")]
    found, rivals = counting(rows)
    assert found["a"]["value"] == 39.52
    assert not rivals


def test_equally_recent_sources_that_disagree_are_rivals_and_a_revision_is_not():
    assert counting([row_of("a", 1), row_of("a", 2), row_of("a", 2)])[1] == {"a"}
    assert counting([row_of("a", 1), row_of("a", 1)])[1] == set()
    assert counting([row_of("a", 1), row_of("a", 2, recorded_at=date(2026, 1, 1))])[1] == set()


def test_other_series_and_other_boundaries_are_set_apart():
    rows = [row_of("a", 1), row_of("b", 2), row_of("b", 3, series="t"), row_of("old", 4)]
    rows.append(row_of("viet_nam", 5, series="t"))
    found = actuals_apart(rows, "s", ["a", "b"])
    assert {province_id: set(by_series) for province_id, by_series in found.items()} == {"b": {"s", "t"}, "old": {"s"}}
