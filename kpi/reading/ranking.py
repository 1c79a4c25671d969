"""How units are compared: measures, ranks in tiers of ties, the spread, and ambition against the nation.

Pure rules on plain values. Two units are comparable only by the same indicator and the same series in the same
year; whoever that leaves out is unranked and keeps the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from kpi.method.likeness import is_set_before
from kpi.method.thresholds import Method
from kpi.model.vocabulary import MEASURE_UNKNOWN, UNITS_OF_ONE_SIZE, Direction

_SAME = 1e-9
"""Relative tolerance of comparisons of decimal numbers held in binary."""


class Measure(StrEnum):
    """What a ranking is by."""

    LEVEL = "level"
    TARGET = "target"
    GAP = "gap"
    PLANNED_PROGRESS = "planned_progress"
    PACE = "pace"


class Unranked(StrEnum):
    """Why a unit has no place in a ranking, in the order in which unranked units are shown."""

    INEXACT = "inexact"
    CONFLICTING = "conflicting"
    UNUSABLE = "unusable"
    CONFLICTING_TARGET = "conflicting_target"
    CADENCE = "cadence"
    NOT_JUDGED = "not_judged"
    OTHER_YEAR = "other_year"
    OTHER_SERIES = "other_series"
    NO_TARGET = "no_target"
    NO_TARGET_THAT_YEAR = "no_target_that_year"
    NO_ACTUAL = "no_actual"
    NOTHING = "nothing"


class Ambition(StrEnum):
    """A target beside the nation's for the same indicator and year."""

    MORE = "more"
    SAME = "same"
    AROUND = "around"
    LESS = "less"
    NOT_COMPARABLE = "not_comparable"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One unit that asks for a place: a value of the measure, or the reason why it has none.

    `detail` refines the reason (a year, or a code of `kpi.model.codes.Reason`).
    """

    province_id: str
    value: float | None
    reason: Unranked | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A unit's place. Units of one tier tie: they share the ranks `first`..`last`."""

    province_id: str
    value: float
    tier: int
    first: int
    last: int


@dataclass(frozen=True)
class Ranking:
    """Placed units from best to worst, and the others with their reasons."""

    placed: tuple[Place, ...]
    unranked: tuple[Candidate, ...]

    @property
    def tiers(self) -> int:
        """How many tiers there are."""
        return self.placed[-1].tier if self.placed else 0

    @property
    def leaders(self) -> tuple[Place, ...]:
        """The units of the first tier."""
        return tuple(place for place in self.placed if place.tier == 1)

    @property
    def last(self) -> tuple[Place, ...]:
        """The units of the last tier."""
        return tuple(place for place in self.placed if place.tier == self.tiers)


@dataclass(frozen=True)
class Spread:
    """Distribution of the placed values; quartiles by linear interpolation (computed numbers)."""

    count: int
    low: float
    lower_quartile: float
    median: float
    upper_quartile: float
    high: float


@dataclass(frozen=True)
class ComparedTarget:
    """What decides whether two targets can be compared, and which asks for more.

    `high` ends a range, `known_on` is the day of the document (`documents.known_on`), `measured` how the target is to
    be counted: the indicator and its measure.
    """

    low: float
    high: float | None
    unit: str
    cadence: str
    denominator: float | None = None
    known_on: date | None = None
    measured: tuple[str, str] = ("", "")


def is_lower_better(measure: Measure, direction: str) -> bool:
    """Whether a smaller value of the measure is the better one; progress along a plan is always better more."""
    return measure is not Measure.PLANNED_PROGRESS and direction == Direction.LOWER_BETTER


def tie_band(measure: Measure, materiality: float, method: Method) -> float:
    """Differences below this are ties, in the measure's own unit.

    Values, gaps and yearly changes tie within the indicator's materiality; shares of planned progress within
    what the method still calls on plan (1 − `status.on_plan`).
    """
    if measure is Measure.PLANNED_PROGRESS:
        return 1 - method.status.on_plan.value
    return materiality


def rank(candidates: Iterable[Candidate], band: float, *, lower_better: bool, order: Mapping[str, int]) -> Ranking:
    """Place every candidate that has a value in tiers, best first; the others last, by reason.

    A tier holds every unit that is less than `band` behind the best of that tier, so no two units of one tier
    differ by the band or more. `order` (unit id → position) settles the order inside a tie.
    """
    listed = list(candidates)
    sign = -1.0 if lower_better else 1.0
    valued = [(one.value, one.province_id) for one in listed if one.value is not None]
    best_first = sorted(valued, key=lambda pair: (-sign * pair[0], order[pair[1]]))
    groups: list[list[tuple[float, str]]] = []
    for pair in best_first:
        if groups and _ties(groups[-1][0][0], pair[0], band):
            groups[-1].append(pair)
        else:
            groups.append([pair])
    placed: list[Place] = []
    for tier, members in enumerate(groups, start=1):
        first, last = len(placed) + 1, len(placed) + len(members)
        placed += [Place(province_id, value, tier, first, last) for value, province_id in members]
    reasons = list(Unranked)
    left = [one for one in listed if one.value is None]
    left.sort(key=lambda one: (reasons.index(one.reason or Unranked.NOTHING), order[one.province_id]))
    return Ranking(tuple(placed), tuple(left))


def _ties(best: float, value: float, band: float) -> bool:
    slack = _SAME * max(abs(best), abs(value), 1.0)
    return abs(best - value) < band - slack or abs(best - value) <= slack


def spread(values: Sequence[float]) -> Spread | None:
    """The distribution of `values`; None when there is none."""
    if not values:
        return None
    low, lower, middle, upper, high = (float(cut) for cut in np.percentile(values, (0, 25, 50, 75, 100)))
    return Spread(len(values), low, lower, middle, upper, high)


def target_value(target: ComparedTarget, *, lower_better: bool) -> float:
    """What a target certainly asks for: of a range its nearer edge."""
    return target.high if lower_better and target.high is not None else target.low


def ambition(
    own: ComparedTarget, nation: ComparedTarget | None, materiality: float, *, lower_better: bool
) -> Ambition | None:
    """How a target stands beside the nation's; None where the nation sets no target for that year.

    Comparable only as shares, scores or rates of the same unit and cadence that are to be counted in the same way, or
    both in any, and where the nation did not set its target after the unit. A range whose edges stand differently to
    the nation's number is `AROUND` it.
    """
    if nation is None:
        return None
    alike = own.unit == nation.unit and own.cadence == nation.cadence and own.unit in UNITS_OF_ONE_SIZE
    counted = own.measured == nation.measured and own.measured[1] != MEASURE_UNKNOWN
    if not (alike and counted) or not is_set_before(nation.known_on, own.known_on):
        return Ambition.NOT_COMPARABLE
    goal = target_value(nation, lower_better=lower_better)
    sides = {_side(edge, goal, materiality, lower_better=lower_better) for edge in _edges(own)}
    return _AMBITION_OF_SIDE[sides.pop()] if len(sides) == 1 else Ambition.AROUND


_AMBITION_OF_SIDE = {1: Ambition.MORE, 0: Ambition.SAME, -1: Ambition.LESS}


def _edges(target: ComparedTarget) -> tuple[float, ...]:
    return (target.low,) if target.high is None else (target.low, target.high)


def _side(value: float, goal: float, materiality: float, *, lower_better: bool) -> int:
    if _ties(goal, value, materiality):
        return 0
    return -1 if (value > goal) == lower_better else 1
