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
    """Keep a status only where at least two ways of counting have a figure of the same period and all share it.

    `among` numbers the pairs that speak of one target, -1 for pairs that name their measure, which stay as they are;
    `measure` is how the figures of each pair are counted, `day` the last day of the period of the figure that is
    judged (NaN: none), in the shape of the judgement. Of each target the newest period counts; ways that differ in
    how far behind they see it share the mildest.
    """
    status, reason, basis = judgement.status.copy(), judgement.reason.copy(), judgement.basis.copy()
    for target in np.unique(among[among >= 0]):
        rows = np.flatnonzero(among == target)
        days = np.nan_to_num(day[rows], nan=-1.0)
        newest = days.max(axis=0)
        for at in np.flatnonzero(newest >= 0):
            last, older = rows[days[:, at] == newest[at]], rows[(days[:, at] >= 0) & (days[:, at] < newest[at])]
            shared, why = _shared(judgement.status[last, at], set(measure[last]))
            silent = shared == code_of(Status.NOT_ASSESSABLE)
            status[last, at], reason[last, at] = shared, code_of(why)
            status[older, at], reason[older, at] = code_of(Status.NOT_ASSESSABLE), code_of(Reason.MEASURE_UNKNOWN)
            basis[older, at] = -1
            if silent:
                basis[last, at] = -1
    return replace(judgement, status=status, reason=reason, basis=basis)


def _shared(statuses: np.ndarray, ways: set[str]) -> tuple[int, Reason]:
    """The status that all figures of a period share, and the reason for it or against it."""
    if len(ways) < FEWEST_MEASURES:
        return code_of(Status.NOT_ASSESSABLE), Reason.MEASURE_UNKNOWN
    shared = int(reduce(mildest, statuses))
    judged = shared != code_of(Status.NOT_ASSESSABLE)
    return shared, Reason.EVERY_MEASURE if judged else Reason.MEASURES_DISAGREE
