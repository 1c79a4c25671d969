"""The path between milestones: dashed where interpolated, dotted where held, a band for ranges."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from kpi.charts import theme, words
from kpi.charts.canvas import Canvas
from kpi.charts.surface import Rows, Surface
from kpi.model.codes import PathMethod
from kpi.words import is_missing, message

INTERPOLATED = "interpolated"
HELD = "held"
LINE_KINDS = (INTERPOLATED, HELD)
_NAME = {INTERPOLATED: "figure.interpolated", HELD: "figure.held"}
_DASH = {INTERPOLATED: "dash", HELD: "dot"}
_LEGEND_RANK = {INTERPOLATED: 30, HELD: 40}
_BAND_LEGEND_RANK = 50
_PROJECTION_LEGEND_RANK = 70
_HALF_BAR = 0.25


def add_path_rows(figure: Surface, rows: Rows, canvas: Canvas) -> None:
    """Draw the path of every year; a line joins neighbouring years of one segment only, so breaks stay gaps.

    `rows` as `path_rows` chooses and sorts them.
    """
    _add_band(figure, rows, canvas)
    for kind in LINE_KINDS:
        _add_stretches(figure, rows, kind, canvas)


def path_rows(path: Rows, series: str | None) -> list[dict[str, Any]]:
    """The rows of `target_path` that are drawn, sorted along each line.

    Those with a value, and of the lines from a baseline only the one of `series`, or the only one there is.
    """
    chosen = [row for row in path if not is_missing(row["value"])]
    started = {row["series"] for row in chosen if row["method"] == PathMethod.FROM_BASELINE}
    start = series or (next(iter(started)) if len(started) == 1 else None)
    kept = [row for row in chosen if row["method"] != PathMethod.FROM_BASELINE or row["series"] == start]
    return sorted(kept, key=lambda row: (row["document_id"], row["segment"], row["year"]))


def _steps(rows: Rows) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Neighbouring years of one unbroken line."""
    for before, after in pairwise(rows):
        same_line = all(before[key] == after[key] for key in ("document_id", "segment"))
        if same_line and after["year"] == before["year"] + 1:
            yield before, after


def unbroken_lines(rows: Rows, kind: str) -> list[list[dict[str, Any]]]:
    """Stretches of at least two neighbouring years that one line of this kind joins."""
    lines: list[list[dict[str, Any]]] = []
    for before, after in _steps(rows):
        if _kind_of_step(after) != kind:
            continue
        if lines and lines[-1][-1] is before:
            lines[-1].append(after)
        else:
            lines.append([before, after])
    return lines


def _kind_of_step(after: dict[str, Any]) -> str:
    return HELD if after["method"] == PathMethod.HELD else INTERPOLATED


def _add_stretches(figure: Surface, rows: Rows, kind: str, canvas: Canvas) -> None:
    lines = unbroken_lines(rows, kind)
    if not lines:
        return
    figure.add_scatter(
        name=message(_NAME[kind], canvas.lang),
        x=[x for line in lines for x in (*(point["year"] for point in line), None)],
        y=[y for line in lines for y in (*(point["value"] for point in line), None)],
        mode="lines",
        line={"color": theme.PATH, "width": 2.5, "dash": _DASH[kind]},
        hoverinfo="skip",
        connectgaps=False,
        legendrank=_LEGEND_RANK[kind],
        meta={"role": kind},
    )
    _add_warnings(figure, [point for line in lines for point in line if not point["official"]], kind, canvas)


def _add_warnings(figure: Surface, points: list[dict[str, Any]], kind: str, canvas: Canvas) -> None:
    """Put unseen marks on the years without an official number, so that pointing at them says so."""
    figure.add_scatter(
        x=[point["year"] for point in points],
        y=[point["value"] for point in points],
        mode="markers",
        marker={"size": canvas.scale.mark, "color": theme.TRANSPARENT, "line": {"width": 0}},
        hovertext=[words.path_hover(point, canvas.unit, canvas.lang) for point in points],
        hoverinfo="text",
        showlegend=False,
        meta={"role": f"{kind}_year"},
    )


def add_projection(figure: Surface, projection: Rows, canvas: Canvas) -> None:
    """Draw where a pace leads: a thin line in the colour of actuals, no marks, so nobody takes it for one."""
    if projection:
        figure.add_scatter(
            name=message("figure.projection", canvas.lang),
            x=[row["year"] for row in projection],
            y=[row["value"] for row in projection],
            mode="lines",
            line={"color": theme.ACTUAL, "width": 2, "dash": "longdashdot"},
            hoverinfo="skip",
            legendrank=_PROJECTION_LEGEND_RANK,
            meta={"role": "projection"},
        )


def _add_band(figure: Surface, rows: Rows, canvas: Canvas) -> None:
    """Shade between the edges of a range; a range without neighbours is a short upright bar."""
    x: list[float | None] = []
    y: list[float | None] = []
    joined: list[int] = []
    for before, after in _steps(rows):
        if _is_range(before) or _is_range(after):
            joined += [id(before), id(after)]
            x += [before["year"], after["year"], after["year"], before["year"], before["year"], None]
            top = [words.upper_edge(after), words.upper_edge(before)]
            y += [before["value"], after["value"], *top, before["value"], None]
    for row in rows:
        if _is_range(row) and id(row) not in joined:
            left, right = row["year"] - _HALF_BAR, row["year"] + _HALF_BAR
            x += [left, right, right, left, left, None]
            y += [row["value"], row["value"], row["value_high"], row["value_high"], row["value"], None]
    if not x:
        return
    figure.add_scatter(
        name=message("figure.band", canvas.lang),
        x=x,
        y=y,
        mode="lines",
        fill="toself",
        fillcolor=theme.BAND,
        line={"width": 0, "color": theme.BAND},
        hoverinfo="skip",
        legendrank=_BAND_LEGEND_RANK,
        meta={"role": "band"},
    )


def _is_range(row: dict[str, Any]) -> bool:
    return not is_missing(row["value_high"])
