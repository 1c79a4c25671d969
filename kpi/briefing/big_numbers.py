"""The two numbers in big type beside a chart: what was achieved, and what is officially asked for now."""

from __future__ import annotations

from kpi.briefing import numbers
from kpi.briefing.content import Number
from kpi.briefing.library import Subject


def actual_number(subject: Subject) -> Number | None:
    """The actual that the sentence tells, else the newest; None where there is none."""
    actual = subject.seen.actual
    return numbers.actual_number(actual, subject.library.context) if actual else None


def due_number(subject: Subject) -> Number | None:
    """The target that is due next, else the last one; None where there is none.

    A planned value that is ours is told by the sentence, never in big type.
    """
    due = subject.seen.due_once
    return numbers.target_number(due[0], subject.library.context) if due else None
