"""The achieved side of the path figure: actuals by series, revisions and inexact figures told apart."""

from __future__ import annotations

from html import escape

from kpi.charts import theme, words
from kpi.charts.axes import ValueAxis
from kpi.charts.canvas import Canvas
from kpi.charts.path.observations import Observation, as_date, runs
from kpi.charts.surface import Surface
from kpi.charts.theme import SeriesStyle
from kpi.words import message

_FAINT = 0.45
_NEAR_FLOOR = 0.14


def add_actuals(figure: Surface, found: list[Observation], chosen: str | None, axis: ValueAxis, canvas: Canvas) -> None:
    """Draw every series with its own colour and shape, the `chosen` one (or all) in full strength."""
    series = list(dict.fromkeys(item.series for item in found))
    labelled = _label_places([item for item in found if chosen in {None, item.series}], axis, canvas)
    for rank, name in enumerate(series):
        style = theme.SERIES_STYLES[rank % len(theme.SERIES_STYLES)]
        opacity = 1.0 if chosen in {None, name} else _FAINT
        items = [item for item in found if item.series == name]
        _add_lines(figure, items, style, opacity)
        _add_marks(figure, items, style, opacity, labelled, rank, canvas)


def _add_lines(figure: Surface, items: list[Observation], style: SeriesStyle, opacity: float) -> None:
    for run in runs(items):
        if len(run) > 1:
            figure.add_scatter(
                x=[item.x for item in run],
                y=[item.value for item in run],
                mode="lines",
                line={"color": style.colour, "width": 3},
                opacity=opacity,
                hoverinfo="skip",
                showlegend=False,
                legendgroup=run[0].series,
                meta={"role": "actual_line", "series": run[0].series},
            )


def _add_marks(
    figure: Surface,
    items: list[Observation],
    style: SeriesStyle,
    opacity: float,
    labelled: dict[int, str],
    rank: int,
    canvas: Canvas,
) -> None:
    groups = {
        "actual": [item for item in items if item.exact and not item.revised],
        "actual_inexact": [item for item in items if not item.exact and not item.revised],
        "actual_revised": [item for item in items if item.revised],
    }
    named = False
    for role, members in groups.items():
        if not members:
            continue
        figure.add_scatter(
            name=message("figure.actual", canvas.lang, series=_series(members[0], canvas)),
            x=[item.x for item in members],
            y=[item.value for item in members],
            mode="markers+text",
            marker={
                "symbol": style.symbol if role == "actual" else f"{style.symbol}-open",
                "size": canvas.scale.mark,
                "color": style.colour,
                "line": {"color": theme.BACKGROUND if role == "actual" else style.colour, "width": 1.5},
            },
            opacity=min(opacity, _FAINT) if role == "actual_revised" else opacity,
            text=[_label(item, canvas) if id(item) in labelled else "" for item in members],
            textposition=[labelled.get(id(item), "bottom right") for item in members],
            textfont={"size": canvas.scale.value, "color": style.colour, "weight": 700},
            hovertext=[words.actual_hover(item, canvas.lang) for item in members],
            hoverinfo="text",
            cliponaxis=False,
            showlegend=not named,
            legendgroup=members[0].series,
            legendrank=10 + rank,
            meta={"role": role, "series": members[0].series},
        )
        named = True


def _series(item: Observation, canvas: Canvas) -> str:
    return escape(words.series_name(item.row, canvas.lang))


def _label(item: Observation, canvas: Canvas) -> str:
    value = words.qualified_actual(item.row, canvas.lang, with_unit=False)
    if canvas.compact:
        return escape(value)
    year = as_date(item.row["period_end"]).year
    return escape(message("figure.value_year", canvas.lang, value=value, year=year))


def _label_places(found: list[Observation], axis: ValueAxis, canvas: Canvas) -> dict[int, str]:
    """Which actuals carry their value, and where it stands: the last current one of each series.

    The value of the highest of several stands over its mark, the others under it, away from the line; near
    the floor of the plot to the right.
    """
    last: dict[str, Observation] = {}
    for item in found:
        if not item.revised:
            last[item.series] = item
    highest = max(last.values(), key=lambda item: item.value, default=None)
    floor = axis.low + _NEAR_FLOOR * (axis.high - axis.low)
    under = "bottom left" if canvas.lower_better else "bottom right"
    places: dict[int, str] = {}
    for item in last.values():
        place = "middle right" if item.value < floor else under
        places[id(item)] = "top right" if item is highest and len(last) > 1 else place
    return places
