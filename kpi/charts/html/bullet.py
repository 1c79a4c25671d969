"""The bullet bar: one figure on a line from zero, the target as a diamond, the nation as a stroke; plain HTML."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from kpi.charts.scene.scale import Scale
from kpi.markup import Markup, macros
from kpi.model.records import Row
from kpi.model.vocabulary import Qualifier
from kpi.reading.first_screen.headline import HeadlineBar
from kpi.words import format_value

_HTML = macros(__name__)
_WHOLE = 100.0
_ROOM = 7 / 6
"""How much longer than the longest bar a scale is."""
_STEPS = (1, 2, 2.5, 4, 5, 10)
_DEEPEST = 1e-9


@dataclass(frozen=True)
class Span:
    """A stretch of the line in per cent of its length."""

    start: float
    length: float


def bullet(bar: HeadlineBar, said: str) -> Markup:
    """The bar of a headline indicator; `said` is the whole of it in words, for those who do not see it."""
    scale = scale_of(bar)
    value = _span(scale, bar.actual) if bar.actual else None
    exact = bar.actual is not None and bar.actual["qualifier"] == Qualifier.EXACT
    ranges = [_span(scale, row) for row in bar.targets if row["value_high"] is not None and row["operator"] == "range"]
    bands = [Span(span.start, span.length) for span in ranges]
    goals = [] if bands else _places(scale, bar.targets)
    nation = _places(scale, [row for row in (bar.national_actual,) if row])
    nation_goal = _places(scale, [row for row in (bar.national_target,) if row])
    return _HTML.bullet(said, value, exact, bands, goals, nation, nation_goal)


def scale_words(bar: HeadlineBar, lang: str) -> str:
    """From where to where the line runs: '0–100 %'."""
    return f"0–{format_value(scale_of(bar).high, bar.indicator.unit, lang)}"


def scale_of(bar: HeadlineBar) -> Scale:
    """From zero to 100 % where something drawn lies above a half, else to a round number above all that is drawn."""
    rows = [row for row in (bar.actual, bar.national_actual, bar.national_target, *bar.targets) if row]
    values = [row[name] for row in rows for name in ("value", "value_high") if row[name] is not None]
    top = max(values, default=_WHOLE)
    if bar.indicator.unit == "%" and _WHOLE / 2 < top <= _WHOLE:
        return Scale(0.0, _WHOLE)
    return Scale(0.0, _round_above(top))


def _round_above(value: float) -> float:
    wanted = max(value, _DEEPEST) * _ROOM
    power = 10.0 ** math.floor(math.log10(wanted))
    return next(step * power for step in _STEPS if step * power >= wanted)


def _span(scale: Scale, row: Row) -> Span:
    """A target's range, or an actual's stretch from zero."""
    if row.get("operator") == "range":
        start = scale.at(row["value"])
        return Span(_share(start), _share(scale.at(row["value_high"]) - start))
    return Span(0.0, _share(scale.at(max(row["value"], 0.0))))


def _places(scale: Scale, rows: Iterable[Row]) -> list[float]:
    return list(dict.fromkeys(_share(scale.at(row["value"])) for row in rows))


def _share(place: float) -> float:
    return round(place * 100, 2)
