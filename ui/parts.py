"""Draws the parts of a page (`ui.runs.page_parts`) in its run; the browser finds each by its name."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kpi.charts import library
from kpi.charts.plotly.layout import plotly_config
from kpi.words import message
from ui.runs.page_parts import Chart, Part, sent

CHART_NAME = "thuoc_do_57_chart"
WORDS_NAME = "thuoc_do_57_words"


def _script(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


_chart = st.components.v2.component(
    CHART_NAME,
    html="<div class='td'></div><div class='chart' role='figure'></div>",
    js=_script("chart.js"),
    isolate_styles=False,
)
_words = st.components.v2.component(
    WORDS_NAME, html="<div class='td'></div>", js=_script("words.js"), isolate_styles=False
)


def draw_part(part: Part, name: str, lang: str) -> None:
    """Show a part; the next one of the same name takes its place."""
    if part is None:
        return
    # In a list: the values of a mapping would each be searched for data frames.
    if not isinstance(part, Chart):
        _words(key=name, data=[name, sent(part)])
        return
    fixed = {
        "config": plotly_config(lang),
        "library": library.FROM_PAGE,
        "failed": message("chart.failed", lang),
    }
    _chart(key=name, data=[name, sent(part), fixed])
