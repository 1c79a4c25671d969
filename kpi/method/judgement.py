"""One status for one actual: elementwise rules over arrays that broadcast together.

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


def meets(sign: np.ndarray, value: np.ndarray, goal: np.ndarray, beyond: np.ndarray | None = None) -> np.ndarray:
    """Whether a value is at least as good as the goal, rounding apart; False where either is NaN.

    Where `beyond` is true the goal itself is not enough: a document says "above" or "below".
    """
    slack = TOLERANCE * np.maximum(np.abs(value), np.abs(goal))
    ahead = sign * (value - goal)
    return ahead >= -slack if beyond is None else np.where(beyond, ahead > slack, ahead >= -slack)


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


@dataclass(frozen=True)
class Goal:
    """What an actual is held against: planned value of its day, baseline (NaN: none), next milestone (NaN: none).

    Planned value and milestone are the nearer edge of a band; `materiality` is the indicator's band, in its unit;
    `official` says whether the planned value is the document's own.
    """

    planned: np.ndarray
    baseline: np.ndarray
    milestone: np.ndarray
    materiality: np.ndarray
    official: np.ndarray


def judge(sign: np.ndarray, actual: np.ndarray, goal: Goal, method: Method) -> Judgement:
    """Status on the way (DESIGN: progress method, 2 and 5).

    An actual that meets the next milestone is on plan. Else planned progress p = (a - b) / (P - b) decides, by
    cut-offs that Open SDG uses for another statistic; where P - b lies within the materiality band or the plan asks
    for less than the baseline, the gap in materiality bands; where there is no baseline, the attainment a / P (and
    the gap where the plan is not above zero). What is short of an official value is never on plan, however little.
    Below the baseline by more than the band is a status of its own. No status, with the reason, while less than a set
    part of the way from the baseline to the milestone should be covered, or while the gap lies inside the band. No
    judgement (codes -1) where `actual` is NaN, or `planned` is and the milestone is not met.
    """
    sign, actual, planned, baseline, milestone, band = np.broadcast_arrays(
        sign, actual, goal.planned, goal.baseline, goal.milestone, goal.materiality
    )
    reached = meets(sign, actual, milestone)
    no_base = np.isnan(baseline)
    gap, way = actual - planned, sign * (planned - baseline)
    rounding = TOLERANCE * np.maximum(np.abs(planned), np.nan_to_num(np.abs(baseline)))
    wide = band * (1 + TOLERANCE) + rounding
    small = ~no_base & (np.abs(way) <= wide)
    dips = ~no_base & ~small & (way < 0)
    progress = np.where(no_base | small | dips, np.nan, ratio(sign * (actual - baseline), way))
    attainment = attainment_ratio(sign, actual, planned)
    by_gap = small | dips | (no_base & ~(planned > 0))
    fell = ~no_base & ~dips & (sign * (actual - baseline) < -wide)

    status = _on_the_way(progress, attainment, np.maximum(-sign * gap, 0.0) - rounding, band, method, (by_gap, no_base))
    missed = goal.official & (status == code_of(Status.ON_PLAN))
    status = np.where(missed, code_of(Status.SLIGHTLY_BEHIND), status)
    status = np.where(fell, code_of(Status.BELOW_BASELINE), status)
    status = np.where(meets(sign, actual, planned) | reached, code_of(Status.ON_PLAN), status)
    whole = sign * (milestone - baseline)
    early = ~no_base & (whole > wide) & (way >= 0) & (way < method.noise.min_way.value * whole - rounding)
    inside = (band > 0) & (np.abs(gap) <= method.noise.gap.value * band * (1 + TOLERANCE) + rounding)
    silent = ~reached & (early | inside)
    judged = ~np.isnan(actual) & (reached | ~np.isnan(planned))
    reason = np.select(
        [reached, early, inside, no_base, small, dips],
        [
            code_of(why)
            for why in (
                Reason.MILESTONE_REACHED,
                Reason.TOO_EARLY,
                Reason.WITHIN_MATERIALITY,
                Reason.NO_BASELINE,
                Reason.LITTLE_TO_COVER,
                Reason.PLAN_DIPS,
            )
        ],
        default=code_of(Reason.PLANNED_PROGRESS),
    )
    basis = np.where(
        by_gap | reached,
        code_of(Basis.GAP),
        np.where(no_base, code_of(Basis.ATTAINMENT), code_of(Basis.PLANNED_PROGRESS)),
    )
    return Judgement(
        status=np.where(judged & ~silent, status, code_of(Status.NOT_ASSESSABLE)),
        basis=np.where(judged & ~silent, basis, -1),
        reason=np.where(judged, reason, -1),
        gap=np.where(judged, gap, np.nan),
        attainment=np.where(judged, attainment, np.nan),
        planned_progress=np.where(judged, progress, np.nan),
    )


def _on_the_way(
    progress: np.ndarray,
    attainment: np.ndarray,
    short: np.ndarray,
    band: np.ndarray,
    method: Method,
    kind: tuple[np.ndarray, np.ndarray],
) -> np.ndarray:
    """Code of the status by planned progress; by the shortfall or by the attainment where `kind` says so."""
    by_gap, no_base = kind
    cuts, own = method.status, method.attainment
    tiers = [Status.ON_PLAN, Status.SLIGHTLY_BEHIND, Status.BEHIND]
    by_progress = _tier(progress, [cuts.on_plan.value, cuts.slightly_behind.value], tiers)
    by_attainment = _tier(attainment, [own.on_plan.value, own.slightly_behind.value], tiers)
    near = short <= method.gap.slightly_behind.value * band
    by_shortfall = np.where(near & (band > 0), code_of(Status.SLIGHTLY_BEHIND), code_of(Status.BEHIND))
    return np.where(by_gap, by_shortfall, np.where(no_base, by_attainment, by_progress))


ON_THE_WAY_SHORT = tuple(code_of(word) for word in (Status.SLIGHTLY_BEHIND, Status.BEHIND, Status.BELOW_BASELINE))
"""Statuses of an actual that is short of its path, the mildest first."""


def mildest(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """The status that two readings of one actual surely share: the same, or the milder of two that are both short.

    Nobody is called further behind than is sure. `not_assessable` where one is short and the other is not.
    """
    both_short = np.isin(first, ON_THE_WAY_SHORT) & np.isin(second, ON_THE_WAY_SHORT)
    shared = np.where(both_short, np.minimum(first, second), first)
    return np.where((first == second) | both_short, shared, code_of(Status.NOT_ASSESSABLE))


def between(lower: Judgement, upper: Judgement, told: Judgement) -> Judgement:
    """The judgement of an actual that lies between two bounds: short or not is what both ends share.

    `told` is the judgement of the number that its source tells: gap, attainment and progress are read from it, and so
    is how far behind it is, for the far end of a margin makes nothing better. A fall below the baseline needs both
    ends. Where the source tells a bound alone, the milder end counts (`mildest`).
    """
    shared = mildest(lower.status, upper.status)
    graded = (lower.status != upper.status) & np.isin(shared, ON_THE_WAY_SHORT) & np.isin(told.status, ON_THE_WAY_SHORT)
    status = np.where(graded, np.minimum(told.status, code_of(Status.BEHIND)), shared)
    none = status == code_of(Status.NOT_ASSESSABLE)
    alike = (lower.status == upper.status) | (lower.reason < 0)
    silent = np.where(alike, lower.reason, code_of(Reason.INEXACT))
    return Judgement(
        status=status,
        basis=np.where(none, -1, lower.basis),
        reason=np.where(none, silent, code_of(Reason.BOUND_DECIDES)),
        gap=told.gap,
        attainment=told.attainment,
        planned_progress=told.planned_progress,
    )


def result_of(
    sign: np.ndarray, low: np.ndarray, high: np.ndarray, goal: np.ndarray, slack: np.ndarray, beyond: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Whether an actual between `low` and `high` surely meets an official value, and whether it surely does not.

    `slack` is how far below the value a document may mean that says "about"; 0 where it says the value alone.
    `beyond` as in `meets`.
    """
    worst, best = np.where(sign > 0, low, high), np.where(sign > 0, high, low)
    known = ~(np.isnan(low) | np.isnan(high) | np.isnan(goal))
    return known & meets(sign, worst, goal, beyond), known & ~meets(sign, best, goal - sign * slack, beyond)


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
