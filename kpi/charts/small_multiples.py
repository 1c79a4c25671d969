"""Many units on one scale: a small picture each, path and actuals, as SVG that a page lays out by its width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TypeAlias

from kpi.charts import theme
from kpi.charts.axes import FIRST_YEAR, LAST_YEAR, value_axis
from kpi.charts.path.observations import Observation, observations, runs
from kpi.charts.path.path_line import LINE_KINDS, path_rows, unbroken_lines
from kpi.charts.scene.marks import Axis
from kpi.charts.scene.roles import Role
from kpi.charts.words import edges_of, qualified_actual, short_target, upper_edge
from kpi.model.records import Row
from kpi.model.vocabulary import TargetStatus

WIDTH, HEIGHT = 360, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 14, 16, 26
_YEARS = (2025, 2035, 2045)
_DASH = {Role.INTERPOLATED: "5 4", Role.HELD: "1.5 3"}
_FONT = "font-family=\"'Noto Sans','Segoe UI',Roboto,Arial,sans-serif\""
_LABEL, _LETTER, _REACH = 13, 6.9, 5.0
_TextBox: TypeAlias = tuple[float, float, float, float]
_PLACES = {
    "right": ("start", 8.0, 0.0),
    "left": ("end", -8.0, 0.0),
    "top": ("middle", 0.0, -15.0),
    "bottom": ("middle", 0.0, 15.0),
    "lower right": ("start", 6.0, 13.0),
    "upper right": ("start", 6.0, -13.0),
}
"""Where a text may stand beside its mark: anchor, and how far across and down its middle lies, in pixels."""


@dataclass(frozen=True)
class Panel:
    """What one picture shows; rows as in `kpi.charts.path.path_scene.path_scene`, of one unit and document."""

    path: Sequence[Row]
    targets: Sequence[Row]
    actuals: Sequence[Row]


@dataclass(frozen=True)
class _Box:
    axis: Axis

    def x(self, year: float) -> float:
        share = (year - FIRST_YEAR) / (LAST_YEAR - FIRST_YEAR)
        return round(_LEFT + share * (WIDTH - _LEFT - _RIGHT), 1)

    def y(self, value: float) -> float:
        share = (value - self.axis.low) / (self.axis.high - self.axis.low)
        return round(HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM), 1)


def common_axis(panels: Sequence[Panel], national: Sequence[Row], unit: str, lang: str) -> Axis:
    """One scale that holds every value of every panel and the nation's targets."""
    values: list[float] = []
    for panel in panels:
        values += [float(row["value"]) for row in (*panel.path, *panel.actuals) if row["value"] is not None]
        values += [upper_edge(row) for row in panel.targets]
    values += [upper_edge(row) for row in national]
    return value_axis(values, unit, lang)


def panel_svg(panel: Panel, national: Sequence[Row], axis: Axis, series_order: Sequence[str], lang: str) -> str:
    """One unit: dashed path, solid diamonds at milestones, actuals by series, the nation's targets as strokes.

    `series_order` gives each series its mark, the same in every panel. The last figure of each series and every
    milestone carry their value. The text alternative belongs to the `<img>` that shows the picture.
    """
    box = _Box(axis)
    rows = path_rows(panel.path, None)
    counted = {TargetStatus.IN_FORCE, TargetStatus.CONFLICTING}
    promised = [row for row in panel.targets if row["status"] in counted]
    found = [item for item in observations(panel.actuals) if not item.revised]
    marks = [(box.x(item.x), box.y(item.value)) for item in found]
    marks += [(box.x(row["year"]), box.y(edge)) for row in promised for edge in edges_of(row)]
    labels = _Labels([*marks, *((box.x(row["year"]), box.y(float(row["value"]))) for row in national)])
    shapes = [
        *_grid(box),
        *_national(national, box),
        *_path(rows, box),
        *_milestones(promised, box),
        *_actuals(found, series_order, box),
        *_actual_labels(found, series_order, box, labels, lang),
        *_milestone_labels(promised, box, labels, lang),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'{_FONT} font-size="13">{"".join(shapes)}</svg>'
    )


def series_mark_svg(position: int) -> str:
    """The mark of the series at `position` of the order, for a legend."""
    style = theme.SERIES_STYLES[position % len(theme.SERIES_STYLES)]
    mark = _mark(style.symbol, 8, 8, style.colour, style.colour)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16">{mark}</svg>'


def _grid(box: _Box) -> Iterable[str]:
    for tick, label in zip(box.axis.ticks, box.axis.labels, strict=True):
        y = box.y(tick)
        yield _line([(_LEFT, y), (WIDTH - _RIGHT, y)], theme.GRID, 1)
        yield _text(_LEFT - 6, y + 4, label, theme.INK_MUTED, "end", 12)
    for year in _YEARS:
        yield _text(box.x(year), HEIGHT - 8, str(year), theme.INK_MUTED, "middle", 12)


def _national(rows: Sequence[Row], box: _Box) -> Iterable[str]:
    for row in rows:
        x, y = box.x(row["year"]), box.y(float(row["value"]))
        yield _line([(x - 9, y), (x + 9, y)], theme.NATIONAL, 2.5)


def _path(rows: Sequence[Row], box: _Box) -> Iterable[str]:
    for kind in LINE_KINDS:
        for line in unbroken_lines(rows, kind):
            points = [(box.x(row["year"]), box.y(row["value"])) for row in line]
            yield _line(points, theme.PATH, 1.8, _DASH[kind])


class _Labels:
    """Places for texts: the one that covers the least of marks and of other texts."""

    def __init__(self, marks: Iterable[tuple[float, float]]) -> None:
        self._taken = [(x - _REACH, y - _REACH, x + _REACH, y + _REACH) for x, y in marks]

    def put(self, x: float, y: float, text: str, places: Sequence[str], colour: str, *, bold: bool = False) -> str:
        """The text at the best of `places` (keys of `_PLACES`), the first of equals."""
        boxes = {place: _text_box(x, y, len(text), place) for place in places}
        place = min(boxes, key=lambda name: self._covered(boxes[name]))
        self._taken.append(boxes[place])
        left, _, right, bottom = boxes[place]
        anchor = _PLACES[place][0]
        at = {"end": right, "start": left}.get(anchor, (left + right) / 2)
        return _text(round(at, 1), bottom - 3, text, colour, anchor, _LABEL, bold=bold)

    def _covered(self, box: _TextBox) -> float:
        left, top, right, bottom = box
        outside = left < _LEFT - 4 or right > WIDTH or top < 0 or bottom > HEIGHT - _BOTTOM + 6
        area = sum(
            max(0.0, min(right, other[2]) - max(left, other[0])) * max(0.0, min(bottom, other[3]) - max(top, other[1]))
            for other in self._taken
        )
        return area + (WIDTH * HEIGHT if outside else 0)


def _text_box(x: float, y: float, length: int, place: str) -> _TextBox:
    width, height = length * _LETTER, _LABEL + 2.0
    anchor, across, down = _PLACES[place]
    left = x + across - {"end": width, "middle": width / 2, "start": 0.0}[anchor]
    top = y + down - height / 2
    return left, top, left + width, top + height


def _milestones(rows: Sequence[Row], box: _Box) -> Iterable[str]:
    for row in rows:
        x = box.x(row["year"])
        edges = edges_of(row)
        if len(edges) > 1:
            yield _line([(x, box.y(edge)) for edge in edges], theme.PATH, 2)
        fill = theme.BACKGROUND if row["status"] == TargetStatus.CONFLICTING else theme.PATH
        for edge in edges:
            yield _diamond(x, box.y(edge), 5.0, fill)


def _milestone_labels(rows: Sequence[Row], box: _Box, labels: _Labels, lang: str) -> Iterable[str]:
    told: set[tuple[int, float]] = set()
    for row in rows:
        key = (int(row["year"]), edges_of(row)[-1])
        if key not in told:
            told.add(key)
            yield labels.put(
                box.x(key[0]), box.y(key[1]), short_target(row, lang), ("top", "left", "right", "bottom"), theme.INK
            )


def _actuals(found: list[Observation], series_order: Sequence[str], box: _Box) -> Iterable[str]:
    for position, series in enumerate(series_order):
        style = theme.SERIES_STYLES[position % len(theme.SERIES_STYLES)]
        items = [item for item in found if item.series == series]
        for run in runs(items):
            if len(run) > 1:
                yield _line([(box.x(item.x), box.y(item.value)) for item in run], style.colour, 2.2)
        for item in items:
            fill = style.colour if item.exact else theme.BACKGROUND
            yield _mark(style.symbol, box.x(item.x), box.y(item.value), fill, style.colour)


def _actual_labels(
    found: list[Observation], series_order: Sequence[str], box: _Box, labels: _Labels, lang: str
) -> Iterable[str]:
    for position, series in enumerate(series_order):
        items = [item for item in found if item.series == series]
        if items:
            last = items[-1]
            text = qualified_actual(last.row, lang, with_unit=False)
            colour = theme.SERIES_STYLES[position % len(theme.SERIES_STYLES)].colour
            places = ("right", "left", "top", "bottom", "lower right", "upper right")
            yield labels.put(box.x(last.x), box.y(last.value), text, places, colour, bold=True)


def _line(points: Iterable[tuple[float, float]], colour: str, width: float, dash: str = "") -> str:
    coordinates = " ".join(f"{x},{y}" for x, y in points)
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<polyline points="{coordinates}" fill="none" stroke="{colour}" stroke-width="{width}"{dashes}/>'


def _text(x: float, y: float, text: str, colour: str, anchor: str, size: int, *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    place = f'x="{x}" y="{round(y, 1)}" text-anchor="{anchor}"'
    return f'<text {place} fill="{colour}" font-size="{size}"{weight}>{escape(text)}</text>'


def _diamond(x: float, y: float, r: float, fill: str) -> str:
    outline = f"M{x} {round(y - r, 1)}l{r} {r}l{-r} {r}l{-r} {-r}z"
    return f'<path d="{outline}" fill="{fill}" stroke="{theme.PATH}" stroke-width="1.2"/>'


def _mark(symbol: str, x: float, y: float, fill: str, stroke: str) -> str:
    look = f'fill="{fill}" stroke="{stroke}" stroke-width="1.6"'
    if symbol == "square":
        return f'<rect x="{x - 4}" y="{y - 4}" width="8" height="8" {look}/>'
    if symbol == "triangle-up":
        return f'<path d="M{x} {y - 5}l5 9h-10z" {look}/>'
    if symbol == "pentagon":
        return f'<path d="M{x} {y - 5}l5 3.6l-2 5.6h-6l-2 -5.6z" {look}/>'
    if symbol == "hexagon":
        return f'<path d="M{x - 2.5} {y - 4.4}h5l2.5 4.4l-2.5 4.4h-5l-2.5 -4.4z" {look}/>'
    return f'<circle cx="{x}" cy="{y}" r="4.2" {look}/>'
