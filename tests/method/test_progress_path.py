"""The target path: exact at every target, never official elsewhere, never joined where it must break."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.method.arrays import MethodInputError
from kpi.method.paths import build_paths
from kpi.method.target_path import path_table
from tests.cases.progress_cases import (
    TABLES,
    ActualCase,
    Plan,
    TargetCase,
    World,
    amounts,
    many_plans,
    one,
    world,
)

mixed_plans = many_plans(("level", "annual_flow"), conflicts=True)


def drawn(made: World) -> pd.DataFrame:
    """The path of a world with the baselines that its actuals give."""
    return made.inputs().path_known()


def line(made: World, indicator: str = "i0") -> pd.DataFrame:
    path = drawn(made)
    return path[path["indicator_id"] == indicator]


def said(plan: Plan) -> dict[int, TargetCase | None]:
    """What a plan says about each year it names: the target, or None where it says several things."""
    years = sorted({target.year for target in plan.targets_set})
    versions = {year: {target for target in plan.targets_set if target.year == year} for year in years}
    return {year: found.pop() if len(found) == 1 else None for year, found in versions.items()}


def years_of(path: pd.DataFrame) -> dict[str, list[int]]:
    """The years on the shared part of the path of each indicator."""
    shared = path[path["method"] != "from_baseline"].astype({"indicator_id": "str"})
    return {str(name): rows.tolist() for name, rows in shared.groupby("indicator_id")["year"]}


@TABLES
@given(mixed_plans)
def test_passes_exactly_through_every_target_and_is_official_only_there(given_plans: list[Plan]) -> None:
    path = drawn(world(*given_plans))
    official = path[path["official"] & ~path["indicator_id"].astype(str).str.startswith("other")]
    columns = ["indicator_id", "year", "value", "value_high", "cadence"]
    found = {tuple(row) for row in official[columns].astype(object).to_numpy().tolist()}
    assert found == {
        (f"i{number}", year, target.value, pd.NA if target.high is None else target.high, target.cadence)
        for number, plan in enumerate(given_plans)
        for year, target in said(plan).items()
        if target is not None
    }
    assert len(found) == len(official)
    assert ((path["method"] == "official") == path["official"]).all()


@TABLES
@given(mixed_plans)
def test_every_year_of_a_plan_is_either_on_the_path_or_a_break(given_plans: list[Plan]) -> None:
    made = world(*given_plans)
    path, breaks = drawn(made), made.inputs().path_breaks()
    broken = {str(name): rows.tolist() for name, rows in breaks.groupby("indicator_id")["year"]}
    shown = years_of(path)
    for number, plan in enumerate(given_plans):
        years = sorted(shown.get(f"i{number}", []) + broken.get(f"i{number}", []))
        last = max(*said(plan), plan.later_plan_year or 0)
        assert years == list(range(min(said(plan)), last + 1))
    assert np.isfinite(path["value"]).all()


@TABLES
@given(mixed_plans)
def test_between_two_targets_the_path_is_the_straight_line(given_plans: list[Plan]) -> None:
    path = drawn(world(*given_plans))
    shared = path[path["method"] != "from_baseline"].astype({"indicator_id": "str"}).reset_index(drop=True)
    shared["top"] = shared["value_high"].astype("Float64").fillna(shared["value"]).astype(float)
    runs = shared.groupby(["indicator_id", "segment"])
    targeted = shared[["year", "value", "top"]].where(shared["official"])
    keys = [shared["indicator_id"], shared["segment"]]
    before, after = targeted.groupby(keys).ffill(), targeted.groupby(keys).bfill()
    inner = shared["method"] == "interpolated"
    share = (shared["year"] - before["year"]) / (after["year"] - before["year"])
    for column in ("value", "top"):
        start, end, found = before.loc[inner, column], after.loc[inner, column], shared.loc[inner, column]
        assert np.allclose(found, start + (end - start) * share[inner], rtol=1e-12, atol=1e-12)
        assert (found >= np.minimum(start, end)).all()
        assert (found <= np.maximum(start, end)).all()
    assert (shared["top"] >= shared["value"]).all()
    assert (runs["year"].agg(lambda years: years.max() - years.min() + 1) == runs["year"].size()).all()
    assert (runs["cadence"].nunique() == 1).all()


@TABLES
@given(mixed_plans)
def test_no_line_joins_a_level_and_an_annual_flow_or_leads_over_a_contradiction(
    given_plans: list[Plan],
) -> None:
    made = world(*given_plans)
    shown, breaks = years_of(drawn(made)), made.inputs().path_breaks()
    told_of = breaks[["indicator_id", "year", "reason"]].to_numpy().tolist()
    reasons = {(name, year): reason for name, year, reason in told_of}
    for number, plan in enumerate(given_plans):
        name, marks = f"i{number}", list(said(plan).items())
        for (year, before), (next_year, after) in pairwise(marks):
            inner = range(year + 1, next_year)
            clear = before is not None and after is not None
            joined = before is not None and after is not None and before.cadence == after.cadence
            assert set(inner) <= set(shown[name]) if joined else not set(inner) & set(shown.get(name, []))
            told = {reasons.get((name, inside)) for inside in inner}
            if inner and not joined:
                assert told == {"cadence_mismatch" if clear else "conflicting_targets"}


@TABLES
@given(mixed_plans)
def test_held_years_follow_the_last_target_only_while_the_plan_goes_on(given_plans: list[Plan]) -> None:
    path = drawn(world(*given_plans))
    held = path[path["method"] == "held"].astype({"indicator_id": "str"})
    assert not held["official"].any()
    rows = {str(name): found for name, found in held.groupby("indicator_id")}
    for number, plan in enumerate(given_plans):
        year, last = list(said(plan).items())[-1]
        goes_on = last is not None and plan.later_plan_year is not None
        found = rows.get(f"i{number}", held.head(0))
        assert found["year"].tolist() == list(range(year + 1, 2046) if goes_on else [])
        assert last is None or (found["value"] == last.value).all()


@TABLES
@given(many_plans())
def test_shares_stay_between_0_and_100_and_baselines_start_where_the_actuals_say(
    given_plans: list[Plan],
) -> None:
    made = world(*[replace(plan, unit="%") for plan in given_plans])
    path = drawn(made)
    assert path["value"].between(0, 100).all()
    assert path["value_high"].dropna().between(0, 100).all()
    baselines = made.inputs().baselines()
    started = path[path["method"] == "from_baseline"].astype({"indicator_id": "str"}).groupby("indicator_id")
    for name, year, value, series in baselines[["indicator_id", "year", "value", "series"]].to_numpy().tolist():
        plan = given_plans[int(name[1:])]
        target = plan.targets_set[0]
        expected = list(range(year, target.year))
        assert (name in started.groups) == bool(expected)
        if expected:
            rows = started.get_group(name)
            assert rows["year"].tolist() == expected
            edge = target.high if plan.lower_better and target.high is not None else target.value
            meets = value <= edge if plan.lower_better else value >= edge
            assert rows["value"].iloc[0] == pytest.approx(target.value if meets else value)
            assert (rows["series"] == series).all()
            assert not rows["official"].any()


two_amounts = st.one_of(st.tuples(amounts, amounts), amounts.map(lambda amount: (amount, amount)))
versions = st.tuples(two_amounts, st.sampled_from(["in_force", "conflicting"]))


@TABLES
@given(st.lists(versions, min_size=20, max_size=20))
def test_a_year_with_several_versions_has_no_value_whatever_their_marks(
    given_versions: list[tuple[tuple[float, float], str]],
) -> None:
    plans = [
        Plan(
            (TargetCase(2030, 10), TargetCase(2035, first), TargetCase(2035, second, status=mark), TargetCase(2040, 20))
        )
        for (first, second), mark in given_versions
    ]
    shown = years_of(drawn(world(*plans)))
    for number, ((first, second), mark) in enumerate(given_versions):
        years = set(shown[f"i{number}"])
        disputed = first != second or mark == "conflicting"
        assert (2035 in years) is not disputed, given_versions[number]
        assert set(range(2031, 2035)) <= years or disputed, given_versions[number]


def test_one_number_said_once_as_a_level_and_once_as_a_yearly_amount_is_two_versions() -> None:
    both = (TargetCase(2030, 10), TargetCase(2030, 10, cadence="annual_flow"))
    assert line(world(Plan(both))).empty


def test_no_line_leads_from_the_actuals_to_a_target_of_another_cadence() -> None:
    plan = Plan((TargetCase(2030, 10, cadence="annual_flow"),), (ActualCase(2024, 5.0),))
    assert list(line(world(plan))["year"]) == [2030]


def test_a_line_from_an_actual_that_cannot_be_is_bounded() -> None:
    path = line(world(Plan((TargetCase(2026, 90),), (ActualCase(2024, 110.0),), unit="%", lower_better=True)))
    assert list(path["value"]) == [90.0, 100.0, 100.0]


def test_duplicates_and_superseded_targets_are_not_counted() -> None:
    targets_set = (
        TargetCase(2030, 10),
        TargetCase(2030, 99, status="duplicate"),
        TargetCase(2030, 50, status="superseded"),
    )
    path = line(world(Plan(targets_set)))
    assert list(path["value"]) == [10.0]


def test_a_range_reached_from_one_number_opens_into_a_band() -> None:
    path = line(world(Plan((TargetCase(2025, 20), TargetCase(2030, 30, 40)))))
    assert one(path, year=2025)["value_high"] is pd.NA
    middle = one(path, year=2028)
    assert middle["value"] == pytest.approx(26.0)
    assert middle["value_high"] == pytest.approx(32.0)
    assert not middle["official"]


def test_a_baseline_that_already_meets_the_first_target_does_not_ask_to_fall() -> None:
    path = line(world(Plan((TargetCase(2030, 80),), (ActualCase(2024, 85),))))
    assert list(path["value"]) == [80.0] * 7


def test_a_target_that_cannot_be_is_kept_as_printed_and_the_line_to_it_is_bounded() -> None:
    path = line(world(Plan((TargetCase(2025, 90), TargetCase(2030, 120)), unit="%")))
    assert one(path, year=2030)["value"] == 120.0
    assert path.loc[~path["official"], "value"].max() == 100.0


def test_a_flow_and_a_level_in_neighbouring_years_are_two_segments() -> None:
    path = line(world(Plan((TargetCase(2026, 20), TargetCase(2027, 25, cadence="annual_flow")))))
    assert list(path["segment"]) == [1, 2]


def test_paths_end_at_the_asked_year() -> None:
    made = world(Plan((TargetCase(2030, 10), TargetCase(2045, 20))))
    assert path_table(build_paths(made.targets, made.indicators, 2040), None)["year"].max() == 2030


def test_all_faults_of_the_input_are_told_at_once() -> None:
    made = world(Plan((TargetCase(2030, 10),)), Plan((TargetCase(2030, 10),), lower_better=True))
    targets = made.targets.assign(operator="ge", indicator_id=["unknown", "i1"])
    with pytest.raises(MethodInputError) as fault:
        build_paths(targets, made.indicators)
    assert len(fault.value.problems) == 2
    assert "unknown" in str(fault.value)
    assert "p1/i1/d1" in str(fault.value)
    with pytest.raises(MethodInputError, match="targets: missing column cadence"):
        build_paths(made.targets.drop(columns="cadence"), made.indicators)
    with pytest.raises(MethodInputError, match="i0 twice"):
        build_paths(made.targets, pd.concat([made.indicators, made.indicators.head(1)]))


def test_no_target_no_path() -> None:
    made = world(Plan(()))
    assert made.inputs().path_known().empty
    assert made.inputs().path_breaks().empty
