"""Units side by side: one line a unit, its figure, its plan and its milestone as marks on one axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from kpi.compare import Spread
from kpi.figures import theme
from kpi.figures.axes import ValueAxis
from kpi.figures.distribution import add_distribution
from kpi.figures.dot_marks import MARKS, DotRow, Labels, add_marks
from kpi.figures.sketch import Sketch

ROW = 34
_TIER_GAP = 0.3
_UNRANKED_GAP = 0.75
_TOP, _BOTTOM, _RIGHT, _SPREAD, _BETWEEN = 34, 84, 74, 92, 44
_WIDE_AXIS, _PHONE_AXIS, _PHONE_RIGHT = 700.0, 220.0, 12


@dataclass(frozen=True)
class Reference:
    """An upright line across all units, such as the nation's value."""

    value: float
    text: str
    national: bool = True


@dataclass(frozen=True)
class Ranked:
    """The values of all ranked units, also of those not drawn, and how they are spread."""

    values: Sequence[float]
    spread: Spread


@dataclass(frozen=True)
class Words:
    """Ready texts: names of the kinds of marks, of a tier (with {tier}), and those of the distribution.

    `subject` is the kind of mark that the figure is about.
    """

    kinds: dict[str, str]
    tier: str
    subject: str = "actual"
    distribution: dict[str, str] = field(default_factory=dict)


def dot_plot(
    rows: Sequence[DotRow],
    axis: ValueAxis,
    lang: str,
    words: Words,
    *,
    references: Sequence[Reference] = (),
    ranked: Ranked | None = None,
    demo: bool = False,
    on_phone: bool = False,
) -> Sketch:
    """Draw `rows` from top to bottom in their order, tiers told apart by bands, the unranked in grey last.

    `ranked` adds the distribution below. Numbers are drawn as given. On a phone the bands alone tell the tiers, and
    every other tick has its label.
    """
    places = _places(rows)
    height = _height(places, has_spread=ranked is not None)
    figure = Sketch({"template": theme.layout_template(lang), "height": round(height.total)})
    _axes(figure, rows, places, axis, height)
    _add_tiers(figure, rows, places, None if on_phone else words)
    if on_phone:
        figure.layout["margin"]["r"] = _PHONE_RIGHT
        figure.layout["xaxis"] |= {"tickvals": axis.ticks[::2], "ticktext": axis.labels[::2]}
    _add_guides(figure, rows, places)
    width = _PHONE_AXIS if on_phone else _WIDE_AXIS
    labels = Labels(axis, [reference.value for reference in references], words.subject, width)
    for kind in MARKS:
        add_marks(figure, kind, words.kinds[kind], rows, places, labels)
    for reference in references:
        _add_reference(figure, reference)
    if ranked is not None:
        add_distribution(figure, list(ranked.values), ranked.spread, words=words.distribution)
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


def _axes(figure: Sketch, rows: Sequence[DotRow], places: list[float], axis: ValueAxis, height: _Height) -> None:
    names = [f"<b>{escape(row.name)}</b>" if row.highlighted else escape(row.name) for row in rows]
    figure.layout["margin"] = {"l": 8, "r": _RIGHT, "t": _TOP, "b": _BOTTOM}
    figure.set_axis(
        "xaxis",
        range=[axis.low, axis.high],
        tickvals=axis.ticks,
        ticktext=axis.labels,
        showgrid=True,
        gridcolor=theme.GRID,
        showline=False,
        anchor="y2" if height.rows_from else "y",
    )
    figure.set_axis(
        "yaxis",
        domain=[height.rows_from, 1.0],
        range=[(places[-1] if places else 0) + 0.7, -0.6],
        tickvals=places,
        ticktext=names,
        showgrid=False,
        tickfont={"color": theme.INK},
    )
    if height.rows_from:
        top = height.rows_from * _SPREAD / (_SPREAD + _BETWEEN)
        figure.set_axis("yaxis2", domain=[0.0, top], anchor="x", fixedrange=True)


def _add_tiers(figure: Sketch, rows: Sequence[DotRow], places: list[float], words: Words | None) -> None:
    """A band behind each tier, and with `words` its name at the right end."""
    tiers = list(dict.fromkeys(row.tier for row in rows if row.tier is not None))
    for tier in tiers:
        inside = [place for row, place in zip(rows, places, strict=True) if row.tier == tier]
        figure.add_shape(
            type="rect",
            name="tier",
            layer="below",
            xref="paper",
            yref="y",
            x0=0,
            x1=1,
            y0=inside[0] - 0.55,
            y1=inside[-1] + 0.55,
            fillcolor=theme.BAND if tier % 2 else theme.BACKGROUND,
            opacity=0.35,
            line={"width": 0},
        )
        if words is None:
            continue
        figure.add_annotation(
            name="tier",
            text=escape(words.tier.format(tier=tier)),
            xref="paper",
            yref="y",
            x=1,
            xanchor="left",
            xshift=8,
            y=sum(inside) / len(inside),
            showarrow=False,
            font={"size": theme.SIZE_SMALL, "color": theme.INK_MUTED},
        )


def _add_guides(figure: Sketch, rows: Sequence[DotRow], places: list[float]) -> None:
    """A thin line from zero to a unit's farthest mark, so that the eye keeps the line."""
    x: list[float | None] = []
    y: list[float | None] = []
    for row, place in zip(rows, places, strict=True):
        edges = [edge for mark in row.marks for edge in mark.edges]
        if edges:
            x += [min(0.0, *edges), max(0.0, *edges), None]
            y += [place, place, None]
    figure.add_scatter(
        x=x,
        y=y,
        mode="lines",
        line={"color": theme.BORDER, "width": 1},
        hoverinfo="skip",
        showlegend=False,
        meta={"role": "guide"},
    )


def _add_reference(figure: Sketch, reference: Reference) -> None:
    colour = theme.NATIONAL if reference.national else theme.BASELINE
    figure.add_shape(
        type="line",
        name="reference",
        layer="below",
        xref="x",
        yref="paper",
        x0=reference.value,
        x1=reference.value,
        y0=0,
        y1=1,
        line={"color": colour, "width": 2, "dash": "solid" if reference.national else "dot"},
    )
    figure.add_annotation(
        name="reference",
        text=escape(reference.text),
        xref="x",
        yref="paper",
        x=reference.value,
        y=1,
        yanchor="bottom",
        showarrow=False,
        font={"size": theme.SIZE_SMALL, "color": colour, "weight": 600},
    )
