"""Look of every figure: colours, status marks, type, and the Plotly layout they share.

Status is always told by word + shape + colour; the colours were chosen to stay apart for colour-blind
readers and in grey print. The diamond is kept for official milestones and means nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import plotly.graph_objects as go

from kpi.charts.sketch import Sketch
from kpi.words import label, language_tag, message, number_separators

FONT_FAMILY = "'Inter Viet', 'Noto Sans', 'DejaVu Sans', sans-serif"
SIZE_BODY = 16
SIZE_SMALL = 15
SIZE_VALUE = 17
SIZE_WATERMARK = 40

BACKGROUND = "#FFFFFF"
INK = "#1B2733"
INK_MUTED = "#55606C"
BORDER = "#D5DBE1"
GRID = "#E6EAEE"
ACTUAL = "#08305F"
PATH = "#5A636E"
BAND = "#DCE6EF"
NATIONAL = "#8A5A00"
BASELINE = "#8C96A1"
PRIMARY = "#155F95"
TRANSPARENT = "rgba(0,0,0,0)"
WATERMARK = "rgba(135,19,68,0.16)"


@dataclass(frozen=True)
class SeriesStyle:
    """Mark of one series of actuals; `symbol` names the filled Plotly marker."""

    colour: str
    symbol: str


SERIES_STYLES = (
    SeriesStyle(ACTUAL, "circle"),
    SeriesStyle("#1F7A8C", "square"),
    SeriesStyle("#6A4C93", "triangle-up"),
    SeriesStyle("#3D5A40", "pentagon"),
    SeriesStyle("#7B5E57", "hexagon"),
)


@dataclass(frozen=True)
class StatusStyle:
    """How one status is drawn: `fill` for marks, `on_fill` for text on it, `text` for the word alone."""

    code: str
    glyph: str
    symbol: str
    fill: str
    on_fill: str
    text: str
    tint: str

    def word(self, lang: str) -> str:
        """The status in words, e.g. 'Đúng tiến độ'."""
        return label("status", self.code, lang)


STATUS_STYLES = MappingProxyType(
    {
        style.code: style
        for style in (
            StatusStyle("met", "★", "star", "#08305F", "#FFFFFF", "#08305F", "#E3EAF3"),
            StatusStyle("not_met", "×", "x", "#5B2333", "#FFFFFF", "#5B2333", "#F1E8EA"),
            StatusStyle("on_plan", "●", "circle", "#155F95", "#FFFFFF", "#155F95", "#E5F0F8"),
            StatusStyle("slightly_behind", "■", "square", "#C97F00", "#1B2733", "#885600", "#FCF1DC"),
            StatusStyle("behind", "▼", "triangle-down", "#C35110", "#FFFFFF", "#B6410F", "#FBE8DD"),
            StatusStyle("below_baseline", "◀", "triangle-left", "#871344", "#FFFFFF", "#871344", "#F6E3EB"),
            StatusStyle("not_assessable", "○", "circle-open", "#6B7480", "#FFFFFF", "#5A636E", "#F1F3F5"),
        )
    }
)


@cache
def layout_template(lang: str) -> go.layout.Template:
    """Layout shared by every figure in `lang`: type, separators, quiet axes, legend below, no zoom."""
    language_tag(lang)
    axis = {
        "fixedrange": True,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "automargin": True,
        "tickfont": {"size": SIZE_BODY, "color": INK_MUTED},
        "title": {"font": {"size": SIZE_SMALL, "color": INK_MUTED}},
    }
    return go.layout.Template(
        layout=go.Layout(
            font={"family": FONT_FAMILY, "size": SIZE_BODY, "color": INK},
            separators=number_separators(lang),
            paper_bgcolor=TRANSPARENT,
            plot_bgcolor=TRANSPARENT,
            colorway=[style.colour for style in SERIES_STYLES],
            margin={"l": 8, "r": 48, "t": 40, "b": 8},
            hovermode="closest",
            hoverdistance=24,
            dragmode=False,
            hoverlabel={
                "bgcolor": BACKGROUND,
                "bordercolor": BORDER,
                "align": "left",
                "namelength": -1,
                "font": {"family": FONT_FAMILY, "size": SIZE_SMALL, "color": INK},
            },
            legend={
                "orientation": "h",
                "xref": "container",
                "yref": "container",
                "y": 0,
                "yanchor": "bottom",
                "x": 0,
                "xanchor": "left",
                "bgcolor": TRANSPARENT,
                "tracegroupgap": 0,
                "itemclick": False,
                "itemdoubleclick": False,
                "font": {"size": SIZE_SMALL, "color": INK},
            },
            xaxis=axis | {"showgrid": False, "showline": True, "linecolor": BORDER, "linewidth": 1},
            yaxis=axis | {"showgrid": True, "gridcolor": GRID, "gridwidth": 1},
        )
    )


def plotly_config(lang: str) -> dict[str, Any]:
    """Plotly's configuration for the page: no tool bar, nothing scrolls by accident."""
    return {
        "displayModeBar": False,
        "scrollZoom": False,
        "doubleClick": False,
        "showTips": False,
        "locale": language_tag(lang),
    }


def add_watermark(figure: Sketch, lang: str, size: int = SIZE_WATERMARK) -> None:
    """Write 'made-up data' across the figure, so that no trial figure passes for a real one."""
    figure.add_annotation(
        text=message("figure.watermark", lang),
        name="watermark",
        xref="paper",
        yref="paper",
        x=0.5,
        y=0.5,
        showarrow=False,
        textangle=-16,
        font={"size": size, "color": WATERMARK, "weight": 700},
    )
