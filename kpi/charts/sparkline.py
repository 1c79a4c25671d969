"""A word-sized picture of actuals against their path, as inline SVG for cards and tables."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from kpi.charts import theme
from kpi.charts.axes import FIRST_YEAR, LAST_YEAR, value_axis
from kpi.charts.path.observations import Observation, observations, row_dicts, runs
from kpi.charts.path.path_line import LINE_KINDS, path_rows, unbroken_lines
from kpi.charts.scene.roles import Role
from kpi.charts.words import edges_of, upper_edge
from kpi.model.records import Table
from kpi.model.vocabulary import TargetStatus

_PAD = 7.0
_DIAMOND = 4.2
_DOT = 3.4
_DASH = {Role.INTERPOLATED: "4 3", Role.HELD: "1.5 3"}


@dataclass(frozen=True)
class _Box:
    width: float
    height: float
    low: float
    high: float

    def x(self, year: float) -> float:
        span = LAST_YEAR - FIRST_YEAR
        return round(_PAD + (year - FIRST_YEAR) / span * (self.width - 2 * _PAD), 1)

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(self.height - _PAD - share * (self.height - 2 * _PAD), 1)


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
    """Actuals (line and dots), path (dashes) and milestones (diamonds), 2020-2045, as an `<svg>` element.

    Tables as in `kpi.charts.path.path_scene.path_scene`. With `series` only its actuals are drawn. `title` and
    `description` are what a screen reader says (see `kpi.charts.alt_text`). Sizes in pixels; the picture
    shrinks with its container.
    """
    found = [item for item in observations(actuals) if series in {None, item.series}]
    planned = path_rows(row_dicts(path), series or line_of)
    rows = [row for row in row_dicts(targets) if row["status"] in {TargetStatus.IN_FORCE, TargetStatus.CONFLICTING}]
    values = [item.value for item in found] + [float(row["value"]) for row in planned]
    axis = value_axis([*values, *(upper_edge(row) for row in rows)], indicator["unit"], "vi")
    box = _Box(width, height, axis.low, axis.high)
    path_lines = _path(planned, box)
    shapes = [_floor(box), *path_lines, *_diamonds(rows, box), *_actuals(found, box)]
    return _wrap("".join(shapes), title, description, width, height)


def _wrap(shapes: str, title: str, description: str, width: int, height: int) -> str:
    """The element with its text alternative; its ids come from its content, so they differ on one page."""
    key = f"spark-{zlib.crc32(f'{title}{description}{shapes}'.encode()):08x}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" style="max-width:100%" aria-labelledby="{key}-t {key}-d">'
        f'<title id="{key}-t">{escape(title)}</title><desc id="{key}-d">{escape(description)}</desc>'
        f"{shapes}</svg>"
    )


def _floor(box: _Box) -> str:
    y = box.y(max(min(box.low, box.high), 0.0))
    return _line([(_PAD, y), (box.width - _PAD, y)], theme.BORDER, 1)


def _line(points: Iterable[tuple[float, float]], colour: str, width: float, dash: str = "") -> str:
    coordinates = " ".join(f"{x},{y}" for x, y in points)
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<polyline points="{coordinates}" fill="none" stroke="{colour}" stroke-width="{width}"{dashes}/>'


def _path(rows: list[dict[str, Any]], box: _Box) -> list[str]:
    return [
        _line([(box.x(row["year"]), box.y(row["value"])) for row in line], theme.PATH, 1.5, _DASH[kind])
        for kind in LINE_KINDS
        for line in unbroken_lines(rows, kind)
    ]


def _diamonds(rows: list[dict[str, Any]], box: _Box) -> list[str]:
    shapes = []
    for row in rows:
        x, r = box.x(row["year"]), _DIAMOND
        fill = theme.BACKGROUND if row["status"] == TargetStatus.CONFLICTING else theme.PATH
        edges = [box.y(edge) for edge in edges_of(row)]
        if len(edges) > 1:
            shapes.append(_line([(x, edge) for edge in edges], theme.PATH, 1.5))
        shapes += [
            f'<path d="M{x} {round(y - r, 1)}l{r} {r}l{-r} {r}l{-r} {-r}z" fill="{fill}" '
            f'stroke="{theme.PATH}" stroke-width="1"/>'
            for y in edges
        ]
    return shapes


def _actuals(found: list[Observation], box: _Box) -> list[str]:
    shapes = []
    for rank, series in enumerate(dict.fromkeys(item.series for item in found)):
        colour = theme.SERIES_STYLES[rank % len(theme.SERIES_STYLES)].colour
        items = [item for item in found if item.series == series and not item.revised]
        lines = [run for run in runs(items) if len(run) > 1]
        shapes += [_line([(box.x(i.x), box.y(i.value)) for i in run], colour, 2) for run in lines]
        for item in items:
            fill = colour if item.exact else theme.BACKGROUND
            shapes.append(
                f'<circle cx="{box.x(item.x)}" cy="{box.y(item.value)}" r="{_DOT}" fill="{fill}" '
                f'stroke="{colour}" stroke-width="1.5"/>'
            )
    return shapes
