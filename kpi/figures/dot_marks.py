"""The marks of the dot plot: what was achieved, planned and promised, and where their texts stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

from kpi.figures import theme
from kpi.figures.axes import ValueAxis

_LABEL_ROOM = 0.13
"""Share of the axis that a text takes up."""


@dataclass(frozen=True)
class Mark:
    """One mark of a line: `kind` is a key of `MARKS`; two `edges` are a range."""

    kind: str
    edges: tuple[float, ...]
    hover: str
    text: str = ""


@dataclass(frozen=True)
class DotRow:
    """One unit; `tier` is None for one without a place."""

    name: str
    marks: tuple[Mark, ...]
    tier: int | None = None
    highlighted: bool = False


@dataclass(frozen=True)
class Labels:
    """What decides about texts: the axis, upright lines across the rows, and the kind that the figure is about."""

    axis: ValueAxis
    lines: Sequence[float]
    subject: str


@dataclass(frozen=True)
class _Style:
    symbol: str
    size: float
    colour: str
    line: float = 1.5
    outlined: bool = False


MARKS = {
    "planned": _Style("line-ns-open", 18, theme.PATH, 3.0, outlined=True),
    "milestone": _Style("diamond", 13, theme.PATH),
    "conflicting": _Style("diamond-open", 12, theme.PATH, 2.0, outlined=True),
    "required": _Style("line-ns-open", 18, theme.PATH, 3.0, outlined=True),
    "inexact": _Style("circle-open", 13, theme.BASELINE, 2.0, outlined=True),
    "actual": _Style("circle", 14, theme.ACTUAL),
}
"""Drawn in this order, so that what was achieved lies on top."""


def add_marks(
    figure: go.Figure, kind: str, name: str, rows: Sequence[DotRow], places: Sequence[float], labels: Labels
) -> None:
    """Draw the marks of one kind, `name` in the legend, each row at its place on the vertical axis."""
    found = [
        (row, place, mark) for row, place in zip(rows, places, strict=True) for mark in row.marks if mark.kind == kind
    ]
    if not found:
        return
    style = MARKS[kind]
    for _, place, mark in found:
        if len(mark.edges) > 1:
            figure.add_shape(
                type="line",
                name="range",
                x0=mark.edges[0],
                x1=mark.edges[-1],
                y0=place,
                y1=place,
                xref="x",
                yref="y",
                line={"color": style.colour, "width": 4},
            )
    points = [(row, place, mark, edge) for row, place, mark in found for edge in dict.fromkeys(mark.edges)]
    labelled = {id(mark): _label_place(row, mark, labels) for row, _, mark in found}
    edge_colour = style.colour if style.outlined else theme.BACKGROUND
    figure.add_scatter(
        name=escape(name),
        x=[edge for *_, edge in points],
        y=[place for _, place, _, _ in points],
        mode="markers+text",
        marker={
            "symbol": style.symbol,
            "size": style.size,
            "color": style.colour,
            "line": {"color": edge_colour, "width": style.line},
        },
        text=[escape(mark.text) if edge == labelled[id(mark)][0] else "" for _, _, mark, edge in points],
        textposition=[labelled[id(mark)][1] for _, _, mark, _ in points],
        textfont=_font(kind, labels.subject),
        hovertext=[mark.hover for _, _, mark, _ in points],
        hoverinfo="text",
        cliponaxis=False,
        legendrank=list(MARKS)[::-1].index(kind) + 1,
        meta={"role": kind},
    )


def _font(kind: str, subject: str) -> dict[str, object]:
    """The text of what the figure is about stands out, that of the marks beside it does not."""
    if kind == subject:
        return {"size": theme.SIZE_BODY, "color": MARKS[kind].colour, "weight": 650}
    return {"size": theme.SIZE_SMALL, "color": theme.INK_MUTED, "weight": 400}


def _label_place(row: DotRow, mark: Mark, labels: Labels) -> tuple[float, str]:
    """At which edge of a mark its text stands and on which side.

    Right of it, unless another mark of the row, an upright line or the end of the axis stands close there.
    """
    axis = labels.axis
    span = axis.high - axis.low
    rightmost, leftmost = max(mark.edges, key=lambda edge: edge / span), min(mark.edges, key=lambda edge: edge / span)
    around = [*(other for item in row.marks if item is not mark for other in item.edges), *labels.lines]
    near = any(0 < (other - rightmost) / span < _LABEL_ROOM for other in around)
    if near or (axis.high - rightmost) / span < _LABEL_ROOM:
        return leftmost, "middle left"
    return rightmost, "middle right"
