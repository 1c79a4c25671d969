"""Looking ahead: pace, arrival, outlook by the German rule, and the catch-up calculator."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.method.judgement import outlook_verdict
from kpi.method.pace import arrival_year, catch_up
from kpi.model.codes import Verdict
from tests.cases.progress_cases import METHOD, NUMBERS, ActualCase, Plan, TargetCase, amounts, one, world


def row(measured: tuple[ActualCase, ...], goal: float, year: int, **options: Any) -> pd.Series:
    plan = Plan((TargetCase(2030, goal), TargetCase(2045, 100)), measured, issued="2022-06-30", **options)
    return one(world(plan).judged(year), indicator_id="i0")


def yearly(values: list[float], last: int = 2026) -> tuple[ActualCase, ...]:
    return tuple(ActualCase(last - len(values) + 1 + n, value) for n, value in enumerate(values))


def test_the_outlook_goes_on_with_the_mean_of_the_last_five_yearly_changes() -> None:
    found = row(yearly([90.0, 10, 12, 13, 17, 18, 20]), 28.0, 2026)
    assert found["outlook_points"] == 6
    assert found["achieved_per_year"] == pytest.approx(2.0)
    assert found["pace_from_year"] == 2021
    assert (found["outlook_year"], found["outlook"]) == (2030, pytest.approx(28.0))
    assert found["outlook_verdict"] == "reaches"
    assert found["outlook_2045"] == pytest.approx(58.0)
    assert found["outlook_2045_verdict"] == "miss"


@pytest.mark.parametrize(("values", "points"), [([10.0, 14, 16], 3), ([1.0] * 3, 3), ([], 0)])
def test_fewer_than_four_points_give_no_outlook_and_say_so(values: list[float], points: int) -> None:
    found = row(yearly(values), 28.0, 2026)
    assert found["outlook"] is pd.NA
    assert pd.isna(found["outlook_verdict"])
    assert found["outlook_reason"] == ("too_few_points" if points else "no_usable_actual")


def test_four_points_are_enough_and_a_gap_year_counts_as_a_year() -> None:
    found = row(
        (ActualCase(2021, 10.0), ActualCase(2023, 12.0), ActualCase(2024, 15.0), ActualCase(2026, 20.0)), 28.0, 2026
    )
    assert found["outlook_points"] == 4
    assert found["achieved_per_year"] == pytest.approx(2.0)


def test_several_actuals_of_one_year_are_one_point() -> None:
    parts = tuple(ActualCase(2026, 18.0, end=f"2026-{month:02d}-28") for month in (2, 4, 6, 8))
    assert row(parts, 28.0, 2026)["outlook_points"] == 1


def test_a_year_counts_with_its_last_actual_at_the_start_of_the_line_too() -> None:
    early = ActualCase(2023, 90.0, end="2023-03-31")
    assert row((early, *yearly([10.0, 12, 14, 16])), 24.0, 2026)["achieved_per_year"] == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        (2.0, "reaches"),
        (1.91, "reaches"),
        (1.9, "narrow_miss"),
        (1.6, "narrow_miss"),
        (1.59, "miss"),
        (0.01, "miss"),
        (0.0, "wrong_way"),
        (-1.0, "wrong_way"),
    ],
)
@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_the_miss_is_measured_against_the_distance_still_to_go(change: float, verdict: str, sign: float) -> None:
    actual, goal = np.array(50.0), np.array(50.0 + sign * 10)
    projected = actual + sign * change * 5
    code = outlook_verdict(np.array(sign), actual, projected, goal, np.array(sign * change), METHOD)
    assert list(Verdict)[int(code)] == verdict


def test_a_goal_already_met_is_kept_or_lost() -> None:
    assert row(yearly([31.0, 32, 33, 34]), 30.0, 2026)["outlook_verdict"] == "reaches"
    assert row(yearly([37.0, 35, 33, 31]), 30.0, 2026)["outlook_verdict"] == "wrong_way"
    assert row(yearly([37.0, 35, 33, 31]), 30.0, 2026)["required_per_year"] == 0.0


def test_a_goal_of_another_cadence_is_no_goal() -> None:
    targets_set = (
        TargetCase(2030, 30),
        TargetCase(2035, 9, cadence="annual_flow"),
        TargetCase(2045, 9, cadence="annual_flow"),
    )
    rows = world(Plan(targets_set, yearly([10.0, 12, 14, 16]), issued="2022-06-30")).judged(2026, 2031)
    before, after = one(rows, as_of_year=2026), one(rows, as_of_year=2031)
    assert (before["next_milestone"], before["target_2045"]) == (30.0, pd.NA)
    assert after["next_milestone"] is pd.NA
    assert after["outlook_reason"] == "no_milestone_ahead"


def test_an_outlook_stays_within_the_bounds_of_a_share() -> None:
    found = row(yearly([50.0, 60, 70, 80]), 100.0, 2026, unit="%")
    assert (found["outlook"], found["outlook_2045"]) == (100.0, 100.0)


@NUMBERS
@given(amounts, amounts, st.integers(-500, 500).map(lambda tenths: tenths / 10), st.booleans())
def test_the_year_of_arrival_is_the_first_in_which_the_line_meets_the_goal(
    actual: float, goal: float, pace: float, lower_better: bool
) -> None:
    found = catch_up(actual, 2026, pace, goal, 2030, lower_better=lower_better, until=2100, horizon=2100)
    sign = -1 if lower_better else 1
    met = [year for year, value in zip(found.years, found.values, strict=True) if sign * (value - goal) >= -1e-6]
    assert found.arrival_year == (met[0] if met else None)
    assert found.meets_goal_in_time == (2030 in met)
    assert found.value_at_goal_year == found.values[4]
    if sign * (goal - actual) > 0:
        steady = catch_up(actual, 2026, found.required_per_year, goal, 2030, lower_better=lower_better)
        assert steady.meets_goal_in_time
        assert steady.arrival_year == 2030 or steady.values[3] == pytest.approx(goal)


def test_catching_up_in_the_worked_example() -> None:
    found = catch_up(22.4, 2027, 1.2, 30, 2030, horizon=METHOD.pace.horizon_year.value)
    assert found.required_per_year == pytest.approx(7.6 / 3)
    assert found.value_at_goal_year == pytest.approx(26.0)
    assert (found.arrival_year, found.meets_goal_in_time) == (2034, False)
    assert found.years == tuple(range(2027, 2046))


def test_a_pace_that_never_arrives_names_no_year() -> None:
    assert catch_up(20, 2027, 0, 30, 2030).arrival_year is None
    assert catch_up(20, 2027, -1, 30, 2030).arrival_year is None
    assert catch_up(20, 2027, 0.1, 30, 2030, horizon=2100).arrival_year is None
    assert catch_up(95, 2027, 3, 100, 2030, high=100).values[-1] == 100.0
    one_unit, nothing, year, far_goal, tiny = (np.array(n) for n in (1.0, 0.0, 2027, 1e9, 1e-300))
    far = arrival_year(one_unit, nothing, year, far_goal, tiny, horizon=2100)
    assert np.isnan(far)


@pytest.mark.parametrize("numbers", [(np.nan, 1.0, 30.0), (20.0, np.inf, 30.0), (20.0, 1.0, np.nan)])
def test_the_calculator_refuses_what_is_no_number(numbers: tuple[float, float, float]) -> None:
    actual, pace, goal = numbers
    with pytest.raises(ValueError, match="finite"):
        catch_up(actual, 2027, pace, goal, 2030)


def test_the_calculator_refuses_a_goal_of_the_past() -> None:
    with pytest.raises(ValueError, match="2025 lies before"):
        catch_up(20, 2027, 1, 30, 2025)
