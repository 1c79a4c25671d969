"""What a mark of a chart means; its look follows from that (`kpi.charts.theme.look`)."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The meanings, in the words that the chart on screen carries too."""

    OFFICIAL = "official_target"
    CONFLICTING = "conflicting_target"
    RANGE = "range"
    INTERPOLATED = "interpolated"
    HELD = "held"
    BAND = "band"
    PROJECTION = "projection"
    NATIONAL = "national"
    ACTUAL = "actual"
    INEXACT = "actual_inexact"
    REVISED = "actual_revised"
    ACTUAL_LINE = "actual_line"
    DAY = "as_of"
    ABSENT = "absent"
    TASK = "task"
    FIRST_DEADLINE = "first_deadline"
    TIME_GIVEN = "time_given"
    PUT_OFF = "put_off"
    OVERRUN = "overrun"
    ROW = "row"
    LEAD = "lead"
    COORDINATING = "coordinating"


TARGETS = (Role.OFFICIAL, Role.CONFLICTING)
ACTUALS = (Role.ACTUAL, Role.INEXACT, Role.REVISED)
