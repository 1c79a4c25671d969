"""The marks of a scene, and the words beside them, drawn on a plane of an SVG."""

from __future__ import annotations

from itertools import pairwise

from kpi.charts.scene.labels import Plane
from kpi.charts.scene.marks import Band, Drawn, Line, Points, Rule, Scene
from kpi.charts.svg.canvas import Point, Svg

_ASCENT = 0.94
"""From the top of a line to its baseline, in sizes of type; its digits then stand in the middle."""
_ANCHORS = {"left": "end", "right": "start", "center": "middle"}


def draw_marks(svg: Svg, scene: Scene, plane: Plane) -> None:
    """Every mark in the scene's order."""
    for mark in scene.marks:
        _draw(svg, mark, plane)


def draw_labels(svg: Svg, scene: Scene, plane: Plane, *, halo: bool = True) -> None:
    """The words of a settled scene, over all marks; `halo` keeps them legible over lines."""
    for points in scene.marks:
        if not isinstance(points, Points):
            continue
        look, size = points.look, plane.sizes.type_of(points)
        for mark in points.marks:
            if mark.label:
                box, anchor = plane.box(points, mark, mark.place), _ANCHORS[mark.place.split()[1]]
                x = {"start": box.left, "end": box.right, "middle": (box.left + box.right) / 2}[anchor]
                at = (x, box.top + size * _ASCENT)
                svg.text(at, mark.label, size, look.label, bold=look.bold, anchor=anchor, halo=halo)


def _draw(svg: Svg, mark: Drawn, plane: Plane) -> None:
    look = mark.look
    match mark:
        case Band():
            for run in mark.runs:
                for before, after in pairwise(run):
                    svg.area(_outline(before, after, plane), look.colour)
        case Line():
            for spots in mark.runs:
                svg.line([plane.point(*spot) for spot in spots], look.colour, look.width, look.dash, look.opacity)
        case Rule():
            svg.line([plane.point(mark.x, mark.low), plane.point(mark.x, mark.high)], look.colour, look.width)
        case Points():
            _draw_points(svg, mark, plane)


def _draw_points(svg: Svg, points: Points, plane: Plane) -> None:
    look, half = points.look, plane.sizes.stroke
    for mark in points.marks:
        x, y = plane.point(mark.x, mark.y)
        if look.symbol == "stroke":
            svg.line([(x - half, y), (x + half, y)], look.colour, look.width)
        else:
            svg.mark((x, y), look, plane.sizes.of(points))


def _outline(before: tuple[float, float, float], after: tuple[float, float, float], plane: Plane) -> list[Point]:
    corners = [(before[0], before[1]), (after[0], after[1]), (after[0], after[2]), (before[0], before[2])]
    return [plane.point(*corner) for corner in corners]
