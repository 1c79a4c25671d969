"""The axis of days that the charts of tasks share: its months, and the day stood on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kpi.charts import theme
from kpi.charts.scene.marks import Axis, Day
from kpi.charts.scene.roles import Role
from kpi.words import format_date, message

_MARGIN_DAYS = 12
_TICKS = 6


def month_axis(days: Sequence[date], day: date) -> Axis:
    """Months that hold every one of `days` and the day stood on."""
    first, last = min([*days, day]), max([*days, day])
    months = _months(first, last)
    return Axis(
        first.toordinal() - _MARGIN_DAYS,
        last.toordinal() + _MARGIN_DAYS,
        tuple(month.toordinal() for month in months),
        tuple(f"{month.month}/{month.year}" for month in months),
    )


def day_mark(days: Sequence[date], day: date, lang: str, *, is_today: bool) -> Day:
    """The day stood on; its name runs to the side that has more room."""
    first, last = min([*days, day]), max([*days, day])
    key = "task_timeline.today" if is_today else "task_timeline.as_of"
    text = message(key, lang, day=format_date(day, lang))
    early = 4 * (day - first) < last - first
    look = replace(theme.look(Role.DAY), colour=theme.INK, label=theme.INK)
    return Day(day.toordinal(), text, look, "right" if early else "left")


def _months(first: date, last: date) -> list[date]:
    """Every month's first day from `first` to `last`, thinned to six at most."""
    months = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13)]
    within = [month for month in months if first.replace(day=1) <= month <= last]
    step = next(step for step in (1, 2, 3, 6, 12, 24, 60) if len(within) <= _TICKS * step)
    return within[::step]
