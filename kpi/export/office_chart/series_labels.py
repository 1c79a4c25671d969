"""On which side of its mark each number of a native chart stands, so that none covers another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kpi.charts.axes import FIRST_YEAR, LAST_YEAR
from kpi.charts.path.drawing import Drawing
from kpi.export.office_chart.series import ChartSeries, with_headroom
from kpi.export.picture.labels import Box, Labels

_PROMISES = ("official_target", "conflicting_target")
_LEFT_OUT_BELOW = 300.0
"""In a chart less wide than this (points), the nation's targets keep their marks but not their numbers."""
_AXIS_LINES, _LEGEND_LINES = 2, 4


def settled(
    series: Sequence[ChartSeries], drawing: Drawing, size: float, area: tuple[float, float], *, legend: bool
) -> list[ChartSeries]:
    """The series with each label on its best side; promises choose first, the nation's targets last.

    `area` is the chart's width and height in points; the plot inside it is estimated, since the office program
    lays it out. Without a `legend` the words beside the chart say the day stood on.
    """
    width, height = area
    plot = Box(size * 3, size * 1.5, width - size, height - size * 1.3 * (_LEGEND_LINES if legend else _AXIS_LINES))
    labels = Labels(Box(0, 0, width, plot.bottom + size))
    places = {id(item): [_at(point.x, point.y, drawing, plot) for point in item.points] for item in series}
    for item in series:
        for at in places[id(item)]:
            if at and item.symbol:
                labels.block(*at, item.size)
    unsaid = {"national_label"} if width < _LEFT_OUT_BELOW else set()
    unsaid |= set() if legend else {"as_of"}
    done: dict[int, ChartSeries] = {}
    for item in sorted(series, key=_rank):
        points = []
        for point, at in zip(item.points, places[id(item)], strict=True):
            text = "" if item.role in unsaid else point.label
            side = labels.side(at, text, size, point.place, item.size, bold=item.bold) if at and text else point.place
            points.append(replace(point, label=text, place=side))
        done[id(item)] = replace(item, points=tuple(points))
    return [done[id(item)] for item in series]


def _rank(series: ChartSeries) -> int:
    return 0 if series.role in _PROMISES else 2 if series.role in {"national_label", "as_of"} else 1


def _at(x: float, y: float | None, drawing: Drawing, plot: Box) -> tuple[float, float] | None:
    if y is None:
        return None
    axis = with_headroom(drawing.axis)
    across = (x - FIRST_YEAR) / (LAST_YEAR + 1 - FIRST_YEAR)
    up = (y - axis.low) / (axis.high - axis.low)
    return plot.left + across * (plot.right - plot.left), plot.bottom - up * (plot.bottom - plot.top)
