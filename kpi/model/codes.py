"""The words of the progress method: statuses, the reason of every status, verdicts and warnings, as codes.

Codes are what the warehouse stores; the sentences for people are made from them elsewhere.
"""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """How a target stands. At a milestone that is due: met or not met; on the way, from best to worst, the others.

    `not_assessable` is no rank.
    """

    MET = "met"
    NOT_MET = "not_met"
    ON_PLAN = "on_plan"
    SLIGHTLY_BEHIND = "slightly_behind"
    BEHIND = "behind"
    BELOW_BASELINE = "below_baseline"
    NOT_ASSESSABLE = "not_assessable"


DUE = frozenset({Status.MET, Status.NOT_MET})
"""Statuses of a milestone that is due: against the official value only."""
GOOD = frozenset({Status.MET, Status.ON_PLAN})
SHORT = frozenset({Status.NOT_MET, Status.SLIGHTLY_BEHIND, Status.BEHIND, Status.BELOW_BASELINE})
"""Statuses that a list of what falls short names."""


class Unjudged(StrEnum):
    """What a target without a verdict waits for; a reader acts differently on each.

    Read from status, reason and standpoint (`kpi.reading.unjudged`); the warehouse keeps `not_assessable`.
    """

    DUE_WITHOUT_ACTUAL = "due_without_actual"
    NOT_DUE = "not_due"
    NOT_COMPARABLE = "not_comparable"


class Result(StrEnum):
    """What came of a milestone that is due."""

    MET = "met"
    NOT_MET = "not_met"
    UNDECIDED = "undecided"


class Basis(StrEnum):
    """What a status was read from."""

    OFFICIAL_TARGET = "official_target"
    PLANNED_PROGRESS = "planned_progress"
    GAP = "gap"
    ATTAINMENT = "attainment"


class Reason(StrEnum):
    """Why a status is what it is: those of `JUDGED_REASONS` go with a judgement, the others say why there is none."""

    AT_MILESTONE = "at_milestone"
    BOUND_DECIDES = "bound_decides"
    REACHED_EARLY = "reached_early"
    EVERY_MEASURE = "every_measure"
    MILESTONE_REACHED = "milestone_reached"
    PLANNED_PROGRESS = "planned_progress"
    LITTLE_TO_COVER = "little_to_cover"
    PLAN_DIPS = "plan_dips"
    NO_BASELINE = "no_baseline"

    NO_TARGET = "no_target"
    BEFORE_PLAN = "before_plan"
    NO_ACTUAL = "no_actual"
    NOT_KNOWN_THEN = "not_known_then"
    SERIES_BREAK = "series_break"
    CADENCE_MISMATCH = "cadence_mismatch"
    PART_YEAR = "part_year"
    BOUNDARIES_CHANGED = "boundaries_changed"
    PLAN_ENDED = "plan_ended"
    NO_DUE_ACTUAL = "no_due_actual"
    CONFLICTING_ACTUALS = "conflicting_actuals"
    MEASURE_UNKNOWN = "measure_unknown"
    MEASURE_DIFFERS = "measure_differs"
    MEASURES_DISAGREE = "measures_disagree"
    MEASURES_OPEN = "measures_open"
    STALE = "stale"
    CONFLICTING_TARGETS = "conflicting_targets"
    OFF_PATH = "off_path"
    RANKED = "ranked"
    ONE_POINT = "one_point"
    INEXACT = "inexact"
    ABOUT_TARGET = "about_target"
    TOO_EARLY = "too_early"
    WITHIN_MATERIALITY = "within_materiality"


JUDGED_REASONS = frozenset(
    {
        Reason.AT_MILESTONE,
        Reason.BOUND_DECIDES,
        Reason.REACHED_EARLY,
        Reason.EVERY_MEASURE,
        Reason.MILESTONE_REACHED,
        Reason.PLANNED_PROGRESS,
        Reason.LITTLE_TO_COVER,
        Reason.PLAN_DIPS,
        Reason.NO_BASELINE,
    }
)


class PathMethod(StrEnum):
    """Where a planned value comes from; only `official` is the plan's own number."""

    OFFICIAL = "official"
    INTERPOLATED = "interpolated"
    FROM_BASELINE = "from_baseline"
    HELD = "held"


class Verdict(StrEnum):
    """Where the straight line through the latest years ends, against a target."""

    REACHES = "reaches"
    NARROW_MISS = "narrow_miss"
    MISS = "miss"
    WRONG_WAY = "wrong_way"


class OutlookReason(StrEnum):
    """Why there is no outlook."""

    NO_USABLE_ACTUAL = "no_usable_actual"
    OTHER_MEASURE = "other_measure"
    INEXACT_ACTUAL = "inexact_actual"
    TOO_FEW_POINTS = "too_few_points"
    NO_MILESTONE_AHEAD = "no_milestone_ahead"


class Shape(StrEnum):
    """What is odd about the shape of a plan."""

    FALLS = "falls"
    FALLS_THEN_RISES = "falls_then_rises"
    BACK_LOADED = "back_loaded"
    BELOW_NATIONAL = "below_national"
    IMPOSSIBLE = "impossible"
    CADENCE_BREAK = "cadence_break"
    CONTRADICTS_ITSELF = "contradicts_itself"


class StatcanCategory(StrEnum):
    """Categories of the Statistics Canada / Open SDG measure."""

    TARGET_ACHIEVED = "target_achieved"
    ON_TRACK = "on_track"
    ACCELERATION_NEEDED = "acceleration_needed"
    LIMITED_PROGRESS = "limited_progress"
    DETERIORATION = "deterioration"
    NOT_AVAILABLE = "not_available"


class UnCategory(StrEnum):
    """Categories of the United Nations 2023 progress chart."""

    ON_TRACK_OR_MET = "on_track_or_met"
    FAIR_PROGRESS = "fair_progress"
    STAGNATION_OR_REGRESSION = "stagnation_or_regression"
    NOT_AVAILABLE = "not_available"
