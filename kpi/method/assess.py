"""The judgement of a year: which actual counts, what was planned, how it is judged and what comes next.

All arrays have the shape (pairs, years that are judged): a pair is one target path and one series of actuals.
"""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np

from kpi.method.around import Around, around, last_moment, nearer_edge, reasons
from kpi.method.arrays import code_of, last_day, moments, pick, year_of
from kpi.method.baselines import baseline_index
from kpi.method.inputs import Inputs, Pairs
from kpi.method.judgement import ON_THE_WAY_SHORT, Goal, Judgement, between, judge, result_of
from kpi.method.lenses import Usable, look_ahead, outlook_reason
from kpi.method.likeness import ANY, DIFFERS, agreed
from kpi.method.pace import arrival_year, required_per_year
from kpi.method.paths import HELD, OFFICIAL, Paths
from kpi.method.planned import Planned, planned_at
from kpi.method.published_rows import Outcome
from kpi.method.shown_actuals import Actuals, shown_actuals
from kpi.method.territories import AMONG_63, LAST_YEAR_OF_63
from kpi.method.thresholds import Method
from kpi.method.usable_actuals import Tracks
from kpi.model.codes import Basis, Reason, Status


def stand(inputs: Inputs, tracks: Tracks, pairs: Pairs, years: np.ndarray, cut: np.ndarray) -> Outcome:
    """Everything about each pair in each of `years`; `cut` is the day of judgement in each of them."""
    paths, method = inputs.paths, inputs.method
    group, sign = pairs.group[:, None], pairs.sign
    actuals = shown_actuals(tracks, pairs, paths, cut, method)
    begun = (pairs.issued[:, None] <= cut) & (group >= 0)
    start = np.where(begun, baseline_index(tracks, pairs.track, pairs.baseline_until)[:, None], -1)
    base, base_day = pick(tracks.usable.value, start), pick(tracks.usable.day, start)
    found = around(paths, pairs, actuals, cut, (base, base_day), method)
    against = reasons(paths, pairs, actuals, found, cut)
    judgement = _judged(pairs, actuals, found, against, method)
    at_actual, planned = _planned(paths, pairs, actuals, found, years, begun)

    here = pairs.land_end[:, None] >= last_moment(pairs, cut)
    fit = begun & here & ~found.stale & pairs.comparable[:, None] & ~actuals.part
    at = np.where(pairs.flow, np.ceil(actuals.moment), actuals.moment)
    usable = Usable(np.where(fit, actuals.told, np.nan), at, np.where(fit, actuals.change, np.nan))
    nothing = np.array(np.nan)
    upcoming, final = (
        look_ahead(
            paths, pairs.group, pairs.indicator, planned_at(paths, group, nothing, nothing, year), year, usable, method
        )
        for year in (np.where(begun, found.goal_year, np.nan), np.where(begun, float(paths.years[-1]), np.nan))
    )
    planned_day = np.where(at_actual & ~actuals.part, actuals.day, last_day(years))
    apart = (pairs.alike[:, None] == DIFFERS) | ~here
    old_rank = (pairs.measure == AMONG_63)[:, None]
    planned_year = year_of(np.nan_to_num(planned_day, nan=0).astype(np.int64))
    near = at_actual & ~apart & ~(old_rank & (planned_year > LAST_YEAR_OF_63))
    gap = np.where(near, actuals.told - nearer_edge(sign, planned), np.nan)
    ahead = begun & ~apart & ~(old_rank & (upcoming.year > LAST_YEAR_OF_63))
    return Outcome(
        as_of_year=years,
        base_day=base_day,
        base=base,
        base_place=np.nan_to_num(pick(tracks.usable.place, start), nan=-1).astype(np.int64),
        actual=actuals.value,
        actual_day=actuals.day,
        actual_place=actuals.place,
        planned_day=planned_day,
        planned=planned,
        judgement=replace(judgement, gap=gap),
        reason=np.where(judgement.reason >= 0, judgement.reason, against),
        newer=actuals.newer,
        upcoming=upcoming,
        final=final,
        goal_gap=np.where(ahead, actuals.told - upcoming.goal, np.nan),
        required_from_base=required_per_year(sign, base, moments(base_day), upcoming.goal, upcoming.year),
        arrival=arrival_year(sign, usable.value, at, upcoming.goal, usable.change, method.pace.horizon_year.value),
        no_outlook=outlook_reason(usable, upcoming.goal, pairs.comparable[:, None], actuals.exact),
        points=actuals.points,
        change=usable.change,
        since=np.where(np.isnan(usable.change), np.nan, actuals.since),
        plan_ended=found.ended,
        age=cut - actuals.day,
    )


def _judged(pairs: Pairs, actuals: Actuals, found: Around, against: np.ndarray, method: Method) -> Judgement:
    """At a milestone that is due met or not, against the official value alone; else the status on the way.

    Against a value that a document gives as "about" an actual is short only where it is short of all that this covers.
    """
    free = against < 0
    low, high, told = (np.where(free, numbers, np.nan) for numbers in (actuals.low, actuals.high, actuals.told))
    official = found.then.method == OFFICIAL
    way = _on_the_way(
        pairs, actuals, Goal(found.edge, found.base, found.goal, pairs.band, official), (low, high, told), method
    )
    about = found.slack > 0
    if about.any():
        least = Goal(
            planned=found.edge - pairs.sign * found.slack,
            baseline=found.base,
            milestone=found.goal - pairs.sign * found.goal_slack,
            materiality=pairs.band,
            official=official,
        )
        surely = _on_the_way(pairs, actuals, least, (low, high, told), method)
        unsure = about & np.isin(way.status, ON_THE_WAY_SHORT) & ~np.isin(surely.status, ON_THE_WAY_SHORT)
        way = replace(
            way,
            status=np.where(unsure, code_of(Status.NOT_ASSESSABLE), way.status),
            basis=np.where(unsure, -1, way.basis),
            reason=np.where(unsure, code_of(Reason.ABOUT_TARGET), way.reason),
        )
    met, missed = result_of(pairs.sign, low, high, found.edge, found.slack, found.beyond)
    decided = np.where(met, code_of(Status.MET), code_of(Status.NOT_MET))
    why = np.where(actuals.exact, code_of(Reason.AT_MILESTONE), code_of(Reason.BOUND_DECIDES))
    unsure_why = np.where(actuals.exact & about, code_of(Reason.ABOUT_TARGET), code_of(Reason.INEXACT))
    due, sure = found.due & free, met | missed
    judged = replace(
        way,
        status=np.where(due, np.where(sure, decided, code_of(Status.NOT_ASSESSABLE)), way.status),
        basis=np.where(due, np.where(sure, code_of(Basis.OFFICIAL_TARGET), -1), way.basis),
        reason=np.where(due, np.where(sure, why, unsure_why), way.reason),
    )
    among = np.where((pairs.alike == ANY) & (pairs.group >= 0), pairs.group, -1)
    return agreed(judged, among, pairs.measure, np.where(free, actuals.day, np.nan))


def _on_the_way(
    pairs: Pairs, actuals: Actuals, goal: Goal, bounds: tuple[np.ndarray, np.ndarray, np.ndarray], method: Method
) -> Judgement:
    """The status on the way of actuals with their lower bound, upper bound and told number."""
    low, high, told = bounds
    exact = judge(pairs.sign, told, goal, method)
    bounded = between(judge(pairs.sign, low, goal, method), judge(pairs.sign, high, goal, method), exact)
    return Judgement(
        **{
            item.name: np.where(actuals.exact, getattr(exact, item.name), getattr(bounded, item.name))
            for item in fields(Judgement)
        }
    )


def _planned(
    paths: Paths, pairs: Pairs, actuals: Actuals, found: Around, years: np.ndarray, begun: np.ndarray
) -> tuple[np.ndarray, Planned]:
    """Whether the planned value of the actual's own day is published, and that value; else the one of the year."""
    then = found.then
    later = ~(actuals.day <= np.fmax(found.base_day, pairs.known_since[:, None]))
    drawn = (then.method >= 0) & (then.method != HELD) & (then.flow == pairs.flow)
    at_actual = begun & drawn & later & ~np.isnan(actuals.value)
    year_end = np.broadcast_to(years.astype(float), begun.shape)
    now = planned_at(paths, pairs.group[:, None], moments(found.base_day), found.base, year_end)
    return at_actual, replace(
        then,
        value=np.where(at_actual, then.value, np.where(begun, now.value, np.nan)),
        high=np.where(at_actual, then.high, np.where(begun, now.high, np.nan)),
        method=np.where(at_actual, then.method, np.where(begun, now.method, -1)),
        flow=np.where(at_actual, then.flow, now.flow),
    )
