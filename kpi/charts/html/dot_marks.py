"""The marks of the dot plot: what was achieved, what was planned and the targets, and where their texts stand."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kpi.charts.scene import scale as places
from kpi.charts.scene.labels import ON_LINE, ON_MARK, Box, Placer
from kpi.charts.scene.marks import Axis
from kpi.markup import EMPTY, Markup, macros

_HTML = macros(__name__)

KINDS = ("planned", "milestone", "conflicting", "required", "inexact", "actual")
"""Drawn in this order, so that what was achieved lies on top."""

WIDE, NARROW = "wide", "narrow"
_AXIS_WIDTHS = {WIDE: 700.0, NARROW: 220.0}
"""Pixels that the axis is long on the narrowest screen of each kind."""
_LETTER, _AROUND = 7.5, 16.0
"""Pixels that a letter takes up, and the room between a mark and its text."""
_OUTSIDE = 1000.0
"""Beyond the axis there is nothing to write on."""


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
    """Where values stand along an axis, as lengths of a style sheet from the left (an axis may run downwards)."""

    axis: Axis

    def at(self, value: float) -> float:
        """The share of the axis; below 0 or above 1 outside it."""
        return self._scale.at(value)

    @cached_property
    def _scale(self) -> places.Scale:
        return places.Scale(self.axis.low, self.axis.high)

    @property
    def start(self) -> float:
        """Zero, or the place of the axis that is nearest to it."""
        low, high = sorted((self.axis.low, self.axis.high))
        return min(max(0.0, low), high)

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
    """What decides about texts: the axis, upright lines across the rows, and the kind that the chart is about."""

    scale: Scale
    lines: Sequence[float]
    subject: str


def percent(share: float) -> str:
    """A share as a length."""
    return f"{share * 100:.3f}".rstrip("0").rstrip(".") + "%"


def marks_html(row: DotRow, labels: Labels) -> Markup:
    """The marks of one line and their texts, placed along it; a thin line leads to the farthest.

    It leads from zero, or from the first rank's end of the axis, which has no zero.
    """
    ordered = sorted(row.marks, key=lambda mark: KINDS.index(mark.kind))
    edges = [edge for mark in row.marks for edge in mark.edges]
    guide = labels.scale.between(min(labels.scale.start, *edges), max(labels.scale.start, *edges))
    marks = [_mark(row, mark, labels.scale) for mark in ordered]
    wide, narrow = (_sides(ordered, labels, screen) for screen in (WIDE, NARROW))
    texts = [text for mark in ordered for text in _texts(mark, wide.get(id(mark)), narrow.get(id(mark)), labels)]
    return _HTML.marks(guide, marks, texts)


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


_Side = tuple[float, str] | None
"""At which edge of a mark its text stands, and on which side; None where there is no room for it."""


def _texts(mark: Mark, wide: _Side, narrow: _Side, labels: Labels) -> Iterator[tuple[str, str, str]]:
    """The text of a mark where there is room for it, on wide screens and on narrow ones: classes, place and text."""
    subject = " subject" if mark.kind == labels.subject else ""
    screens = {"": wide} if wide == narrow else {f" {WIDE}": wide, f" {NARROW}": narrow}
    for screen, side in screens.items():
        if side is not None:
            yield f"{side[1]} {mark.kind}{subject}{screen}", labels.scale.left(side[0]), mark.text


def _sides(marks: Sequence[Mark], labels: Labels, screen: str) -> dict[int, _Side]:
    """Where the text of each mark stands: right of it, else left of it, else over an upright line.

    What the chart is about chooses first and always has its text, if need be over another mark where the axis is
    longer; the others have theirs where it covers neither a mark nor a text.
    """
    width = _AXIS_WIDTHS[screen]
    placer = Placer(Box(0.0, 0.0, width, 1.0), outside=_OUTSIDE)
    for value in labels.lines:
        placer.take(_box(labels, value, 0.0, width), ON_LINE)
    for mark in marks:
        for edge in mark.edges:
            placer.take(_box(labels, edge, 0.0, width), ON_MARK)
    sides: dict[int, _Side] = {}
    for mark in sorted(marks, key=lambda mark: mark.kind != labels.subject):
        if mark.text:
            room = len(mark.text) * _LETTER + _AROUND
            edges = {"right": max(mark.edges, key=labels.scale.at), "left": min(mark.edges, key=labels.scale.at)}
            boxes = (
                ("right", _box(labels, edges["right"], room, width)),
                ("left", _box(labels, edges["left"], -room, width)),
            )
            side = placer.place(boxes, math.inf if mark.kind == labels.subject else ON_MARK)
            sides[id(mark)] = None if side is None else (edges[side], side)
    return sides


def _box(labels: Labels, value: float, reach: float, width: float) -> Box:
    """From a value so many pixels to the right, or to the left where `reach` is below 0."""
    start = labels.scale.at(value) * width
    return Box(min(start, start + reach), 0.0, max(start, start + reach), 1.0)
