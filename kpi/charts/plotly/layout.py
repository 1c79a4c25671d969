"""What all charts on screen share: type, quiet axes, a legend below, no zoom; and the watermark of made-up data."""

from __future__ import annotations

from functools import cache
from typing import Any

from kpi.charts import theme
from kpi.words import language_tag, message, number_separators


@cache
def layout_template(lang: str) -> dict[str, Any]:
    """The layout under every chart in `lang`."""
    language_tag(lang)
    axis = {
        "fixedrange": True,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "automargin": True,
        "tickfont": {"size": theme.SIZE_BODY, "color": theme.INK_MUTED},
        "title": {"font": {"size": theme.SIZE_SMALL, "color": theme.INK_MUTED}},
    }
    layout = {
        "font": {"family": theme.FONT_FAMILY, "size": theme.SIZE_BODY, "color": theme.INK},
        "separators": number_separators(lang),
        "paper_bgcolor": theme.TRANSPARENT,
        "plot_bgcolor": theme.TRANSPARENT,
        "colorway": [style.colour for style in theme.SERIES_STYLES],
        "margin": {"l": 8, "r": 48, "t": 40, "b": 8},
        "hovermode": "closest",
        "hoverdistance": 24,
        "dragmode": False,
        "hoverlabel": {
            "bgcolor": theme.BACKGROUND,
            "bordercolor": theme.BORDER,
            "align": "left",
            "namelength": -1,
            "font": {"family": theme.FONT_FAMILY, "size": theme.SIZE_SMALL, "color": theme.INK},
        },
        "legend": {
            "orientation": "h",
            "xref": "container",
            "yref": "container",
            "y": 0,
            "yanchor": "bottom",
            "x": 0,
            "xanchor": "left",
            "bgcolor": theme.TRANSPARENT,
            "tracegroupgap": 0,
            "itemclick": False,
            "itemdoubleclick": False,
            "font": {"size": theme.SIZE_SMALL, "color": theme.INK},
        },
        "xaxis": axis | {"showgrid": False, "showline": True, "linecolor": theme.BORDER, "linewidth": 1},
        "yaxis": axis | {"showgrid": True, "gridcolor": theme.GRID, "gridwidth": 1},
    }
    return {"layout": layout}


def plotly_config(lang: str) -> dict[str, Any]:
    """Plotly's configuration for the page: no tool bar, nothing scrolls by accident."""
    return {
        "displayModeBar": False,
        "scrollZoom": False,
        "doubleClick": False,
        "showTips": False,
        "locale": language_tag(lang),
    }


def watermark(lang: str, size: int = theme.SIZE_WATERMARK) -> dict[str, Any]:
    """'Made-up data' across the chart, so that no trial chart passes for a real one."""
    return {
        "text": message("chart_words.watermark", lang),
        "name": "watermark",
        "xref": "paper",
        "yref": "paper",
        "x": 0.5,
        "y": 0.5,
        "showarrow": False,
        "textangle": -16,
        "font": {"size": size, "color": theme.WATERMARK, "weight": 700},
    }
