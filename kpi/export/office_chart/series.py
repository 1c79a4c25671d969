"""A figure as series of points for an office program's own charts: the same numbers and words as the picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

from kpi.charts import theme
from kpi.charts.axes import ValueAxis
from kpi.charts.path.drawing import LEFT_EDGE, RIGHT_EDGE, Drawing
from kpi.charts.tasks.bars import Bars

_OFFICE_DASH = {"dash": "dash", "dot": "sysDot"}
_OFFICE_SYMBOL = {
    "circle": "circle",
    "square": "square",
    "diamond": "diamond",
    "triangle-up": "triangle",
    "pentagon": "square",
    "hexagon": "circle",
}
_PLACE = {"left": "l", "right": "r", "top": "t", "bottom": "b"}
_HEADROOM, _BELOW_TICK = 0.12, 0.95
_MARKS = {"diamond": "◆◇", "circle": "●○", "square": "■□", "triangle": "▲△", "dash": "▬▬"}
_LINES = {"dash": "- -", "sysDot": "····"}
_BAND_LINE = "#9FB3C6"


@dataclass(frozen=True)
class ChartPoint:
    """One point; `y` None is a gap. `label` is the number as the briefing writes it, `place` where it stands."""

    x: float
    y: float | None
    label: str = ""
    place: str = "t"


@dataclass(frozen=True)
class ChartSeries:
    """One series: a line (`width` > 0), marks (`symbol`), or both; `legend` False keeps it out of the legend."""

    role: str
    name: str
    colour: str
    points: tuple[ChartPoint, ...]
    width: float = 0.0
    dash: str = ""
    symbol: str = ""
    size: int = 8
    hollow: bool = False
    legend: bool = True
    label_colour: str = theme.INK
    bold: bool = True


def path_series(drawing: Drawing) -> list[ChartSeries]:
    """The series of a path figure, in the order they are drawn: what was planned, then what was achieved."""
    nation = next((unescape(trace["name"]) for trace in drawing.traces if trace["meta"]["role"] == "national"), "")
    found = [series for trace in drawing.traces for series in _of_trace(trace, nation)]
    found += [_range_bar(shape) for shape in drawing.shapes]
    if drawing.as_of and LEFT_EDGE <= drawing.as_of[0] <= RIGHT_EDGE:
        found.insert(0, _as_of(drawing))
    return list(_joined(found))


@dataclass(frozen=True)
class Key:
    """One entry of a legend that is written as text: its sign, its colour, its name."""

    sign: str
    colour: str
    name: str


def keys_of(drawing: Drawing | Bars) -> list[Key]:
    """The legend of a path chart that is too small to hold one, with the line of the day stood on."""
    if isinstance(drawing, Bars):
        return []
    found = (series for series in path_series(drawing) if series.name and (series.legend or series.role == "as_of"))
    return [Key(_sign(series), series.colour, series.name) for series in found]


def _sign(series: ChartSeries) -> str:
    if series.role == "as_of":
        return "│"
    return _MARKS[series.symbol][series.hollow] if series.symbol else _LINES.get(series.dash, "—")


def with_headroom(axis: ValueAxis) -> ValueAxis:
    """The axis with room above its last number for the words that stand on top; one turned upside down has none.

    Office programs count an axis from its smallest number, which such room would shift.
    """
    if axis.low > axis.high or len(axis.ticks) < 2:
        return axis
    wished = axis.high + _HEADROOM * (axis.high - axis.low)
    below_next_tick = axis.ticks[-1] + _BELOW_TICK * (axis.ticks[-1] - axis.ticks[-2])
    return replace(axis, high=round(max(axis.high, min(wished, below_next_tick)), 9))


def _of_trace(trace: dict[str, Any], nation: str) -> Iterator[ChartSeries]:
    role, name = trace["meta"]["role"], unescape(trace.get("name") or "")
    if role == "national_label":
        points = _points(trace)
        yield ChartSeries(
            role, nation, theme.NATIONAL, points, symbol="dash", size=14, label_colour=theme.NATIONAL, bold=False
        )
    elif role == "national" or role.endswith("_year"):
        return
    elif trace.get("fill"):
        yield ChartSeries(role, name, _BAND_LINE, _points(trace), width=1.25)
    elif "lines" in trace["mode"]:
        line = trace["line"]
        dash = _OFFICE_DASH.get(line.get("dash", ""), "")
        yield ChartSeries(
            role, name, line["color"], _points(trace), width=line["width"] * 0.75, dash=dash, legend=bool(name)
        )
    else:
        yield _marks(trace, role, name)


def _marks(trace: dict[str, Any], role: str, name: str) -> ChartSeries:
    marker = trace["marker"]
    symbol = marker["symbol"]
    return ChartSeries(
        role,
        name,
        marker["color"],
        _points(trace),
        symbol=_OFFICE_SYMBOL[symbol.removesuffix("-open")],
        size=10 if symbol.startswith("diamond") else 8,
        hollow=symbol.endswith("-open"),
        legend=trace.get("showlegend", True),
        label_colour=trace["textfont"]["color"],
    )


def _points(trace: dict[str, Any]) -> tuple[ChartPoint, ...]:
    """The points of a trace; a gap keeps the place of the point before it, so that no place is empty."""
    texts = trace.get("text") or [""] * len(trace["x"])
    places = trace.get("textposition", "top center")
    points: list[ChartPoint] = []
    for index, (x, y) in enumerate(zip(trace["x"], trace["y"], strict=True)):
        place = places if isinstance(places, str) else places[index]
        if x is None or y is None:
            if points:
                points.append(ChartPoint(points[-1].x, None))
            continue
        points.append(ChartPoint(float(x), float(y), unescape(texts[index]), _place(place)))
    while points and points[-1].y is None:
        points.pop()
    return tuple(points)


def _place(place: str) -> str:
    """Plotly's nine places as an office chart's four."""
    upright, side = place.split(" ")
    return _PLACE[side] if upright == "middle" else _PLACE[upright]


def _range_bar(shape: dict[str, Any]) -> ChartSeries:
    ends = (ChartPoint(float(shape["x0"]), float(shape["y0"])), ChartPoint(float(shape["x1"]), float(shape["y1"])))
    return ChartSeries("range", "", shape["line"]["color"], ends, width=2.25, legend=False)


def _as_of(drawing: Drawing) -> ChartSeries:
    assert drawing.as_of is not None
    year, words = drawing.as_of
    axis = with_headroom(drawing.axis)
    low, high = sorted((axis.low, axis.high))
    points = (ChartPoint(year, low), ChartPoint(year, high, words, "r"))
    return ChartSeries(
        "as_of", words, theme.BASELINE, points, width=1.0, legend=False, label_colour=theme.INK_MUTED, bold=False
    )


def _joined(found: list[ChartSeries]) -> Iterator[ChartSeries]:
    """One series for the line and the marks of a series of actuals where both hold the same points."""
    lines = {_values(series): series for series in found if series.role == "actual_line"}
    merged = {_values(series) for series in found if series.role == "actual"} & set(lines)
    for series in found:
        if series.role == "actual_line" and _values(series) in merged:
            continue
        if series.role == "actual" and _values(series) in merged:
            yield replace(series, width=lines[_values(series)].width)
        else:
            yield series


def _values(series: ChartSeries) -> tuple[tuple[float, float | None], ...]:
    return tuple((point.x, point.y) for point in series.points)


def bar_series(bars: Bars) -> list[tuple[str, str, list[float | None], list[str]]]:
    """Name, colour, values and labels of each series over the units of a comparison, then of the promises."""
    styles = theme.SERIES_STYLES
    found = []
    for place, name in enumerate(bars.series):
        mine = [row.series == name and row.value is not None for row in bars.rows]
        values = [row.value if own else None for row, own in zip(bars.rows, mine, strict=True)]
        labels = [row.text if own else "" for row, own in zip(bars.rows, mine, strict=True)]
        found.append((name, styles[place % len(styles)].colour, values, labels))
    if any(row.promised is not None for row in bars.rows):
        promised = [row.promised for row in bars.rows]
        words = [row.promised_text if row.promised is not None else "" for row in bars.rows]
        found.append((bars.promised_name, theme.PATH, promised, words))
    return found
