"""Many units on one scale: a small picture each, path and actuals, as SVG that a page lays out by its width."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kpi.charts import theme
from kpi.charts.axes import FIRST_YEAR, LAST_YEAR, value_axis
from kpi.charts.path.path_scene import path_scene
from kpi.charts.scene.labels import Box, Plane, Sizes, estimated_width
from kpi.charts.scene.marks import Axis, Scene
from kpi.charts.scene.roles import Role
from kpi.charts.scene.scale import Scale
from kpi.charts.svg.canvas import Svg
from kpi.charts.svg.marks import draw_labels, draw_marks
from kpi.charts.words import upper_edge
from kpi.model.records import Row

WIDTH, HEIGHT = 360, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 14, 16, 26
_YEARS = Scale(FIRST_YEAR, LAST_YEAR, _LEFT, WIDTH - _RIGHT)
_AXIS_TYPE = 12
_THIN = 0.72
_SIZES = Sizes(value=13, small=12, diamond=12, mark=11, stroke=12)
_FONT = "font-family=\"'Noto Sans','Segoe UI',Roboto,Arial,sans-serif\""


@dataclass(frozen=True)
class Panel:
    """What one picture shows; rows as in `kpi.charts.path.path_scene.path_scene`, of one unit and document."""

    path: Sequence[Row]
    targets: Sequence[Row]
    actuals: Sequence[Row]


def common_axis(panels: Sequence[Panel], national: Sequence[Row], unit: str, lang: str) -> Axis:
    """One scale that holds every value of every panel and the nation's targets."""
    values: list[float] = []
    for panel in panels:
        values += [float(row["value"]) for row in (*panel.path, *panel.actuals) if row["value"] is not None]
        values += [upper_edge(row) for row in panel.targets]
    values += [upper_edge(row) for row in national]
    return value_axis(values, unit, lang)


def panel_scene(
    panel: Panel,
    national: Sequence[Row],
    axis: Axis,
    series_order: Sequence[str],
    indicator: Mapping[str, Any],
    lang: str,
) -> Scene:
    """One unit: path, milestones, actuals by series, the nation's targets, without what was revised since.

    `series_order` gives each series its mark, the same in every panel. The last actual of each series and every
    milestone carry their value.
    """
    tables = (panel.path, panel.targets, panel.actuals)
    scene = path_scene(
        *tables, indicator, lang, national=national, nation_said=False, brief=True, axis=axis, series_order=series_order
    )
    return scene.without(Role.REVISED)


def panel_svg(scene: Scene) -> str:
    """The small picture of a panel's scene. The text alternative belongs to the `<img>` that shows it."""
    svg = Svg(WIDTH, HEIGHT, _THIN)
    plane = Plane(
        x=_YEARS,
        y=_values(scene.y),
        bounds=Box(_LEFT - 4, 0, WIDTH, HEIGHT - _BOTTOM + 6),
        sizes=_SIZES,
        measure=estimated_width,
        gap=2.0,
        outside=60.0,
    )
    settled = plane.settled(scene)
    draw_marks(svg, settled, plane)
    draw_labels(svg, settled, plane, halo=False)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f"{_FONT}>{_axes(scene.x, scene.y)}{svg.inside}</svg>"
    )


def series_mark_svg(position: int) -> str:
    """The mark of the series at `position` of the order, for a legend."""
    svg = Svg(16, 16, _THIN)
    svg.mark((8, 8), theme.series_look(Role.ACTUAL, position), _SIZES.mark)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16">{svg.inside}</svg>'


def _values(axis: Axis) -> Scale:
    return Scale(axis.low, axis.high, HEIGHT - _BOTTOM, _TOP)


@lru_cache(maxsize=64)
def _axes(years: Axis, values: Axis) -> str:
    """Grid lines with their values, and every second year, which is what there is room for; the same in every panel."""
    svg = Svg(WIDTH, HEIGHT, _THIN)
    for tick, label in zip(values.ticks, values.labels, strict=True):
        y = _values(values).at(tick)
        svg.line([(_LEFT, y), (WIDTH - _RIGHT, y)], theme.GRID, 1 / _THIN)
        svg.text((_LEFT - 6, y + 4), label, _AXIS_TYPE, theme.INK_MUTED, anchor="end")
    for year, label in list(zip(years.ticks, years.labels, strict=True))[::2]:
        svg.text((_YEARS.at(year), HEIGHT - 8), label, _AXIS_TYPE, theme.INK_MUTED, anchor="middle")
    return svg.inside
