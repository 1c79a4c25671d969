"""Small worlds for the tests of the progress method: tables in warehouse columns, and random ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import Phase, settings
from hypothesis import strategies as st

from kpi.method.inputs import Inputs, Tables, prepare_inputs
from kpi.method.milestone_results import due_results
from kpi.method.progress import AS_OF_YEARS, progress
from kpi.method.thresholds import Method, Threshold, load_method

EXAMPLES_CUT_AT = {
    "status.on_plan": 0.95,
    "status.slightly_behind": 0.60,
    "noise.min_way": 0.20,
    "noise.gap": 1.0,
    "attainment.on_plan": 0.95,
    "attainment.slightly_behind": 0.80,
    "gap.slightly_behind": 2.0,
    "data.max_age": 2,
    "data.approx_margin": 0.05,
    "data.flow_min_days": 364,
    "data.flow_max_days": 367,
    "outlook.years": 5,
    "outlook.min_points": 4,
    "outlook.reaches": 0.05,
    "outlook.narrow_miss": 0.20,
    "pace.horizon_year": 2100,
    "coverage.min_share": 0.66,
    "plan_shape.back_loaded_time": 0.80,
    "plan_shape.back_loaded_gain": 0.60,
    "statcan.on_track": 0.95,
    "statcan.accelerate": 0.60,
    "statcan.limited": 0.0,
    "un_2023.on_track": 0.95,
    "un_2023.fair": 0.10,
}
"""The thresholds for which the examples were made: a rule stays right when a number in force is changed."""


def _cut_at(method: Method, values: Mapping[str, float]) -> Method:
    """The method with other numbers; a threshold without one here keeps the number in force."""
    groups: dict[str, dict[str, Threshold]] = {}
    for row in method.thresholds():
        group, _, name = row.key.partition(".")
        groups.setdefault(group, {})[name] = row.threshold.model_copy(
            update={"value": values.get(row.key, row.threshold.value)}
        )
    return method.model_copy(
        update={group: getattr(method, group).model_copy(update=cuts) for group, cuts in groups.items()}
    )


METHOD = _cut_at(load_method(), EXAMPLES_CUT_AT)
TABLES = settings(max_examples=12, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
"""Each example is a table of hundreds of plans, named by its seed: there is nothing to shrink."""
NUMBERS = settings(max_examples=100, deadline=None)
"""Each example is a handful of numbers."""
KEYS = ["province_id", "indicator_id", "document_id", "series", "as_of_year"]
RANK = {"below_baseline": 0, "behind": 1, "slightly_behind": 2, "on_plan": 3}
DUE_RANK = {"not_met": 0, "met": 1}


@dataclass(frozen=True)
class TargetCase:
    year: int
    value: float
    high: float | None = None
    cadence: str = "level"
    status: str = "in_force"
    measure: str = "m"
    about: bool = False
    beyond: bool = False


@dataclass(frozen=True)
class ActualCase:
    year: int
    value: float
    qualifier: str = "exact"
    unit: str = "units"
    start: str = ""
    end: str = ""
    recorded: str | None = None
    series: str = "s"
    top: float | None = None


@dataclass(frozen=True)
class Plan:
    """One indicator of one province: the targets and what happened."""

    targets_set: tuple[TargetCase, ...]
    measured: tuple[ActualCase, ...] = ()
    issued: str | None = "2025-01-01"
    lower_better: bool = False
    cadence: str = "level"
    unit: str = "units"
    low: float | None = None
    high: float | None = None
    materiality: float = 0.0
    province: str = ""
    later_plan_year: int | None = None
    measures: tuple[tuple[str, str], ...] = ()
    months: int = 12


@dataclass(frozen=True)
class World:
    targets: pd.DataFrame
    actuals: pd.DataFrame
    indicators: pd.DataFrame
    documents: pd.DataFrame
    series: pd.DataFrame

    def tables(self, lands: pd.DataFrame | None = None, not_held: pd.DataFrame | None = None) -> Tables:
        """The world as the method reads it."""
        read = (self.targets, self.actuals, self.indicators, self.documents, self.series)
        return Tables(*read, not_held=not_held, lands=lands)

    def inputs(self, lands: pd.DataFrame | None = None, **options: Any) -> Inputs:
        """What its judgements stand on."""
        return prepare_inputs(self.tables(lands, options.pop("not_held", None)), METHOD, **options)

    def judged(self, *years: int, lands: pd.DataFrame | None = None, **options: Any) -> pd.DataFrame:
        """Progress of this world in `years` (default: all); no number may be divided by zero."""
        with np.errstate(divide="raise", invalid="raise"):
            return progress(self.tables(lands), METHOD, years or AS_OF_YEARS, **options)

    def due(self, lands: pd.DataFrame | None = None, **options: Any) -> pd.DataFrame:
        """The results of its milestones."""
        with np.errstate(divide="raise", invalid="raise"):
            return due_results(self.inputs(lands), **options)


TARGET_COLUMNS = [
    "target_id",
    "province_id",
    "indicator_id",
    "document_id",
    "year",
    "operator",
    "value",
    "value_high",
    "cadence",
    "status",
    "measure",
    "measured_indicator_id",
]
ACTUAL_COLUMNS = [
    "actual_id",
    "province_id",
    "indicator_id",
    "series",
    "period_start",
    "period_end",
    "value",
    "value_high",
    "qualifier",
    "unit",
    "recorded_at",
]


def _operator(plan: Plan, target: TargetCase) -> str:
    if target.high is not None:
        return "range"
    if target.about:
        return "approx"
    if target.beyond:
        return "lt" if plan.lower_better else "gt"
    return "le" if plan.lower_better else "ge"


def world(*plans: Plan) -> World:
    """The tables of some plans: the n-th targets indicator `i<n>` in province `p<n>` by document `d<n>`.

    Targets and series are counted by measure `m` unless a target or the plan's `measures` (series, measure) say else.
    """
    series: list[list[Any]] = []
    targets: list[list[Any]] = []
    actuals: list[list[Any]] = []
    indicators: list[list[Any]] = []
    documents: list[list[Any]] = []
    for number, plan in enumerate(plans):
        place, what, doc = plan.province or f"p{number}", f"i{number}", f"d{number}"
        targets_set = [(what, target) for target in plan.targets_set]
        indicators.append(
            [
                what,
                plan.unit,
                "lower_better" if plan.lower_better else "higher_better",
                plan.cadence,
                plan.low,
                plan.high,
                plan.materiality,
            ]
        )
        if plan.later_plan_year:
            targets_set.append((f"other{number}", TargetCase(plan.later_plan_year, 1.0)))
            indicators.append([f"other{number}", "units", "higher_better", "level", None, None, 0.0])
        documents.append([doc, plan.issued])
        for order, (indicator, target) in enumerate(targets_set):
            targets.append(
                [
                    f"{doc}.{target.year}.{indicator}.{order}",
                    place,
                    indicator,
                    doc,
                    target.year,
                    "ge" if indicator != what else _operator(plan, target),
                    target.value,
                    target.high,
                    target.cadence,
                    target.status,
                    target.measure,
                    indicator,
                ]
            )
        named = sorted({actual.series for actual in plan.measured})
        series.extend([what, name, dict(plan.measures).get(name, "m"), plan.months] for name in named)
        actuals.extend(
            [
                f"{place}.{what}.{order}",
                place,
                what,
                actual.series,
                actual.start or f"{actual.year}-01-01",
                actual.end or f"{actual.year}-12-31",
                actual.value,
                actual.top,
                actual.qualifier,
                actual.unit if plan.unit == "units" else plan.unit,
                actual.recorded,
            ]
            for order, actual in enumerate(plan.measured)
        )
    return World(
        pd.DataFrame(targets, columns=TARGET_COLUMNS),
        pd.DataFrame(actuals, columns=ACTUAL_COLUMNS),
        pd.DataFrame(
            indicators,
            columns=["indicator_id", "unit", "direction", "cadence", "min_value", "max_value", "materiality"],
        ),
        pd.DataFrame(documents, columns=["document_id", "issued_on"]),
        pd.DataFrame(series, columns=["indicator_id", "series", "measure", "publication_months"]),
    )


def one(frame: pd.DataFrame, **where: object) -> pd.Series:
    """The only row of `frame` that matches."""
    for name, value in where.items():
        frame = frame[frame[name] == value]
    assert len(frame) == 1, f"{len(frame)} rows for {where}"
    return frame.iloc[0]


def same_rows(left: pd.DataFrame, right: pd.DataFrame) -> None:
    """Assert that two progress tables hold the same rows in any order."""
    one, other = (_in_words(frame).sort_values(KEYS, ignore_index=True) for frame in (left, right))
    pd.testing.assert_frame_equal(one, other)


def same_table(left: pd.DataFrame, right: pd.DataFrame, *, categories: bool = True) -> None:
    """Assert that two tables are the same, index included; without `categories` only by the words of their cells.

    As pandas does, which would look up the category of each cell on its own: most of a test's time.
    """
    if categories:
        for name in left.select_dtypes("category").columns:
            assert left[name].dtype == right[name].dtype
            assert left[name].cat.categories.equals(right[name].cat.categories)
    pd.testing.assert_frame_equal(_in_words(left.reset_index()), _in_words(right.reset_index()))


def _in_words(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype(dict.fromkeys(frame.select_dtypes("category").columns, "str"))


EXAMPLE = Plan(
    targets_set=(TargetCase(2026, 21), TargetCase(2030, 29), TargetCase(2045, 50)),
    measured=(ActualCase(2025, 20.0), ActualCase(2027, 22.4)),
    issued="2026-01-15",
    unit="%",
    materiality=0.5,
)
TIEN_GIANG = Plan(
    targets_set=(TargetCase(2025, 15), TargetCase(2030, 30), TargetCase(2035, 35)),
    measured=(ActualCase(2022, 5.73, series="mic_ptit"),),
    issued="2025-05-06",
    unit="%",
    materiality=0.5,
    province="tien_giang",
)


def judged_row(plan: Plan, year: int, **options: Any) -> pd.Series:
    """The row of a plan with one series of actuals, in a year."""
    return one(world(plan).judged(year, **options), indicator_id="i0")


MILESTONE_YEARS = (2025, 2026, 2027, 2030, 2035, 2040, 2045)
ISSUE_DAYS = (None, "2022-06-30", "2025-01-01", "2025-05-06", "2026-01-15")
PLANS_A_WORLD = 200
amounts = st.integers(0, 10_000).map(lambda hundredths: hundredths / 100)


def _amount(draw: Random) -> float:
    """0-100 with two decimals, often one of a few round numbers so that equal values are met."""
    return draw.choice(
        (draw.randrange(10_001) / 100, float(draw.randrange(101)), draw.choice((0.0, 10.0, 50.0, 100.0)))
    )


def _targets(draw: Random, cadences: tuple[str, ...], conflicts: bool) -> tuple[TargetCase, ...]:
    found = []
    for year in sorted(draw.sample(MILESTONE_YEARS, draw.randint(1, 5))):
        ends = sorted((_amount(draw), _amount(draw)))
        target = TargetCase(year, ends[0], ends[1] if draw.random() < 0.25 else None, draw.choice(cadences))
        found.append(target)
        if conflicts and draw.random() < 0.15:
            found.append(replace(target, value=ends[0] / 2 + 1, high=None))
    return tuple(found)


def _plan(draw: Random, cadences: tuple[str, ...], conflicts: bool) -> Plan:
    years = sorted(draw.sample(range(2020, 2046), draw.randint(0, 9)))
    return Plan(
        targets_set=_targets(draw, cadences, conflicts),
        measured=tuple(ActualCase(year, _amount(draw)) for year in years),
        issued=draw.choice(ISSUE_DAYS),
        lower_better=draw.random() < 0.5,
        cadence=draw.choice(cadences),
        materiality=draw.choice((0.0, 0.5, 2.0, 10.0)),
        later_plan_year=draw.choice((None, 2045)),
    )


class Plans(list[Plan]):
    """Random plans that name their seed instead of printing all of themselves when a test fails."""

    def __init__(self, seed: int, cadences: tuple[str, ...], conflicts: bool) -> None:
        draw = Random(seed)
        super().__init__(_plan(draw, cadences, conflicts) for _ in range(PLANS_A_WORLD))
        self.seed = seed

    def __repr__(self) -> str:
        return f"Plans(seed={self.seed})"


def many_plans(cadences: tuple[str, ...] = ("level",), *, conflicts: bool = False) -> st.SearchStrategy[list[Plan]]:
    """Hundreds of random plans at once, both directions: the method works on whole tables."""

    return st.integers(0, 2**32 - 1).map(lambda seed: Plans(seed, cadences, conflicts))
