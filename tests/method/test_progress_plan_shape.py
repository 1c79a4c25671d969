"""Warnings about the shape of a plan: each kind on the smallest plan that has it, none on a sound one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from kpi.method.plan_shape import plan_shape
from tests.cases.progress_cases import METHOD, TABLES, Plan, TargetCase, many_plans, world

NATION = "viet_nam"


def warned(plan: Plan, national: tuple[TargetCase, ...] = ()) -> pd.DataFrame:
    """Warnings about one plan, beside the nation's targets for the same indicator."""
    made = world(plan)
    theirs = world(replace(plan, targets_set=national, province=NATION)).targets.assign(document_id="resolution")
    return plan_shape(made.targets, theirs, made.indicators, METHOD)


def told(found: pd.DataFrame) -> list[tuple[str, list[int], list[float]]]:
    return list(zip(found["kind"], found["years"], found["values"], strict=True))


def steps(*values: float) -> tuple[TargetCase, ...]:
    return tuple(TargetCase(year, value) for year, value in zip((2025, 2030, 2035, 2040, 2045), values, strict=False))


def test_a_sound_plan_gets_no_warning() -> None:
    assert warned(Plan(steps(20, 30, 40, 50), unit="%"), steps(20, 30, 40, 50)).empty


def test_targets_that_fall_and_rise_again() -> None:
    found = warned(Plan(steps(20, 40, 30, 35, 60)))
    assert told(found) == [("falls_then_rises", [2030, 2035, 2045], [40.0, 30.0, 60.0])]
    assert found["target_ids"][0] == ["d0.2030.i0.1", "d0.2035.i0.2", "d0.2045.i0.4"]


def test_targets_that_fall_and_stay_down() -> None:
    assert told(warned(Plan(steps(40, 30, 30)))) == [("falls", [2025, 2030], [40.0, 30.0])]


def test_a_fall_within_the_materiality_band_is_no_fall() -> None:
    assert warned(Plan(steps(40, 39.5, 41), materiality=0.5)).empty
    assert len(warned(Plan(steps(40, 39.4, 41), materiality=0.5))) == 1


def test_less_is_better_turns_what_falling_means() -> None:
    assert warned(Plan(steps(60, 40, 30), lower_better=True)).empty
    found = warned(Plan(steps(30, 40, 20), lower_better=True))
    assert told(found) == [("falls_then_rises", [2025, 2030, 2035], [30.0, 40.0, 20.0])]


@pytest.mark.parametrize(("late", "share"), [(50.0, None), (34.0, 0.64), (20.0, 0.8)])
def test_a_gain_that_comes_late_is_back_loaded(late: float, share: float | None) -> None:
    found = warned(Plan((TargetCase(2025, 20), TargetCase(2041, late), TargetCase(2045, 70))))
    if share is None:
        assert found.empty
    else:
        expected = (70 - late) / 50
        assert found["kind"].tolist() == ["back_loaded"]
        assert found["years"][0] == [2025, 2045]
        assert found["reference"][0] == pytest.approx(expected)


def test_the_moment_between_two_years_is_read_from_the_line() -> None:
    """80 % of 2025-2032 lies at 2030.6: three tenths of the way from 2030 to 2032."""
    found = warned(Plan((TargetCase(2025, 0), TargetCase(2030, 0), TargetCase(2032, 100))))
    assert found["reference"][0] == pytest.approx(0.7)


def test_just_the_limit_is_not_back_loaded() -> None:
    """80 % of 2025-2040 is the year 2037: exactly 60 % of the gain is left then."""
    assert warned(Plan(steps(0, 0, 0, 100))).empty


def test_a_run_below_its_start_falls_and_has_no_late_share() -> None:
    assert told(warned(Plan(steps(20, 40, 10, 10, 60))))[0][0] == "falls_then_rises"
    assert len(warned(Plan(steps(20, 40, 10, 10, 60)))) == 1


def test_two_targets_or_no_gain_are_never_back_loaded() -> None:
    assert warned(Plan((TargetCase(2025, 0), TargetCase(2026, 100)))).empty
    assert warned(Plan(steps(20, 20, 20.5), materiality=0.5)).empty


def test_less_than_the_nation_asks_for() -> None:
    found = warned(
        Plan(steps(20, 29, 40), unit="%"), (TargetCase(2030, 30), TargetCase(2035, 40), TargetCase(2040, 99))
    )
    assert told(found) == [("below_national", [2030], [29.0])]
    assert (found["reference"][0], found["reference_document"][0]) == (30.0, "resolution")
    assert warned(Plan(steps(20, 29, 40), unit="%", materiality=1.0), (TargetCase(2030, 30),)).empty
    assert (
        told(warned(Plan(steps(7, 6), unit="%", lower_better=True), (TargetCase(2030, 4),)))[-1][0] == "below_national"
    )


def test_a_range_contradicts_the_nation_only_with_its_nearer_edge() -> None:
    assert warned(Plan((TargetCase(2030, 30, 40),), unit="%"), (TargetCase(2030, 30),)).empty
    assert len(warned(Plan((TargetCase(2030, 29, 40),), unit="%"), (TargetCase(2030, 30),))) == 1


def test_a_count_of_a_unit_is_not_held_against_the_count_of_the_nation() -> None:
    assert warned(Plan(steps(20, 29, 40), unit="enterprises"), (TargetCase(2030, 30),)).empty


def test_a_yearly_amount_is_not_compared_with_a_level() -> None:
    assert warned(Plan((TargetCase(2030, 10),)), (TargetCase(2030, 30, cadence="annual_flow"),)).empty


def test_the_nations_own_plans_are_not_compared_with_each_other() -> None:
    made = world(Plan((TargetCase(2030, 10),), province=NATION))
    theirs = made.targets.assign(value=30.0, document_id="other")
    assert plan_shape(made.targets, theirs, made.indicators, METHOD).empty


@pytest.mark.parametrize(
    ("plan", "value", "bound"),
    [
        (Plan((TargetCase(2030, 120),), unit="%"), 120.0, 100.0),
        (Plan((TargetCase(2030, 90, 101),), unit="%"), 101.0, 100.0),
        (Plan((TargetCase(2030, 1.2),), high=1.0), 1.2, 1.0),
        (Plan((TargetCase(2030, -1),), low=0.0), -1.0, 0.0),
    ],
)
def test_what_cannot_be(plan: Plan, value: float, bound: float) -> None:
    found = warned(plan)
    assert told(found) == [("impossible", [2030], [value])]
    assert found["reference"][0] == bound


def test_a_target_that_turns_from_a_level_into_a_yearly_amount() -> None:
    found = warned(Plan((TargetCase(2025, 25), TargetCase(2030, 10, cadence="annual_flow"))))
    assert told(found) == [("cadence_break", [2025, 2030], [25.0, 10.0])]


def test_a_plan_that_contradicts_itself_shows_every_version() -> None:
    found = warned(Plan((TargetCase(2040, 150), TargetCase(2040, 50, status="conflicting"), TargetCase(2035, 100))))
    assert told(found) == [("contradicts_itself", [2040], [50.0, 150.0])]
    assert found["target_ids"][0] == ["d0.2040.i0.0", "d0.2040.i0.1"]


@TABLES
@given(many_plans(("level", "annual_flow"), conflicts=True))
def test_falls_and_impossible_values_are_found_wherever_they_are(given_plans: list[Plan]) -> None:
    made = world(*[replace(plan, high=80.0) for plan in given_plans])
    none = made.targets.head(0)
    found = plan_shape(made.targets, none, made.indicators, METHOD)
    assert found["target_ids"].map(len).min() >= 1
    assert (found["years"].map(len) <= found["values"].map(len)).all()
    assert found["values"].map(lambda values: np.isfinite(values).all()).all()
    by_kind = {
        kind: set(zip(rows["indicator_id"], rows["years"].map(tuple), strict=True))
        for kind, rows in found.groupby("kind")
    }
    falls = {(i, years[:2]) for kind in ("falls", "falls_then_rises") for i, years in by_kind.get(kind, ())}
    expected_falls, expected_impossible = set(), set()
    for number, plan in enumerate(given_plans):
        name, sign = f"i{number}", -1 if plan.lower_better else 1
        for target in plan.targets_set:
            top = target.value if target.high is None else target.high
            if top > 80:
                expected_impossible.add((name, (target.year,)))
        said = {
            target.year: {(p.value, p.high) for p in plan.targets_set if p.year == target.year}
            for target in plan.targets_set
        }
        doubled = {year for year, versions in said.items() if len(versions) > 1}
        for before, after in zip(plan.targets_set, plan.targets_set[1:], strict=False):
            edges = [p.high if plan.lower_better and p.high is not None else p.value for p in (before, after)]
            clear = before.cadence == after.cadence and not {before.year, after.year} & doubled
            if clear and sign * (edges[1] - edges[0]) < -plan.materiality - 1e-6:
                expected_falls.add((name, (before.year, after.year)))
    assert by_kind.get("impossible", set()) == expected_impossible
    assert falls == expected_falls
