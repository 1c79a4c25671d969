"""The planned value of any moment, and the milestone that comes next: read off paths that are drawn already."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kpi.method.arrays import nearest
from kpi.method.paths import FROM_BASELINE, HELD, INTERPOLATED, OFFICIAL, Paths
from kpi.method.thresholds import Method

NEVER = float(1 << 30)


@dataclass(frozen=True)
class Planned:
    """Planned values for some years: lower and upper edge, code of `PathMethod` (-1: none), cadence."""

    value: np.ndarray
    high: np.ndarray
    method: np.ndarray
    flow: np.ndarray


def baseline_line(
    paths: Paths, group: np.ndarray, start_moment: np.ndarray, start: np.ndarray, moment: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Planned value and upper edge at a moment on the line from a baseline to the group's first target.

    Moments are years with a fraction (`kpi.method.arrays.moment`). All arguments broadcast; NaN where the moment does
    not lie between the baseline's and the first target, or where no line may start. A baseline that already meets
    the first target gives a flat line at that target: a plan that asks for "at least 80" does not ask to fall
    from 85.
    """
    first = paths.first[group]
    goal_year = paths.years[first]
    goal_low, goal_high = paths.value[group, first], paths.high[group, first]
    goal_edge = paths.edge[group, first]
    inside = (group >= 0) & paths.can_start[group] & (moment >= start_moment) & (moment < goal_year)
    met = paths.sign[group] * (start - goal_edge) >= 0
    way = np.where(inside & (goal_year > start_moment), goal_year - start_moment, 1.0)
    share = np.where(inside, (moment - start_moment) / way, 0)
    low = np.where(met, goal_low, start + (goal_low - start) * share)
    high = np.where(met, goal_high, start + (goal_high - start) * share)
    bound_low, bound_high = paths.scale.low[paths.indicator[group]], paths.scale.high[paths.indicator[group]]
    low, high = np.clip(low, bound_low, bound_high), np.clip(high, bound_low, bound_high)
    return np.where(inside, low, np.nan), np.where(inside, high, np.nan)


def planned_at(paths: Paths, group: np.ndarray, start: np.ndarray, base: np.ndarray, moment: np.ndarray) -> Planned:
    """Planned values of each group at each moment, with the line from the baseline (NaN: none) before the path.

    Moments are years with a fraction (`kpi.method.arrays.moment`); between two year ends the value lies on the
    straight line between theirs. Of a yearly amount every moment of a year has the year's amount. All arguments
    broadcast; `moment` may be NaN, `group` -1. No groups, no values.
    """
    shape = np.broadcast(group, moment).shape
    if not len(paths.groups):
        none = np.full(shape, np.nan)
        return Planned(none, none, np.full(shape, -1), np.zeros(shape, dtype=bool))
    row = np.broadcast_to(np.maximum(group, 0), shape)
    asked = np.nan_to_num(np.broadcast_to(moment, shape), nan=-1.0)
    until = np.ceil(asked).astype(np.int64)
    column = until - paths.years[0]
    inside = (column >= 0) & (column < len(paths.years)) & (group >= 0)
    cell = np.clip(column, 0, len(paths.years) - 1)
    value, high = (np.where(inside, table[row, cell], np.nan) for table in (paths.value, paths.high))
    method, flow = np.where(inside, paths.method[row, cell], -1), paths.flow[row, cell]
    part = (asked < until) & ~flow
    if part.any():
        before = np.maximum(cell - 1, 0)
        joined = inside & (column > 0) & (paths.method[row, before] >= 0) & (paths.flow[row, before] == flow)
        share = asked - (until - 1)
        bottom = (paths.value[row, before], paths.value[row, cell])
        edges = [
            np.where(np.isnan(paths.high[row, at]), paths.value[row, at], paths.high[row, at]) for at in (before, cell)
        ]
        band = ~np.isnan(paths.high[row, before]) | ~np.isnan(paths.high[row, cell])
        low = np.where(joined, bottom[0] + (bottom[1] - bottom[0]) * share, np.nan)
        top = np.where(joined & band, edges[0] + (edges[1] - edges[0]) * share, np.nan)
        held = np.where(paths.method[row, before] == HELD, HELD, INTERPOLATED)
        value, high = np.where(part, low, value), np.where(part, top, high)
        method = np.where(part, np.where(joined & (method >= 0), held, -1), method)
    if np.isnan(base).all():
        return Planned(value, high, method, flow)
    started = np.where(np.isnan(base), NEVER, np.nan_to_num(start, nan=NEVER))
    low_line, high_line = baseline_line(paths, group, started, base, asked)
    on_line = ~np.isnan(low_line)
    return Planned(
        value=np.where(on_line, low_line, value),
        high=np.where(on_line, high_line, high),
        method=np.where(on_line, FROM_BASELINE, method),
        flow=np.where(on_line, paths.flow[row, paths.first[row]], flow),
    )


def slack_at(paths: Paths, group: np.ndarray, planned: Planned, moment: np.ndarray, method: Method) -> np.ndarray:
    """How far below each of `planned_at`'s values "about" may mean, in units; 0 where nothing says it."""
    if not paths.about.any():
        return np.zeros(planned.value.shape)
    row = np.broadcast_to(np.maximum(group, 0), planned.value.shape)
    column = np.ceil(np.nan_to_num(moment, nan=paths.years[0])).astype(np.int64) - paths.years[0]
    column = np.where(planned.method == FROM_BASELINE, paths.first[row], column)
    about = paths.about[row, np.clip(column, 0, len(paths.years) - 1)]
    return np.where(about, method.data.approx_margin.value * np.abs(np.nan_to_num(planned.value)), 0.0)


def beyond_at(paths: Paths, group: np.ndarray, planned: Planned, moment: np.ndarray) -> np.ndarray:
    """Whether each of `planned_at`'s values is an official one that is not enough itself ("above", "below")."""
    row = np.broadcast_to(np.maximum(group, 0), planned.value.shape)
    column = np.ceil(np.nan_to_num(moment, nan=paths.years[0])).astype(np.int64) - paths.years[0]
    said = paths.beyond[row, np.clip(column, 0, len(paths.years) - 1)] if paths.beyond.any() else np.array(False)
    return said & (planned.method == OFFICIAL)


def next_milestone(paths: Paths, group: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Year of the first official target, in the actuals' cadence, later than `after`; NaN where none."""
    if not len(paths.groups):
        return np.full(np.broadcast(group, after).shape, np.nan)
    comparable = (paths.method == OFFICIAL) & (paths.flow == paths.scale.flow[paths.indicator][:, None])
    following = nearest(comparable, backwards=True)
    column = np.maximum(after + 1 - paths.years[0], 0)
    found = following[np.maximum(group, 0), np.minimum(column, len(paths.years) - 1)]
    exists = (group >= 0) & (column < len(paths.years)) & (found < len(paths.years))
    return np.where(exists, paths.years[np.minimum(found, len(paths.years) - 1)], np.nan)
