"""A chart as series of points for an office program's own charts: the same numbers and words as the picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kpi.charts import theme
from kpi.charts.scene.marks import Axis, Band, Bars, Charted, Day, Line, Note, Points, Rule, Scene, Spot
from kpi.charts.scene.roles import Role

_OFFICE_DASH = {"dash": "dash", "dot": "sysDot"}
_OFFICE_SYMBOL = {
    "circle": "circle",
    "square": "square",
    "diamond": "diamond",
    "triangle-up": "triangle",
    "pentagon": "square",
    "hexagon": "circle",
    "stroke": "dash",
}
MARK_SIZE = 8
MARK_SIZES = {"diamond": 10, "stroke": 14}
_POINTS = 0.75
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

    role: Role
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


def path_series(scene: Scene, *, day_said: bool = True) -> list[ChartSeries]:
    """The series of a path chart, in the order they are drawn: what was planned, then what was achieved.

    Where words beside the chart say the day stood on, it is not said twice (`day_said`).
    """
    found = [_of_mark(mark) for mark in scene.marks if isinstance(mark, Charted)]
    if scene.visible_day:
        found.insert(0, _as_of(scene.visible_day, scene, said=day_said))
    return list(_joined(found))


@dataclass(frozen=True)
class Key:
    """One entry of a legend that is written as text: its sign, its colour, its name."""

    sign: str
    colour: str
    name: str


def keys_of(scene: Scene) -> list[Key]:
    """The legend of a path chart that is too small to hold one, with the line of the day stood on."""
    if scene.rows:
        return []
    found = (series for series in path_series(scene) if series.name and (series.legend or series.role is Role.DAY))
    return [Key(_sign(series), series.colour, series.name) for series in found]


def _sign(series: ChartSeries) -> str:
    if series.role is Role.DAY:
        return "│"
    return _MARKS[series.symbol][series.hollow] if series.symbol else _LINES.get(series.dash, "—")


def with_headroom(axis: Axis) -> Axis:
    """The axis with room above its last number for the words that stand on top; one of ranks has none.

    Office programs count an axis from its smallest number, which such room would shift.
    """
    if axis.low > axis.high:
        return replace(axis, high=float(axis.ticks[0]))
    if len(axis.ticks) < 2:
        return axis
    wished = axis.high + _HEADROOM * (axis.high - axis.low)
    below_next_tick = axis.ticks[-1] + _BELOW_TICK * (axis.ticks[-1] - axis.ticks[-2])
    return replace(axis, high=round(max(axis.high, min(wished, below_next_tick)), 9))


def from_first_tick(axis: Axis) -> Axis:
    """An axis that an office program counts from its smallest number, which is thus its first tick."""
    return replace(axis, low=float(axis.ticks[0]))


def _of_mark(mark: Charted) -> ChartSeries:
    look = mark.look
    match mark:
        case Points():
            return _marks(mark)
        case Line():
            dash = _OFFICE_DASH.get(look.dash, "")
            points = _with_gaps(mark.runs)
            width = look.width * _POINTS
            return ChartSeries(mark.role, mark.name, look.colour, points, width, dash, legend=mark.in_legend)
        case Band():
            return ChartSeries(mark.role, mark.name, _BAND_LINE, _with_gaps(_outlines(mark)), width=1.25)
        case Rule():
            ends = tuple(ChartPoint(float(mark.x), float(end)) for end in (mark.low, mark.high))
            return ChartSeries(mark.role, "", look.colour, ends, look.width * _POINTS, legend=False)


def _marks(mark: Points) -> ChartSeries:
    look = mark.look
    points = tuple(ChartPoint(float(at.x), float(at.y), at.label, _place(at.place)) for at in mark.marks)
    return ChartSeries(
        mark.role,
        mark.name,
        look.colour,
        points,
        symbol=_OFFICE_SYMBOL[look.symbol],
        size=MARK_SIZES.get(look.symbol, MARK_SIZE),
        hollow=look.hollow,
        legend=mark.in_legend,
        label_colour=look.label,
        bold=look.bold,
    )


def _outlines(band: Band) -> list[list[Spot]]:
    """Around each shaded piece, back to where it began."""
    return [
        [(x0, low0), (x1, low1), (x1, high1), (x0, high0), (x0, low0)]
        for run in band.runs
        for (x0, low0, high0), (x1, low1, high1) in pairwise(run)
    ]


def _with_gaps(runs: Iterable[Sequence[Spot]]) -> tuple[ChartPoint, ...]:
    """The stretches after each other; a gap keeps the place of the point before it, so that no place is empty."""
    points: list[ChartPoint] = []
    for run in runs:
        if points:
            points.append(ChartPoint(points[-1].x, None))
        points += [ChartPoint(float(x), float(y)) for x, y in run]
    return tuple(points)


def _place(place: str) -> str:
    """Eight places as an office chart's four."""
    upright, side = place.split(" ")
    return _PLACE[side] if upright == "middle" else _PLACE[upright]


def _as_of(day: Day, scene: Scene, *, said: bool) -> ChartSeries:
    axis = with_headroom(scene.y)
    low, high = sorted((axis.low, axis.high))
    points = (ChartPoint(day.x, low), ChartPoint(day.x, high, day.text if said else "", "r"))
    look = day.look
    return ChartSeries(
        Role.DAY, day.text, look.colour, points, width=1.0, legend=False, label_colour=look.label, bold=False
    )


def _joined(found: list[ChartSeries]) -> Iterator[ChartSeries]:
    """One series for the line and the marks of a series of actuals where both hold the same points."""
    lines = {_values(series): series for series in found if series.role is Role.ACTUAL_LINE}
    merged = {_values(series) for series in found if series.role is Role.ACTUAL} & set(lines)
    for series in found:
        if series.role is Role.ACTUAL_LINE and _values(series) in merged:
            continue
        if series.role is Role.ACTUAL and _values(series) in merged:
            yield replace(series, width=lines[_values(series)].width)
        else:
            yield series


def _values(series: ChartSeries) -> tuple[tuple[float, float | None], ...]:
    return tuple((point.x, point.y) for point in series.points)


@dataclass(frozen=True)
class ChartColumn:
    """One series of a comparison: a value, its words and whether it is inexact for each row; None where it has none."""

    name: str
    colour: str
    values: tuple[float | None, ...]
    labels: tuple[str, ...]
    inexact: tuple[bool, ...]
    is_target: bool = False


def columns_of(scene: Scene) -> list[ChartColumn]:
    """The series of a comparison in order of appearance, then the targets."""
    found = []
    for mark in scene.marks:
        if isinstance(mark, Bars):
            at = {bar.place: (bar.value, bar.label, not bar.exact) for bar in mark.bars}
            found.append(_column(mark.name, mark.look.colour, at, len(scene.rows)))
        elif isinstance(mark, Points):
            at = {int(point.y): (point.x, point.label, False) for point in mark.marks}
            found.append(replace(_column(mark.name, mark.look.colour, at, len(scene.rows)), is_target=True))
    return found


def _column(name: str, colour: str, at: Mapping[int, tuple[float, str, bool]], rows: int) -> ChartColumn:
    cells = [at.get(row, (None, "", False)) for row in range(rows)]
    values, labels, inexact = zip(*cells, strict=True)
    return ChartColumn(name, colour, values, labels, inexact)


def absent_rows(scene: Scene) -> dict[int, str]:
    """Which rows of a comparison have no actual, and what is said of that."""
    notes = (mark for mark in scene.marks if isinstance(mark, Note) and mark.role is Role.ABSENT)
    return {int(note.y): " ".join(note.lines) for note in notes}
