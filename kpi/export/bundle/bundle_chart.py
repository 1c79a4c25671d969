"""A small picture of one plan for the offline sheets: path, milestones and actuals, as SVG text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from kpi.charts import theme
from kpi.charts.axes import FIRST_YEAR, LAST_YEAR, year_tick
from kpi.charts.path.path_scene import path_scene
from kpi.charts.scene.labels import Box, Plane, Sizes, estimated_width
from kpi.charts.scene.marks import Points, Scene
from kpi.charts.scene.roles import ACTUALS, Role
from kpi.charts.scene.scale import Scale
from kpi.charts.svg.canvas import Svg
from kpi.charts.svg.marks import draw_labels, draw_marks
from kpi.markup import EMPTY, Markup, macros, trusted
from kpi.model.codes import PathMethod

_WIDTH, _HEIGHT = 300, 96
_SIDE, _TOP, _BOTTOM = 10, 20, 22
_THIN = 0.62
_SIZES = Sizes(value=11, small=11, diamond=9.5, mark=9, stroke=6)

Rows = Sequence[dict[str, Any]]
_HTML = macros(__name__)


def plan_scene(path: Rows, targets: Rows, actuals: Rows, indicator: Mapping[str, Any], lang: str) -> Scene:
    """One plan about one indicator; rows as in `path_scene`. The first and the last target carry their value."""
    # The path from a baseline belongs to one series and the actuals may belong to another: they must not meet.
    planned = [row for row in path if row["method"] != PathMethod.FROM_BASELINE]
    scene = path_scene(planned, targets, actuals, indicator, lang, brief=True).without_labels(*ACTUALS)
    return replace(scene, marks=tuple(_ends(mark) if isinstance(mark, Points) else mark for mark in scene.marks))


def _ends(points: Points) -> Points:
    if points.role is Role.CONFLICTING:
        return replace(points, marks=tuple(replace(mark, label="") for mark in points.marks))
    last = len(points.marks) - 1
    kept = (mark if place in {0, last} else replace(mark, label="") for place, mark in enumerate(points.marks))
    return replace(points, marks=tuple(kept))


def plan_chart(scene: Scene, name: str) -> Markup:
    """The picture; `name` is its text alternative. Empty where there is nothing to draw."""
    if not scene.marks:
        return EMPTY
    svg = Svg(_WIDTH, _HEIGHT, _THIN)
    plane = Plane(
        x=Scale(FIRST_YEAR, LAST_YEAR, _SIDE, _WIDTH - _SIDE),
        y=Scale(scene.y.low, scene.y.high, _HEIGHT - _BOTTOM, _TOP),
        bounds=Box(0, 0, _WIDTH, _HEIGHT - _BOTTOM + 5),
        sizes=_SIZES,
        measure=estimated_width,
        gap=1.0,
        outside=60.0,
    )
    base = _HEIGHT - _BOTTOM + 7
    svg.line([(_SIDE, base), (_WIDTH - _SIDE, base)], theme.BORDER, 1 / _THIN)
    settled = plane.settled(scene)
    draw_marks(svg, settled, plane)
    draw_labels(svg, settled, plane, halo=False)
    for year, anchor in ((FIRST_YEAR, "start"), (LAST_YEAR, "end")):
        at = (plane.x.at(year), _HEIGHT - 2)
        svg.text(at, year_tick(year, scene.lang), _SIZES.small, theme.INK_MUTED, anchor=anchor)
    return _HTML.chart(_WIDTH, _HEIGHT, name, trusted(svg.inside))
