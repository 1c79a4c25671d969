"""Targets that do not say how they are counted, where every way of counting is published: only agreement decides."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce

import numpy as np

from kpi.method.arrays import code_of
from kpi.method.judgement import Judgement, mildest
from kpi.model.codes import Reason, Status

FEWEST_MEASURES = 2


def agreed(judgement: Judgement, among: np.ndarray, measure: np.ndarray, day: np.ndarray) -> Judgement:
    """Keep a status only where at least two ways of counting have an actual of the same period and all share it.

    `among` numbers the pairs that speak of one target, -1 for pairs that name their measure, which stay as they are;
    `measure` is how the actuals of each pair are counted, `day` the last day of the period of the actual that is
    judged (NaN: none), in the shape of the judgement. Of each target the newest period counts; ways that all see it
    behind agree, and each keeps the degree that its own actual shows.
    """
    status, reason, basis = judgement.status.copy(), judgement.reason.copy(), judgement.basis.copy()
    for target in np.unique(among[among >= 0]):
        rows = np.flatnonzero(among == target)
        days = np.nan_to_num(day[rows], nan=-1.0)
        newest = days.max(axis=0)
        for at in np.flatnonzero(newest >= 0):
            last, older = rows[days[:, at] == newest[at]], rows[(days[:, at] >= 0) & (days[:, at] < newest[at])]
            why = _why(judgement.status[last, at], set(measure[last]))
            silent = why != Reason.EVERY_MEASURE
            reason[last, at] = code_of(why)
            status[older, at], reason[older, at] = code_of(Status.NOT_ASSESSABLE), code_of(Reason.MEASURE_UNKNOWN)
            basis[older, at] = -1
            if silent:
                status[last, at], basis[last, at] = code_of(Status.NOT_ASSESSABLE), -1
    return replace(judgement, status=status, reason=reason, basis=basis)


def _why(statuses: np.ndarray, ways: set[str]) -> Reason:
    """Why the actuals of a period decide together, or why they do not."""
    if len(ways) < FEWEST_MEASURES:
        return Reason.MEASURE_UNKNOWN
    none = code_of(Status.NOT_ASSESSABLE)
    if none in statuses:
        return Reason.MEASURES_OPEN
    return Reason.MEASURES_DISAGREE if int(reduce(mildest, statuses)) == none else Reason.EVERY_MEASURE
