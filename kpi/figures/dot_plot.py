"""Units side by side: one line a unit, its figure, its plan and its milestone as marks on one axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

import plotly.graph_objects as go

from kpi.compare import Spread
from kpi.figures import theme
from kpi.figures.axes import ValueAxis
from kpi.figures.distribution import add_distribution

ROW = 34
_TIER_GAP = 0.3
_UNRANKED_GAP = 0.75
_TOP, _BOTTOM, _RIGHT, _SPREAD, _BETWEEN = 34, 84, 74, 92, 44
_LABEL_ROOM = 0.13


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
class Reference:
    """An upright line across all units, such as the nation's value."""

    value: float
    text: str
    national: bool = True


@dataclass(frozen=True)
class Words:
    """Ready texts: names of the kinds of marks, of a tier (with {tier}), and those of the distribution."""

    kinds: dict[str, str]
    tier: str
    distribution: dict[str, str] = field(default_factory=dict)


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


def dot_plot(
    rows: Sequence[DotRow],
    axis: ValueAxis,
    lang: str,
    words: Words,
    *,
    references: Sequence[Reference] = (),
    values: Sequence[float] = (),
    spread: Spread | None = None,
    demo: bool = False,
) -> go.Figure:
    """Draw `rows` from top to bottom in their order, tiers told apart by bands, the unranked in grey last.

    `values` and `spread` (of all ranked units, also those not drawn) add the distribution below. Numbers are
    drawn as given.
    """
    places = _places(rows)
    height = _height(places, has_spread=spread is not None)
    figure = go.Figure(layout={"template": theme.layout_template(lang), "height": round(height.total)})
    _axes(figure, rows, places, axis, height)
    _add_tiers(figure, rows, places, words)
    _add_guides(figure, rows, places)
    for kind in MARKS:
        _add_marks(figure, rows, places, kind, axis, words)
    for reference in references:
        _add_reference(figure, reference)
    if spread is not None:
        add_distribution(figure, list(values), spread, words=words.distribution)
    if demo:
        theme.add_watermark(figure, lang)
    return figure


@dataclass(frozen=True)
class _Height:
    total: float
    rows_from: float


def _places(rows: Sequence[DotRow]) -> list[float]:
    """Where each line stands, downwards, with a gap between tiers."""
    places: list[float] = []
    at = 0.0
    for before, row in zip([None, *rows], rows, strict=False):
        if before is not None:
            at += 1.0
            if row.tier != before.tier:
                at += _UNRANKED_GAP if row.tier is None else _TIER_GAP
        places.append(at)
    return places


def _height(places: list[float], *, has_spread: bool) -> _Height:
    drawn = (places[-1] + 1.2 if places else 1.0) * ROW
    below = _SPREAD + _BETWEEN if has_spread else 0
    plot = drawn + below
    return _Height(plot + _TOP + _BOTTOM, below / plot)


def _axes(figure: go.Figure, rows: Sequence[DotRow], places: list[float], axis: ValueAxis, height: _Height) -> None:
    names = [f"<b>{escape(row.name)}</b>" if row.highlighted else escape(row.name) for row in rows]
    figure.update_layout(
        margin={"l": 8, "r": _RIGHT, "t": _TOP, "b": _BOTTOM},
        xaxis={
            "range": [axis.low, axis.high], "tickvals": axis.ticks, "ticktext": axis.labels, "showgrid": True,
            "gridcolor": theme.GRID, "showline": False, "anchor": "y2" if height.rows_from else "y",
        },
        yaxis={
            "domain": [height.rows_from, 1.0], "range": [(places[-1] if places else 0) + 0.7, -0.6],
            "tickvals": places, "ticktext": names, "showgrid": False, "tickfont": {"color": theme.INK},
        },
    )
    if height.rows_from:
        top = height.rows_from * _SPREAD / (_SPREAD + _BETWEEN)
        figure.update_layout(yaxis2={"domain": [0.0, top], "anchor": "x", "fixedrange": True})


def _add_tiers(figure: go.Figure, rows: Sequence[DotRow], places: list[float], words: Words) -> None:
    tiers = list(dict.fromkeys(row.tier for row in rows if row.tier is not None))
    for tier in tiers:
        inside = [place for row, place in zip(rows, places, strict=True) if row.tier == tier]
        figure.add_shape(
            type="rect", name="tier", layer="below", xref="paper", yref="y", x0=0, x1=1, y0=inside[0] - 0.55,
            y1=inside[-1] + 0.55, fillcolor=theme.BAND if tier % 2 else theme.BACKGROUND, opacity=0.35, line={"width": 0},
        )
        figure.add_annotation(
            name="tier", text=escape(words.tier.format(tier=tier)), xref="paper", yref="y", x=1, xanchor="left",
            xshift=8, y=sum(inside) / len(inside), showarrow=False,
            font={"size": theme.SIZE_SMALL, "color": theme.INK_MUTED},
        )


def _add_guides(figure: go.Figure, rows: Sequence[DotRow], places: list[float]) -> None:
    """A thin line from zero to a unit's farthest mark, so that the eye keeps the line."""
    x: list[float | None] = []
    y: list[float | None] = []
    for row, place in zip(rows, places, strict=True):
        edges = [edge for mark in row.marks for edge in mark.edges]
        if edges:
            x += [min(0.0, *edges), max(0.0, *edges), None]
            y += [place, place, None]
    figure.add_scatter(
        x=x, y=y, mode="lines", line={"color": theme.BORDER, "width": 1}, hoverinfo="skip", showlegend=False,
        meta={"role": "guide"},
    )


def _add_marks(
    figure: go.Figure, rows: Sequence[DotRow], places: list[float], kind: str, axis: ValueAxis, words: Words
) -> None:
    found = [
        (row, place, mark)
        for row, place in zip(rows, places, strict=True)
        for mark in row.marks
        if mark.kind == kind
    ]
    if not found:
        return
    style = MARKS[kind]
    for _, place, mark in found:
        if len(mark.edges) > 1:
            figure.add_shape(
                type="line", name="range", x0=mark.edges[0], x1=mark.edges[-1], y0=place, y1=place, xref="x", yref="y",
                line={"color": style.colour, "width": 4},
            )
    points = [
        (row, place, mark, edge) for row, place, mark in found for edge in dict.fromkeys(mark.edges)
    ]
    edge_colour = style.colour if style.outlined else theme.BACKGROUND
    strong = kind in {"actual", "milestone"}
    figure.add_scatter(
        name=escape(words.kinds[kind]),
        x=[edge for *_, edge in points],
        y=[place for _, place, _, _ in points],
        mode="markers+text",
        marker={
            "symbol": style.symbol, "size": style.size, "color": style.colour,
            "line": {"color": edge_colour, "width": style.line},
        },
        text=[escape(mark.text) if edge == mark.edges[-1] else "" for _, _, mark, edge in points],
        textposition=[_side(row, edge, axis) for row, _, _, edge in points],
        textfont={"size": theme.SIZE_BODY, "color": style.colour if kind != "inexact" else theme.INK_MUTED,
                  "weight": 650 if strong else 500},
        hovertext=[mark.hover for _, _, mark, _ in points],
        hoverinfo="text",
        cliponaxis=False,
        meta={"role": kind},
    )


def _side(row: DotRow, edge: float, axis: ValueAxis) -> str:
    """Left of the mark when another mark of the line stands close to its right."""
    span = axis.high - axis.low
    others = [(other - edge) / span for mark in row.marks for other in mark.edges if other != edge]
    near_end = (axis.high - edge) / span < _LABEL_ROOM / 2
    return "middle left" if near_end or any(0 < distance < _LABEL_ROOM for distance in others) else "middle right"


def _add_reference(figure: go.Figure, reference: Reference) -> None:
    colour = theme.NATIONAL if reference.national else theme.BASELINE
    figure.add_shape(
        type="line", name="reference", layer="below", xref="x", yref="paper", x0=reference.value, x1=reference.value,
        y0=0, y1=1, line={"color": colour, "width": 2, "dash": "solid" if reference.national else "dot"},
    )
    figure.add_annotation(
        name="reference", text=escape(reference.text), xref="x", yref="paper", x=reference.value, y=1,
        yanchor="bottom", showarrow=False, font={"size": theme.SIZE_SMALL, "color": colour, "weight": 600},
    )
