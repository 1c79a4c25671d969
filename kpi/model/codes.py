"""The words of the progress method: statuses, the reason of every status, verdicts and warnings, as codes.

Codes are what the warehouse stores; the sentences for people are made from them elsewhere.
"""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """How a promise stands. The order is from best to worst; `not_assessable` is no rank."""

    ACHIEVED = "achieved"
    ON_PLAN = "on_plan"
    SLIGHTLY_BEHIND = "slightly_behind"
    BEHIND = "behind"
    REVERSING = "reversing"
    NOT_ASSESSABLE = "not_assessable"


class Basis(StrEnum):
    """What a status was read from."""

    PLANNED_PROGRESS = "planned_progress"
    GAP = "gap"
    ATTAINMENT = "attainment"


GOOD = frozenset({Status.ACHIEVED, Status.ON_PLAN})
SHORT = frozenset({Status.SLIGHTLY_BEHIND, Status.BEHIND, Status.REVERSING})
"""Statuses that a list of what falls short names."""


class Reason(StrEnum):
    """Why a status is what it is: the first four go with a judgement, the others say why there is none."""

    PLANNED_PROGRESS = "planned_progress"
    WITHIN_MATERIALITY = "within_materiality"
    PLAN_DIPS = "plan_dips"
    NO_BASELINE = "no_baseline"

    NO_TARGET = "no_target"
    BEFORE_PLAN = "before_plan"
    BOUNDARIES_CHANGED = "boundaries_changed"
    NO_ACTUAL = "no_actual"
    NOT_KNOWN_THEN = "not_known_then"
    INEXACT = "inexact"
    SERIES_BREAK = "series_break"
    CADENCE_MISMATCH = "cadence_mismatch"
    CONFLICTING_ACTUALS = "conflicting_actuals"
    AFTER_PLAN = "after_plan"
    STALE = "stale"
    CONFLICTING_TARGETS = "conflicting_targets"
    OFF_PATH = "off_path"
    ONE_POINT = "one_point"


JUDGED_REASONS = frozenset({Reason.PLANNED_PROGRESS, Reason.WITHIN_MATERIALITY, Reason.PLAN_DIPS, Reason.NO_BASELINE})


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
