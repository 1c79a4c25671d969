"""The catch-up calculator: pull the pace, see the year; and the line that this pace draws in the chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from kpi.markup import Markup, macros
from kpi.method.pace import CatchUp, catch_up
from kpi.model.records import IndicatorRecord, Row
from kpi.model.vocabulary import LAST_YEAR, Direction
from kpi.reading.judged_rows import JudgedRow
from kpi.words import format_pace, format_value, message
from kpi.words.target_clauses import goal_words

_HTML = macros(__name__)


@dataclass(frozen=True)
class Start:
    """Where the line starts and what it aims at; units of the indicator."""

    actual: float
    actual_year: int
    goal: float
    goal_year: int
    required: float
    achieved: float | None


def start_of(row: JudgedRow | None) -> Start | None:
    """The start that a judged row gives; None without an exact actual or a milestone ahead."""
    if row is None:
        return None
    needed = (
        row["actual"],
        row["actual_year"],
        row["next_milestone"],
        row["next_milestone_year"],
        row["required_per_year"],
    )
    if any(cell is None for cell in needed):
        return None
    return Start(*needed, row["achieved_per_year"])


def first_pace(start: Start | None) -> float | None:
    """The pace before anyone moves the slider: the achieved one, else the required; None without a start."""
    if start is None:
        return None
    return start.required if start.achieved is None else start.achieved


def key_of(identity: str) -> str:
    """The key of the slider of one view."""
    return f"pace_{identity}"


def line(start: Start | None, pace: float | None, indicator: IndicatorRecord) -> CatchUp | None:
    """The steady line from the actual at `pace`."""
    if start is None or pace is None:
        return None
    return catch_up(
        start.actual,
        start.actual_year,
        pace,
        start.goal,
        start.goal_year,
        lower_better=indicator.direction == Direction.LOWER_BETTER,
        low=indicator.min_value,
        high=indicator.max_value,
    )


def projection(start: Start | None, pace: float | None, indicator: IndicatorRecord) -> pd.DataFrame | None:
    """The line as rows year, value for the chart."""
    drawn = line(start, pace, indicator)
    return None if drawn is None else pd.DataFrame({"year": drawn.years, "value": drawn.values})


def paces_html(start: Start, targets: Sequence[Row], indicator: IndicatorRecord, lang: str) -> Markup:
    """What is needed and what was achieved, with the numbers that make it; `targets` of the document."""
    achieved = (
        message("catch_up.no_achieved", lang)
        if start.achieved is None
        else format_pace(start.achieved, indicator.unit, lang)
    )
    pairs = (("required", format_pace(start.required, indicator.unit, lang)), ("achieved", achieved))
    inputs = message(
        "catch_up.inputs",
        lang,
        actual=format_value(start.actual, indicator.unit, lang),
        actual_year=start.actual_year,
        goal=goal_words(start.goal, start.goal_year, targets, indicator.unit, lang),
        goal_year=start.goal_year,
    )
    return _HTML.paces([(message(f"catch_up.{name}", lang), text) for name, text in pairs], inputs)


def outcome(drawn: CatchUp, start: Start, targets: Sequence[Row], indicator: IndicatorRecord, lang: str) -> str:
    """The year that a pace leads to, in one sentence."""
    goal = goal_words(start.goal, start.goal_year, targets, indicator.unit, lang)
    if drawn.arrival_year is None or drawn.arrival_year > LAST_YEAR:
        return message("catch_up.never", lang, goal=goal)
    kind = "meets" if drawn.arrival_year <= start.goal_year else "late"
    return message(f"catch_up.{kind}", lang, goal=goal, year=drawn.arrival_year, due=start.goal_year)
