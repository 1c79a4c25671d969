"""The lenses that look ahead: next milestone and last year of the plan's horizon, by pace and by trend."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kpi.method.arrays import code_of
from kpi.method.judgement import outlook_verdict
from kpi.method.pace import required_per_year
from kpi.method.paths import OFFICIAL, Paths
from kpi.method.planned import Planned
from kpi.method.thresholds import Method
from kpi.method.usable_actuals import Entries
from kpi.model.codes import OutlookReason

YEAR_BITS = 12


@dataclass(frozen=True)
class Usable:
    """What may be carried forward: the actual, its moment, and the mean yearly change (NaN: not to be used)."""

    value: np.ndarray
    moment: np.ndarray
    change: np.ndarray


@dataclass(frozen=True)
class Trend:
    """The mean yearly change that ends with each actual (NaN: too few points), its first year and its points."""

    change: np.ndarray
    since: np.ndarray
    points: np.ndarray


@dataclass(frozen=True)
class Ahead:
    """One goal ahead with what it takes: NaN where there is no goal or no usable actual."""

    year: np.ndarray
    goal: np.ndarray
    official: np.ndarray
    required: np.ndarray
    projected: np.ndarray
    verdict: np.ndarray


def trend(usable: Entries, method: Method) -> Trend:
    """Mean yearly change up to each actual.

    German sustainability indicators: the mean of the last five yearly changes, which is the straight line
    from the first to the last of the yearly points in that window; a year counts with its last actual, at the day of
    that actual. NaN where there are fewer points than the method's minimum.
    """
    year, moment = usable.year, usable.moment
    key = (usable.track << YEAR_BITS) + year
    first = np.searchsorted(key, key - int(method.outlook.years.value), side="left")
    rank = np.cumsum(np.append(True, key[1:] != key[:-1])[: len(key)])
    start = np.searchsorted(key, key[first], side="right") - 1
    points = rank - rank[first] + 1
    span = moment - moment[start]
    enough = (points >= method.outlook.min_points.value) & (span > 0)
    change = np.where(enough, (usable.value - usable.value[start]) / np.where(span > 0, span, 1), np.nan)
    return Trend(change, np.where(enough, year[start], np.nan), points)


def look_ahead(
    paths: Paths,
    group: np.ndarray,
    indicator: np.ndarray,
    goal: Planned,
    goal_year: np.ndarray,
    now: Usable,
    method: Method,
) -> Ahead:
    """Required pace and projection towards one goal; arrays of shape (pairs, years that are judged).

    Projections stay inside the indicator's bounds.
    """
    known = np.maximum(indicator, 0)[:, None]
    sign = paths.scale.sign[known]
    comparable = goal.flow == paths.scale.flow[known]
    edge = np.where((sign < 0) & ~np.isnan(goal.high), goal.high, goal.value)
    edge = np.where(comparable & (group >= 0)[:, None], edge, np.nan)
    ahead = np.where(np.isnan(edge), np.nan, goal_year - now.moment)
    projected = np.clip(now.value + now.change * ahead, paths.scale.low[known], paths.scale.high[known])
    return Ahead(
        year=np.where(np.isnan(edge), np.nan, goal_year),
        goal=edge,
        official=(goal.method == OFFICIAL) & ~np.isnan(edge),
        required=required_per_year(sign, now.value, now.moment, edge, goal_year),
        projected=projected,
        verdict=outlook_verdict(sign, now.value, projected, edge, now.change, method),
    )


def outlook_reason(now: Usable, goal: np.ndarray, like: np.ndarray, exact: np.ndarray) -> np.ndarray:
    """Code of `OutlookReason`: why there is no outlook; -1 where there is one.

    `like`: actual and target are counted alike; `exact`: the actual is one number.
    """
    return np.select(
        [np.isnan(goal), ~like, ~exact & ~np.isnan(now.value), np.isnan(now.value), np.isnan(now.change)],
        [
            code_of(reason)
            for reason in (
                OutlookReason.NO_MILESTONE_AHEAD,
                OutlookReason.OTHER_MEASURE,
                OutlookReason.INEXACT_ACTUAL,
                OutlookReason.NO_USABLE_ACTUAL,
                OutlookReason.TOO_FEW_POINTS,
            )
        ],
        default=-1,
    )
