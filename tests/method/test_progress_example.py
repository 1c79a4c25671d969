"""The worked example, the real case of Tiền Giang, and each rule on the smallest table that shows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from kpi.method.arrays import MethodInputError
from kpi.method.territories import territories
from tests.cases.progress_cases import EXAMPLE, TIEN_GIANG, ActualCase, Plan, TargetCase, judged_row, one, world


def verdict(plan: Plan, year: int, **options: Any) -> tuple[str, str]:
    row = judged_row(plan, year, **options)
    return row["status"], row["reason"]


def test_the_worked_example() -> None:
    row = judged_row(EXAMPLE, 2027)
    assert (row["baseline"], row["baseline_year"]) == (20.0, 2025)
    assert (row["actual"], row["actual_year"], row["actual_qualifier"]) == (22.4, 2027, "exact")
    assert (row["actual_id"], row["baseline_actual_id"]) == ("p0.i0.1", "p0.i0.0")
    assert (row["planned"], row["planned_year"], row["planned_method"]) == (23.0, 2027, "interpolated")
    assert not row["planned_official"]
    assert row["gap"] == pytest.approx(-0.6)
    assert round(100 * row["attainment"], 1) == 97.4
    assert row["planned_progress"] == pytest.approx(0.8)
    assert (row["status"], row["reason"]) == ("slightly_behind", "planned_progress")
    assert (row["next_milestone_year"], row["next_milestone"]) == (2030, 29.0)
    assert row["milestone_gap"] == pytest.approx(-6.6)
    assert row["required_per_year"] == pytest.approx(2.2)
    assert row["achieved_per_year"] is pd.NA
    assert row["arrival_year"] is pd.NA
    assert row["target_2045"] == 50.0
    assert row["target_2045_official"]
    assert (row["outlook_reason"], row["outlook_points"]) == ("too_few_points", 2)
    assert row["data_age_days"] == 0


def test_the_path_of_tien_giang_starts_from_its_own_actual_of_2022() -> None:
    row = judged_row(TIEN_GIANG, 2025, as_of=date(2025, 6, 30))
    assert (row["baseline"], row["baseline_year"]) == (5.73, 2022)
    assert (row["status"], row["reason"]) == ("not_assessable", "stale")
    assert row["data_age_days"] == (date(2025, 6, 30) - date(2022, 12, 31)).days
    assert (row["next_milestone_year"], row["next_milestone"]) == (2025, 15.0)
    assert row["required_from_baseline_per_year"] == pytest.approx((15 - 5.73) / 3)
    assert row["required_per_year"] is pd.NA
    later = judged_row(TIEN_GIANG, 2026)
    assert later["required_from_baseline_per_year"] == pytest.approx((30 - 5.73) / 8)


@pytest.mark.parametrize(
    ("measured", "baseline"),
    [
        ((ActualCase(2022, 5.0), ActualCase(2023, 6.0)), 6.0),
        ((ActualCase(2024, 7.0), ActualCase(2022, 5.0)), 7.0),
        ((ActualCase(2025, 7.0, end="2025-01-31"), ActualCase(2022, 5.0)), 5.0),
        ((ActualCase(2023, 6.0, qualifier="approx"), ActualCase(2022, 5.0)), 5.0),
        ((ActualCase(2023, 6.0, unit="people"), ActualCase(2022, 5.0)), 5.0),
        ((ActualCase(2023, 6.0), ActualCase(2023, 6.5), ActualCase(2022, 5.0)), 5.0),
        ((ActualCase(2025, 7.0),), None),
        ((), None),
    ],
)
def test_the_baseline_is_the_last_exact_actual_up_to_the_year_before_the_year_of_issue(
    measured: tuple[ActualCase, ...], baseline: float | None
) -> None:
    found = world(Plan((TargetCase(2030, 30),), measured, issued="2025-05-06")).inputs().baselines()
    assert list(found["value"]) == ([] if baseline is None else [baseline])


def test_days_between_two_documents_that_set_the_same_change_nothing() -> None:
    """Resolution 57 of 22/12/2024 and Resolution 03 of 09/01/2025 both ask for 30 % in 2030."""
    measured = (ActualCase(2023, 12.87), ActualCase(2024, 13.17), ActualCase(2025, 14.02))
    party, state = (
        Plan((TargetCase(2030, 30),), measured, issued, unit="%") for issued in ("2024-12-22", "2025-01-09")
    )
    apart = world(party, state)
    made = replace(
        apart,
        targets=apart.targets.assign(indicator_id="i0", measured_indicator_id="i0", province_id="p0"),
        actuals=apart.actuals[apart.actuals["province_id"] == "p0"],
    )
    rows = made.judged(2025)
    assert list(rows["document_id"]) == ["d0", "d1"]
    assert rows["planned"].nunique() == rows["baseline"].nunique() == rows["status"].nunique() == 1
    assert rows["planned"].iloc[0] == pytest.approx(12.87 + (30 - 12.87) * 2 / 7)
    alone = one(world(state).judged(2025), indicator_id="i0")
    assert alone["baseline"] == 13.17


def test_a_plan_without_a_day_of_issue_has_no_baseline() -> None:
    plan = Plan(
        (TargetCase(2025, 30), TargetCase(2030, 40)), (ActualCase(2024, 20.0), ActualCase(2026, 31.0)), issued=None
    )
    row = judged_row(plan, 2026)
    assert row["baseline"] is pd.NA
    assert (row["status"], row["basis"], row["reason"]) == ("on_plan", "attainment", "no_baseline")


@pytest.mark.parametrize(
    ("actual", "status"),
    [
        (26.2, "on_plan"),
        (25.8, "on_plan"),
        (25.6, "slightly_behind"),
        (23.6, "slightly_behind"),
        (23.5, "behind"),
        (20.0, "behind"),
        (19.9, "behind"),
        (19.8, "below_baseline"),
    ],
)
def test_cut_offs_of_planned_progress(actual: float, status: str) -> None:
    plan = Plan((TargetCase(2029, 30),), (ActualCase(2024, 20.0), ActualCase(2027, actual)), materiality=0.1)
    assert verdict(plan, 2027) == (status, "planned_progress")


@pytest.mark.parametrize(
    ("actual", "status"),
    [
        (30.0, "on_plan"),
        (28.5, "on_plan"),
        (28.4, "slightly_behind"),
        (24.0, "slightly_behind"),
        (23.9, "behind"),
        (0.0, "behind"),
    ],
)
def test_cut_offs_of_attainment_where_there_is_no_baseline(actual: float, status: str) -> None:
    plan = Plan((TargetCase(2026, 25), TargetCase(2028, 35)), (ActualCase(2027, actual),))
    assert verdict(plan, 2027) == (status, "no_baseline")


@pytest.mark.parametrize(
    ("baseline", "actual", "status", "reason"),
    [
        (29.8, 29.35, "slightly_behind", "little_to_cover"),
        (29.8, 28.9, "below_baseline", "little_to_cover"),
        (40.0, 29.0, "slightly_behind", "plan_dips"),
        (40.0, 28.9, "behind", "plan_dips"),
        (40.0, 29.5, "not_assessable", "within_materiality"),
        (40.0, 30.0, "on_plan", "milestone_reached"),
    ],
)
def test_little_to_cover_or_a_dipping_plan_is_judged_in_units(
    baseline: float, actual: float, status: str, reason: str
) -> None:
    plan = Plan((TargetCase(2028, 30),), (ActualCase(2024, baseline), ActualCase(2027, actual)), materiality=0.5)
    row = judged_row(plan, 2027)
    assert (row["status"], row["reason"]) == (status, reason)
    assert row["planned_progress"] is pd.NA


@pytest.mark.parametrize(
    ("actual", "year", "status", "reason"),
    [
        (20.4, 2025, "not_assessable", "too_early"),
        (19.0, 2025, "not_assessable", "too_early"),
        (22.5, 2026, "not_assessable", "within_materiality"),
        (23.5, 2026, "not_assessable", "within_materiality"),
        (22.4, 2026, "slightly_behind", "planned_progress"),
        (30.0, 2025, "on_plan", "milestone_reached"),
        (19.4, 2026, "below_baseline", "planned_progress"),
        (19.6, 2026, "behind", "planned_progress"),
    ],
)
def test_no_colour_for_what_cannot_be_told_from_noise(actual: float, year: int, status: str, reason: str) -> None:
    """From 20 (2024) to 30 in 2030: a sixth of the way in 2025. To 30.5 in 2031: 23 in 2026, band 0.5."""
    last = 2030 if year == 2025 else 2031
    plan = Plan(
        (TargetCase(last, 30 if year == 2025 else 30.5),),
        (ActualCase(2024, 20.0), ActualCase(year, actual)),
        materiality=0.5,
    )
    assert verdict(plan, year) == (status, reason)


@pytest.mark.parametrize(
    ("plan", "year", "reason"),
    [
        (Plan((TargetCase(2030, 9),)), 2025, "no_actual"),
        (Plan((), (ActualCase(2024, 5.0),)), 2025, "no_target"),
        (Plan((TargetCase(2030, 9, status="duplicate"),), (ActualCase(2024, 5.0),)), 2025, "no_target"),
        (Plan((TargetCase(2030, 9),), (ActualCase(2023, 5.0),)), 2023, "before_plan"),
        (Plan((TargetCase(2030, 9),), (ActualCase(2025, 5.0),), issued="2025-12-31"), 2025, "one_point"),
        (Plan((TargetCase(2030, 9),), (ActualCase(2024, 5.0),)), 2025, "one_point"),
        (Plan((TargetCase(2030, 9),), (ActualCase(2020, 4.0), ActualCase(2024, 5.0))), 2027, "stale"),
        (Plan((TargetCase(2025, 9), TargetCase(2030, 9)), (ActualCase(2025, 5.0, "at_least"),)), 2025, "inexact"),
        (Plan((TargetCase(2030, 9),), (ActualCase(2025, 5.0, unit="people"),)), 2025, "series_break"),
        (
            Plan((TargetCase(2030, 9),), (ActualCase(2024, 4.0), ActualCase(2025, 5.0), ActualCase(2025, 6.0))),
            2025,
            "conflicting_actuals",
        ),
        (
            Plan((TargetCase(2030, 8), TargetCase(2030, 9)), (ActualCase(2024, 4.0), ActualCase(2025, 5.0))),
            2025,
            "conflicting_targets",
        ),
        (
            Plan((TargetCase(2025, 8), TargetCase(2030, 9), TargetCase(2030, 10)), (ActualCase(2027, 5.0),)),
            2027,
            "conflicting_targets",
        ),
        (
            Plan((TargetCase(2025, 8), TargetCase(2030, 9, cadence="annual_flow")), (ActualCase(2027, 5.0),)),
            2027,
            "cadence_mismatch",
        ),
        (Plan((TargetCase(2030, 9, cadence="annual_flow"),), (ActualCase(2030, 5.0),)), 2030, "cadence_mismatch"),
        (Plan((TargetCase(2025, 9),), (ActualCase(2026, 5.0),)), 2026, "plan_ended"),
        (Plan((TargetCase(2025, 9),), (ActualCase(2025, 5.0),)), 2026, "plan_ended"),
        (Plan((TargetCase(2030, 9, measure="other"),), (ActualCase(2025, 5.0),)), 2025, "measure_differs"),
        (Plan((TargetCase(2030, 9, measure="unknown"),), (ActualCase(2025, 5.0),)), 2025, "measure_unknown"),
        (Plan((TargetCase(2030, 9, measure="any"),), (ActualCase(2025, 5.0),)), 2025, "measure_unknown"),
        (Plan((TargetCase(2030, 9),), (ActualCase(2025, 5.0),)), 2025, "off_path"),
    ],
)
def test_reasons_for_no_judgement(plan: Plan, year: int, reason: str) -> None:
    assert verdict(plan, year) == ("not_assessable", reason)


@pytest.mark.parametrize(
    ("start", "end", "status", "reason", "newer"),
    [
        ("2027-01-01", "2027-12-31", "not_met", "at_milestone", None),
        ("2027-01-01", "2027-09-30", "not_assessable", "stale", "part_year"),
        ("2026-01-01", "2027-12-31", "not_assessable", "stale", "cadence_mismatch"),
    ],
)
def test_a_yearly_amount_is_judged_by_whole_years(
    start: str, end: str, status: str, reason: str, newer: str | None
) -> None:
    targets_set = (TargetCase(2027, 50, cadence="annual_flow"), TargetCase(2030, 60, cadence="annual_flow"))
    measured = (ActualCase(2024, 20.0), ActualCase(2027, 40.0, start=start, end=end))
    row = judged_row(Plan(targets_set, measured, cadence="annual_flow"), 2027)
    assert (row["status"], row["reason"]) == (status, reason)
    assert (None if pd.isna(row["newer_unusable"]) else row["newer_unusable"]) == newer


def test_a_count_of_nine_months_that_passes_the_target_of_the_year_is_met() -> None:
    target = TargetCase(2027, 50, cadence="annual_flow")
    measured = (ActualCase(2026, 20.0), ActualCase(2027, 52.0, end="2027-09-30"))
    plan = Plan((target, TargetCase(2030, 60, cadence="annual_flow")), measured, cadence="annual_flow")
    assert verdict(plan, 2027) == ("met", "at_milestone")
    assert verdict(plan, 2027, as_of=date(2027, 10, 15)) == ("on_plan", "milestone_reached")
    assert judged_row(plan, 2027)["actual_id"] == "p0.i0.1"
    found = one(world(plan).due(due_by=date(2027, 12, 31)), indicator_id="i0")
    assert (found["result"], found["actual"], found["reason"]) == ("met", 52.0, "reached_early")


def test_a_count_that_was_reached_before_the_day_is_met_and_a_share_is_not() -> None:
    """65 million accounts in July are more than the 40 million of December; 95 % in July may be 89 % in December."""
    measured = (ActualCase(2025, 65.0, "at_least", end="2025-07-31"),)
    plan = Plan((TargetCase(2025, 40),), measured)
    found = one(world(plan).due(due_by=date(2025, 12, 31)), indicator_id="i0")
    assert (found["result"], found["reason"]) == ("met", "reached_early")
    fewer = replace(plan, measured=(replace(measured[0], value=39.0),))
    assert one(world(fewer).due(due_by=date(2025, 12, 31)), indicator_id="i0")["result"] == "undecided"
    share = replace(plan, unit="%", measured=(replace(measured[0], value=95.0),))
    assert one(world(share).due(due_by=date(2025, 12, 31)), indicator_id="i0")["reason"] == "no_due_actual"


def test_a_milestone_that_is_due_is_met_or_not_and_never_the_state_of_another_year() -> None:
    plan = Plan(
        (TargetCase(2025, 20), TargetCase(2030, 30)), (ActualCase(2024, 14.0), ActualCase(2025, 18.0)), unit="%"
    )
    assert verdict(plan, 2025) == ("not_met", "at_milestone")
    assert judged_row(plan, 2025)["basis"] == "official_target"
    assert verdict(plan, 2026) == ("slightly_behind", "planned_progress")
    ended = replace(plan, targets_set=plan.targets_set[:1])
    assert verdict(ended, 2025) == ("not_met", "at_milestone")
    assert [verdict(ended, year) for year in (2026, 2030, 2045)] == [("not_assessable", "plan_ended")] * 3
    assert judged_row(ended, 2026)["plan_ended"]
    assert judged_row(ended, 2026)["next_milestone"] is pd.NA
    found = one(world(ended).due(due_by=date(2030, 12, 31)), indicator_id="i0")
    assert (found["result"], found["reason"], found["gap"]) == ("not_met", "at_milestone", -2.0)


def test_met_is_said_of_an_official_value_alone() -> None:
    plan = Plan((TargetCase(2030, 30),), (ActualCase(2024, 20.0), ActualCase(2027, 29.0)))
    assert verdict(plan, 2027) == ("on_plan", "planned_progress")
    assert verdict(replace(plan, measured=(*plan.measured[:1], ActualCase(2027, 31.0))), 2027)[0] == "on_plan"


def test_a_milestone_without_an_actual_of_its_day_is_undecided() -> None:
    plan = Plan((TargetCase(2025, 20), TargetCase(2030, 30)), (ActualCase(2025, 25.0, end="2025-10-15"),), unit="%")
    found = one(world(plan).due(due_by=date(2026, 6, 30)), indicator_id="i0")
    assert (found["result"], found["reason"]) == ("undecided", "no_due_actual")
    bare = one(world(replace(plan, measured=())).due(due_by=date(2026, 6, 30)), indicator_id="i0")
    assert (bare["result"], bare["reason"]) == ("undecided", "no_actual")
    assert world(plan).due(due_by=date(2025, 12, 30)).empty


@pytest.mark.parametrize(
    ("value", "qualifier", "target", "result", "reason"),
    [
        (10.0, "at_most", 50.0, "not_met", "bound_decides"),
        (10.0, "at_most", 8.0, "undecided", "inexact"),
        (90.0, "at_least", 90.0, "met", "bound_decides"),
        (90.0, "at_least", 95.0, "undecided", "inexact"),
        (12.52, "approx", 10.0, "met", "bound_decides"),
        (18.72, "approx", 20.0, "not_met", "bound_decides"),
        (19.5, "approx", 20.0, "undecided", "inexact"),
        (20.5, "approx", 20.0, "undecided", "inexact"),
    ],
)
def test_bounds_decide_where_they_can(value: float, qualifier: str, target: float, result: str, reason: str) -> None:
    plan = Plan((TargetCase(2025, target), TargetCase(2030, 99)), (ActualCase(2025, value, qualifier),), unit="%")
    found = one(world(plan).due(), indicator_id="i0")
    assert (found["result"], found["reason"]) == (result, reason)
    row = judged_row(plan, 2025)
    assert row["status"] == ("not_assessable" if result == "undecided" else result)
    assert (row["gap"] is pd.NA) == (qualifier != "approx")


def test_a_total_is_surely_reached_by_one_year_that_has_as_much_and_never_surely_missed() -> None:
    """Tiền Giang asks for 20 tasks in 2025 and for 25 a year in 2030."""
    targets_set = (TargetCase(2025, 20), TargetCase(2030, 25, cadence="annual_flow"))
    plan = Plan(targets_set, (ActualCase(2025, 21.0),), cadence="annual_flow")
    assert one(world(plan).due(), indicator_id="i0")["result"] == "met"
    fewer = one(world(replace(plan, measured=(ActualCase(2025, 19.0),))).due(), indicator_id="i0")
    assert (fewer["result"], fewer["reason"]) == ("undecided", "cadence_mismatch")


def test_numbers_counted_otherwise_stand_side_by_side_without_a_verdict() -> None:
    targets_set = (TargetCase(2025, 30, measure="other"), TargetCase(2030, 40, measure="other"))
    row = judged_row(Plan(targets_set, (ActualCase(2023, 10.0), ActualCase(2025, 17.34))), 2025)
    assert (row["status"], row["reason"]) == ("not_assessable", "measure_differs")
    assert (row["actual"], row["next_milestone"], row["baseline"]) == (17.34, 40.0, pd.NA)
    for name in (
        "gap",
        "milestone_gap",
        "planned_progress",
        "attainment",
        "required_per_year",
        "outlook",
        "arrival_year",
    ):
        assert row[name] is pd.NA
    assert row["outlook_reason"] == "other_measure"


@pytest.mark.parametrize(
    ("gso", "mic", "due", "later"),
    [
        (14.0, 18.7, ("not_met", "every_measure"), ("behind", "every_measure")),
        (14.0, 21.0, ("not_assessable", "measures_disagree"), ("not_assessable", "measures_disagree")),
        (14.0, 20.0, ("not_assessable", "measures_open"), ("not_assessable", "measures_open")),
        (21.0, 22.0, ("met", "every_measure"), ("on_plan", "every_measure")),
        (14.0, None, ("not_assessable", "measure_unknown"), ("not_assessable", "measure_unknown")),
    ],
)
def test_a_target_that_names_no_measure_is_judged_where_every_measure_agrees(
    gso: float, mic: float | None, due: tuple[str, str], later: tuple[str, str]
) -> None:
    targets_set = (TargetCase(2025, 20, measure="any"), TargetCase(2030, 30, measure="any"))
    measured = [
        ActualCase(2023, 13.0, series="gso"),
        ActualCase(2023, 13.0, series="mic"),
        ActualCase(2025, gso, series="gso"),
    ]
    rough = "approx" if mic == 20 else "exact"
    measured += [] if mic is None else [ActualCase(2025, mic, rough, series="mic")]
    plan = Plan(targets_set, tuple(measured), measures=(("gso", "gso"), ("mic", "mic")))
    rows = world(plan).judged(2025, 2026)
    newest = rows[(rows["actual_year"] == 2025)]
    for year, expected in ((2025, due), (2026, later)):
        found = newest[newest["as_of_year"] == year]
        told = set(zip(found["status"], found["reason"], strict=True))
        if expected[0] == "behind":
            assert told == {expected, ("slightly_behind", "every_measure")}, "each keeps its own degree"
        else:
            assert told == {expected}


@pytest.mark.parametrize(
    ("actual", "due", "later"),
    [
        (20.0, ("met", "at_milestone"), "on_plan"),
        (19.2, ("not_assessable", "about_target"), "not_assessable"),  # within the 5 % that "about 20" covers
        (18.9, ("not_met", "at_milestone"), "slightly_behind"),
    ],
)
def test_about_a_value_is_missed_only_beyond_what_about_covers(actual: float, due: tuple[str, str], later: str) -> None:
    targets_set = (TargetCase(2025, 20, about=True), TargetCase(2030, 30))
    plan = Plan(targets_set, (ActualCase(2024, 15.0), ActualCase(2025, actual)), unit="%")
    assert verdict(plan, 2025) == due
    assert verdict(plan, 2026)[0] == later
    alone = replace(plan, targets_set=(replace(targets_set[0], about=False), targets_set[1]))
    assert verdict(alone, 2025)[0] == ("met" if actual >= 20 else "not_met")
    result = one(world(plan).due(due_by=date(2025, 12, 31)), indicator_id="i0")
    assert (result["target"], result["reason"]) == (20, due[1])
    assert result["result"] == ("undecided" if due[0] == "not_assessable" else due[0])


@pytest.mark.parametrize(("sign", "lower_better"), [(1, False), (-1, True)])
@pytest.mark.parametrize(("past", "met"), [(-0.1, False), (0.0, False), (0.1, True)])
def test_a_value_that_a_document_says_above_or_below_of_is_not_enough_itself(
    sign: int, lower_better: bool, past: float, met: bool
) -> None:
    target = TargetCase(2025, 20, beyond=True)
    measured = (ActualCase(2024, 20 - sign * 5.0), ActualCase(2025, 20 + sign * past))
    plan = Plan((target, TargetCase(2030, 20 + sign * 10)), measured, unit="%", lower_better=lower_better)
    assert verdict(plan, 2025)[0] == ("met" if met else "not_met")
    result = one(world(plan).due(due_by=date(2025, 12, 31)), indicator_id="i0")
    assert result["result"] == ("met" if met else "not_met")
    enough = replace(plan, targets_set=(replace(target, beyond=False), plan.targets_set[1]))
    assert verdict(enough, 2025)[0] == ("met" if past >= 0 else "not_met")


def test_a_line_to_about_a_value_is_about_a_value_as_well() -> None:
    targets_set = (TargetCase(2030, 40, about=True),)
    measured = (ActualCase(2024, 20.0), ActualCase(2027, 29.5))  # 30 is on the line, 28.5 is what "about" covers of it
    plan = Plan(targets_set, measured, issued="2025-01-01", unit="%", months=60)
    assert verdict(plan, 2027) == ("on_plan", "planned_progress")
    behind = replace(plan, measured=(measured[0], ActualCase(2027, 29.0)))
    assert verdict(behind, 2027) == ("not_assessable", "about_target")
    far = replace(plan, measured=(measured[0], ActualCase(2027, 25.0)))
    assert verdict(far, 2027) == ("behind", "planned_progress")


def test_short_of_an_official_value_is_never_on_schedule() -> None:
    targets_set, measured = (
        (TargetCase(2025, 20), TargetCase(2030, 30)),
        (ActualCase(2023, 10.0), ActualCase(2025, 19.8)),
    )
    assert verdict(Plan(targets_set, measured), 2026) == ("slightly_behind", "planned_progress")
    ours = Plan((TargetCase(2027, 20), TargetCase(2030, 30)), (ActualCase(2024, 10.0), ActualCase(2026, 16.5)))
    assert verdict(ours, 2026) == ("on_plan", "planned_progress")  # 98 % of the way on our own line


@pytest.mark.parametrize("unsaid", ["producer_not_stated", "press_stated", "provincial"])
def test_an_actual_of_an_unnamed_producer_is_no_second_way_of_counting(unsaid: str) -> None:
    measured = (ActualCase(2023, 13.0), ActualCase(2025, 14.0), ActualCase(2025, 15.0, series=unsaid))
    targets_set = (TargetCase(2025, 20, measure="any"), TargetCase(2030, 30, measure="any"))
    found = world(Plan(targets_set, measured, measures=(("s", "gso"), (unsaid, unsaid))))
    rows = found.judged(2025)
    assert set(zip(rows["status"], rows["reason"], strict=True)) == {("not_assessable", "measure_unknown")}
    assert set(found.due()["result"]) == {"undecided"}


@pytest.mark.parametrize("unsaid", ["producer_not_stated", "press_stated"])
def test_an_actual_of_an_unnamed_producer_is_not_told_as_counted_otherwise(unsaid: str) -> None:
    plan = Plan((TargetCase(2025, 20), TargetCase(2030, 30)), (ActualCase(2025, 15.0),), measures=(("s", unsaid),))
    assert verdict(plan, 2025) == ("not_assessable", "measure_unknown")


def test_a_series_is_old_after_two_rounds_of_its_own_publication() -> None:
    plan = Plan((TargetCase(2024, 8), TargetCase(2030, 9)), (ActualCase(2023, 4.0), ActualCase(2024, 5.0)), months=12)
    assert verdict(plan, 2026)[1] == "no_baseline" if judged_row(plan, 2026)["baseline"] is pd.NA else True
    assert verdict(plan, 2027)[1] == "stale"
    assert verdict(replace(plan, months=24), 2027)[1] != "stale"
    assert verdict(replace(plan, months=6), 2026)[1] == "stale"


def test_an_actual_of_a_part_of_the_year_stands_against_the_path_of_its_own_day() -> None:
    plan = Plan((TargetCase(2024, 20), TargetCase(2026, 40)), (ActualCase(2025, 29.0, end="2025-10-15"),), issued=None)
    row = judged_row(plan, 2025)
    assert str(row["planned_on"].date()) == "2025-10-15"
    assert row["planned"] == pytest.approx(20 + 10 * (288 / 365), abs=0.01)
    assert (row["planned_official"], row["planned_method"]) == (False, "interpolated")
    assert row["status"] == "on_plan"


def test_from_the_middle_of_a_year_only_actuals_up_to_that_day_count() -> None:
    measured = (ActualCase(2025, 20.0), ActualCase(2027, 22.4, end="2027-05-31"))
    row = judged_row(replace(EXAMPLE, measured=measured), 2027, as_of=date(2027, 6, 30))
    assert (row["next_milestone_year"], row["data_age_days"]) == (2030, 30)
    assert row["required_per_year"] == pytest.approx((29 - 22.4) / (2030 - 2026 - 151 / 365))
    before = judged_row(replace(EXAMPLE, measured=measured), 2027, as_of=date(2027, 5, 30))
    assert before["actual"] == 20.0


REVISED = Plan(
    targets_set=(TargetCase(2025, 20), TargetCase(2030, 30)),
    measured=(
        ActualCase(2021, 11.9, recorded="2023-01-05"),
        ActualCase(2022, 14.3, recorded="2024-01-05"),
        ActualCase(2022, 12.6, recorded="2025-01-06"),
        ActualCase(2023, 12.9, recorded="2025-01-06"),
        ActualCase(2023, 16.5),
    ),
    issued="2022-03-31",
)


@pytest.mark.parametrize(
    ("known", "standing_in", "actual", "reason"),
    [
        (None, 2022, 12.6, "planned_progress"),
        (date(2025, 1, 6), 2022, 12.6, "planned_progress"),
        (date(2025, 1, 5), 2022, 14.3, "planned_progress"),
        (date(2024, 1, 4), 2022, 11.9, "one_point"),
        (date(2022, 12, 31), 2022, None, "not_known_then"),
        (date(2022, 3, 30), 2022, None, "before_plan"),
        (None, 2023, 12.9, "planned_progress"),
    ],
)
def test_a_revision_does_not_erase_what_was_known_before(
    known: date | None, standing_in: int, actual: float | None, reason: str
) -> None:
    row = judged_row(REVISED, standing_in, knowledge_date=known)
    assert row["reason"] == reason
    assert row["actual"] is pd.NA if actual is None else row["actual"] == actual


def test_an_undated_actual_is_not_known_to_have_been_known() -> None:
    plan = Plan((TargetCase(2025, 20),), (ActualCase(2025, 19.0),))
    assert verdict(plan, 2025)[0] == "not_met"
    assert verdict(plan, 2025, knowledge_date=date(2026, 6, 1)) == ("not_assessable", "not_known_then")


def test_the_same_actual_from_two_sources_is_one_actual() -> None:
    plan = Plan((TargetCase(2025, 20),), (ActualCase(2025, 19.0), ActualCase(2025, 19.0)))
    assert verdict(plan, 2025) == ("not_met", "at_milestone")


PROVINCES = pd.DataFrame(
    [["tien_giang", None, "2025-06-30"], ["dong_thap", "2025-07-01", None], ["lai_chau", "2025-07-01", None]],
    columns=["province_id", "valid_from", "valid_to"],
)
CROSSWALK = pd.DataFrame(
    [
        ["tien_giang", "dong_thap", True],
        ["dong_thap_2008", "dong_thap", True],
        ["lai_chau_2008", "lai_chau", False],
    ],
    columns=["former_id", "successor_id", "boundary_changed"],
)
LANDS = territories(PROVINCES, CROSSWALK)


def test_only_units_whose_boundaries_changed_have_a_bound() -> None:
    bounded = LANDS.set_index("province_id").notna()
    assert list(bounded.loc["tien_giang"]) == [False, True]
    assert list(bounded.loc["dong_thap"]) == [True, False]
    assert list(bounded.loc["lai_chau"]) == [False, False]


def test_the_plan_of_a_merged_province_is_not_judged_after_the_merger() -> None:
    measured = (*TIEN_GIANG.measured, ActualCase(2024, 8.0, series="mic_ptit"))
    plan = replace(TIEN_GIANG, measured=measured, issued="2023-05-06")
    assert verdict(plan, 2024, lands=LANDS)[0] != "not_assessable"
    assert verdict(plan, 2025, lands=LANDS) == ("not_assessable", "boundaries_changed")


def test_an_actual_from_before_the_merger_never_enters_the_successors_calculation() -> None:
    plan = Plan(
        (TargetCase(2025, 28), TargetCase(2027, 32)),
        (ActualCase(2024, 10.0), ActualCase(2026, 29.0)),
        province="dong_thap",
        issued="2025-10-02",
    )
    row = judged_row(plan, 2026, lands=LANDS)
    assert row["baseline"] is pd.NA
    assert row["reason"] == "no_baseline"
    assert verdict(replace(plan, measured=plan.measured[:1]), 2026, lands=LANDS)[1] == "boundaries_changed"
    assert judged_row(replace(plan, province="lai_chau"), 2026, lands=LANDS)["baseline"] == 10.0


def test_the_former_provinces_actuals_do_not_meet_the_successors_plan() -> None:
    plan = Plan((TargetCase(2026, 30),), (ActualCase(2025, 20.0),), province="tien_giang")
    made = world(plan)
    targets = made.targets.assign(province_id="dong_thap")
    rows = replace(made, targets=targets).judged(2026, lands=LANDS)
    assert set(zip(rows["province_id"], rows["reason"], strict=True)) == {
        ("dong_thap", "no_actual"),
        ("tien_giang", "no_target"),
    }


def test_two_series_never_share_a_line() -> None:
    measured = (
        ActualCase(2024, 20.0, series="a"),
        ActualCase(2025, 10.0, series="b"),
        ActualCase(2026, 24.0, series="a"),
    )
    rows = world(Plan((TargetCase(2026, 25),), measured)).judged(2026)
    first, second = one(rows, series="a"), one(rows, series="b")
    assert (first["baseline"], first["actual"]) == (20.0, 24.0)
    assert second["baseline"] is pd.NA
    assert second["reason"] == "off_path"


def test_missing_columns_are_told_at_once() -> None:
    made = world(EXAMPLE)
    broken = replace(made, actuals=made.actuals.drop(columns=["unit", "series"]))
    with pytest.raises(MethodInputError) as fault:
        broken.judged()
    assert fault.value.problems == ("actuals: missing column series", "actuals: missing column unit")


def test_no_table_has_rows_no_row_comes_out() -> None:
    made = world()
    rows = made.judged()
    assert rows.empty
    assert "status" in rows


def test_how_far_behind_a_rough_actual_is_follows_the_number_that_is_told() -> None:
    plan = Plan(
        (TargetCase(2030, 30),), (ActualCase(2023, 16.5), ActualCase(2025, 18.72, "approx")), issued="2024-12-22"
    )
    row = judged_row(plan, 2025)
    assert row["planned_progress"] == pytest.approx(0.576, abs=1e-3)
    assert (row["status"], row["reason"]) == ("behind", "bound_decides"), "its upper end alone would be slightly behind"
    fallen = replace(plan, measured=(ActualCase(2023, 16.5), ActualCase(2025, 16.2, "approx")))
    assert verdict(fallen, 2025)[0] == "behind", "its upper end has not fallen below the baseline"


def test_a_rank_among_63_is_no_distance_from_a_target_of_34_units() -> None:
    plan = Plan(
        (TargetCase(2024, 25, measure="of_63"), TargetCase(2030, 20, measure="of_63")),
        (ActualCase(2022, 52, unit="rank", series="of_63"), ActualCase(2024, 40, unit="rank", series="of_63")),
        issued=None,
        lower_better=True,
        unit="rank",
        measures=(("of_63", "of_63"),),
    )
    assert judged_row(plan, 2023)["milestone_gap"] == 27, "the target of 2024 is one among 63 units as well"
    assert judged_row(plan, 2025)["gap"] == 15
    assert judged_row(plan, 2025)["milestone_gap"] is pd.NA
    assert judged_row(replace(plan, measures=(("of_63", "m"),)), 2025)["reason"] == "measure_differs"
