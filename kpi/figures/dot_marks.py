"""The marks of the dot plot: what was achieved, planned and promised, and where their texts stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from kpi.figures import theme
from kpi.figures.axes import ValueAxis
from kpi.figures.sketch import Sketch

_LETTER, _AROUND = 7.5, 16.0
"""Pixels that a letter takes up, and the room between a mark and its text."""


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
    """What decides about texts: the axis, upright lines across the rows, and the kind that the figure is about.

    `width` is how many pixels long the axis is on the narrowest screen that the figure is made for.
    """

    axis: ValueAxis
    lines: Sequence[float]
    subject: str
    width: float


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
    figure: Sketch, kind: str, name: str, rows: Sequence[DotRow], places: Sequence[float], labels: Labels
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
    labelled = {id(mark): _label_place(row, mark, labels) or (None, "middle right") for row, _, mark in found}
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


@dataclass(frozen=True)
class _Room:
    """Where texts and marks stand along the axis, as shares of it from the left (an axis may run downwards)."""

    labels: Labels
    row: DotRow
    mark: Mark

    def at(self, value: float) -> float:
        axis = self.labels.axis
        return (value - axis.low) / (axis.high - axis.low)

    def free(self, *, right: bool, past_lines: bool) -> bool:
        """Whether a side has room for the text before another mark, the end of the axis, and an upright line."""
        edges = [self.at(edge) for edge in self.mark.edges]
        others = [self.at(edge) for mark in self.row.marks if mark is not self.mark for edge in mark.edges]
        lines = [] if past_lines else [self.at(line) for line in self.labels.lines]
        room = (len(self.mark.text) * _LETTER + _AROUND) / self.labels.width
        start = max(edges) if right else -min(edges)
        blocked = (other if right else -other for other in (*others, *lines))
        return start + room <= (1.0 if right else 0.0) and not any(0 < other - start < room for other in blocked)


def _label_place(row: DotRow, mark: Mark, labels: Labels) -> tuple[float, str] | None:
    """At which edge of a mark its text stands and on which side; None where there is no room for it.

    Right of it, else left of it, else over an upright line; what the figure is about always has its text.
    """
    room = _Room(labels, row, mark)
    rightmost, leftmost = max(mark.edges, key=room.at), min(mark.edges, key=room.at)
    for past_lines in (False, True):
        if room.free(right=True, past_lines=past_lines):
            return rightmost, "middle right"
        if room.free(right=False, past_lines=past_lines):
            return leftmost, "middle left"
    return (rightmost, "middle right") if mark.kind == labels.subject else None
