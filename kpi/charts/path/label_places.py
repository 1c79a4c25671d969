"""Where the values beside marks may stand without writing over each other.

A browser knows the exact size of a text only after drawing it; here it is estimated from the size of the type,
for the narrowest plot that a figure is meant for. Wider plots only leave more room.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import pairwise
from typing import Any

from kpi.charts.canvas import Canvas
from kpi.charts.path.drawing import LEFT_EDGE, RIGHT_EDGE, Drawing

_PLOT_WIDTH = {False: 840.0, True: 290.0}
_PLOT_HEIGHT = {False: 340.0, True: 250.0}
_WIDE_LETTER, _NARROW_LETTER, _LINE = 0.64, 0.28, 1.2
_NARROW = frozenset(" .,()\u202f\u00a0iIl")
_LABELLED = ("official_target", "conflicting_target", "actual", "actual_inexact", "national_label")
_MARKED = ("official_target", "conflicting_target", "actual", "actual_inexact", "actual_revised")
_LINED = ("interpolated", "held", "actual_line", "projection", "national")
_ON_TEXT, _ON_MARK, _ON_LINE, _OUTSIDE = 100.0, 20.0, 1.0, 2.0
_LEFT_OUT_FROM = {"national_label": _ON_MARK, "actual": _ON_TEXT, "actual_inexact": _ON_TEXT}
_LINE_DOT = 3.0
_PLACES = (
    "top left",
    "top right",
    "bottom right",
    "bottom left",
    "top center",
    "bottom center",
    "middle right",
    "middle left",
)

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels from the plot's upper left corner."""


@dataclass
class _Plane:
    """The plot in pixels, with what already stands on it and how badly each thing may be written over."""

    left: float
    per_year: float
    high: float
    per_unit: float
    width: float
    height: float
    margin: float
    taken: list[tuple[Box, float]] = field(default_factory=list)

    def point(self, x: float, y: float) -> tuple[float, float]:
        return (x - self.left) * self.per_year, (self.high - y) * self.per_unit

    def take(self, box: Box, cost: float) -> None:
        self.taken.append((box, cost))

    def cost(self, box: Box) -> float:
        """How much a text in this box would write over, and how far it would leave the plot."""
        outside = max(0.0, -box[0]) + max(0.0, box[2] - self.width - self.margin)
        below = max(0.0, box[3] - self.height)
        return sum(cost for other, cost in self.taken if _meet(box, other)) + _OUTSIDE * (outside + below)


def _meet(first: Box, second: Box) -> bool:
    across = first[0] < second[2] and second[0] < first[2]
    return across and first[1] < second[3] and second[1] < first[3]


def arrange_labels(drawing: Drawing, canvas: Canvas) -> None:
    """Move the values of a path figure to free places beside their marks.

    A value keeps the place it has when that is free. Values of targets come first and always stay; an actual that
    could only stand on another value, and a national one that could only stand on a mark, are left to the pointer.
    """
    axis = drawing.axis
    width, height = _PLOT_WIDTH[canvas.compact], _PLOT_HEIGHT[canvas.compact]
    per_year, per_unit = width / (RIGHT_EDGE - LEFT_EDGE), height / (axis.high - axis.low)
    plane = _Plane(LEFT_EDGE, per_year, axis.high, per_unit, width, height, canvas.scale.right)
    of_role: dict[str, list[dict[str, Any]]] = {}
    for trace in drawing.traces:
        of_role.setdefault(trace["meta"]["role"], []).append(trace)
    for role in _LINED:
        _take_lines(plane, of_role.get(role, ()))
    for role in _MARKED:
        _take_marks(plane, of_role.get(role, ()))
    for role in _LABELLED:
        for trace in of_role.get(role, ()):
            _settle(plane, trace, _LEFT_OUT_FROM.get(role, math.inf))


def _take_lines(plane: _Plane, traces: Iterable[dict[str, Any]]) -> None:
    for trace in traces:
        for (x0, y0), (x1, y1) in _segments(plane, trace):
            steps = max(1, int(max(abs(x1 - x0), abs(y1 - y0)) / (2 * _LINE_DOT)))
            for step in range(steps + 1):
                x, y = x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps
                plane.take((x - _LINE_DOT, y - _LINE_DOT, x + _LINE_DOT, y + _LINE_DOT), _ON_LINE)


def _segments(plane: _Plane, trace: dict[str, Any]) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    points = list(zip(trace["x"], trace["y"], strict=True))
    for (x0, y0), (x1, y1) in pairwise(points):
        if None not in {x0, y0, x1, y1}:
            yield plane.point(x0, y0), plane.point(x1, y1)


def _take_marks(plane: _Plane, traces: Iterable[dict[str, Any]]) -> None:
    for trace in traces:
        half = trace["marker"]["size"] / 2
        for x, y in zip(trace["x"], trace["y"], strict=True):
            px, py = plane.point(x, y)
            plane.take((px - half, py - half, px + half, py + half), _ON_MARK)


def _settle(plane: _Plane, trace: dict[str, Any], left_out_from: float) -> None:
    """Give each text of a trace its cheapest place, the present one first among equals; leave out the dearest."""
    texts, places = list(trace["text"]), list(trace["textposition"])
    for number, (x, y, text) in enumerate(zip(trace["x"], trace["y"], texts, strict=True)):
        if not text:
            continue
        point, size = plane.point(x, y), (_width(text, trace["textfont"]["size"]), trace["textfont"]["size"] * _LINE)
        choices = sorted(_PLACES, key=lambda place: place != places[number])
        boxes = {place: _box(point, size, trace["marker"]["size"] / 2, place) for place in choices}
        best = min(choices, key=lambda place: plane.cost(boxes[place]))
        if plane.cost(boxes[best]) >= left_out_from:
            texts[number] = ""
            continue
        places[number] = best
        plane.take(boxes[best], _ON_TEXT)
    trace |= {"text": texts, "textposition": places}


def _width(text: str, size: float) -> float:
    letters = unescape(text)
    narrow = sum(letter in _NARROW for letter in letters)
    return size * (narrow * _NARROW_LETTER + (len(letters) - narrow) * _WIDE_LETTER)


def _box(point: tuple[float, float], size: tuple[float, float], half: float, place: str) -> Box:
    vertical, horizontal = place.split()
    x, y = point
    width, height = size
    left = {"left": x - half - width, "center": x - width / 2, "right": x + half}[horizontal]
    top = {"top": y - half - height, "middle": y - height / 2, "bottom": y + half}[vertical]
    return left, top, left + width, top + height
