"""Standing in a year: which figure counts there, what was planned, how it is judged and what lies ahead.

All arrays have the shape (pairs, years to stand in): a pair is one promise path and one series of figures.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from kpi.method.arrays import code_of, last_day, latest, pick, year_of
from kpi.method.baselines import baseline_index
from kpi.method.judgement import judge
from kpi.method.lenses import Planned, Usable, look_ahead, next_milestone, outlook_reason, planned_at, trend
from kpi.method.pace import achieved_per_year, arrival_year, required_per_year
from kpi.method.paths import CONFLICT, OFFICIAL, Paths
from kpi.method.published_rows import Outcome
from kpi.method.thresholds import Method
from kpi.method.usable_actuals import BLOCKING, Tracks
from kpi.model.codes import Reason, Status


@dataclass(frozen=True)
class Pairs:
    """Positions of each pair's path, track and indicator (-1: none), and the days its plan lives between."""

    group: np.ndarray
    track: np.ndarray
    indicator: np.ndarray
    issued: np.ndarray
    path_end: np.ndarray
    land_end: np.ndarray


@dataclass(frozen=True)
class Figures:
    """The figure shown for each cell and how it may be used.

    `in_plan`: it lies in the plan's years; `newer`: code of the reason why a newer one was not used (-1).
    """

    value: np.ndarray
    day: np.ndarray
    year: np.ndarray
    place: np.ndarray
    in_plan: np.ndarray
    blocked: np.ndarray
    newer: np.ndarray
    change: np.ndarray
    points: np.ndarray


def _figures(tracks: Tracks, pairs: Pairs, cut: np.ndarray, method: Method) -> Figures:
    """The latest figure up to the day to stand on and the plan's last day; else one after the plan."""
    track = pairs.track[:, None]
    keys, owner = tracks.figures.keys, tracks.figures.track
    within = latest(keys, owner, track, np.minimum(cut, pairs.path_end[:, None]))
    newest = latest(keys, owner, track, cut)
    shown = np.where(within >= 0, within, newest)
    day = pick(tracks.figures.day, shown)
    barred = latest(tracks.blocked.keys, tracks.blocked.track, track, cut)
    barred_day = pick(tracks.blocked.day, barred)
    why = np.append([code_of(reason) for reason in BLOCKING], -1)
    blocked = why[np.nan_to_num(pick(tracks.blocked.value, barred), nan=-1).astype(np.int64)]
    newer = np.where((within >= 0) & (newest > within), code_of(Reason.AFTER_PLAN), -1)
    newer = np.where((shown >= 0) & (barred_day > day), blocked, newer)
    change, points = trend(tracks.usable, method)
    place = np.cumsum(~np.isnan(tracks.figures.value)) - 1
    usable = np.where(np.isnan(pick(tracks.figures.value, shown)), -1, pick(place, shown)).astype(np.int64)
    return Figures(
        value=pick(tracks.figures.value, shown),
        day=day,
        year=pick(tracks.figures.year, shown),
        place=_rows(tracks.figures.place, np.where(np.isnan(pick(tracks.figures.value, shown)), -1, shown)),
        in_plan=within >= 0,
        blocked=blocked,
        newer=newer,
        change=pick(change, usable),
        points=pick(points, usable),
    )


def _rows(places: np.ndarray, index: np.ndarray) -> np.ndarray:
    """Rows of the table of figures that entries stand for; -1 where there is no entry."""
    return np.append(places, -1)[index]


def _why_no_path(paths: Paths, group: np.ndarray, year: np.ndarray) -> np.ndarray:
    """Code of the reason why a group has no planned value in a year."""
    if not len(paths.groups):
        return np.full(np.broadcast(group, year).shape, code_of(Reason.NO_TARGET))
    row = np.maximum(group, 0)
    column = np.nan_to_num(year, nan=0).astype(np.int64) - paths.years[0]
    broken = paths.broken[row, np.clip(column, 0, len(paths.years) - 1)]
    first = paths.first[row]
    early = column < first
    conflict = np.where(early, paths.method[row, first] != OFFICIAL, broken == CONFLICT)
    cadence = np.where(early, ~paths.can_start[row], broken > 0)
    return np.select(
        [conflict, cadence],
        [code_of(Reason.CONFLICTING_TARGETS), code_of(Reason.CADENCE_MISMATCH)],
        default=code_of(Reason.OFF_PATH),
    )


def _reasons(
    paths: Paths,
    pairs: Pairs,
    figures: Figures,
    then: Planned,
    cut: np.ndarray,
    base_day: np.ndarray,
    stale: np.ndarray,
) -> np.ndarray:
    """Code of the first reason against a judgement in each cell; -1 where nothing speaks against one."""
    group = pairs.group[:, None]
    path_end, land_end = pairs.path_end[:, None], pairs.land_end[:, None]
    flow = paths.scale.flow[np.maximum(pairs.indicator, 0)][:, None]
    no_figure = np.where(figures.blocked < 0, code_of(Reason.NO_ACTUAL), figures.blocked)
    checks: list[tuple[np.ndarray, np.ndarray | Reason]] = [
        (group < 0, Reason.NO_TARGET),
        (pairs.issued[:, None] > cut, Reason.BEFORE_PLAN),
        (land_end < np.minimum(cut, path_end), Reason.BOUNDARIES_CHANGED),
        (np.isnan(figures.day), no_figure),
        (np.isnan(figures.value), Reason.CONFLICTING_ACTUALS),
        (~figures.in_plan, Reason.AFTER_PLAN),
        (stale, Reason.STALE),
        (then.method < 0, _why_no_path(paths, group, figures.year)),
        (then.flow != flow, Reason.CADENCE_MISMATCH),
        (figures.day <= base_day, Reason.ONE_POINT),
    ]
    shape = figures.value.shape
    codes = [code_of(why) if isinstance(why, Reason) else why for _, why in checks]
    return np.select(
        [np.broadcast_to(met, shape) for met, _ in checks],
        [np.broadcast_to(code, shape) for code in codes],
        default=-1,
    )


def stand(paths: Paths, tracks: Tracks, pairs: Pairs, years: np.ndarray, cut: np.ndarray, method: Method) -> Outcome:
    """Everything about each pair in each of `years`; `cut` is the day to stand on in each of them."""
    shape = (len(pairs.group), len(years))
    group, known = pairs.group[:, None], np.maximum(pairs.indicator, 0)[:, None]
    sign = paths.scale.sign[known] if len(paths.scale.ids) else np.ones(shape)
    figures = _figures(tracks, pairs, cut, method)
    begun = (pairs.issued[:, None] <= cut) & (group >= 0)
    start = np.where(begun, baseline_index(tracks, pairs.track, pairs.issued)[:, None], -1)
    base, base_day = pick(tracks.usable.value, start), pick(tracks.usable.day, start)
    base_year = pick(tracks.usable.year, start)

    then = planned_at(paths, group, base_year, base, figures.year)
    last_moment = np.minimum(cut, pairs.path_end[:, None])
    stale = last_moment - figures.day > method.data.max_age.value
    against = _reasons(paths, pairs, figures, then, cut, base_day, stale)
    fit = begun & figures.in_plan & ~stale & (pairs.land_end[:, None] >= last_moment)
    usable = Usable(np.where(fit, figures.value, np.nan), figures.year, np.where(fit, figures.change, np.nan))

    edge = np.where((sign < 0) & ~np.isnan(then.high), then.high, then.value)
    judgeable = np.where(against < 0, usable.value, np.nan)
    judgement = judge(sign, judgeable, edge, base, paths.scale.materiality[known], method)
    judged = judgement.status != code_of(Status.NOT_ASSESSABLE)
    now = planned_at(paths, group, base_year, base, np.broadcast_to(years.astype(float), shape))
    planned = _choose(judged, then, now, begun)

    cut_year = year_of(cut)
    after = np.where(cut == last_day(cut_year), cut_year, cut_year - 1)
    goal_year = np.where(begun, next_milestone(paths, group, after), np.nan)
    final_year = np.where(begun, float(paths.years[-1]), np.nan)
    no_base = np.array(np.nan)
    upcoming, final = (
        look_ahead(
            paths,
            pairs.group,
            pairs.indicator,
            planned_at(paths, group, no_base, no_base, year),
            year,
            usable,
            method,
        )
        for year in (goal_year, final_year)
    )
    pace = achieved_per_year(base, base_year, usable.value, figures.year)
    return Outcome(
        as_of_year=years,
        base_year=base_year,
        base=base,
        base_place=_rows(tracks.usable.place, start),
        actual=figures.value,
        actual_year=figures.year,
        actual_day=figures.day,
        actual_place=figures.place,
        ids=tracks.ids,
        planned_year=np.where(judged, figures.year, years.astype(float)),
        planned=planned,
        judgement=judgement,
        reason=np.where(judged, judgement.reason, against),
        newer=figures.newer,
        upcoming=upcoming,
        final=final,
        required_from_base=required_per_year(sign, base, base_year, upcoming.goal, upcoming.year),
        achieved=pace,
        arrival=arrival_year(sign, usable.value, figures.year, upcoming.goal, pace, method.pace.horizon_year.value),
        no_outlook=outlook_reason(usable, upcoming.goal),
        points=figures.points,
        change=usable.change,
        plan_ended=(cut > pairs.path_end[:, None]) & (group >= 0),
        age=cut - figures.day,
    )


def _choose(judged: np.ndarray, then: Planned, now: Planned, begun: np.ndarray) -> Planned:
    """The planned value to publish: the one judged against, else that of the year, none before the plan."""
    return replace(
        then,
        value=np.where(judged, then.value, np.where(begun, now.value, np.nan)),
        high=np.where(judged, then.high, np.where(begun, now.high, np.nan)),
        method=np.where(judged, then.method, np.where(begun, now.method, -1)),
        flow=np.where(judged, then.flow, now.flow),
    )
