"""The spread of a ranking under its dots, on the same axis: every value, the quartiles and the median."""

from __future__ import annotations

import numpy as np

from kpi.compare import Spread
from kpi.figures import theme
from kpi.figures.sketch import Sketch

MARKED_ONE_BY_ONE = 60
"""Up to this many values each has its own stroke; more are counted in bars."""
_BARS = 30
_BOX = (-0.34, 0.34)


def add_distribution(
    figure: Sketch, values: list[float], spread: Spread, *, words: dict[str, str], axis: str = "y2"
) -> None:
    """Draw `values` on the figure's x axis and the vertical axis `axis`, whose range this sets.

    `words` holds ready texts: median (label), units (hover of a bar, with {low} {high} {count} filled by us).
    """
    if len(values) > MARKED_ONE_BY_ONE:
        top = _add_bars(figure, values, words["bar"], axis)
        bottom = 0.0
    else:
        _add_strokes(figure, values, spread, axis)
        bottom, top = -0.7, 1.5
    figure.add_shape(
        type="line",
        name="median",
        x0=spread.median,
        x1=spread.median,
        y0=bottom,
        y1=top,
        xref="x",
        yref=axis,
        line={"color": theme.ACTUAL, "width": 2.5},
    )
    figure.add_annotation(
        name="median",
        x=spread.median,
        y=top,
        xref="x",
        yref=axis,
        text=words["median"],
        showarrow=False,
        xanchor="left",
        yanchor="top",
        xshift=6,
        font={"size": theme.SIZE_SMALL, "color": theme.ACTUAL},
    )
    figure.set_axis(axis.replace("y", "yaxis"), range=[bottom, top * 1.02], visible=False)


def _add_strokes(figure: Sketch, values: list[float], spread: Spread, axis: str) -> None:
    figure.add_shape(
        type="rect",
        name="quartiles",
        layer="below",
        xref="x",
        yref=axis,
        x0=spread.lower_quartile,
        x1=spread.upper_quartile,
        y0=_BOX[0],
        y1=_BOX[1],
        fillcolor=theme.BAND,
        line={"width": 0},
    )
    figure.add_scatter(
        x=values,
        y=[0.0] * len(values),
        yaxis=axis,
        mode="markers",
        marker={"symbol": "line-ns-open", "size": 20, "color": theme.ACTUAL, "line": {"width": 2}},
        opacity=0.75,
        hoverinfo="skip",
        showlegend=False,
        meta={"role": "distribution"},
    )


def _add_bars(figure: Sketch, values: list[float], hover: str, axis: str) -> float:
    counts, edges = np.histogram(values, bins=_BARS)
    figure.add_bar(
        x=((edges[:-1] + edges[1:]) / 2).round(6).tolist(),
        y=counts.tolist(),
        width=(edges[1] - edges[0]) * 0.92,
        yaxis=axis,
        marker={"color": theme.BASELINE},
        hovertext=[hover.format(count=count) for count in counts],
        hoverinfo="text",
        showlegend=False,
        meta={"role": "distribution"},
    )
    return float(counts.max()) * 1.25
