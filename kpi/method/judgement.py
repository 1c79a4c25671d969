"""One status for one figure: elementwise rules over arrays that broadcast together.

`sign` is +1 where more is better and -1 where less is better. All values are in the indicator's unit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kpi.method.arrays import code_of
from kpi.method.thresholds import Method
from kpi.model.codes import Basis, Reason, Status, Verdict

TOLERANCE = 1e-9
"""Relative rounding that is no difference: a line through decimal numbers may end a hair beside one."""


@dataclass(frozen=True)
class Judgement:
    """Codes of `Status`, `Basis`, `Reason` (-1: no judgement), and what they were read from (NaN: none)."""

    status: np.ndarray
    basis: np.ndarray
    reason: np.ndarray
    gap: np.ndarray
    attainment: np.ndarray
    planned_progress: np.ndarray


def meets(sign: np.ndarray, value: np.ndarray, goal: np.ndarray) -> np.ndarray:
    """Whether a value is at least as good as the goal, rounding apart; False where either is NaN."""
    slack = TOLERANCE * np.maximum(np.abs(value), np.abs(goal))
    return sign * (value - goal) >= -slack


def ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """`part / whole`; NaN instead of a division by zero."""
    divisible = (whole != 0) & np.isfinite(whole)
    with np.errstate(over="ignore"):
        nothing = np.full(np.broadcast(part, whole).shape, np.nan)
        quotient = np.divide(part, whole, out=nothing, where=divisible)
    return np.where(np.isfinite(quotient), quotient, np.nan)


def attainment_ratio(sign: np.ndarray, actual: np.ndarray, planned: np.ndarray) -> np.ndarray:
    """Actual over planned where more is better, planned over actual where less is better.

    NaN where a share of the plan means nothing: nothing planned, or values below zero.
    """
    sensible = (actual >= 0) & (planned >= 0)
    share = np.where(sign > 0, ratio(actual, planned), ratio(planned, actual))
    return np.where(sensible, share, np.nan)


def _tier(value: np.ndarray, cuts: list[float], codes: list[Status]) -> np.ndarray:
    """The code of the first cut that `value` reaches; the last code where it reaches none."""
    reached = [value >= cut - TOLERANCE for cut in cuts]
    return np.select(reached, [code_of(code) for code in codes[:-1]], default=code_of(codes[-1]))


def judge(
    sign: np.ndarray,
    actual: np.ndarray,
    planned: np.ndarray,
    baseline: np.ndarray,
    materiality: np.ndarray,
    method: Method,
) -> Judgement:
    """Status now (DESIGN: progress method, 2).

    `planned` is the nearer edge of the band for the actual's year. Planned progress
    p = (a - b) / (P - b), cut-offs of Statistics Canada / Open SDG; achieved where a meets P. Where
    P - b lies within the materiality band or the plan asks for less than the baseline, the gap in units is
    judged in materiality bands; where there is no baseline (NaN), the attainment a / P with its own cuts (and
    the gap where the plan is not above zero, so that a share of it means nothing).
    No judgement (codes -1) where `actual` or `planned` is NaN.
    """
    sign, actual, planned, baseline, materiality = np.broadcast_arrays(sign, actual, planned, baseline, materiality)
    judged = ~(np.isnan(actual) | np.isnan(planned))
    gap = actual - planned
    short = np.maximum(-sign * gap, 0.0)
    rounding = TOLERANCE * np.abs(planned)
    way = sign * (planned - baseline)
    no_base = np.isnan(baseline)
    slack = TOLERANCE * np.maximum(np.abs(planned), np.abs(baseline))
    small = ~no_base & (np.abs(way) <= materiality * (1 + TOLERANCE) + slack)
    dips = ~no_base & ~small & (way < 0)
    progress = np.where(no_base | small | dips, np.nan, ratio(sign * (actual - baseline), way))
    attainment = attainment_ratio(sign, actual, planned)
    by_gap = small | dips | (no_base & ~(planned > 0))

    cuts, own, bands = method.status, method.attainment, method.gap
    by_progress = _tier(
        progress,
        [cuts.on_plan.value, cuts.slightly_behind.value, cuts.behind.value],
        [Status.ON_PLAN, Status.SLIGHTLY_BEHIND, Status.BEHIND, Status.REVERSING],
    )
    by_attainment = _tier(
        attainment,
        [own.on_plan.value, own.slightly_behind.value],
        [Status.ON_PLAN, Status.SLIGHTLY_BEHIND, Status.BEHIND],
    )
    went_back = small & (sign * (actual - baseline) < 0)
    below = np.where(went_back, code_of(Status.REVERSING), code_of(Status.BEHIND))
    gap_tiers = [
        short <= bands.on_plan.value * materiality + rounding,
        short <= bands.slightly_behind.value * materiality + rounding,
    ]
    by_gap_status = np.where(
        gap_tiers[0],
        code_of(Status.ON_PLAN),
        np.where(gap_tiers[1], code_of(Status.SLIGHTLY_BEHIND), below),
    )
    status = np.where(by_gap, by_gap_status, np.where(no_base, by_attainment, by_progress))
    status = np.where(meets(sign, actual, planned), code_of(Status.ACHIEVED), status)
    basis = np.where(
        by_gap,
        code_of(Basis.GAP),
        np.where(no_base, code_of(Basis.ATTAINMENT), code_of(Basis.PLANNED_PROGRESS)),
    )
    reason = np.select(
        [no_base, small, dips],
        [code_of(Reason.NO_BASELINE), code_of(Reason.WITHIN_MATERIALITY), code_of(Reason.PLAN_DIPS)],
        default=code_of(Reason.PLANNED_PROGRESS),
    )
    return Judgement(
        status=np.where(judged, status, code_of(Status.NOT_ASSESSABLE)),
        basis=np.where(judged, basis, -1),
        reason=np.where(judged, reason, -1),
        gap=np.where(judged, gap, np.nan),
        attainment=np.where(judged, attainment, np.nan),
        planned_progress=np.where(judged, progress, np.nan),
    )


def outlook_verdict(
    sign: np.ndarray,
    actual: np.ndarray,
    projected: np.ndarray,
    goal: np.ndarray,
    change: np.ndarray,
    method: Method,
) -> np.ndarray:
    """Code of `Verdict` for a projection against a goal (German sustainability indicators); -1 where NaN.

    The miss is measured as a share of the distance still to go, goal - actual. A line that does not lead
    towards the goal and does not meet it goes the wrong way.
    """
    missed = ratio(sign * (goal - projected), sign * (goal - actual))
    verdict = np.select(
        [
            meets(sign, projected, goal),
            sign * change <= 0,
            missed < method.outlook.reaches.value - TOLERANCE,
            missed <= method.outlook.narrow_miss.value + TOLERANCE,
        ],
        [code_of(v) for v in (Verdict.REACHES, Verdict.WRONG_WAY, Verdict.REACHES, Verdict.NARROW_MISS)],
        default=code_of(Verdict.MISS),
    )
    return np.where(np.isnan(actual) | np.isnan(projected) | np.isnan(goal), -1, verdict)
