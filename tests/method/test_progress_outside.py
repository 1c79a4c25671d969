"""The two outside measures, against numbers worked out by hand from their published formulas."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kpi.method.outside_measures import Span, compare_measures, compound_growth, statcan_measure, un_2023_measure
from kpi.model.codes import StatcanCategory, UnCategory
from tests.cases.progress_cases import METHOD, NUMBERS, ActualCase, Plan, TargetCase, world

positive = st.integers(1, 10_000).map(lambda hundredths: hundredths / 100)


def span(sign: float, numbers: tuple[float, ...]) -> Span:
    return Span(np.array(sign), *(np.array(number) for number in numbers))


def statcan(sign: float, *numbers: float) -> tuple[float, str]:
    found = statcan_measure(span(sign, numbers), METHOD)
    return float(found.ratio), list(StatcanCategory)[int(found.category)]


def un(sign: float, *numbers: float) -> tuple[float, str]:
    found = un_2023_measure(span(sign, numbers), METHOD)
    return float(found.ratio), list(UnCategory)[int(found.category)]


EXAMPLE = (20.0, 2025, 22.4, 2027, 30.0, 2030)


def test_the_worked_example_by_both_measures() -> None:
    observed, required = (22.4 / 20) ** (1 / 2) - 1, (30 / 20) ** (1 / 5) - 1
    ratio, category = statcan(1, *EXAMPLE)
    assert ratio == pytest.approx(observed / required)
    assert category == "acceleration_needed"
    expected = 22.4 * (1 + observed) ** 3
    share, named = un(1, *EXAMPLE)
    assert share == pytest.approx((expected - 20) / 10)
    assert named == "fair_progress"


@pytest.mark.parametrize(
    ("sign", "current", "category"),
    [
        (1, 30.0, "target_achieved"),
        (1, 23.5, "on_track"),
        (1, 22.2, "acceleration_needed"),
        (1, 20.5, "limited_progress"),
        (1, 19.9, "deterioration"),
    ],
)
def test_categories_of_statistics_canada(sign: float, current: float, category: str) -> None:
    assert statcan(sign, 20.0, 2025, current, 2027, 30.0, 2030)[1] == category


@pytest.mark.parametrize(
    ("current", "category"),
    [
        (15.0, "target_achieved"),
        (17.9, "on_track"),
        (18.5, "acceleration_needed"),
        (19.9, "limited_progress"),
        (20.1, "deterioration"),
    ],
)
def test_less_is_better_for_statistics_canada(current: float, category: str) -> None:
    assert statcan(-1, 20.0, 2025, current, 2027, 15.0, 2030)[1] == category


@pytest.mark.parametrize(
    ("sign", "current", "target", "category"),
    [
        (1, 30.0, 30.0, "on_track_or_met"),
        (1, 23.6, 30.0, "on_track_or_met"),
        (1, 21.0, 30.0, "fair_progress"),
        (1, 20.1, 30.0, "stagnation_or_regression"),
        (1, 19.0, 30.0, "stagnation_or_regression"),
        (-1, 17.8, 15.0, "on_track_or_met"),
        (-1, 19.0, 15.0, "fair_progress"),
        (-1, 21.0, 15.0, "stagnation_or_regression"),
    ],
)
def test_categories_of_the_united_nations(sign: float, current: float, target: float, category: str) -> None:
    assert un(sign, 20.0, 2025, current, 2027, target, 2030)[1] == category


@pytest.mark.parametrize(
    "numbers",
    [
        (0.0, 2025, 5.0, 2027, 30.0, 2030),
        (20.0, 2025, 22.0, 2025, 30.0, 2030),
        (-5.0, 2025, 5.0, 2027, 30.0, 2030),
    ],
)
def test_what_growth_cannot_say_is_not_available(numbers: tuple[float, ...]) -> None:
    with np.errstate(divide="raise", invalid="raise"):
        assert statcan(1, *numbers)[1] == "not_available"
        assert un(1, *numbers)[1] == "not_available"


@NUMBERS
@given(positive, positive, st.integers(2026, 2029))
def test_growing_exactly_as_needed_is_on_track_for_both(base: float, goal: float, year: int) -> None:
    assume(abs(goal / base - 1) > 1e-3)
    sign = 1.0 if goal > base else -1.0
    current = base * (goal / base) ** ((year - 2025) / 5)
    ratio, category = statcan(sign, base, 2025, current, year, goal, 2030)
    assert ratio == pytest.approx(1.0)
    assert category == "on_track"
    share, named = un(sign, base, 2025, current, year, goal, 2030)
    assert share == pytest.approx(1.0)
    assert named == "on_track_or_met"


@NUMBERS
@given(positive, positive, st.integers(1, 20))
def test_compound_growth_is_undone_by_compounding(base: float, value: float, years: int) -> None:
    growth = float(compound_growth(np.array(value), np.array(base), np.array(years)))
    assert base * (1 + growth) ** years == pytest.approx(value)


def test_the_comparison_table_says_where_the_measures_agree() -> None:
    example = Plan(
        (TargetCase(2026, 21), TargetCase(2030, 29)),
        (ActualCase(2025, 20.0), ActualCase(2027, 22.4)),
        issued="2026-01-15",
    )
    slow = Plan((TargetCase(2030, 30),), (ActualCase(2024, 20.0), ActualCase(2027, 20.1)))
    fresh = Plan((TargetCase(2030, 30),), (ActualCase(2024, 20.0),))
    due = Plan((TargetCase(2027, 30), TargetCase(2030, 35)), (ActualCase(2024, 20.0), ActualCase(2027, 25.0)))
    early = Plan((TargetCase(2030, 30),), (ActualCase(2024, 20.0), ActualCase(2027, 31.0)))
    made = world(example, slow, fresh, due, early)
    table = compare_measures(made.judged(2027), made.indicators, METHOD).set_index("indicator_id")
    assert list(table.index) == ["i0", "i1", "i4"]
    told = table[["status", "statcan_category", "statcan_agrees", "un_category", "un_agrees"]].astype(object)
    assert told.to_numpy().tolist() == [
        ["slightly_behind", "acceleration_needed", True, "fair_progress", True],
        ["behind", "limited_progress", True, "stagnation_or_regression", False],
        ["on_plan", "target_achieved", True, "on_track_or_met", True],
    ]
