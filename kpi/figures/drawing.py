"""A figure as plain marks: what the Plotly builders draw, recorded without Plotly, for files and pictures.

The builders of this package add traces, shapes and annotations to a `plotly.graph_objects.Figure`. A `Drawing`
takes the same calls and keeps them as they are, so that a slide, a sheet and a picture hold exactly the marks,
words and numbers of the screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

import pandas as pd
import plotly.graph_objects as go

from kpi.figures.axes import FIRST_YEAR, LAST_YEAR, MILESTONE_YEARS, ValueAxis, value_axis, year_position
from kpi.figures.canvas import Canvas
from kpi.figures.observations import Observation, observations
from kpi.figures.path_actuals import add_actuals
from kpi.figures.path_line import add_path
from kpi.figures.path_targets import add_milestones, add_national
from kpi.locale import format_date, is_missing, message

LEFT_EDGE, RIGHT_EDGE = FIRST_YEAR - 0.9, LAST_YEAR + 0.8


@dataclass(frozen=True)
class Drawing:
    """Traces and shapes in Plotly's vocabulary over years (`LEFT_EDGE`..`RIGHT_EDGE`) and values.

    `as_of` is the place of the day stood on with its words; `alone` is said where there is no actual.
    """

    unit: str
    lang: str
    axis: ValueAxis
    as_of: tuple[float, str] | None
    lower_better: bool
    alone: str
    traces: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)
    years: tuple[int, ...] = MILESTONE_YEARS

    def add_scatter(self, **trace: Any) -> None:
        """Keep a scatter trace."""
        self.traces.append(trace)

    def add_shape(self, **shape: Any) -> None:
        """Keep a shape."""
        self.shapes.append(shape)


def path_drawing(
    path: pd.DataFrame,
    targets: pd.DataFrame,
    actuals: pd.DataFrame,
    indicator: Mapping[str, Any],
    lang: str,
    *,
    national: pd.DataFrame | None = None,
    series: str | None = None,
    as_of: date,
    as_of_is_today: bool = False,
) -> Drawing:
    """The marks of `kpi.figures.path_chart.path_figure` for the same frames and choices."""
    canvas = Canvas(lang, indicator["unit"], indicator["direction"] == "lower_better")
    found = observations(actuals)
    axis = value_axis(_extent(found, [path, targets, national]), canvas.unit, lang)
    words = message("figure.today" if as_of_is_today else "figure.as_of", lang, day=format_date(as_of, lang))
    drawing = Drawing(
        unit=canvas.unit,
        lang=lang,
        axis=axis,
        as_of=(year_position(as_of), words),
        lower_better=canvas.lower_better,
        alone="" if found else message("figure.no_actual", lang),
    )
    figure = cast(go.Figure, drawing)
    add_path(figure, path, series, canvas)
    if national is not None:
        add_national(figure, national, canvas)
    add_milestones(figure, targets, canvas)
    add_actuals(figure, found, series, axis, canvas)
    return drawing


def _extent(found: list[Observation], frames: list[pd.DataFrame | None]) -> list[float]:
    """Every value that must lie inside the plot."""
    values = [item.value for item in found]
    values += [float(item.row["value_high"]) for item in found if not is_missing(item.row.get("value_high"))]
    for frame in frames:
        for column in ("value", "value_high"):
            if frame is not None and column in frame:
                values += frame[column].dropna().astype(float).tolist()
    return values
