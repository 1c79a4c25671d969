"""Two published measures of progress, beside ours as an outside check.

Both compare compound annual growth from a base year with the growth that the target of a target year needs.
They know nothing of the milestones in between, so they may disagree with a plan that is not exponential.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kpi.method.arrays import code_of, floats, words
from kpi.method.judgement import TOLERANCE, meets, ratio
from kpi.method.thresholds import Method
from kpi.model.codes import StatcanCategory, Status, UnCategory
from kpi.model.vocabulary import Direction

SAME_AS_STATCAN = {
    Status.ON_PLAN: StatcanCategory.ON_TRACK,
    Status.SLIGHTLY_BEHIND: StatcanCategory.ACCELERATION_NEEDED,
    Status.BEHIND: StatcanCategory.LIMITED_PROGRESS,
    Status.BELOW_BASELINE: StatcanCategory.DETERIORATION,
}
SAME_AS_UN = {
    Status.ON_PLAN: UnCategory.ON_TRACK_OR_MET,
    Status.SLIGHTLY_BEHIND: UnCategory.FAIR_PROGRESS,
    Status.BEHIND: UnCategory.FAIR_PROGRESS,
    Status.BELOW_BASELINE: UnCategory.STAGNATION_OR_REGRESSION,
}


@dataclass(frozen=True)
class Span:
    """What both measures look at, in this order: direction (+1 / -1), base, current value and target."""

    sign: np.ndarray
    base: np.ndarray
    base_year: np.ndarray
    current: np.ndarray
    current_year: np.ndarray
    target: np.ndarray
    target_year: np.ndarray


@dataclass(frozen=True)
class Measure:
    """A ratio (NaN: not available) and the code of its category."""

    ratio: np.ndarray
    category: np.ndarray


def compound_growth(value: np.ndarray, base: np.ndarray, years: np.ndarray) -> np.ndarray:
    """CAGR = (value / base)^(1 / years) - 1; NaN for a base of zero, differing signs, no year between."""
    quotient = ratio(value, base)
    possible = (quotient >= 0) & (years > 0)
    power = 1 / np.where(years > 0, years, 1)
    return np.where(possible, np.where(possible, quotient, 1.0) ** power - 1, np.nan)


def statcan_measure(span: Span, method: Method) -> Measure:
    """Statistics Canada / Open SDG: R = d * CAGR(observed) / |CAGR(required)|, d the desired direction.

    Target achieved where the current value meets the target; else on track from R >= 0.95, acceleration
    needed from 0.60, limited progress from 0, deterioration below. Below zero the direction of growth turns,
    as in Open SDG. Not available without a year between, with a base of zero, or when signs differ.
    """
    observed = compound_growth(span.current, span.base, span.current_year - span.base_year)
    required = np.abs(compound_growth(span.target, span.base, span.target_year - span.base_year))
    score = span.sign * np.where(span.base < 0, -1.0, 1.0) * ratio(observed, required)
    cuts = method.statcan
    category = np.select(
        [
            meets(span.sign, span.current, span.target),
            np.isnan(score),
            score >= cuts.on_track.value - TOLERANCE,
            score >= cuts.accelerate.value - TOLERANCE,
            score >= cuts.limited.value - TOLERANCE,
        ],
        [
            code_of(word)
            for word in (
                StatcanCategory.TARGET_ACHIEVED,
                StatcanCategory.NOT_AVAILABLE,
                StatcanCategory.ON_TRACK,
                StatcanCategory.ACCELERATION_NEEDED,
                StatcanCategory.LIMITED_PROGRESS,
            )
        ],
        default=code_of(StatcanCategory.DETERIORATION),
    )
    return Measure(score, category)


def un_2023_measure(span: Span, method: Method) -> Measure:
    """United Nations SDG Progress Chart 2023: the share of the way that growth so far would have covered.

    v_e = v_t * (1 + CAGR)^(T - t); score (v_e - v_b) / (v_T - v_b): on track or met from 0.95, fair progress
    from 0.10, stagnation or regression below. A value that meets the target is met whatever its trend.
    """
    growth = compound_growth(span.current, span.base, span.current_year - span.base_year)
    left = np.maximum(np.nan_to_num(span.target_year - span.current_year), 0)
    with np.errstate(over="ignore"):
        expected = span.current * (1 + growth) ** left
    score = ratio(expected - span.base, span.target - span.base)
    cuts = method.un_2023
    category = np.select(
        [
            meets(span.sign, span.current, span.target),
            np.isnan(score),
            score >= cuts.on_track.value - TOLERANCE,
            score >= cuts.fair.value - TOLERANCE,
        ],
        [
            code_of(word)
            for word in (
                UnCategory.ON_TRACK_OR_MET,
                UnCategory.NOT_AVAILABLE,
                UnCategory.ON_TRACK_OR_MET,
                UnCategory.FAIR_PROGRESS,
            )
        ],
        default=code_of(UnCategory.STAGNATION_OR_REGRESSION),
    )
    return Measure(score, category)


def compare_measures(rows: pd.DataFrame, indicators: pd.DataFrame, method: Method) -> pd.DataFrame:
    """Both outside measures beside our status on the way, for the rows of `progress` that have one.

    An actual that meets the next milestone already is on plan for us and achieved for them: they agree. Target and
    target year are the next milestone. Columns: the key columns, baseline, actual, next milestone,
    status, planned_progress, statcan_ratio, statcan_category, statcan_agrees, un_ratio, un_category,
    un_agrees. A measure that is not available neither agrees nor disagrees (gap). Ours judges this year
    against the plan's own path; they judge growth against the milestone: a difference is not an error.
    """
    numbers = ["baseline", "baseline_year", "actual", "actual_year", "next_milestone", "next_milestone_year"]
    judged = rows["status"].isin(list(SAME_AS_STATCAN)) & rows[numbers].notna().all(axis=1)
    kept = rows[judged].reset_index(drop=True)
    direction = indicators.set_index("indicator_id")["direction"]
    lower = kept["indicator_id"].astype(str).map(direction) == Direction.LOWER_BETTER
    sign = np.where(lower, -1.0, 1.0)
    span = Span(sign, *(kept[name].to_numpy(dtype=float) for name in numbers))
    statcan, un_2023 = statcan_measure(span, method), un_2023_measure(span, method)
    status = kept["status"].astype(str)
    keys = ["province_id", "indicator_id", "document_id", "series", "as_of_year"]
    frame = kept[[*keys, *numbers, "status", "planned_progress"]].copy()
    for name, found, vocabulary, same in (
        ("statcan", statcan, StatcanCategory, SAME_AS_STATCAN),
        ("un", un_2023, UnCategory, SAME_AS_UN),
    ):
        category = pd.Series(words(found.category, vocabulary))
        ours = status.map({str(key): str(word) for key, word in same.items()})
        reached = (category == StatcanCategory.TARGET_ACHIEVED) & (status == Status.ON_PLAN)
        available = (category != vocabulary.NOT_AVAILABLE).to_numpy()
        frame[f"{name}_ratio"] = floats(found.ratio)
        frame[f"{name}_category"] = category
        frame[f"{name}_agrees"] = pd.arrays.BooleanArray(
            ((category.astype(str) == ours) | reached).to_numpy(dtype=bool), ~available
        )
    return frame
