"""Many units on one scale: a small picture each, path and actuals, as SVG that a page lays out by its width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from kpi.figures import theme
from kpi.figures.axes import FIRST_YEAR, LAST_YEAR, ValueAxis, value_axis
from kpi.figures.observations import Observation, observations, row_dicts, runs
from kpi.figures.path_line import HELD, INTERPOLATED, LINE_KINDS, drawn_path, unbroken_lines
from kpi.figures.words import edges_of, qualified_actual, short_target, upper_edge
from kpi.model import TargetStatus

WIDTH, HEIGHT = 360, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 14, 16, 26
_YEARS = (2025, 2035, 2045)
_DASH = {INTERPOLATED: "5 4", HELD: "1.5 3"}
_FONT = "font-family=\"'Noto Sans','Segoe UI',Roboto,Arial,sans-serif\""
_FEWEST_PIXELS = 13


@dataclass(frozen=True)
class Panel:
    """What one picture shows; frames as in `kpi.figures.path_chart.path_figure`, of one unit and document."""

    path: pd.DataFrame
    targets: pd.DataFrame
    actuals: pd.DataFrame


@dataclass(frozen=True)
class _Box:
    axis: ValueAxis

    def x(self, year: float) -> float:
        share = (year - FIRST_YEAR) / (LAST_YEAR - FIRST_YEAR)
        return round(_LEFT + share * (WIDTH - _LEFT - _RIGHT), 1)

    def y(self, value: float) -> float:
        share = (value - self.axis.low) / (self.axis.high - self.axis.low)
        return round(HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM), 1)


def common_axis(panels: Sequence[Panel], national: pd.DataFrame, unit: str, lang: str) -> ValueAxis:
    """One scale that holds every value of every panel and the nation's targets."""
    values: list[float] = []
    for panel in panels:
        values += panel.path["value"].dropna().astype(float).tolist()
        values += [upper_edge(row) for row in row_dicts(panel.targets)]
        values += panel.actuals["value"].dropna().astype(float).tolist()
    values += [upper_edge(row) for row in row_dicts(national)]
    return value_axis(values, unit, lang)


def panel_svg(
    panel: Panel, national: pd.DataFrame, axis: ValueAxis, series_order: Sequence[str], lang: str
) -> str:
    """One unit: dashed path, solid diamonds at milestones, actuals by series, the nation's targets as strokes.

    `series_order` gives each series its mark, the same in every panel. The last figure of each series and every
    milestone carry their value. The text alternative belongs to the `<img>` that shows the picture.
    """
    box = _Box(axis)
    rows = row_dicts(drawn_path(panel.path, None))
    official = panel.targets[panel.targets["status"].isin([TargetStatus.IN_FORCE, TargetStatus.CONFLICTING])]
    found = [item for item in observations(panel.actuals) if not item.revised]
    shapes = [
        *_grid(box),
        *_national(row_dicts(national), box),
        *_path(rows, box),
        *_milestones(row_dicts(official), box, lang),
        *_actuals(found, series_order, box, lang),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'{_FONT} font-size="13">{"".join(shapes)}</svg>'
    )


def series_mark_svg(position: int) -> str:
    """The mark of the series at `position` of the order, for a legend."""
    style = theme.SERIES_STYLES[position % len(theme.SERIES_STYLES)]
    mark = _mark(style.symbol, 8, 8, style.colour, style.colour)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16">{mark}</svg>'


def _grid(box: _Box) -> Iterable[str]:
    for tick, label in zip(box.axis.ticks, box.axis.labels, strict=True):
        y = box.y(tick)
        yield _line([(_LEFT, y), (WIDTH - _RIGHT, y)], theme.GRID, 1)
        yield _text(_LEFT - 6, y + 4, label, theme.INK_MUTED, "end", 12)
    for year in _YEARS:
        yield _text(box.x(year), HEIGHT - 8, str(year), theme.INK_MUTED, "middle", 12)


def _national(rows: list[dict[str, Any]], box: _Box) -> Iterable[str]:
    for row in rows:
        x, y = box.x(row["year"]), box.y(float(row["value"]))
        yield _line([(x - 9, y), (x + 9, y)], theme.NATIONAL, 2.5)


def _path(rows: list[dict[str, Any]], box: _Box) -> Iterable[str]:
    for kind in LINE_KINDS:
        for line in unbroken_lines(rows, kind):
            points = [(box.x(row["year"]), box.y(row["value"])) for row in line]
            yield _line(points, theme.PATH, 1.8, _DASH[kind])


def _milestones(rows: list[dict[str, Any]], box: _Box, lang: str) -> Iterable[str]:
    labelled: set[tuple[int, float]] = set()
    for row in rows:
        x = box.x(row["year"])
        edges = edges_of(row)
        if len(edges) > 1:
            yield _line([(x, box.y(edge)) for edge in edges], theme.PATH, 2)
        fill = theme.BACKGROUND if row["status"] == TargetStatus.CONFLICTING else theme.PATH
        for edge in edges:
            yield _diamond(x, box.y(edge), 5.0, fill)
        top = (int(row["year"]), edges[-1])
        if top not in labelled:
            labelled.add(top)
            anchor = "end" if row["year"] >= LAST_YEAR else "middle"
            yield _text(x + (6 if anchor == "end" else 0), box.y(edges[-1]) - 9, short_target(row, lang), theme.INK, anchor, 13)


def _actuals(found: list[Observation], series_order: Sequence[str], box: _Box, lang: str) -> Iterable[str]:
    used: list[float] = []
    for position, series in enumerate(series_order):
        style = theme.SERIES_STYLES[position % len(theme.SERIES_STYLES)]
        items = [item for item in found if item.series == series]
        for run in runs(items):
            if len(run) > 1:
                yield _line([(box.x(item.x), box.y(item.value)) for item in run], style.colour, 2.2)
        for item in items:
            fill = style.colour if item.exact else theme.BACKGROUND
            yield _mark(style.symbol, box.x(item.x), box.y(item.value), fill, style.colour)
        if items:
            last = items[-1]
            y = _free(box.y(last.value) + 4, used)
            used.append(y)
            text = qualified_actual(last.row, lang, with_unit=False)
            yield _text(box.x(last.x) + 8, y, text, style.colour, "start", 13, bold=True)


def _free(y: float, used: list[float]) -> float:
    """A height for a label that no other label of figures takes."""
    while any(abs(y - other) < _FEWEST_PIXELS for other in used):
        y += _FEWEST_PIXELS
    return y


def _line(points: Iterable[tuple[float, float]], colour: str, width: float, dash: str = "") -> str:
    coordinates = " ".join(f"{x},{y}" for x, y in points)
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<polyline points="{coordinates}" fill="none" stroke="{colour}" stroke-width="{width}"{dashes}/>'


def _text(x: float, y: float, text: str, colour: str, anchor: str, size: int, *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{x}" y="{round(y, 1)}" fill="{colour}" text-anchor="{anchor}" font-size="{size}"{weight}>{escape(text)}</text>'


def _diamond(x: float, y: float, r: float, fill: str) -> str:
    return (
        f'<path d="M{x} {round(y - r, 1)}l{r} {r}l{-r} {r}l{-r} {-r}z" fill="{fill}" stroke="{theme.PATH}" stroke-width="1.2"/>'
    )


def _mark(symbol: str, x: float, y: float, fill: str, stroke: str) -> str:
    look = f'fill="{fill}" stroke="{stroke}" stroke-width="1.6"'
    if symbol == "square":
        return f'<rect x="{x - 4}" y="{y - 4}" width="8" height="8" {look}/>'
    if symbol == "triangle-up":
        return f'<path d="M{x} {y - 5}l5 9h-10z" {look}/>'
    if symbol == "pentagon":
        return f'<path d="M{x} {y - 5}l5 3.6l-2 5.6h-6l-2 -5.6z" {look}/>'
    if symbol == "hexagon":
        return f'<path d="M{x - 2.5} {y - 4.4}h5l2.5 4.4l-2.5 4.4h-5l-2.5 -4.4z" {look}/>'
    return f'<circle cx="{x}" cy="{y}" r="4.2" {look}/>'

