"""What a headline bar is held against, as marks: the targets of a unit, the nation's actual and target beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kpi.charts.html.bullet_bar import BarMark, MarkKind, bar_range
from kpi.model.records import Row
from kpi.model.vocabulary import TargetStatus
from kpi.reading.country.latest import Goal
from kpi.reading.country.words import goal_words
from kpi.reading.first_screen.headline import HeadlineBar
from kpi.reading.first_screen.told import BarWords


def headline_marks(bar: HeadlineBar, words: BarWords) -> list[BarMark]:
    """The targets, then the nation's actual and target; the words of several versions of a target stand once."""
    told = [words.target if place == 0 else "" for place in range(len(bar.targets))]
    marks = [
        BarMark(row["value"], text, _kind(row), row["value_high"] if row["operator"] == "range" else None)
        for row, text in zip(bar.targets, told, strict=True)
    ]
    beside = ((bar.national_actual, words.nation), (bar.national_target, words.nation_target))
    return marks + [BarMark(row["value"], text, MarkKind.NATION) for row, text in beside if row]


def goal_mark(goal: Goal, lang: str) -> BarMark:
    """A target of the nation with what came of it."""
    row = goal.target
    return BarMark(row["value"], goal_words(goal, lang), _kind(row), row["value_high"])


def _kind(row: Row) -> MarkKind:
    return MarkKind.CONFLICTING if row["status"] == TargetStatus.CONFLICTING else MarkKind.TARGET


def scale_of(marks: Sequence[BarMark], actual: Row | None, unit: str) -> tuple[float, float]:
    """The ends of the scale that holds an actual and its marks."""
    return bar_range(known_ends(marks, actual), unit)


def known_ends(marks: Iterable[BarMark], actual: Row | None) -> list[float]:
    """Every value that a bar shows."""
    ends = [end for mark in marks for end in (mark.value, mark.value_high) if end is not None]
    if actual is not None:
        ends += [end for end in (actual["value"], actual["value_high"]) if end is not None]
    return ends
