"""The two numbers in big type beside a figure: what was achieved, and what is officially asked for now."""

from __future__ import annotations

from kpi.briefing import numbers
from kpi.briefing.content import Number
from kpi.briefing.library import Subject
from kpi.words.judged_values import planned_value


def actual_number(subject: Subject) -> Number | None:
    """The actual that the sentence tells, else the newest; None where there is none."""
    actual = subject.seen.actual
    return numbers.actual_number(actual, subject.library.context) if actual else None


def due_number(subject: Subject) -> Number | None:
    """The official number that is asked for now: that of the judged year, else the target that is due next.

    A planned value that is ours is told by the sentence, never in big type.
    """
    row, context = subject.row, subject.library.context
    if row is not None and subject.seen.is_judged and row["planned_official"]:
        words = planned_value(row, subject.indicator.unit, subject.lang)
        return numbers.progress_number(row, "planned", words, subject.indicator.unit, context)
    due = subject.seen.due_once
    return numbers.target_number(due[0], context) if due else None
