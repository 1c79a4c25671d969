"""Ranges and ticks of the axes of a chart of years."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date

from kpi.charts.scene.marks import Axis
from kpi.model import vocabulary
from kpi.words import format_number, format_value, is_count, message

FIRST_YEAR = vocabulary.FIRST_YEAR
LAST_YEAR = vocabulary.LAST_YEAR
MILESTONE_YEARS = (FIRST_YEAR, *vocabulary.MILESTONE_YEARS)
_ROOM_OVER_TICK = 0.05
_ROOM_OVER_VALUE = 0.1
_TICKS = 5
_BOUNDED_TOP = {"%": 100.0, "index_0_1": 1.0, "score_0_100": 100.0}
_SHOW_WHOLE_SCALE_FROM = 0.6
_RANK = "rank"
_FIRST_RANK = 1
_STEPS = (1, 2, 2.5, 5, 10)


def year_position(day: date) -> float:
    """Where a day stands on the axis of years: the end of year Y stands at Y.

    So a target for the end of 2025 and the actual for 2025 share a place; 30 June 2025 stands at 2024.5.
    """
    start = date(day.year, 1, 1)
    length = (date(day.year + 1, 1, 1) - start).days
    return day.year - 1 + ((day - start).days + 1) / length


def year_tick(year: int, lang: str) -> str:
    """What stands under a tick of the axis of years: it marks the end of the year, and says so ('hết 2025')."""
    return message("chart_words.year_tick", lang, year=year)


def year_tick_format(lang: str) -> str:
    """The same as a number format of office programs: '"hết "0'."""
    return '"' + message("chart_words.year_tick", lang, year='"0"').removesuffix('""')


def value_axis(values: Iterable[float], unit: str, lang: str) -> Axis:
    """An axis that holds every value and zero, with round ticks in the reader's language.

    A share, index or score that reaches 60 % of its scale is shown on the whole scale, and no tick
    ever stands beyond the scale. Nothing is counted in halves. An axis of ranks begins at 1, which stands on top.
    """
    present = [value for value in values if math.isfinite(value)]
    if unit == _RANK:
        return _rank_axis(present, lang)
    top = max([0.0, *present])
    bottom = min([0.0, *present])
    bound = _BOUNDED_TOP.get(unit)
    if bound is not None and top >= bound * _SHOW_WHOLE_SCALE_FROM:
        top = max(top, bound)
    elif top == bottom:
        top = 1.0
    step = _step(top - bottom, whole=is_count(unit))
    ticks = [step * index for index in range(math.floor(bottom / step), math.ceil(top / step) + 1)]
    ticks = [round(tick, 10) for tick in ticks if bound is None or tick <= max(top, bound)]
    low = min(ticks[0], bottom)
    high = max(ticks[-1] + _ROOM_OVER_TICK * (ticks[-1] - low), top + _ROOM_OVER_VALUE * (top - low))
    labels = tuple(_tick_label(tick, unit, lang) for tick in ticks)
    return Axis(low, high, tuple(ticks), labels)


def _rank_axis(ranks: list[float], lang: str) -> Axis:
    """An axis of ranks, which holds every rank and the first; there is no rank 0, and none between two."""
    worst = max([_FIRST_RANK + 1, *ranks])
    step = int(_step(worst - _FIRST_RANK, whole=True))
    ticks = tuple(range(_FIRST_RANK, math.ceil(worst) + step, step))
    room = _ROOM_OVER_TICK * (ticks[-1] - ticks[0])
    best = min([_FIRST_RANK, *ranks])
    return Axis(ticks[-1] + room, best - room, ticks, tuple(format_number(tick, lang) for tick in ticks))


def _step(span: float, *, whole: bool) -> float:
    """The smallest round step that needs about five ticks; things that are counted get whole steps."""
    rough = max(span / _TICKS, 1.0) if whole else span / _TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    steps = [factor * power for factor in _STEPS if factor * power >= rough * 0.999]
    return next(step for step in steps if step == int(step) or not whole)


def _tick_label(tick: float, unit: str, lang: str) -> str:
    return format_value(tick, unit, lang) if unit == "%" else format_number(tick, lang)
