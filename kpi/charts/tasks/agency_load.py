"""How many tasks each body leads and supports, as one bar each, its name above it: room for long names on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from kpi.charts import theme
from kpi.charts.plotly.chart import PlotlyChart
from kpi.charts.plotly.layout import layout_template, watermark
from kpi.words import format_number, message

_ROW, _AROUND = 54, 70
LONGEST_NAME = 46
"""Longer names are cut short: a phone has no room for more."""


@dataclass(frozen=True)
class Carried:
    """One body: its name as shown, tasks led and tasks supported."""

    name: str
    lead: int
    coordinating: int


def load_figure(carried: Sequence[Carried], lang: str, *, demo: bool = False) -> PlotlyChart:
    """Bars of `carried` from top to bottom: dark for tasks led, light for tasks supported, each with its number."""
    figure = PlotlyChart({"template": layout_template(lang), "barmode": "stack"})
    rows = list(range(len(carried)))
    parts = (
        ("task_load.lead", [item.lead for item in carried], theme.ACTUAL, "#FFFFFF"),
        ("task_load.coordinating", [item.coordinating for item in carried], "#B9CADB", theme.INK),
    )
    for key, counts, colour, ink in parts:
        figure.add_bar(
            name=message(key, lang),
            orientation="h",
            x=counts,
            y=rows,
            marker={"color": colour},
            text=[format_number(count, lang) if count else "" for count in counts],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": ink, "size": theme.SIZE_SMALL},
            hovertext=[
                f"{escape(item.name)}<br>{message(key, lang)}: {count}"
                for item, count in zip(carried, counts, strict=True)
            ],
            hoverinfo="text",
        )
    figure.set_axis("xaxis", visible=False)
    for row, item in enumerate(carried):
        figure.add_annotation(
            text=_name(item.name),
            x=0,
            xanchor="left",
            y=row,
            yanchor="bottom",
            yshift=13,
            showarrow=False,
            font={"size": theme.SIZE_SMALL, "color": theme.INK},
        )
    figure.set_axis("yaxis", visible=False, range=[len(carried) - 0.5, -0.9])
    figure.layout |= {
        "height": _AROUND + _ROW * len(carried),
        "bargap": 0.56,
        "margin": {"t": 8, "r": 16, "b": 44, "l": 8},
        "legend": {"traceorder": "normal"},
    }
    if demo:
        figure.annotations.append(watermark(lang))
    return figure


def load_alt_text(carried: Sequence[Carried], lang: str) -> str:
    """The bars in words."""
    values = "; ".join(
        message("task_load.alt_value", lang, name=item.name, lead=item.lead, coordinating=item.coordinating)
        for item in carried
    )
    return message("task_load.alt", lang, values=values)


def _name(name: str) -> str:
    return escape(name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…")
