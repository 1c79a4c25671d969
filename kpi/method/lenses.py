"""The lenses that look ahead: next milestone and last year of the plan's horizon, by pace and by trend."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kpi.method.arrays import code_of
from kpi.method.judgement import outlook_verdict
from kpi.method.pace import required_per_year
from kpi.method.paths import FROM_BASELINE, OFFICIAL, Paths, baseline_line, nearest
from kpi.method.thresholds import Method
from kpi.method.usable_actuals import Entries
from kpi.model.codes import OutlookReason

YEAR_BITS = 12
NEVER = 1 << 30


@dataclass(frozen=True)
class Planned:
    """Planned values for some years: lower and upper edge, code of `PathMethod` (-1: none), cadence."""

    value: np.ndarray
    high: np.ndarray
    method: np.ndarray
    flow: np.ndarray


@dataclass(frozen=True)
class Usable:
    """What may be carried forward: the figure, its year and the mean yearly change (NaN: not to be used)."""

    value: np.ndarray
    year: np.ndarray
    change: np.ndarray


@dataclass(frozen=True)
class Ahead:
    """One goal ahead with what it takes: NaN where there is no goal or no usable figure."""

    year: np.ndarray
    goal: np.ndarray
    official: np.ndarray
    required: np.ndarray
    projected: np.ndarray
    verdict: np.ndarray


def planned_at(paths: Paths, group: np.ndarray, base_year: np.ndarray, base: np.ndarray, year: np.ndarray) -> Planned:
    """Planned values of each group in each year, with the line from the baseline (NaN: none) before it.

    All arguments broadcast; `year` may be NaN, `group` -1. No groups, no values.
    """
    shape = np.broadcast(group, year).shape
    if not len(paths.groups):
        none = np.full(shape, np.nan)
        return Planned(none, none, np.full(shape, -1), np.zeros(shape, dtype=bool))
    whole = np.where(np.isnan(year), -1, year).astype(np.int64)
    column = whole - paths.years[0]
    inside = (column >= 0) & (column < len(paths.years)) & (group >= 0)
    cell = (np.maximum(group, 0), np.clip(column, 0, len(paths.years) - 1))
    value, high = (np.where(inside, table[cell], np.nan) for table in (paths.value, paths.high))
    method = np.where(inside, paths.method[cell], -1)
    if np.isnan(base).all():
        return Planned(value, high, method, paths.flow[cell])
    start_year = np.where(np.isnan(base), NEVER, np.nan_to_num(base_year, nan=NEVER)).astype(np.int64)
    low_line, high_line = baseline_line(paths, group, start_year, base, whole)
    on_line = ~np.isnan(low_line)
    first_flow = paths.flow[np.maximum(group, 0), paths.first[np.maximum(group, 0)]]
    return Planned(
        value=np.where(on_line, low_line, value),
        high=np.where(on_line, high_line, high),
        method=np.where(on_line, FROM_BASELINE, method),
        flow=np.where(on_line, first_flow, paths.flow[cell]),
    )


def next_milestone(paths: Paths, group: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Year of the first official promise, in the figures' cadence, later than `after`; NaN where none."""
    if not len(paths.groups):
        return np.full(np.broadcast(group, after).shape, np.nan)
    comparable = (paths.method == OFFICIAL) & (paths.flow == paths.scale.flow[paths.indicator][:, None])
    following = nearest(comparable, backwards=True)
    column = np.maximum(after + 1 - paths.years[0], 0)
    found = following[np.maximum(group, 0), np.minimum(column, len(paths.years) - 1)]
    exists = (group >= 0) & (column < len(paths.years)) & (found < len(paths.years))
    return np.where(exists, paths.years[np.minimum(found, len(paths.years) - 1)], np.nan)


def trend(usable: Entries, method: Method) -> tuple[np.ndarray, np.ndarray]:
    """Mean yearly change up to each figure, and how many yearly points it rests on.

    German sustainability indicators: the mean of the last five yearly changes, which is the straight line
    from the first to the last of the yearly points in that window; a year counts with its last figure. NaN
    where fewer points than the method's minimum.
    """
    year = usable.year
    key = (usable.track << YEAR_BITS) + year
    first = np.searchsorted(key, key - int(method.outlook.years.value), side="left")
    rank = np.cumsum(np.append(True, key[1:] != key[:-1])[: len(key)])
    start = np.searchsorted(key, key[first], side="right") - 1
    points = rank - rank[first] + 1
    span = year - year[start]
    enough = (points >= method.outlook.min_points.value) & (span > 0)
    change = np.where(enough, (usable.value - usable.value[start]) / np.where(span > 0, span, 1), np.nan)
    return change, points


def look_ahead(
    paths: Paths,
    group: np.ndarray,
    indicator: np.ndarray,
    goal: Planned,
    goal_year: np.ndarray,
    now: Usable,
    method: Method,
) -> Ahead:
    """Required pace and projection towards one goal; arrays of shape (pairs, years to stand in).

    Projections stay inside the indicator's bounds.
    """
    known = np.maximum(indicator, 0)[:, None]
    sign = paths.scale.sign[known]
    comparable = goal.flow == paths.scale.flow[known]
    edge = np.where((sign < 0) & ~np.isnan(goal.high), goal.high, goal.value)
    edge = np.where(comparable & (group >= 0)[:, None], edge, np.nan)
    ahead = np.where(np.isnan(edge), np.nan, goal_year - now.year)
    projected = np.clip(now.value + now.change * ahead, paths.scale.low[known], paths.scale.high[known])
    return Ahead(
        year=np.where(np.isnan(edge), np.nan, goal_year),
        goal=edge,
        official=(goal.method == OFFICIAL) & ~np.isnan(edge),
        required=required_per_year(sign, now.value, now.year, edge, goal_year),
        projected=projected,
        verdict=outlook_verdict(sign, now.value, projected, edge, now.change, method),
    )


def outlook_reason(now: Usable, goal: np.ndarray) -> np.ndarray:
    """Code of `OutlookReason`: why there is no outlook; -1 where there is one."""
    return np.select(
        [np.isnan(goal), np.isnan(now.value), np.isnan(now.change)],
        [
            code_of(reason)
            for reason in (
                OutlookReason.NO_MILESTONE_AHEAD,
                OutlookReason.NO_USABLE_ACTUAL,
                OutlookReason.TOO_FEW_POINTS,
            )
        ],
        default=-1,
    )
