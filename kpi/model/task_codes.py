"""The codes of tasks: deadlines, reports, states and roles."""

from __future__ import annotations

from enum import StrEnum


class DeadlineKind(StrEnum):
    """How a document gives a deadline."""

    DATE = "date"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    ONGOING = "ongoing"
    NONE = "none"


class Report(StrEnum):
    """What a report may say of a task, from the least to the most finished."""

    STUCK = "stuck"
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE_LATE = "done_late"
    DONE = "done"


class State(StrEnum):
    """The state of a task: what the last report says, or that there is none."""

    NOT_REPORTED = "not_reported"
    STUCK = "stuck"
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE_LATE = "done_late"
    DONE = "done"


class Group(StrEnum):
    """Where a task stands by its deadline, in the order in which people must look at them."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    ONGOING = "ongoing"
    UNDATED = "undated"
    FINISHED = "finished"


class Role(StrEnum):
    """What a body does for a task."""

    LEAD = "lead"
    COORDINATING = "coordinating"


STATES = tuple(State)
GROUPS = tuple(Group)
