"""The worked example, the real case of Tiền Giang, and each rule on the smallest table that shows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from kpi.method.arrays import MethodInputError
from kpi.method.baselines import find_baselines
from kpi.method.usable_actuals import territories
from tests.cases.progress_cases import EXAMPLE, METHOD, TIEN_GIANG, Figure, Plan, Promise, one, standing, world


def verdict(plan: Plan, year: int, **options: Any) -> tuple[str, str]:
    row = standing(plan, year, **options)
    return row["status"], row["reason"]


def test_the_worked_example() -> None:
    row = standing(EXAMPLE, 2027)
    assert (row["baseline"], row["baseline_year"]) == (20.0, 2025)
    assert (row["actual"], row["actual_year"]) == (22.4, 2027)
    assert (row["planned"], row["planned_year"], row["planned_method"]) == (23.0, 2027, "official")
    assert row["gap"] == pytest.approx(-0.6)
    assert round(100 * row["attainment"], 1) == 97.4
    assert row["planned_progress"] == pytest.approx(0.8)
    assert (row["status"], row["reason"]) == ("slightly_behind", "planned_progress")
    assert (row["next_milestone_year"], row["next_milestone"]) == (2030, 30.0)
    assert round(row["required_per_year"], 2) == 2.53
    assert row["achieved_per_year"] == pytest.approx(1.20)
    assert row["arrival_year"] == 2034
    assert row["target_2045"] == 50.0
    assert row["target_2045_official"]
    assert (row["outlook_reason"], row["outlook_points"]) == ("too_few_points", 2)
    assert row["data_age_days"] == 0


def test_the_path_of_tien_giang_starts_from_its_own_figure_of_2022() -> None:
    row = standing(TIEN_GIANG, 2025, as_of=date(2025, 6, 30))
    assert (row["baseline"], row["baseline_year"]) == (5.73, 2022)
    assert (row["status"], row["reason"]) == ("not_assessable", "stale")
    assert row["data_age_days"] == (date(2025, 6, 30) - date(2022, 12, 31)).days
    assert (row["next_milestone_year"], row["next_milestone"]) == (2025, 15.0)
    assert row["required_from_baseline_per_year"] == pytest.approx((15 - 5.73) / 3)
    assert row["required_per_year"] is pd.NA
    later = standing(TIEN_GIANG, 2025)
    assert later["required_from_baseline_per_year"] == pytest.approx((30 - 5.73) / 8)


@pytest.mark.parametrize(
    ("figures", "baseline"),
    [
        ((Figure(2022, 5.0), Figure(2023, 6.0)), 6.0),
        ((Figure(2025, 7.0, end="2025-05-06"), Figure(2022, 5.0)), 7.0),
        ((Figure(2025, 7.0, end="2025-05-07"), Figure(2022, 5.0)), 5.0),
        ((Figure(2023, 6.0, qualifier="approx"), Figure(2022, 5.0)), 5.0),
        ((Figure(2023, 6.0, unit="people"), Figure(2022, 5.0)), 5.0),
        ((Figure(2023, 6.0), Figure(2023, 6.5), Figure(2022, 5.0)), 5.0),
        ((Figure(2025, 7.0),), None),
        ((), None),
    ],
)
def test_the_baseline_is_the_last_exact_figure_up_to_the_day_of_issue(
    figures: tuple[Figure, ...], baseline: float | None
) -> None:
    made = world(Plan((Promise(2030, 30),), figures, issued="2025-05-06"))
    found = find_baselines(made.targets, made.actuals, made.indicators, made.documents, METHOD)
    assert list(found["value"]) == ([] if baseline is None else [baseline])


def test_a_plan_without_a_day_of_issue_has_no_baseline() -> None:
    plan = Plan((Promise(2025, 30),), (Figure(2024, 20.0), Figure(2025, 29.0)), issued=None)
    row = standing(plan, 2025)
    assert row["baseline"] is pd.NA
    assert (row["status"], row["basis"], row["reason"]) == ("on_plan", "attainment", "no_baseline")


@pytest.mark.parametrize(
    ("actual", "status"),
    [
        (30.0, "achieved"),
        (29.5, "on_plan"),
        (29.4, "slightly_behind"),
        (26.0, "slightly_behind"),
        (25.9, "behind"),
        (20.0, "behind"),
        (19.9, "reversing"),
    ],
)
def test_cut_offs_of_planned_progress(actual: float, status: str) -> None:
    plan = Plan((Promise(2027, 30),), (Figure(2024, 20.0), Figure(2027, actual)), materiality=0.1)
    assert verdict(plan, 2027) == (status, "planned_progress")


@pytest.mark.parametrize(
    ("actual", "status"),
    [
        (30.0, "achieved"),
        (28.5, "on_plan"),
        (28.4, "slightly_behind"),
        (24.0, "slightly_behind"),
        (23.9, "behind"),
        (0.0, "behind"),
    ],
)
def test_cut_offs_of_attainment_where_there_is_no_baseline(actual: float, status: str) -> None:
    assert verdict(Plan((Promise(2027, 30),), (Figure(2027, actual),)), 2027) == (status, "no_baseline")


@pytest.mark.parametrize(
    ("baseline", "actual", "status", "reason"),
    [
        (29.8, 29.5, "on_plan", "within_materiality"),
        (29.8, 29.0, "slightly_behind", "within_materiality"),
        (29.8, 28.9, "reversing", "within_materiality"),
        (40.0, 29.5, "on_plan", "plan_dips"),
        (40.0, 29.0, "slightly_behind", "plan_dips"),
        (40.0, 28.9, "behind", "plan_dips"),
        (40.0, 30.0, "achieved", "plan_dips"),
    ],
)
def test_little_to_cover_or_a_dipping_plan_is_judged_in_units(
    baseline: float, actual: float, status: str, reason: str
) -> None:
    plan = Plan((Promise(2027, 30),), (Figure(2024, baseline), Figure(2027, actual)), materiality=0.5)
    row = standing(plan, 2027)
    assert (row["status"], row["reason"], row["basis"]) == (status, reason, "gap")
    assert row["planned_progress"] is pd.NA


@pytest.mark.parametrize(
    ("plan", "year", "reason"),
    [
        (Plan((Promise(2030, 9),)), 2025, "no_actual"),
        (Plan((), (Figure(2024, 5.0),)), 2025, "no_target"),
        (Plan((Promise(2030, 9, status="duplicate"),), (Figure(2024, 5.0),)), 2025, "no_target"),
        (Plan((Promise(2030, 9),), (Figure(2023, 5.0),)), 2023, "before_plan"),
        (Plan((Promise(2030, 9),), (Figure(2024, 5.0),)), 2025, "one_point"),
        (Plan((Promise(2030, 9),), (Figure(2020, 4.0), Figure(2024, 5.0))), 2027, "stale"),
        (Plan((Promise(2030, 9),), (Figure(2025, 5.0, "at_least"),)), 2025, "inexact"),
        (Plan((Promise(2030, 9),), (Figure(2025, 5.0, unit="people"),)), 2025, "series_break"),
        (
            Plan((Promise(2030, 9),), (Figure(2024, 4.0), Figure(2025, 5.0), Figure(2025, 6.0))),
            2025,
            "conflicting_actuals",
        ),
        (
            Plan((Promise(2030, 8), Promise(2030, 9)), (Figure(2024, 4.0), Figure(2025, 5.0))),
            2025,
            "conflicting_targets",
        ),
        (
            Plan((Promise(2025, 8), Promise(2030, 9), Promise(2030, 10)), (Figure(2027, 5.0),)),
            2027,
            "conflicting_targets",
        ),
        (
            Plan((Promise(2025, 8), Promise(2030, 9, cadence="annual_flow")), (Figure(2027, 5.0),)),
            2027,
            "cadence_mismatch",
        ),
        (Plan((Promise(2030, 9, cadence="annual_flow"),), (Figure(2030, 5.0),)), 2030, "cadence_mismatch"),
        (Plan((Promise(2025, 9),), (Figure(2026, 5.0),)), 2026, "after_plan"),
        (Plan((Promise(2030, 9),), (Figure(2025, 5.0),)), 2025, "off_path"),
    ],
)
def test_reasons_for_no_judgement(plan: Plan, year: int, reason: str) -> None:
    assert verdict(plan, year) == ("not_assessable", reason)


@pytest.mark.parametrize(
    ("start", "end", "reason"),
    [
        ("2027-01-01", "2027-12-31", "planned_progress"),
        ("2027-07-01", "2027-12-31", "stale"),
        ("2026-01-01", "2027-12-31", "stale"),
    ],
)
def test_a_yearly_amount_is_judged_by_whole_years_only(start: str, end: str, reason: str) -> None:
    promise = Promise(2027, 50, cadence="annual_flow")
    figures = (Figure(2024, 20.0), Figure(2027, 40.0, start=start, end=end))
    row = standing(Plan((promise,), figures, cadence="annual_flow"), 2027)
    assert row["reason"] == reason
    assert (row["newer_unusable"] == "cadence_mismatch") is (reason == "stale")


def test_a_finished_plan_keeps_its_verdict_and_says_that_newer_figures_came_after_it() -> None:
    plan = Plan((Promise(2025, 45),), (Figure(2024, 30.0), Figure(2025, 46.0), Figure(2027, 20.0)))
    row = standing(plan, 2030)
    assert (row["status"], row["actual_year"]) == ("achieved", 2025)
    assert row["plan_ended"]
    assert row["newer_unusable"] == "after_plan"
    assert row["next_milestone"] is pd.NA


def test_standing_in_the_middle_of_a_year_the_milestone_of_that_year_lies_ahead() -> None:
    figures = (Figure(2025, 20.0), Figure(2027, 22.4, end="2027-05-31"))
    row = standing(replace(EXAMPLE, figures=figures), 2027, as_of=date(2027, 6, 30))
    assert (row["next_milestone_year"], row["data_age_days"]) == (2027, 30)
    assert row["required_per_year"] == pytest.approx(0.6)
    before = standing(replace(EXAMPLE, figures=figures), 2027, as_of=date(2027, 5, 30))
    assert before["actual"] == 20.0


REVISED = Plan(
    promises=(Promise(2025, 20), Promise(2030, 30)),
    figures=(
        Figure(2021, 11.9, recorded="2023-01-05"),
        Figure(2022, 14.3, recorded="2024-01-05"),
        Figure(2022, 12.6, recorded="2025-01-06"),
        Figure(2023, 12.9, recorded="2025-01-06"),
        Figure(2023, 16.5),
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
    row = standing(REVISED, standing_in, knowledge_date=known)
    assert row["reason"] == reason
    assert row["actual"] is pd.NA if actual is None else row["actual"] == actual


def test_an_undated_figure_is_not_known_to_have_been_known() -> None:
    plan = Plan((Promise(2025, 20),), (Figure(2025, 19.0),))
    assert verdict(plan, 2025)[0] == "on_plan"
    assert verdict(plan, 2025, knowledge_date=date(2026, 6, 1)) == ("not_assessable", "not_known_then")


def test_the_same_figure_from_two_sources_is_one_figure() -> None:
    plan = Plan((Promise(2025, 20),), (Figure(2025, 19.0), Figure(2025, 19.0)))
    assert verdict(plan, 2025) == ("on_plan", "no_baseline")


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
    figures = (*TIEN_GIANG.figures, Figure(2024, 8.0, series="mic_ptit"))
    plan = replace(TIEN_GIANG, figures=figures, issued="2023-05-06")
    assert verdict(plan, 2024, lands=LANDS)[0] != "not_assessable"
    assert verdict(plan, 2025, lands=LANDS) == ("not_assessable", "boundaries_changed")


def test_a_figure_from_before_the_merger_never_enters_the_successors_calculation() -> None:
    plan = Plan(
        (Promise(2026, 30),),
        (Figure(2024, 10.0), Figure(2026, 29.0)),
        province="dong_thap",
        issued="2025-10-02",
    )
    row = standing(plan, 2026, lands=LANDS)
    assert row["baseline"] is pd.NA
    assert row["reason"] == "no_baseline"
    assert verdict(replace(plan, figures=plan.figures[:1]), 2026, lands=LANDS)[1] == "boundaries_changed"
    assert standing(replace(plan, province="lai_chau"), 2026, lands=LANDS)["baseline"] == 10.0


def test_the_former_provinces_figures_do_not_meet_the_successors_plan() -> None:
    plan = Plan((Promise(2026, 30),), (Figure(2025, 20.0),), province="tien_giang")
    made = world(plan)
    targets = made.targets.assign(province_id="dong_thap")
    rows = replace(made, targets=targets).judged(2026, lands=LANDS)
    assert set(zip(rows["province_id"], rows["reason"], strict=True)) == {
        ("dong_thap", "no_actual"),
        ("tien_giang", "no_target"),
    }


def test_two_series_never_share_a_line() -> None:
    figures = (Figure(2024, 20.0, series="a"), Figure(2025, 10.0, series="b"), Figure(2026, 24.0, series="a"))
    rows = world(Plan((Promise(2026, 25),), figures)).judged(2026)
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
