"""The parts of a page that follow its choices: HTML or a chart, each under a name by which the browser finds it.

A part is sent by the page's run, and ahead of it when a reader has just chosen something (see `ui.prefetch`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import streamlit as st

from kpi.charts import library
from kpi.charts.plotly.chart import PlotlyChart
from kpi.charts.plotly.layout import plotly_config
from kpi.markup import EMPTY, Markup, escaped
from kpi.words import message

CHART_NAME = "thuoc_do_57_chart"
WORDS_NAME = "thuoc_do_57_words"


def _script(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


_chart = st.components.v2.component(
    CHART_NAME,
    html="<div class='td'></div><div class='figure' role='figure'></div>",
    js=_script("chart.js"),
    isolate_styles=False,
)
_words = st.components.v2.component(
    WORDS_NAME, html="<div class='td'></div>", js=_script("words.js"), isolate_styles=False
)


@dataclass(frozen=True)
class Chart:
    """A finished figure as the browser takes it, its height in pixels, what it says in words; HTML that heads it."""

    figure: str
    height: int
    alt: str
    head: Markup = EMPTY

    @classmethod
    def of(cls, figure: PlotlyChart, alt: str) -> Chart:
        """Turn a figure into text, once for all sessions."""
        return cls(figure.to_json(), figure.height, alt)


Part = Chart | Markup | None
"""None: nothing to show; the part has no place on the page."""
Parts = Mapping[str, Part]


def sent(part: Part) -> object:
    """A part as the browser takes it; a text that is no finished HTML becomes the text that it is."""
    if isinstance(part, Chart):
        return asdict(part)
    return None if part is None else escaped(part)


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
