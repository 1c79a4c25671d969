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


class PublicState(StrEnum):
    """What a public source may say of a task; it says nothing of when an agency did its part."""

    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    ISSUED = "issued"


class State(StrEnum):
    """The state of a task, from the least to the most finished: what the last report or public source says."""

    NOT_REPORTED = "not_reported"
    STUCK = "stuck"
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    DONE_LATE = "done_late"
    ISSUED = "issued"
    DONE = "done"


class Group(StrEnum):
    """Where a task stands by its deadline, in the order in which people must look at them.

    `overdue` needs a report that says so; where the system holds none, nobody is accused: `past_deadline`.
    `former` are tasks of a unit that has ceased to exist: its history, neither due nor overdue.
    """

    OVERDUE = "overdue"
    PAST_DEADLINE = "past_deadline"
    SOON = "soon"
    LATER = "later"
    ONGOING = "ongoing"
    UNDATED = "undated"
    FORMER = "former"
    FINISHED = "finished"


class Role(StrEnum):
    """What a body does for a task."""

    LEAD = "lead"
    COORDINATING = "coordinating"


STATES = tuple(State)
GROUPS = tuple(Group)
