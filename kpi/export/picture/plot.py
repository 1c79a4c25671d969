"""The path figure as SVG: the marks of a `Drawing`, on the same axes, in the same colours as on screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from kpi.charts import theme
from kpi.charts.path.drawing import LEFT_EDGE, RIGHT_EDGE, Drawing
from kpi.export.picture.labels import Box, Labels
from kpi.export.picture.legend import Entry, draw_legend, legend_height
from kpi.export.picture.metrics import text_width
from kpi.export.picture.svg import Svg
from kpi.words import unit_name

_LATE_YEAR = 2035
_DEFAULT_MARK = 11.0
_ABOVE_TOP = 1.1
"""Room above the highest grid line, in sizes of type, for the numbers of marks that stand there."""
_LINE_ROOM = 2.0
"""Pixels above and below a short line, such as a target of the nation, that labels leave free."""
_NARROW = 600.0
"""In a picture narrower than this the nation's targets keep their lines but not their numbers."""


@dataclass(frozen=True)
class Type:
    """Sizes of type in pixels, scaled with the picture."""

    body: float = theme.SIZE_BODY
    small: float = theme.SIZE_SMALL
    value: float = theme.SIZE_VALUE

    def scaled(self, factor: float) -> Type:
        """The same, larger or smaller."""
        return Type(self.body * factor, self.small * factor, self.value * factor)


class Plot:
    """One drawing inside a rectangle of a picture."""

    def __init__(self, svg: Svg, drawing: Drawing, frame: Box, sizes: Type) -> None:
        self._svg = svg
        self._drawing = drawing
        self._sizes = sizes
        self._entries = list(_entries(drawing))
        widest = max(text_width(label, sizes.body) for label in drawing.axis.labels)
        legend = legend_height(self._entries, frame.right - frame.left, sizes.small)
        self._frame = frame
        self._area = Box(
            frame.left + widest + 10,
            frame.top + sizes.small * 1.5 + sizes.value * _ABOVE_TOP,
            frame.right - sizes.value * 2.2,
            frame.bottom - legend - sizes.body * 1.7 - sizes.small * 0.6,
        )
        self._labels = Labels(Box(frame.left, frame.top, frame.right, self._area.bottom + sizes.body * 0.2))

    def draw(self) -> None:
        """Axes, marks, numbers and legend."""
        self._axes()
        self._notes()
        self._block_marks()
        order = {"national": 0, "national_label": 0}
        for trace in sorted(self._drawing.traces, key=lambda t: order.get(t["meta"]["role"], 1)):
            self._trace(trace)
        self._shapes()
        for trace in sorted(self._drawing.traces, key=_label_rank):
            if trace["meta"]["role"] != "national_label" or self._frame.right - self._frame.left >= _NARROW:
                self._texts(trace)
        bottom = self._frame.bottom - legend_height(
            self._entries, self._frame.right - self._frame.left, self._sizes.small
        )
        draw_legend(
            self._svg,
            self._entries,
            (self._frame.left, bottom),
            self._frame.right - self._frame.left,
            self._sizes.small,
        )

    def _x(self, year: float) -> float:
        return self._area.left + (year - LEFT_EDGE) / (RIGHT_EDGE - LEFT_EDGE) * (self._area.right - self._area.left)

    def _y(self, value: float) -> float:
        axis = self._drawing.axis
        return self._area.bottom - (value - axis.low) / (axis.high - axis.low) * (self._area.bottom - self._area.top)

    def _axes(self) -> None:
        axis, area, body = self._drawing.axis, self._area, self._sizes.body
        for tick, label in zip(axis.ticks, axis.labels, strict=True):
            y = self._y(tick)
            self._svg.line([(area.left, y), (area.right, y)], theme.GRID, 1)
            self._svg.text((area.left - 8, y + body * 0.36), label, body, theme.INK_MUTED, anchor="end")
            beside = area.left - 8 - text_width(label, body)
            self._labels.cover(Box(beside, y - body * 0.5, area.left - 8, y + body * 0.5))
        self._svg.line([(area.left, area.bottom), (area.right, area.bottom)], theme.BORDER, 1)
        for year in self._drawing.years:
            self._svg.text(
                (self._x(year), area.bottom + body * 1.35), str(year), body, theme.INK_MUTED, anchor="middle"
            )

    def _notes(self) -> None:
        """The unit above the axis, the day stood on, and that there is no actual where there is none."""
        drawing, area, small = self._drawing, self._area, self._sizes.small
        above = self._frame.top + small
        if drawing.unit != "%":
            self._svg.text((self._frame.left, above), unit_name(drawing.unit, drawing.lang), small, theme.INK_MUTED)
        if drawing.as_of:
            year, words = drawing.as_of
            if LEFT_EDGE <= year <= RIGHT_EDGE:
                x = self._x(year)
                self._svg.line([(x, above + small * 0.4), (x, area.bottom)], theme.BASELINE, 1.5)
                anchor = "end" if year > _LATE_YEAR else "start"
                self._svg.text((x, above), words, small, theme.INK_MUTED, anchor=anchor)
                width = text_width(words, small) * (-1 if anchor == "end" else 1)
                self._labels.cover(Box(min(x, x + width), above - small, max(x, x + width), above + small * 0.25))
        if drawing.alone:
            height = area.bottom - area.top
            y = area.top + height * 0.09 if drawing.lower_better else area.bottom - height * 0.05
            self._svg.text((area.right, y), f"○ {drawing.alone}", self._sizes.value, theme.INK_MUTED, anchor="end")
            width = text_width(f"○ {drawing.alone}", self._sizes.value)
            self._labels.block(area.right - width / 2, y - self._sizes.value * 0.3, self._sizes.value)

    def _trace(self, trace: dict[str, Any]) -> None:
        role = trace["meta"]["role"]
        if role.endswith("_year"):  # unseen marks that only speak when pointed at
            return
        points = self._points(trace)
        if trace.get("fill"):
            for run in _runs(points):
                self._svg.area(run, trace["fillcolor"])
        elif "lines" in trace["mode"]:
            line = trace["line"]
            for run in _runs(points):
                self._svg.line(run, line["color"], line["width"], _dash(line), trace.get("opacity", 1.0))
        elif "markers" in trace["mode"] and trace["marker"]["color"] != theme.TRANSPARENT:
            marker = trace["marker"]
            for point in points:
                if point:
                    edge = marker["line"]
                    symbol = marker.get("symbol", "circle")
                    self._svg.mark(
                        point,
                        symbol,
                        marker["size"],
                        marker["color"],
                        edge["color"],
                        edge["width"],
                        trace.get("opacity", 1.0),
                    )

    def _points(self, trace: dict[str, Any]) -> list[tuple[float, float] | None]:
        pairs = zip(trace["x"], trace["y"], strict=True)
        return [None if x is None or y is None else (self._x(x), self._y(y)) for x, y in pairs]

    def _block_marks(self) -> None:
        for trace in self._drawing.traces:
            if "markers" in trace["mode"] and trace["marker"]["color"] != theme.TRANSPARENT:
                for point in self._points(trace):
                    if point:
                        self._labels.block(*point, trace["marker"]["size"])
        for shape in self._drawing.shapes:
            left, right = sorted((self._x(shape["x0"]), self._x(shape["x1"])))
            low, high = sorted((self._y(shape["y0"]), self._y(shape["y1"])))
            self._labels.cover(Box(left, low - _LINE_ROOM, right, high + _LINE_ROOM))

    def _texts(self, trace: dict[str, Any]) -> None:
        if "text" not in trace.get("mode", ""):
            return
        font = trace["textfont"]
        size = font["size"] / theme.SIZE_VALUE * self._sizes.value
        bold = font.get("weight", 400) >= 600
        places = trace["textposition"]
        for index, (text, point) in enumerate(zip(trace["text"], self._points(trace), strict=True)):
            if not text or point is None:
                continue
            wanted = places if isinstance(places, str) else places[index]
            words = unescape(text)
            mark = trace["marker"]["size"] if trace["marker"]["color"] != theme.TRANSPARENT else _DEFAULT_MARK
            label = self._labels.place(*point, words, size, wanted, mark, bold=bold)
            self._svg.text((label.x, label.y), words, size, font["color"], bold=bold, anchor=label.anchor, halo=True)

    def _shapes(self) -> None:
        for shape in self._drawing.shapes:
            ends = [(self._x(shape["x0"]), self._y(shape["y0"])), (self._x(shape["x1"]), self._y(shape["y1"]))]
            self._svg.line(ends, shape["line"]["color"], shape["line"]["width"])


def _label_rank(trace: dict[str, Any]) -> int:
    """Promises of the plan get their place first, then figures, then the nation's targets."""
    role = trace["meta"]["role"]
    return 0 if role in {"official_target", "conflicting_target"} else 2 if role == "national_label" else 1


def _dash(line: dict[str, Any]) -> str:
    return str(line.get("dash", ""))


def _runs(points: list[tuple[float, float] | None]) -> Iterator[list[tuple[float, float]]]:
    """Stretches between gaps."""
    run: list[tuple[float, float]] = []
    for point in [*points, None]:
        if point is not None:
            run.append(point)
        elif run:
            yield run
            run = []


def _entries(drawing: Drawing) -> Iterator[Entry]:
    """The legend in the order of the screen."""
    named = [trace for trace in drawing.traces if trace.get("name") and trace.get("showlegend", True)]
    for trace in sorted(named, key=lambda trace: trace["legendrank"]):
        name = unescape(trace["name"])
        if trace.get("fill"):
            yield Entry(name, area=trace["fillcolor"])
        elif "markers" in trace["mode"]:
            marker = trace["marker"]
            yield Entry(name, marker["color"], symbol=marker.get("symbol", "circle"))
        else:
            yield Entry(name, trace["line"]["color"], dash=_dash(trace["line"]), width=trace["line"]["width"])
