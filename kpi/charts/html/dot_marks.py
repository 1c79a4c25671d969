"""The marks of the dot plot: what was achieved, planned and promised, and where their texts stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpi.charts.axes import ValueAxis
from kpi.markup import EMPTY, Markup, macros

_HTML = macros(__name__)

KINDS = ("planned", "milestone", "conflicting", "required", "inexact", "actual")
"""Drawn in this order, so that what was achieved lies on top."""

WIDE, NARROW = "wide", "narrow"
_AXIS_WIDTHS = {WIDE: 700.0, NARROW: 220.0}
"""Pixels that the axis is long on the narrowest screen of each kind."""
_LETTER, _AROUND = 7.5, 16.0
"""Pixels that a letter takes up, and the room between a mark and its text."""


@dataclass(frozen=True)
class Mark:
    """One mark of a line: `kind` is one of `KINDS`; two `edges` are a range.

    `hover` is told of it to who points at it, under the unit's name.
    """

    kind: str
    edges: tuple[float, ...]
    hover: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class DotRow:
    """One unit; `tier` is None for one without a place."""

    name: str
    marks: tuple[Mark, ...]
    tier: int | None = None
    highlighted: bool = False


@dataclass(frozen=True)
class Scale:
    """Where values stand along an axis, as shares of it from the left (an axis may run downwards)."""

    axis: ValueAxis

    def at(self, value: float) -> float:
        """The share; below 0 or above 1 outside the axis."""
        return (value - self.axis.low) / (self.axis.high - self.axis.low)

    def left(self, value: float) -> str:
        """The same as a style."""
        return f"left:{percent(self.at(value))}"

    def tipped(self, value: float) -> str:
        """The same for a mark, whose tip lies back by that share of itself, so that it stays over the plot."""
        return f"{self.left(value)};--back:{percent(-self.at(value))}"

    def between(self, first: float, last: float) -> str:
        """From one value to another as a style."""
        low, high = sorted((self.at(first), self.at(last)))
        return f"left:{percent(low)};width:{percent(high - low)}"


@dataclass(frozen=True)
class Labels:
    """What decides about texts: the axis, upright lines across the rows, and the kind that the figure is about."""

    scale: Scale
    lines: Sequence[float]
    subject: str


def percent(share: float) -> str:
    """A share as a length."""
    return f"{share * 100:.3f}".rstrip("0").rstrip(".") + "%"


def marks_html(row: DotRow, labels: Labels) -> Markup:
    """The marks of one line and their texts, placed along it; a thin line leads from zero to the farthest."""
    ordered = sorted(row.marks, key=lambda mark: KINDS.index(mark.kind))
    edges = [edge for mark in row.marks for edge in mark.edges]
    guide = labels.scale.between(min(0.0, *edges), max(0.0, *edges))
    marks = [_mark(row, mark, labels.scale) for mark in ordered]
    return _HTML.marks(guide, marks, [text for mark in ordered for text in _texts(row, mark, labels)])


def key_html(kind: str, name: str) -> Markup:
    """A kind of marks for the legend."""
    return _HTML.key(kind, name)


def _mark(row: DotRow, mark: Mark, scale: Scale) -> tuple[str, str, list[str], Markup]:
    """Kind, the range as CSS (empty without one), the dots as CSS, and what is told to who points at them."""
    span = scale.between(mark.edges[0], mark.edges[-1]) if len(mark.edges) > 1 else ""
    tip = tip_html((row.name, *mark.hover)) if mark.hover else EMPTY
    return mark.kind, span, [scale.tipped(edge) for edge in dict.fromkeys(mark.edges)], tip


def tip_html(lines: Sequence[str]) -> Markup:
    """What is told to who points at a mark, the first line foremost."""
    return _HTML.tip(lines[0], lines[1:])


def _texts(row: DotRow, mark: Mark, labels: Labels) -> Iterator[tuple[str, str, str]]:
    """The text of a mark where there is room for it, on wide screens and on narrow ones: classes, place and text."""
    if not mark.text:
        return
    subject = " subject" if mark.kind == labels.subject else ""
    places = {screen: _uncovered_place(row, mark, labels, screen) for screen in (WIDE, NARROW)}
    screens = {"": places[WIDE]} if places[WIDE] == places[NARROW] else {f" {key}": at for key, at in places.items()}
    for screen, place in screens.items():
        if place is not None:
            edge, side = place
            yield f"{side} {mark.kind}{subject}{screen}", labels.scale.left(edge), mark.text


@dataclass(frozen=True)
class _Room:
    """Where texts and marks stand along the axis of a screen."""

    labels: Labels
    row: DotRow
    mark: Mark
    width: float

    def free(self, *, right: bool, past_lines: bool) -> bool:
        """Whether a side has room for the text before another mark, the end of the axis, and an upright line."""
        at = self.labels.scale.at
        edges = [at(edge) for edge in self.mark.edges]
        others = [at(edge) for mark in self.row.marks if mark is not self.mark for edge in mark.edges]
        lines = [] if past_lines else [at(line) for line in self.labels.lines]
        room = (len(self.mark.text) * _LETTER + _AROUND) / self.width
        start = max(edges) if right else -min(edges)
        blocked = (other if right else -other for other in (*others, *lines))
        return start + room <= (1.0 if right else 0.0) and not any(0 < other - start < room for other in blocked)


def _uncovered_place(row: DotRow, mark: Mark, labels: Labels, screen: str) -> tuple[float, str] | None:
    """As `_label_place`; None also where the text would lie over that of what the figure is about."""
    place = _label_place(row, mark, labels, screen)
    if place is None or mark.kind == labels.subject:
        return place
    for subject in row.marks:
        there = _label_place(row, subject, labels, screen) if subject.kind == labels.subject and subject.text else None
        if there is not None:
            low, high = _extent(mark, place, labels, screen)
            other_low, other_high = _extent(subject, there, labels, screen)
            if low < other_high and other_low < high:
                return None
    return place


def _extent(mark: Mark, place: tuple[float, str], labels: Labels, screen: str) -> tuple[float, float]:
    """From where to where a text reaches, as shares of the axis."""
    at, room = labels.scale.at(place[0]), (len(mark.text) * _LETTER + _AROUND) / _AXIS_WIDTHS[screen]
    return (at, at + room) if place[1] == "right" else (at - room, at)


def _label_place(row: DotRow, mark: Mark, labels: Labels, screen: str) -> tuple[float, str] | None:
    """At which edge of a mark its text stands and on which side; None where there is no room for it.

    Right of it, else left of it, else over an upright line; what the figure is about always has its text, if need be
    over another mark where the axis is longer.
    """
    room = _Room(labels, row, mark, _AXIS_WIDTHS[screen])
    rightmost, leftmost = max(mark.edges, key=labels.scale.at), min(mark.edges, key=labels.scale.at)
    for past_lines in (False, True):
        if room.free(right=True, past_lines=past_lines):
            return rightmost, "right"
        if room.free(right=False, past_lines=past_lines):
            return leftmost, "left"
    if mark.kind != labels.subject:
        return None
    has_more_right = 1 - labels.scale.at(rightmost) >= labels.scale.at(leftmost)
    return (rightmost, "right") if has_more_right else (leftmost, "left")
