"""What stands around an actual: planned value of its day, baseline, next milestone; what speaks against a verdict."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kpi.method.arrays import code_of, last_day, moments, year_of
from kpi.method.inputs import Pairs
from kpi.method.judgement import meets
from kpi.method.likeness import ANY, DIFFERS, UNKNOWN
from kpi.method.paths import CONFLICT, OFFICIAL, Paths
from kpi.method.planned import Planned, beyond_at, next_milestone, planned_at, slack_at
from kpi.method.shown_actuals import Actuals
from kpi.method.thresholds import Method
from kpi.model.codes import Reason


@dataclass(frozen=True)
class Around:
    """What each actual is held against; all of shape (pairs, years that are judged).

    `then` is the planned value of the actual's day and `edge` its nearer edge; `goal_year` and `goal` the next
    milestone; `due`: the actual is that of a milestone which is due on the day of judgement; `ended`: no target lies
    ahead; `stale`: the actual is older than its source's rhythm allows; `slack` and `goal_slack` are how far below
    the edge and the goal a document may mean that says "about"; `beyond`: it says that the edge itself is
    not enough.
    """

    then: Planned
    edge: np.ndarray
    base: np.ndarray
    base_day: np.ndarray
    goal_year: np.ndarray
    goal: np.ndarray
    due: np.ndarray
    ended: np.ndarray
    stale: np.ndarray
    slack: np.ndarray
    beyond: np.ndarray
    goal_slack: np.ndarray


def nearer_edge(sign: np.ndarray, planned: Planned) -> np.ndarray:
    """What has to be met of a band: the lower edge where more is better, the upper one where less is."""
    return np.where((sign < 0) & ~np.isnan(planned.high), planned.high, planned.value)


def last_moment(pairs: Pairs, cut: np.ndarray) -> np.ndarray:
    """The day of judgement, or the last day of the plan if that is earlier."""
    return np.minimum(cut, last_day(pairs.last_target_year)[:, None])


def around(
    paths: Paths, pairs: Pairs, actuals: Actuals, cut: np.ndarray, start: tuple[np.ndarray, np.ndarray], method: Method
) -> Around:
    """Find what stands around each actual; `start`: baselines and their days, NaN where there is none."""
    base, base_day = start
    group, nothing = pairs.group[:, None], np.array(np.nan)
    then = planned_at(paths, group, moments(base_day), base, actuals.moment)
    cut_year = year_of(cut)
    of_year_end = (actuals.day == cut) | (actuals.part & (actuals.year == cut_year))
    settled = (cut == last_day(cut_year)) & of_year_end
    after = np.where(settled, cut_year, cut_year - 1)
    goal_year = next_milestone(paths, group, after)
    goal = planned_at(paths, group, nothing, nothing, goal_year)
    return Around(
        then=then,
        edge=nearer_edge(pairs.sign, then),
        base=base,
        base_day=base_day,
        goal_year=goal_year,
        goal=nearer_edge(pairs.sign, goal),
        due=settled & (then.method == OFFICIAL) & (then.flow == pairs.flow),
        ended=(group >= 0) & (cut > last_day(pairs.last_target_year)[:, None]),
        stale=last_moment(pairs, cut) - actuals.day > pairs.oldest[:, None],
        slack=slack_at(paths, group, then, actuals.moment, method),
        beyond=beyond_at(paths, group, then, actuals.moment),
        goal_slack=slack_at(paths, group, goal, goal_year, method),
    )


def reasons(paths: Paths, pairs: Pairs, actuals: Actuals, found: Around, cut: np.ndarray) -> np.ndarray:
    """Code of the first true reason against a judgement in each cell; -1 where nothing speaks against one."""
    group, alike = pairs.group[:, None], pairs.alike[:, None]
    no_actual = np.where(actuals.blocked < 0, code_of(Reason.NO_ACTUAL), actuals.blocked)
    worst = np.where(pairs.sign > 0, actuals.low, actuals.high)
    off_path = (found.then.method < 0) & ~meets(pairs.sign, worst, found.goal)
    why_off = why_no_path(paths, group, actuals.year)
    unnamed = off_path & (alike == ANY) & (why_off == code_of(Reason.OFF_PATH))
    last = np.broadcast_to(pairs.last_target_year[:, None], actuals.value.shape)
    checks: list[tuple[np.ndarray, np.ndarray | Reason]] = [
        (group < 0, Reason.NO_TARGET),
        (pairs.issued[:, None] > cut, Reason.BEFORE_PLAN),
        (np.isnan(actuals.day), no_actual),
        (pairs.land_end[:, None] < last_moment(pairs, cut), Reason.BOUNDARIES_CHANGED),
        (found.ended, Reason.PLAN_ENDED),
        (np.isnan(actuals.value), Reason.CONFLICTING_ACTUALS),
        (alike == UNKNOWN, Reason.MEASURE_UNKNOWN),
        (alike == DIFFERS, Reason.MEASURE_DIFFERS),
        (found.stale, Reason.STALE),
        (actuals.day <= np.fmax(found.base_day, pairs.known_since[:, None]), Reason.ONE_POINT),
        (np.isnan(found.goal_year) & ~found.due, why_no_path(paths, group, last)),
        (unnamed, Reason.MEASURE_UNKNOWN),
        (off_path, why_off),
        ((found.then.method >= 0) & (found.then.flow != pairs.flow), Reason.CADENCE_MISMATCH),
    ]
    shape = actuals.value.shape
    codes = [code_of(why) if isinstance(why, Reason) else why for _, why in checks]
    return np.select(
        [np.broadcast_to(met, shape) for met, _ in checks],
        [np.broadcast_to(code, shape) for code in codes],
        default=-1,
    )


def why_no_path(paths: Paths, group: np.ndarray, year: np.ndarray) -> np.ndarray:
    """Code of the reason why a group has no planned value, or no comparable target, in a year."""
    if not len(paths.groups):
        return np.full(np.broadcast(group, year).shape, code_of(Reason.NO_TARGET))
    row = np.maximum(group, 0)
    column = np.nan_to_num(year, nan=0).astype(np.int64) - paths.years[0]
    cell = np.clip(column, 0, len(paths.years) - 1)
    broken, first = paths.broken[row, cell], paths.first[row]
    early = column < first
    other = paths.flow[row, cell] != paths.scale.flow[paths.indicator[row]]
    conflict = np.where(early, paths.method[row, first] != OFFICIAL, broken == CONFLICT)
    cadence = np.where(early, ~paths.can_start[row], (broken > 0) | other)
    ranked = ~paths.scale.lined[paths.indicator[row]]
    return np.select(
        [conflict, ranked, cadence],
        [code_of(Reason.CONFLICTING_TARGETS), code_of(Reason.RANKED), code_of(Reason.CADENCE_MISMATCH)],
        default=code_of(Reason.OFF_PATH),
    )
