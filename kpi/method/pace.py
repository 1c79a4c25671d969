"""Pace: what must be added a year, what was added, and when the goal is reached at that pace."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from kpi.method.judgement import TOLERANCE, meets, ratio
from kpi.model.vocabulary import LAST_YEAR


def required_per_year(
    sign: np.ndarray, value: np.ndarray, year: np.ndarray, goal: np.ndarray, goal_year: np.ndarray
) -> np.ndarray:
    """Units a year to add (negative: to take off) from `year` to reach `goal` in `goal_year`.

    Years may have a fraction (`kpi.frames.moment`). 0 where the goal is met already; a goal less than a year away
    counts as one year away; NaN where a value is.
    """
    years = np.maximum(goal_year - year, 1)
    needed = np.where(meets(sign, value, goal), 0.0, (goal - value) / years)
    return np.where(np.isnan(value) | np.isnan(goal), np.nan, needed)


def arrival_year(
    sign: np.ndarray,
    value: np.ndarray,
    year: np.ndarray,
    goal: np.ndarray,
    pace: np.ndarray,
    horizon: float,
) -> np.ndarray:
    """First year in which the goal is met at a steady pace, counted from the actual's year.

    NaN where the pace does not lead there, leads there only after `horizon`, or a value is NaN.
    """
    years = ratio(goal - value, pace)
    arrives = np.ceil((year + years) * (1 - TOLERANCE / 1000))
    towards = sign * pace > 0
    reached = np.where(meets(sign, value, goal), np.ceil(year), np.where(towards, arrives, np.nan))
    return np.where(reached <= horizon, reached, np.nan)


@dataclass(frozen=True)
class CatchUp:
    """The answer of the catch-up calculator: a line and the numbers beside it (units of the indicator)."""

    years: tuple[int, ...]
    values: tuple[float, ...]
    required_per_year: float
    value_at_goal_year: float
    meets_goal_in_time: bool
    arrival_year: int | None


def catch_up(  # noqa: PLR0913 - each keyword is a choice of its own
    actual: float,
    actual_year: int,
    pace: float,
    goal: float,
    goal_year: int,
    *,
    lower_better: bool = False,
    low: float | None = None,
    high: float | None = None,
    until: int = LAST_YEAR,
    horizon: float = math.inf,
) -> CatchUp:
    """Draw the line of a steady pace (units a year) from the actual, kept within `low`..`high`.

    `goal` is the value to meet in `goal_year`; `arrival_year` is None when this pace never leads there or
    leads there after `horizon`. Raises ValueError when a number is not finite or a goal lies in the past.
    """
    if not all(map(math.isfinite, (actual, pace, goal))):
        raise ValueError("actual, pace and goal must be finite numbers")
    if goal_year < actual_year:
        raise ValueError(f"the goal of {goal_year} lies before the actual of {actual_year}")
    sign = np.array(-1.0 if lower_better else 1.0)
    value, target = np.array(actual), np.array(goal)
    year, last = np.array(actual_year), max(until, goal_year)
    years = np.arange(actual_year, last + 1)
    bounds = (-np.inf if low is None else low, np.inf if high is None else high)
    values = np.clip(actual + pace * (years - actual_year), *bounds)
    at_goal = values[goal_year - actual_year]
    arrival = arrival_year(sign, value, year, target, np.array(pace), horizon)
    return CatchUp(
        years=tuple(int(y) for y in years),
        values=tuple(float(v) for v in values),
        required_per_year=float(required_per_year(sign, value, year, target, np.array(goal_year))),
        value_at_goal_year=float(at_goal),
        meets_goal_in_time=bool(meets(sign, at_goal, target)),
        arrival_year=None if np.isnan(arrival) else int(arrival),
    )
