"""The parts of a page that follow its choices: HTML or a chart, each under a name by which the browser finds it.

A part is sent by the page's run (`ui.parts`), and ahead of it when a reader has just chosen something (`ui.prefetch`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from kpi.charts.plotly.chart import PlotlyChart
from kpi.markup import EMPTY, Markup, escaped


@dataclass(frozen=True)
class Chart:
    """A finished chart as the browser takes it, its height in pixels, what it says in words; HTML that heads it."""

    drawing: str
    height: int
    alt: str
    head: Markup = EMPTY

    @classmethod
    def of(cls, drawing: PlotlyChart, alt: str) -> Chart:
        """Turn a chart into text, once for all sessions."""
        return cls(drawing.to_json(), drawing.height, alt)


Part = Chart | Markup | None
"""None: nothing to show; the part has no place on the page."""


Parts = Mapping[str, Part]


def sent(part: Part) -> object:
    """A part as the browser takes it; a text that is no finished HTML becomes the text that it is."""
    if isinstance(part, Chart):
        return asdict(part)
    return None if part is None else escaped(part)
