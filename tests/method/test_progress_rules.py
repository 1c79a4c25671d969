"""What must hold for every judgement, on thousands of random plans in both directions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.progress import progress_in_parts
from kpi.method.judgement import Goal, judge, meets
from kpi.model.codes import JUDGED_REASONS, Basis, Reason, Status
from tests.cases.progress_cases import (
    DUE_RANK,
    KEYS,
    METHOD,
    RANK,
    TABLES,
    ActualCase,
    Plan,
    World,
    many_plans,
    same_rows,
    same_table,
    world,
)

SOME_YEARS = (2023, 2025, 2027, 2031, 2036, 2045)
mixed_plans = many_plans(("level", "annual_flow"), conflicts=True)
RATIOS = ["attainment", "planned_progress"]
VALUES = [
    "baseline",
    "actual",
    "planned",
    "planned_high",
    "gap",
    "next_milestone",
    "milestone_gap",
    "required_per_year",
    "required_from_baseline_per_year",
    "achieved_per_year",
    "outlook",
    "target_2045",
    "required_2045_per_year",
    "outlook_2045",
]


def ranks(rows: pd.DataFrame, ranking: dict[str, int]) -> pd.Series:
    """The status of the rows that the ranking names, as a rank, by key."""
    judged = rows[rows["status"].isin(list(ranking))]
    return judged.set_index(KEYS)["status"].astype(str).map(ranking)


def with_last_actual(plan: Plan, move: float) -> Plan:
    """The plan with its newest actual made better by `move` units."""
    if not plan.measured:
        return plan
    newest = plan.measured[-1]
    better = -move if plan.lower_better else move
    return replace(plan, measured=(*plan.measured[:-1], replace(newest, value=newest.value + better)))


@TABLES
@given(mixed_plans, st.sampled_from([0.01, 0.5, 3.0, 40.0]))
def test_a_better_actual_never_gives_a_worse_status(given_plans: list[Plan], move: float) -> None:
    before = world(*given_plans).judged()
    after = world(*[with_last_actual(plan, move) for plan in given_plans]).judged()
    newest = {f"i{n}": plan.measured[-1].year for n, plan in enumerate(given_plans) if plan.measured}
    for ranking in (RANK, DUE_RANK):
        left, right = ranks(before, ranking).align(ranks(after, ranking), join="inner")
        year = left.index.get_level_values("as_of_year")
        judged_row = year >= left.index.get_level_values("indicator_id").map(newest)
        assert (right[judged_row] >= left[judged_row]).all()
        assert (right[~judged_row] == left[~judged_row]).all()
    same = ["province_id", "indicator_id", "as_of_year"]
    was_due, is_due = (rows.loc[rows["status"].isin(list(DUE_RANK)), same] for rows in (before, after))
    same_table(was_due, is_due)


@TABLES
@given(
    st.sampled_from([1.0, -1.0]),
    st.lists(st.integers(-2_000, 12_000), min_size=50, max_size=200),
    st.integers(-1_000, 11_000),
    st.one_of(st.none(), st.integers(-1_000, 11_000)),
    st.sampled_from([0, 50, 200, 3_000]),
)
def test_status_is_monotone_in_the_actual_and_silent_within_the_band(
    sign: float, hundredths: list[int], planned: int, baseline: int | None, band: int
) -> None:
    actual = np.sort(np.array(hundredths)) / 100
    base = np.nan if baseline is None else baseline / 100
    goal = Goal(*(np.array(number) for number in (planned / 100, base, planned / 100 + sign * 20, band / 100, False)))
    found = judge(np.array(sign), actual, goal, METHOD)
    words = [str(list(Status)[code]) for code in found.status]
    rank = np.array([RANK[word] for word in words if word in RANK])
    assert (np.diff(rank * sign) >= 0).all()
    short = ~meets(np.array(sign), actual, goal.planned)
    near = np.abs(actual - planned / 100) <= band / 100
    assert all(
        word == "not_assessable" for word, inside in zip(words, near & short & (band > 0), strict=True) if inside
    )


@TABLES
@given(mixed_plans, st.sampled_from([0.001, 0.1, 7.0, 1000.0]))
def test_changing_the_unit_changes_nothing_but_the_unit(given_plans: list[Plan], factor: float) -> None:
    def scaled(plan: Plan) -> Plan:
        return replace(
            plan,
            targets_set=tuple(
                replace(p, value=p.value * factor, high=None if p.high is None else p.high * factor)
                for p in plan.targets_set
            ),
            measured=tuple(replace(f, value=f.value * factor) for f in plan.measured),
            materiality=plan.materiality * factor,
            low=None if plan.low is None else plan.low * factor,
            high=None if plan.high is None else plan.high * factor,
        )

    bounded = [replace(plan, low=0.0, high=120.0) for plan in given_plans]
    before = world(*bounded).judged(*SOME_YEARS)
    after = world(*[scaled(plan) for plan in bounded]).judged(*SOME_YEARS)
    words = [
        "status",
        "reason",
        "basis",
        "outlook_verdict",
        "outlook_2045_verdict",
        "arrival_year",
        "outlook_reason",
    ]
    same_table(before[[*KEYS, *words]], after[[*KEYS, *words]])
    real = ~before["indicator_id"].astype(str).str.startswith("other")
    for names, scale in ((VALUES, factor), (RATIOS, 1.0)):
        expected = (before.loc[real, names] * scale).astype("Float64").to_numpy(dtype=float, na_value=np.nan)
        found = after.loc[real, names].to_numpy(dtype=float, na_value=np.nan)
        assert np.allclose(found, expected, rtol=1e-9, atol=1e-9 * scale, equal_nan=True)


@TABLES
@given(many_plans())
def test_less_is_better_is_the_mirror_of_more_is_better(given_plans: list[Plan]) -> None:
    """Counting what is missing (100 - x) instead of what is there turns the direction and nothing else."""

    def mirrored(plan: Plan) -> Plan:
        return replace(
            plan,
            targets_set=tuple(
                replace(p, value=100 - (p.value if p.high is None else p.high), high=p.high and 100 - p.value)
                if p.high is None or p.high > 0
                else replace(p, value=100.0, high=100.0)
                for p in plan.targets_set
            ),
            measured=tuple(replace(f, value=100 - f.value) for f in plan.measured),
            lower_better=not plan.lower_better,
        )

    before = world(*given_plans).judged(*SOME_YEARS)
    after = world(*[mirrored(plan) for plan in given_plans]).judged(*SOME_YEARS)
    words = ["reason", "outlook_verdict", "outlook_2045_verdict", "arrival_year"]
    same_table(before[[*KEYS, *words]], after[[*KEYS, *words]])
    with_start = (before["basis"] != Basis.ATTAINMENT) & before["baseline"].notna()
    assert (before.loc[with_start, "status"] == after.loc[with_start, "status"]).all()
    for name, sign in (
        ("planned_progress", 1),
        ("gap", -1),
        ("required_per_year", -1),
        ("achieved_per_year", -1),
    ):
        left = before[name].to_numpy(dtype=float, na_value=np.nan)
        right = after[name].to_numpy(dtype=float, na_value=np.nan)
        assert np.allclose(left, sign * right, rtol=1e-7, atol=1e-9, equal_nan=True)


@TABLES
@given(mixed_plans)
def test_a_range_is_met_at_its_nearer_edge(given_plans: list[Plan]) -> None:
    rows = world(*given_plans).judged()
    judged = rows[rows["status"].isin(list(DUE_RANK)) & rows["planned_high"].notna()]
    lower = judged["indicator_id"].astype(str).map({f"i{n}": p.lower_better for n, p in enumerate(given_plans)})
    edge = judged["planned"].where(~lower, judged["planned_high"]).astype(float)
    actual = judged["actual"].astype(float)
    met = (actual <= edge + 1e-7).where(lower, actual >= edge - 1e-7)
    assert (met == (judged["status"] == "met")).all()
    assert np.allclose(judged["gap"].astype(float), actual - edge)


@TABLES
@given(mixed_plans)
def test_every_status_has_a_reason_and_no_cell_holds_nan_or_infinity(given_plans: list[Plan]) -> None:
    rows = world(*given_plans).judged()
    assert rows["reason"].notna().all()
    judged = rows["status"] != "not_assessable"
    assert (rows["reason"].isin(JUDGED_REASONS) == judged).all()
    assert (rows["basis"].notna() == judged).all()
    for name in ("actual", "actual_id", "actual_year", "data_age_days"):
        assert rows.loc[judged, name].notna().all()
    on_path = judged & (rows["reason"] != Reason.MILESTONE_REACHED)
    for name in ("planned", "gap", "planned_year", "planned_official"):
        assert rows.loc[on_path, name].notna().all()
    numbers = rows.select_dtypes("Float64")
    assert len(numbers.columns) == len(VALUES) + len(RATIOS)
    for column in numbers:
        assert np.isfinite(numbers[column].dropna().to_numpy(dtype=float)).all()
    for name in (*RATIOS, "required_per_year", "achieved_per_year"):
        unusable = rows["reason"].isin([Reason.STALE, Reason.NO_ACTUAL, Reason.BEFORE_PLAN])
        assert rows.loc[unusable, name].isna().all()
    assert (rows["outlook_verdict"].notna() == rows["outlook_reason"].isna()).all()
    assert (rows["outlook_year"].notna() == rows["outlook_reason"].isna()).all()


@TABLES
@given(mixed_plans)
def test_planned_values_are_those_of_the_published_path(given_plans: list[Plan]) -> None:
    """What is judged against is what the chart draws: progress and target_path tell the same numbers."""
    made = world(*given_plans)
    rows = made.judged()
    path = made.inputs().path_known().astype({"indicator_id": "str", "method": "str"})
    shown = rows[rows["planned"].notna()].astype({"indicator_id": "str", "planned_method": "str"})
    met = shown.merge(path, left_on=["indicator_id", "planned_year"], right_on=["indicator_id", "year"])
    assert len(met) == len(shown)
    assert np.allclose(met["planned"].astype(float), met["value"], rtol=1e-12)
    assert (met["planned_method"] == met["method"]).all()
    assert (met["planned_official"] == met["official"]).all()
    assert np.allclose(
        met["planned_high"].to_numpy(float, na_value=np.nan),
        met["value_high"].to_numpy(float, na_value=np.nan),
        equal_nan=True,
    )


def blurred(actual: ActualCase, kind: str) -> ActualCase:
    return replace(actual, qualifier=kind)


@TABLES
@given(mixed_plans, st.sampled_from(["approx", "at_least", "at_most"]))
def test_an_inexact_actual_is_never_called_worse_or_better_than_is_sure(given_plans: list[Plan], kind: str) -> None:
    """Whatever the true number behind an inexact actual, its exact judgement is not contradicted."""
    newest = [plan for plan in given_plans if plan.measured]
    told = [replace(plan, measured=(*plan.measured[:-1], blurred(plan.measured[-1], kind))) for plan in newest]
    moved = {"approx": 0.97, "at_least": 1.5, "at_most": 0.5}[kind]
    true = [with_value(plan, plan.measured[-1].value * moved) for plan in newest]
    vague, exact = (world(*plans).judged(2045).set_index(KEYS) for plans in (told, true))
    for ranking in (RANK, DUE_RANK):
        left, right = (rows["status"].astype(str).map(ranking).dropna() for rows in (vague, exact))
        left, right = left.align(right, join="inner")
        assert (left >= right).all() if kind == "approx" else True
    decided = vague[vague["reason"] == "bound_decides"]
    both = decided.assign(status_true=exact["status"].astype(str).reindex(decided.index))
    good = both["status"].isin(["met", "on_plan"])
    assert both.loc[good, "status_true"].isin(["met", "on_plan", "not_assessable"]).all()
    assert not both.loc[~good, "status_true"].isin(["met", "on_plan"]).any()


def with_value(plan: Plan, value: float) -> Plan:
    return replace(plan, measured=(*plan.measured[:-1], replace(plan.measured[-1], value=value)))


@TABLES
@given(mixed_plans)
def test_actuals_in_another_unit_never_enter_and_say_so(given_plans: list[Plan]) -> None:
    noise = tuple(ActualCase(year, 99.0, unit="other unit") for year in range(2021, 2046, 3))
    clean = world(*given_plans).judged(*SOME_YEARS)
    noisy = world(*[replace(plan, measured=(*plan.measured, *noise)) for plan in given_plans]).judged(*SOME_YEARS)
    had = clean["series"].notna()
    alone = noisy["series"].notna() & noisy["indicator_id"].isin(clean.loc[~had, "indicator_id"])
    same = noisy[noisy["indicator_id"].isin(clean.loc[had, "indicator_id"])]
    calculated = [name for name in clean.columns if name not in ["newer_unusable", "reason", *KEYS]]
    left = clean[had].set_index(KEYS)[calculated].sort_index()
    right = same.set_index(KEYS)[calculated].sort_index()
    same_table(left, right, categories=False)
    assert (noisy.loc[alone, "status"] == "not_assessable").all()
    only = noisy[alone & (noisy["as_of_year"] >= 2026)]
    assert only["reason"].isin(["series_break", "before_plan", "no_target"]).all()
    late = noisy[noisy["actual"].notna() & (noisy["as_of_year"] == 2045)]
    newest = {f"i{n}": p.measured[-1].year for n, p in enumerate(given_plans) if p.measured}
    older = late["indicator_id"].astype(str).map(newest) < 2045
    assert late.loc[older, "newer_unusable"].notna().all()


@TABLES
@given(mixed_plans)
def test_stale_actuals_are_shown_with_their_age_but_not_judged(given_plans: list[Plan]) -> None:
    rows = world(*given_plans).judged()
    running = rows[~rows["plan_ended"] & rows["data_age_days"].notna()]
    old = running["data_age_days"] > 731
    assert (running.loc[old, "status"] == "not_assessable").all()
    assert running.loc[old, ["required_per_year", "outlook", "planned_progress"]].isna().all(axis=None)
    days = (
        pd.to_datetime(rows["as_of_year"].astype(str) + "-12-31") - pd.to_datetime(rows["actual_period_end"])
    ).dt.days
    assert (days.dropna() == rows["data_age_days"].dropna()).all()


@TABLES
@given(mixed_plans)
def test_the_same_tables_in_any_order_or_in_parts_give_the_same_rows(given_plans: list[Plan]) -> None:
    made = world(*given_plans)
    whole = made.judged(*SOME_YEARS)
    shuffled = World(
        made.targets.sample(frac=1, random_state=57),
        made.actuals.sample(frac=1, random_state=57),
        made.indicators,
        made.documents.iloc[::-1],
        made.series.iloc[::-1],
    )
    same_rows(whole, shuffled.judged(*SOME_YEARS))
    parts = [
        part.astype(dict.fromkeys(part.select_dtypes("category"), "str"))
        for part in progress_in_parts(made.tables(), METHOD, SOME_YEARS, provinces_per_part=90)
    ]
    assert len(parts) == -(-len(pd.unique(pd.concat([made.targets, made.actuals])["province_id"])) // 90)
    same_rows(
        whole.astype(dict.fromkeys(whole.select_dtypes("category"), "str")),
        pd.concat(parts, ignore_index=True),
    )


@TABLES
@given(mixed_plans)
def test_an_actual_of_the_future_never_changes_how_an_earlier_year_is_judged(given_plans: list[Plan]) -> None:
    """In 2027 nobody knows the actuals of 2028."""
    past = [replace(plan, measured=tuple(f for f in plan.measured if f.year <= 2027)) for plan in given_plans]
    had = [f"i{n}" for n, plan in enumerate(past) if plan.measured]
    cut, full = (world(*each).judged(2027) for each in (past, given_plans))
    left, right = (rows[rows["indicator_id"].isin(had)].set_index(KEYS).sort_index() for rows in (cut, full))
    same_table(left, right, categories=False)


@TABLES
@given(mixed_plans)
def test_met_is_said_of_official_values_only_and_the_history_says_the_same(given_plans: list[Plan]) -> None:
    """A row that stands at a due milestone and the table of results never differ; nothing else is called met."""
    made = world(*given_plans)
    rows = made.judged()
    due_rows = rows[rows["status"].isin(list(DUE_RANK))]
    assert due_rows["planned_official"].all()
    assert (due_rows["planned_year"] == due_rows["as_of_year"]).all()
    assert not rows.loc[rows["plan_ended"], "status"].isin([*RANK, *DUE_RANK]).any()
    history = made.due(due_by=date(2045, 12, 31)).rename(columns={"year": "as_of_year"})
    both = due_rows.astype({"status": "str"}).merge(history, on=KEYS, suffixes=("", "_due"))
    assert len(both) == len(due_rows)
    assert (both["status"] == both["result"].astype(str)).all()
    assert (both["actual_id"].astype(str) == both["actual_id_due"].astype(str)).all()
    decided = history[history["reason"] == "at_milestone"]
    sign = np.where(decided["indicator_id"].map(lambda name: given_plans[int(name[1:])].lower_better), -1.0, 1.0)
    better = sign * (decided["actual"].astype(float) - decided["target"]) >= -1e-7
    assert (better == (decided["result"] == "met")).all()


@TABLES
@given(mixed_plans)
def test_a_target_counted_otherwise_is_never_judged_and_its_numbers_stay(given_plans: list[Plan]) -> None:
    def otherwise(plan: Plan, measure: str) -> Plan:
        return replace(plan, targets_set=tuple(replace(target, measure=measure) for target in plan.targets_set))

    alike = world(*given_plans).judged(*SOME_YEARS).set_index(KEYS).sort_index()
    for measure in ("other", "unknown"):
        rows = world(*[otherwise(plan, measure) for plan in given_plans]).judged(*SOME_YEARS)
        rows = rows.set_index(KEYS).sort_index()
        assert (rows["status"] == "not_assessable").all()
        assert rows.index.equals(alike.index)
        kept = ["actual", "actual_id", "next_milestone"]
        same_table(rows[kept], alike[kept], categories=False)
        for name in (*RATIOS, "required_per_year", "baseline", "outlook"):
            assert rows[name].isna().all()
        if measure == "other":
            assert rows[["gap", "milestone_gap"]].isna().all(axis=None)
        else:
            same_table(rows[["milestone_gap"]], alike[["milestone_gap"]])
