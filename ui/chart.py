"""A Plotly figure on a page.

Streamlit's own chart takes a changed figure for another chart: it throws the drawing away and makes it again, several
times over. Here the drawing stays and only what differs is changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st

from kpi.figures import library
from kpi.figures.theme import plotly_config
from kpi.locale import message

NAME = "thuoc_do_57_chart"

_chart = st.components.v2.component(
    NAME,
    html="<div class='figure' role='figure'></div>",
    js=Path(__file__).with_name("chart.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class Chart:
    """A finished figure as the browser takes it, its height in pixels, and what it says in words."""

    figure: str
    height: int
    alt: str

    @classmethod
    def of(cls, figure: go.Figure, alt: str) -> Chart:
        """Turn a Plotly figure with a height of its own into text, once for all sessions."""
        return cls(figure.to_json(validate=False), int(figure.layout.height), alt)


def draw(chart: Chart, lang: str, key: str) -> None:
    """Show the chart; under the same `key` the next one takes its place."""
    data = {
        "figure": chart.figure,
        "height": chart.height,
        "alt": chart.alt,
        "config": plotly_config(lang),
        "library": library.FROM_PAGE,
        "failed": message("chart.failed", lang),
    }
    _chart(key=key, data=data)
