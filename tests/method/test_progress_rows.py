"""A judged row names the very actuals that it stands on."""

from __future__ import annotations

import pandas as pd

from kpi.store.warehouse import Snapshot
from tests.cases.progress_cases import ActualCase, Plan, TargetCase, judged_row

PLAN = Plan(
    targets_set=(TargetCase(2025, 20.0), TargetCase(2030, 30.0)),
    measured=(
        ActualCase(2023, 10.0),
        ActualCase(2024, 12.0, recorded="2025-02-01"),
        ActualCase(2024, 12.5, recorded="2025-06-01"),
        ActualCase(2025, 18.0),
        ActualCase(2026, 19.0, qualifier="approx"),
    ),
    issued="2025-05-06",
    unit="%",
)


def test_the_actual_and_the_baseline_are_told_by_their_ids():
    row = judged_row(PLAN, 2026)
    assert (row["actual"], row["actual_id"]) == (19.0, "p0.i0.4")
    assert judged_row(PLAN, 2025)["actual_id"] == "p0.i0.3"
    assert (row["baseline"], row["baseline_actual_id"]) == (12.5, "p0.i0.2")


def test_a_day_with_two_values_and_a_target_without_actuals_name_no_actual():
    rivals = Plan(
        targets_set=PLAN.targets_set, measured=(ActualCase(2025, 18.0), ActualCase(2025, 19.0)), issued="2025-05-06"
    )
    assert pd.isna(judged_row(rivals, 2026)["actual_id"])
    assert pd.isna(judged_row(Plan(targets_set=PLAN.targets_set, measured=(), issued="2025-05-06"), 2026)["actual_id"])


def test_every_published_row_stands_on_an_actual_of_its_own_province_with_its_value_and_day(snapshot: Snapshot):
    wrong = snapshot.rows(
        "SELECT * FROM progress LEFT JOIN actuals USING (actual_id) WHERE progress.actual IS NOT NULL AND "
        "(actuals.actual_id IS NULL OR actuals.province_id <> progress.province_id OR actuals.value <> progress.actual "
        "OR actuals.period_end <> progress.actual_period_end OR actuals.series <> progress.series)"
    )
    assert wrong == []
    baseline = snapshot.rows(
        "SELECT * FROM progress LEFT JOIN actuals ON actuals.actual_id = baseline_actual_id "
        "WHERE baseline IS NOT NULL AND (actuals.value IS DISTINCT FROM baseline "
        "OR actuals.province_id <> progress.province_id)"
    )
    assert baseline == []
