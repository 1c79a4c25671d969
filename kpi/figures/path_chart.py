"""The main figure: what was promised for every year to 2045, and what was achieved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from kpi.figures import theme
from kpi.figures.axes import FIRST_YEAR, LAST_YEAR, MILESTONE_YEARS, ValueAxis, value_axis, year_position
from kpi.figures.canvas import Canvas
from kpi.figures.observations import Observation, observations
from kpi.figures.path_actuals import add_actuals
from kpi.figures.path_line import add_path
from kpi.figures.path_targets import add_milestones, add_national
from kpi.locale import format_date, is_missing, message, unit_name

HEIGHT = 480
HEIGHT_COMPACT = 480
_TOP = 12
_LATE = 2035
_LEFT, _RIGHT = FIRST_YEAR - 0.9, LAST_YEAR + 0.8


def path_figure(  # noqa: PLR0913 - each keyword is a choice of its own
    path: pd.DataFrame,
    targets: pd.DataFrame,
    actuals: pd.DataFrame,
    indicator: Mapping[str, Any],
    lang: str,
    *,
    national: pd.DataFrame | None = None,
    series: str | None = None,
    as_of: date | None = None,
    as_of_is_today: bool = False,
    projection: pd.DataFrame | None = None,
    demo: bool = False,
    compact: bool = False,
    height: int | None = None,
) -> go.Figure:
    """Actuals against the target path of one indicator of one province, 2020-2045.

    `path`, `targets` and `actuals` have the columns of the warehouse tables `target_path`, `targets` and
    `actuals`; `actuals` also `series_name_vi` and `series_name_en`. `national` holds targets of the nation.
    `indicator` is a row of `indicators` (used: unit, direction). `series` brings one series to the fore and
    pales the others. `projection` (columns year, value) is where today's pace leads. `demo` adds the
    watermark, `compact` draws for a phone. All values are in the indicator's unit; numbers are drawn as
    given, nothing is computed.
    """
    canvas = Canvas(lang, indicator["unit"], indicator["direction"] == "lower_better", compact)
    found = observations(actuals)
    axis = value_axis(_extent(found, [path, targets, national, projection]), canvas.unit, lang)
    figure = _blank(canvas, axis, height or (HEIGHT_COMPACT if compact else HEIGHT))
    rows = _Rows(compact)
    add_path(figure, path, series, canvas)
    _add_projection(figure, projection, canvas)
    if national is not None:
        add_national(figure, national, canvas)
    add_milestones(figure, targets, canvas)
    add_actuals(figure, found, series, axis, canvas)
    if as_of is not None:
        _add_as_of(figure, as_of, canvas, rows.next(), today=as_of_is_today)
    if canvas.unit != "%":
        _add_unit(figure, canvas, rows.next())
    if not found:
        _add_no_actual(figure, canvas, rows)
    figure.update_layout(margin={"t": rows.used * canvas.scale.row + _TOP})
    if demo:
        theme.add_watermark(figure, lang, canvas.scale.watermark)
    return figure


class _Rows:
    """Rows of text above the plot: one for all notes on a wide figure, one for each on a phone."""

    def __init__(self, compact: bool) -> None:
        self._compact = compact
        self.used = 0

    def next(self) -> int:
        """The row for the next note, 0 being the lowest."""
        row = self.used if self._compact else 0
        self.used = row + 1
        return row


def _blank(canvas: Canvas, axis: ValueAxis, height: int) -> go.Figure:
    figure = go.Figure(layout={"template": theme.layout_template(canvas.lang), "height": height})
    tick_font = {"size": canvas.scale.body}
    years = [year for year in MILESTONE_YEARS if year > FIRST_YEAR or not canvas.compact]
    figure.update_layout(margin={"r": canvas.scale.right}, legend={"font": {"size": canvas.scale.small}})
    names = [str(year) for year in years]
    figure.update_xaxes(range=[_LEFT, _RIGHT], tickvals=years, ticktext=names, tickfont=tick_font)
    figure.update_yaxes(
        range=[axis.low, axis.high], tickvals=axis.ticks, ticktext=axis.labels, tickfont=tick_font
    )
    return figure


def _add_projection(figure: go.Figure, projection: pd.DataFrame | None, canvas: Canvas) -> None:
    """Draw where a pace leads: a thin line in the colour of actuals, no marks, so nobody takes it for one."""
    if projection is None or projection.empty:
        return
    figure.add_scatter(
        name=message("figure.projection", canvas.lang),
        x=projection["year"],
        y=projection["value"],
        mode="lines",
        line={"color": theme.ACTUAL, "width": 2, "dash": "longdashdot"},
        hoverinfo="skip",
        legendrank=70,
        meta={"role": "projection"},
    )


def _extent(found: list[Observation], frames: list[pd.DataFrame | None]) -> list[float]:
    values = [item.value for item in found]
    values += [float(item.row["value_high"]) for item in found if not is_missing(item.row.get("value_high"))]
    for frame in frames:
        for column in ("value", "value_high"):
            if frame is not None and column in frame:
                values += frame[column].dropna().astype(float).tolist()
    return values


def _add_as_of(figure: go.Figure, day: date, canvas: Canvas, row: int, *, today: bool) -> None:
    x = year_position(day)
    line = {"color": theme.BASELINE, "width": 1.5}
    figure.add_shape(
        type="line", name="as_of", layer="below", x0=x, x1=x, y0=0, y1=1, yref="paper", line=line
    )
    key = "figure.today" if today else "figure.as_of"
    text = message(key, canvas.lang, day=format_date(day, canvas.lang))
    _annotate_above(figure, text, canvas, name="as_of", x=x, xref="x", row=row, to_left=x > _LATE)


def _add_unit(figure: go.Figure, canvas: Canvas, row: int) -> None:
    """Name the unit above the axis, where it reads horizontally; a per cent sign stands at every tick."""
    text = unit_name(canvas.unit, canvas.lang)
    _annotate_above(figure, text, canvas, name="unit", x=0, xref="paper", row=row)


def _annotate_above(
    figure: go.Figure,
    text: str,
    canvas: Canvas,
    *,
    name: str,
    x: float,
    xref: str,
    row: int,
    to_left: bool = False,
) -> None:
    figure.add_annotation(
        name=name,
        text=text,
        x=x,
        xref=xref,
        xanchor="right" if to_left else "left",
        y=1,
        yref="paper",
        yanchor="bottom",
        yshift=row * canvas.scale.row,
        showarrow=False,
        font={"size": canvas.scale.small, "color": theme.INK_MUTED},
    )


def _add_no_actual(figure: go.Figure, canvas: Canvas, rows: _Rows) -> None:
    """Say that there is no actual, in the corner that a path towards better values leaves free.

    On a phone that corner is too narrow: there it stands above the plot.
    """
    text = f"○ {message('figure.no_actual', canvas.lang)}"
    if canvas.compact:
        _annotate_above(figure, text, canvas, name="no_actual", x=0, xref="paper", row=rows.next())
        return
    figure.add_annotation(
        name="no_actual",
        text=text,
        x=1,
        xref="paper",
        xanchor="right",
        y=0.96 if canvas.lower_better else 0.05,
        yref="paper",
        yanchor="top" if canvas.lower_better else "bottom",
        showarrow=False,
        font={"size": canvas.scale.value, "color": theme.INK_MUTED},
    )
