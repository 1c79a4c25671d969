"""The parts of a page that follow its choices: HTML or a chart, each under a name by which the browser finds it.

A part is sent by the page's run, and ahead of it when a reader has just chosen something (see `ui.ahead`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st

from kpi.figures import library
from kpi.figures.theme import plotly_config
from kpi.locale import message

CHART_NAME = "thuoc_do_57_chart"
WORDS_NAME = "thuoc_do_57_words"


def _script(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


_chart = st.components.v2.component(
    CHART_NAME, html="<div class='figure' role='figure'></div>", js=_script("chart.js"), isolate_styles=False
)
_words = st.components.v2.component(
    WORDS_NAME, html="<div class='td'></div>", js=_script("words.js"), isolate_styles=False
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


Part = Chart | str | None
"""None: nothing to show; the part has no place on the page."""
Parts = Mapping[str, Part]


def sent(part: Part) -> object:
    """A part as the browser takes it."""
    return asdict(part) if isinstance(part, Chart) else part


def draw_part(part: Part, name: str, lang: str) -> None:
    """Show a part; the next one of the same name takes its place."""
    if part is None:
        return
    data = {"name": name, "part": sent(part)}
    if isinstance(part, str):
        _words(key=name, data=data)
        return
    fixed = {
        "config": plotly_config(lang),
        "library": library.FROM_PAGE,
        "failed": message("chart.failed", lang),
    }
    _chart(key=name, data=data | fixed)
