"""A bullet bar: one actual as a bar, the targets as diamonds on it; HTML without a chart library.

What is known of the actual stays visible: 'at least' goes on in an arrow, 'at most' and 'about' end without an edge.
Every label stands under its mark, in lanes, so that no two of them cover each other.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kpi.charts.scene.scale import Scale
from kpi.markup import EMPTY, Markup, macros
from kpi.model.vocabulary import Qualifier

_HTML = macros(__name__)

_BOUNDED_TOP = {"%": 100.0, "index_0_1": 1.0, "score_0_100": 100.0}
_WHOLE_FROM = 0.5
"""A share is drawn on its whole scale from this part of it on, else on a shorter one that holds every mark."""
_ROOM = 1.15
_STEPS = (1, 2, 2.5, 4, 5, 6, 8, 10)
_CHARACTERS = 46
"""So many characters of a label fit side by side under the narrowest bar, that of a phone."""
_BETWEEN = 2
"""At least so many characters lie between two labels of a lane."""


class MarkKind(StrEnum):
    """What a mark on the bar stands for."""

    TARGET = "target"
    CONFLICTING = "conflicting"
    NATION = "nation"


@dataclass(frozen=True)
class BarMark:
    """A value to hold the bar against: a target with its year, or the nation's value beside a province's.

    `value_high` is the upper end of a range, `text` what stands under the mark: '≥ 30 % (2030)'.
    """

    value: float
    text: str
    kind: MarkKind = MarkKind.TARGET
    value_high: float | None = None


@dataclass(frozen=True)
class BarValue:
    """The actual: its number as a bar, `text` in big type ('≥ 91 %') and `note` beside it: period, way of counting.

    A band has its upper end in `value_high`; `qualifier` is one of `Qualifier`.
    """

    value: float
    text: str
    note: str = ""
    qualifier: str = Qualifier.EXACT
    value_high: float | None = None


@dataclass(frozen=True)
class BulletBar:
    """One indicator: `actual` None where there is none, then `absent` says so; `spoken` is the bar in words.

    Every value lies between `low` and `high`, the ends of the scale; `ends` stand beside them. `status` is the verdict
    as finished HTML, `more` finished HTML below the bar.
    """

    name: str
    actual: BarValue | None
    marks: Sequence[BarMark]
    low: float
    high: float
    spoken: str
    ends: tuple[str, str] = ("", "")
    url: str = ""
    absent: str = ""
    status: Markup = EMPTY
    more: Markup = EMPTY


def bar_range(values: Iterable[float], unit: str) -> tuple[float, float]:
    """The ends of a scale from zero that holds every value: the whole of a share, else round and a little longer.

    Of values below zero the scale begins at the same round distance. Without any value it is the unit's own, or 0 to 1.
    """
    known = list(values)
    top = _BOUNDED_TOP.get(unit)
    largest, least = max([0.0, *known]), min([0.0, *known])
    if not known or (top is not None and least >= 0 and _WHOLE_FROM * top <= largest <= top):
        return 0.0, top or 1.0
    high = _rounded_up(largest * _ROOM) if largest else 0.0
    low = -_rounded_up(-least * _ROOM) if least else 0.0
    return (low, high) if high > low else (0.0, 1.0)


def _rounded_up(value: float) -> float:
    power = 10.0 ** math.floor(math.log10(value))
    return next(round(step * power, 10) for step in _STEPS if step * power >= value * 0.999)


@dataclass(frozen=True)
class Label:
    """A mark's words in a lane (0 is the upper one): its place on the scale, and whether an end of it stops them."""

    mark: BarMark
    lane: int
    place: float
    side: str


def lanes(shown: BulletBar) -> list[Label]:
    """Where the label of each mark stands: in the first lane in which it covers no other one."""
    scale = Scale(shown.low, shown.high)
    found: list[Label] = []
    taken: list[list[tuple[float, float]]] = []
    for mark in sorted(shown.marks, key=lambda mark: mark.value):
        place = _middle(scale, mark)
        wide = min(1.0, (len(mark.text) + _BETWEEN) / _CHARACTERS)
        start = min(max(0.0, place - wide / 2), 1.0 - wide)
        side = "start" if start <= 0 else "end" if start >= 1.0 - wide else ""
        span = (start, start + wide)
        lane = next((at for at, others in enumerate(taken) if not _covers_any(span, others)), len(taken))
        taken += [[]] if lane == len(taken) else []
        taken[lane].append(span)
        found.append(Label(mark, lane, place, side))
    return found


def _middle(scale: Scale, mark: BarMark) -> float:
    high = mark.value if mark.value_high is None else mark.value_high
    return scale.at((mark.value + high) / 2)


def _covers_any(span: tuple[float, float], others: Iterable[tuple[float, float]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def bullet_bar_html(shown: BulletBar) -> Markup:
    """The indicator's name, verdict and value, its bar with the marks, and their words."""
    scale = Scale(shown.low, shown.high)
    labels = lanes(shown)
    fills = [] if shown.actual is None else _fills(scale, shown.actual)
    marks = [(mark, _place_of(scale, mark)) for mark in shown.marks]
    words = [(label.mark, label.lane + 1, label.side, f"left:{_percent(label.place)}") for label in labels]
    return _HTML.bar(shown, fills, marks, words)


def _fills(scale: Scale, actual: BarValue) -> list[tuple[str, str]]:
    """The parts of the bar from its start: class and place as CSS."""
    zero = scale.at(max(scale.low, 0.0))
    end = scale.at(actual.value)
    if actual.value_high is not None:
        return [("exact", _between(zero, end)), ("open", _between(end, scale.at(actual.value_high)))]
    kind = str(actual.qualifier)
    parts = [(kind, _between(zero, end))]
    if actual.qualifier == Qualifier.AT_LEAST:
        parts.append(("beyond", _between(end, 1.0)))
    return parts


def _place_of(scale: Scale, mark: BarMark) -> str:
    if mark.value_high is None:
        return f"left:{_percent(scale.at(mark.value))}"
    return _between(scale.at(mark.value), scale.at(mark.value_high))


def _between(start: float, end: float) -> str:
    low, high = sorted((start, end))
    return f"left:{_percent(low)};width:{_percent(high - low)}"


def _percent(share: float) -> str:
    return f"{share * 100:.2f}%"
