"""The charts of tasks on screen: deadlines on a line of time, numbers of tasks by month, and who carries how much."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Any

from kpi.charts import theme
from kpi.charts.plotly.chart import PlotlyChart
from kpi.charts.plotly.layout import layout_template, watermark
from kpi.charts.plotly.traces import Json, hover, stroke
from kpi.charts.scene.marks import Bars, Day, Line, Note, Points, Scene
from kpi.charts.scene.roles import Role

_ROW, _AROUND_ROWS = 60, 120
_AROUND_CIRCLES, _GAP = 110, 4
_LOAD_ROW, _AROUND_LOAD = 54, 70
_TYPE = 14
_SIZES = {Role.TASK: 13, Role.FIRST_DEADLINE: 11}
_ANCHORS = {"right": "left", "left": "right"}


def timeline_chart(scene: Scene, *, demo: bool = False) -> PlotlyChart:
    """One row a task, its words above its line; `demo` adds the watermark of made-up data."""
    axis = {
        "range": [scene.y.low, scene.y.high],
        "tickvals": list(scene.y.ticks),
        "ticktext": [escape(label) for label in scene.y.labels],
        "showgrid": False,
        "tickfont": {"size": _TYPE, "color": theme.INK_MUTED},
    }
    return PlotlyChart(
        layout=_months(scene) | {"yaxis": axis, "height": _AROUND_ROWS + _ROW * len(scene.rows)},
        traces=[_deadlines(mark) for mark in scene.marks if isinstance(mark, Points)],
        shapes=[*_spans(scene), *_day_lines(scene.day)],
        annotations=[*(_over(note) for note in _notes(scene)), *_day_words(scene.day), *_watermark(scene, demo=demo)],
    )


def counts_chart(scene: Scene, *, demo: bool = False) -> PlotlyChart:
    """One row a document, circles with numbers in them."""
    axis = {"range": [scene.y.low, scene.y.high], "visible": False}
    return PlotlyChart(
        layout=_months(scene) | {"yaxis": axis, "height": _AROUND_CIRCLES + scene.y.low},
        traces=[_circles(mark) for mark in scene.marks if isinstance(mark, Points)],
        shapes=[*(_rule(note) for note in _notes(scene)), *_day_lines(scene.day)],
        annotations=[*(_under(note) for note in _notes(scene)), *_day_words(scene.day), *_watermark(scene, demo=demo)],
    )


def load_chart(scene: Scene, *, demo: bool = False) -> PlotlyChart:
    """Bars end to end, the name of each row above them."""
    return PlotlyChart(
        layout={
            "template": layout_template(scene.lang),
            "barmode": "stack",
            "xaxis": {"visible": False},
            "yaxis": {"visible": False, "range": [scene.y.low, scene.y.high]},
            "height": _AROUND_LOAD + _LOAD_ROW * len(scene.rows),
            "bargap": 0.56,
            "margin": {"t": 8, "r": 16, "b": 44, "l": 8},
            "legend": {"traceorder": "normal"},
        },
        traces=[_bars(mark) for mark in scene.marks if isinstance(mark, Bars)],
        annotations=[*(_name(row, name) for row, name in enumerate(scene.rows)), *_watermark(scene, demo=demo)],
    )


def _months(scene: Scene) -> Json:
    axis = {
        "range": [_day(scene.x.low), _day(scene.x.high)],
        "tickvals": [_day(tick) for tick in scene.x.ticks],
        "ticktext": list(scene.x.labels),
        "showgrid": True,
        "gridcolor": theme.GRID,
        "side": "top",
        "tickangle": 0,
        "tickfont": {"size": _TYPE},
    }
    return {
        "template": layout_template(scene.lang),
        "xaxis": axis,
        "margin": {"t": 64, "b": 46, "l": 8, "r": 24},
        "legend": {"itemsizing": "trace"},
    }


def _day(count: float) -> str:
    return date.fromordinal(int(count)).isoformat()


def _notes(scene: Scene) -> Iterator[Note]:
    return (mark for mark in scene.marks if isinstance(mark, Note))


def _watermark(scene: Scene, *, demo: bool) -> list[Json]:
    return [watermark(scene.lang)] if demo else []


def _spans(scene: Scene) -> Iterator[Json]:
    for line in scene.marks:
        if isinstance(line, Line):
            for (x0, y), (x1, _) in line.runs:
                ends = {"x0": _day(x0), "x1": _day(x1), "y0": y, "y1": y}
                yield {"type": "line", "layer": "below", **ends, **stroke(line.look)}


def _deadlines(points: Points) -> Json:
    look = points.look
    return _marks(points) | {
        "mode": "markers",
        "marker": {
            "symbol": _symbol(points),
            "size": _SIZES[points.role],
            "color": look.colour,
            "line": {"width": look.rim_width, "color": look.edge},
        },
    }


def _circles(points: Points) -> Json:
    look = points.look
    return _marks(points) | {
        "mode": "markers+text",
        "text": [mark.label for mark in points.marks],
        "textposition": "middle center",
        "textfont": {"size": _TYPE, "color": look.label, "weight": look.weight},
        "marker": {
            "symbol": _symbol(points),
            "size": [mark.size for mark in points.marks],
            "color": look.colour,
            # Plotly pales marks of several sizes if nothing else is said.
            "opacity": 1,
            "line": {"width": 1.5, "color": look.edge},
        },
        "cliponaxis": False,
    }


def _marks(points: Points) -> Json:
    return {
        "name": escape(points.name),
        "x": [_day(mark.x) for mark in points.marks],
        "y": [mark.y for mark in points.marks],
        **hover(points.marks),
    }


def _symbol(points: Points) -> str:
    return f"{points.look.symbol}-open" if points.look.hollow else points.look.symbol


def _bars(mark: Bars) -> Json:
    return {
        "type": "bar",
        "name": escape(mark.name),
        "orientation": "h",
        "x": [bar.value for bar in mark.bars],
        "y": [bar.place for bar in mark.bars],
        "marker": {"color": mark.look.colour},
        "text": [bar.label for bar in mark.bars],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"color": mark.look.label, "size": theme.SIZE_SMALL},
        **hover(mark.bars),
    }


def _words(lines: tuple[str, ...], y: float, **place: Any) -> Json:
    """Words at the left edge of the plot."""
    text = "<br>".join(escape(line) for line in lines)
    return {"text": text, "x": 0, "xanchor": "left", "y": y, "showarrow": False, **place}


def _over(note: Note) -> Json:
    place = {"xref": "paper", "align": "left", "yanchor": "bottom", "yshift": 6, "borderpad": 0}
    font = {"size": _TYPE, "color": note.look.label}
    return _words(note.lines, note.y, bgcolor=theme.BACKGROUND, font=font, **place)


def _under(note: Note) -> Json:
    font = {"size": theme.SIZE_SMALL, "color": note.look.label}
    place = {"xref": "paper", "yanchor": "top", "yshift": -_GAP, "bgcolor": theme.BACKGROUND}
    return _words(note.lines, note.y, font=font, **place)


def _name(row: int, name: str) -> Json:
    font = {"size": theme.SIZE_SMALL, "color": theme.INK}
    return _words((name,), row, yanchor="bottom", yshift=13, font=font)


def _rule(note: Note) -> Json:
    ends = {"xref": "paper", "x0": 0, "x1": 1, "y0": note.y, "y1": note.y}
    return {"type": "line", "layer": "below", **ends, **stroke(note.look)}


def _day_lines(day: Day | None) -> Iterator[Json]:
    if day:
        at = {"x0": _day(day.x), "x1": _day(day.x), "y0": 0, "y1": 1, "yref": "paper"}
        yield {"type": "line", "name": "day", **at, **stroke(day.look)}


def _day_words(day: Day | None) -> Iterator[Json]:
    if day:
        yield {
            "name": "day",
            "text": day.text,
            "x": _day(day.x),
            "xanchor": _ANCHORS[day.side],
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "yshift": 26,
            "showarrow": False,
            "font": {"size": theme.SIZE_SMALL, "color": day.look.label},
        }
