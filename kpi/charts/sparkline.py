"""A word-sized picture of actuals against their path, as inline SVG for cards and tables."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from html import escape
from typing import Any

from kpi.charts import theme
from kpi.charts.axes import FIRST_YEAR, LAST_YEAR
from kpi.charts.path.observations import row_dicts
from kpi.charts.path.path_scene import path_scene
from kpi.charts.scene.labels import Box, Plane, Sizes, estimated_width
from kpi.charts.scene.roles import Role
from kpi.charts.scene.scale import Scale
from kpi.charts.svg.canvas import Svg
from kpi.charts.svg.marks import draw_marks
from kpi.model.records import Table

_PAD = 7.0
_THIN = 0.62
_SIZES = Sizes(value=12, small=12, diamond=9.5, mark=9, stroke=6)


def sparkline_svg(  # noqa: PLR0913 - each keyword is a choice of its own
    path: Table,
    targets: Table,
    actuals: Table,
    indicator: Mapping[str, Any],
    *,
    title: str,
    description: str,
    series: str | None = None,
    line_of: str | None = None,
    width: int = 240,
    height: int = 64,
) -> str:
    """Actuals (line and marks), path (dashes) and milestones (diamonds), 2020-2045, as an `<svg>` element.

    Tables as in `kpi.charts.path.path_scene.path_scene`. With `series` only its actuals are drawn. `title` and
    `description` are what a screen reader says (see `kpi.charts.alt_text`). Sizes in pixels; the picture
    shrinks with its container.
    """
    own = [row for row in row_dicts(actuals) if series in {None, row["series"]}]
    whole = path_scene(path, targets, own, indicator, "vi", series=series, line_of=line_of, brief=True)
    scene = whole.without(Role.REVISED)
    svg = Svg(width, height, _THIN)
    plane = Plane(
        x=Scale(FIRST_YEAR, LAST_YEAR, _PAD, width - _PAD),
        y=Scale(scene.y.low, scene.y.high, height - _PAD, _PAD),
        bounds=Box(0, 0, width, height),
        sizes=_SIZES,
        measure=estimated_width,
    )
    floor = plane.y.at(max(min(scene.y.low, scene.y.high), 0.0))
    svg.line([(_PAD, floor), (width - _PAD, floor)], theme.BORDER, 1 / _THIN)
    draw_marks(svg, scene, plane)
    return _wrap(svg.inside, title, description, width, height)


def _wrap(shapes: str, title: str, description: str, width: int, height: int) -> str:
    """The element with its text alternative; its ids come from its content, so they differ on one page."""
    key = f"spark-{zlib.crc32(f'{title}{description}{shapes}'.encode()):08x}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" style="max-width:100%" aria-labelledby="{key}-t {key}-d">'
        f'<title id="{key}-t">{escape(title)}</title><desc id="{key}-d">{escape(description)}</desc>'
        f"{shapes}</svg>"
    )
