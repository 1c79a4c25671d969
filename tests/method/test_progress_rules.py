"""What must hold for every judgement, on thousands of random plans in both directions."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from kpi.method.baselines import find_baselines
from kpi.method.judgement import judge
from kpi.method.progress import progress_in_parts
from kpi.method.target_path import target_path
from kpi.model.codes import JUDGED_REASONS, Basis, Reason, Status
from tests.cases.progress_cases import KEYS, METHOD, RANK, TABLES, Figure, Plan, World, many_plans, same_rows, world

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
    "required_per_year",
    "required_from_baseline_per_year",
    "achieved_per_year",
    "outlook",
    "outlook_per_year",
    "target_2045",
    "required_2045_per_year",
    "outlook_2045",
]


def ranks(rows: pd.DataFrame) -> pd.Series:
    """Judged rows' status as a rank, by key."""
    judged = rows[rows["status"] != "not_assessable"]
    return judged.set_index(KEYS)["status"].astype(str).map(RANK)


def with_last_figure(plan: Plan, move: float) -> Plan:
    """The plan with its newest figure made better by `move` units."""
    if not plan.figures:
        return plan
    newest = plan.figures[-1]
    better = -move if plan.lower_better else move
    return replace(plan, figures=(*plan.figures[:-1], replace(newest, value=newest.value + better)))


@TABLES
@given(mixed_plans, st.sampled_from([0.01, 0.5, 3.0, 40.0]))
def test_a_better_figure_never_gives_a_worse_status(given_plans: list[Plan], move: float) -> None:
    before = ranks(world(*given_plans).judged())
    after = ranks(world(*[with_last_figure(plan, move) for plan in given_plans]).judged())
    assert before.index.equals(after.index)
    changed = [f"i{n}" for n, plan in enumerate(given_plans) if plan.figures]
    newest = {f"i{n}": plan.figures[-1].year for n, plan in enumerate(given_plans) if plan.figures}
    standing = before.index.get_level_values("as_of_year") >= before.index.get_level_values("indicator_id").map(newest)
    assert set(before.index.get_level_values("indicator_id")) <= set(changed)
    assert (after[standing] >= before[standing]).all()
    assert (after[~standing] == before[~standing]).all()


@TABLES
@given(
    st.sampled_from([1.0, -1.0]),
    st.lists(st.integers(-2_000, 12_000), min_size=50, max_size=200),
    st.integers(-1_000, 11_000),
    st.one_of(st.none(), st.integers(-1_000, 11_000)),
    st.sampled_from([0, 50, 200, 3_000]),
)
def test_status_is_monotone_in_the_figure(
    sign: float, hundredths: list[int], planned: int, baseline: int | None, band: int
) -> None:
    actual = np.sort(np.array(hundredths)) / 100
    base = np.nan if baseline is None else baseline / 100
    found = judge(np.array(sign), actual, np.array(planned / 100), np.array(base), np.array(band / 100), METHOD)
    rank = np.array([RANK[list(Status)[code]] for code in found.status])
    assert (np.diff(rank * sign) >= 0).all()


@TABLES
@given(mixed_plans, st.sampled_from([0.001, 0.1, 7.0, 1000.0]))
def test_changing_the_unit_changes_nothing_but_the_unit(given_plans: list[Plan], factor: float) -> None:
    def scaled(plan: Plan) -> Plan:
        return replace(
            plan,
            promises=tuple(
                replace(p, value=p.value * factor, high=None if p.high is None else p.high * factor)
                for p in plan.promises
            ),
            figures=tuple(replace(f, value=f.value * factor) for f in plan.figures),
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
    pd.testing.assert_frame_equal(before[[*KEYS, *words]], after[[*KEYS, *words]])
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
            promises=tuple(
                replace(p, value=100 - (p.value if p.high is None else p.high), high=p.high and 100 - p.value)
                if p.high is None or p.high > 0
                else replace(p, value=100.0, high=100.0)
                for p in plan.promises
            ),
            figures=tuple(replace(f, value=100 - f.value) for f in plan.figures),
            lower_better=not plan.lower_better,
        )

    before = world(*given_plans).judged(*SOME_YEARS)
    after = world(*[mirrored(plan) for plan in given_plans]).judged(*SOME_YEARS)
    words = ["reason", "outlook_verdict", "outlook_2045_verdict", "arrival_year"]
    pd.testing.assert_frame_equal(before[[*KEYS, *words]], after[[*KEYS, *words]])
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
    judged = rows[(rows["status"] != "not_assessable") & rows["planned_high"].notna()]
    lower = judged["indicator_id"].astype(str).map({f"i{n}": p.lower_better for n, p in enumerate(given_plans)})
    edge = judged["planned"].where(~lower, judged["planned_high"]).astype(float)
    actual = judged["actual"].astype(float)
    met = (actual <= edge + 1e-7).where(lower, actual >= edge - 1e-7)
    assert (met == (judged["status"] == "achieved")).all()
    assert np.allclose(judged["gap"].astype(float), actual - edge)


@TABLES
@given(mixed_plans)
def test_every_status_has_a_reason_and_no_cell_holds_nan_or_infinity(given_plans: list[Plan]) -> None:
    rows = world(*given_plans).judged()
    assert rows["reason"].notna().all()
    judged = rows["status"] != "not_assessable"
    assert (rows["reason"].isin(JUDGED_REASONS) == judged).all()
    assert (rows["basis"].notna() == judged).all()
    for name in ("actual", "planned", "gap", "actual_year", "planned_year", "data_age_days"):
        assert rows.loc[judged, name].notna().all()
    numbers = rows.select_dtypes("Float64")
    assert len(numbers.columns) == len(VALUES) + len(RATIOS)
    for column in numbers:
        assert np.isfinite(numbers[column].dropna().to_numpy(dtype=float)).all()
    for name in ("gap", *RATIOS, "required_per_year", "achieved_per_year"):
        stale = rows["reason"].isin([Reason.STALE, Reason.NO_ACTUAL, Reason.BEFORE_PLAN])
        assert rows.loc[stale, name].isna().all()
    assert (rows["outlook_verdict"].notna() == rows["outlook_reason"].isna()).all()
    assert (rows["outlook_year"].notna() == rows["outlook_reason"].isna()).all()


@TABLES
@given(mixed_plans)
def test_planned_values_are_those_of_the_published_path(given_plans: list[Plan]) -> None:
    """What is judged against is what the chart draws: progress and target_path tell the same numbers."""
    made = world(*given_plans)
    rows = made.judged()
    baselines = find_baselines(made.targets, made.actuals, made.indicators, made.documents, METHOD)
    path = target_path(made.targets, baselines, made.indicators).astype({"indicator_id": "str", "method": "str"})
    shown = rows[rows["planned"].notna()].astype({"indicator_id": "str", "planned_method": "str"})
    met = shown.merge(path, left_on=["indicator_id", "planned_year"], right_on=["indicator_id", "year"])
    assert len(met) == len(shown)
    assert np.allclose(met["planned"].astype(float), met["value"], rtol=1e-12)
    assert (met["planned_method"] == met["method"]).all()
    assert np.allclose(
        met["planned_high"].to_numpy(float, na_value=np.nan),
        met["value_high"].to_numpy(float, na_value=np.nan),
        equal_nan=True,
    )


def _noise(plan: Plan) -> list[Figure]:
    years = range(2021, 2046, 3)
    kinds = (
        {"qualifier": "approx"},
        {"qualifier": "at_least"},
        {"qualifier": "at_most"},
        {"unit": "other unit"},
    )
    return [Figure(year, 99.0, **kinds[n % len(kinds)]) for n, year in enumerate(years)]


@TABLES
@given(mixed_plans)
def test_inexact_figures_and_broken_series_never_enter_and_say_so(given_plans: list[Plan]) -> None:
    clean = world(*given_plans).judged(*SOME_YEARS)
    noisy = world(*[replace(plan, figures=(*plan.figures, *_noise(plan))) for plan in given_plans]).judged(*SOME_YEARS)
    had = clean["series"].notna()
    told = ["newer_unusable"]
    alone = noisy["series"].notna() & noisy["indicator_id"].isin(clean.loc[~had, "indicator_id"])
    same = noisy[noisy["indicator_id"].isin(clean.loc[had, "indicator_id"])]
    calculated = [name for name in clean.columns if name not in [*told, "reason", *KEYS]]
    left = clean[had].set_index(KEYS)[calculated].sort_index()
    right = same.set_index(KEYS)[calculated].sort_index()
    pd.testing.assert_frame_equal(left, right, check_index_type=False)
    assert (noisy.loc[alone, "status"] == "not_assessable").all()
    only = noisy[alone & (noisy["as_of_year"] >= 2026)]
    assert only["reason"].isin(["inexact", "series_break", "cadence_mismatch", "before_plan", "no_target"]).all()
    late = noisy[noisy["actual"].notna() & (noisy["as_of_year"] == 2045)]
    newest = {f"i{n}": p.figures[-1].year for n, p in enumerate(given_plans) if p.figures}
    older = late["indicator_id"].astype(str).map(newest) < 2045
    assert late.loc[older, "newer_unusable"].notna().all()


@TABLES
@given(mixed_plans)
def test_stale_figures_are_shown_with_their_age_but_not_judged(given_plans: list[Plan]) -> None:
    rows = world(*given_plans).judged()
    running = rows[~rows["plan_ended"] & rows["data_age_days"].notna()]
    old = running["data_age_days"] > METHOD.data.max_age.value
    assert (running.loc[old, "status"] == "not_assessable").all()
    assert running.loc[old, ["required_per_year", "outlook", "gap"]].isna().all(axis=None)
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
    )
    same_rows(whole, shuffled.judged(*SOME_YEARS))
    tables = (made.targets, made.actuals, made.indicators, made.documents, METHOD)
    parts = [
        part.astype(dict.fromkeys(part.select_dtypes("category"), "str"))
        for part in progress_in_parts(*tables, SOME_YEARS, provinces_per_part=90)
    ]
    assert len(parts) == -(-len(pd.unique(pd.concat([made.targets, made.actuals])["province_id"])) // 90)
    same_rows(
        whole.astype(dict.fromkeys(whole.select_dtypes("category"), "str")),
        pd.concat(parts, ignore_index=True),
    )


@TABLES
@given(mixed_plans)
def test_a_figure_of_the_future_never_changes_how_an_earlier_year_is_judged(given_plans: list[Plan]) -> None:
    """Standing in 2027 nobody knows the figures of 2028."""
    past = [replace(plan, figures=tuple(f for f in plan.figures if f.year <= 2027)) for plan in given_plans]
    had = [f"i{n}" for n, plan in enumerate(past) if plan.figures]
    cut, full = (world(*each).judged(2027) for each in (past, given_plans))
    left, right = (rows[rows["indicator_id"].isin(had)].set_index(KEYS).sort_index() for rows in (cut, full))
    pd.testing.assert_frame_equal(left, right, check_index_type=False, check_categorical=False)
