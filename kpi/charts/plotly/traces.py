"""Marks of a scene as Plotly's traces and shapes; words become Plotly's kind of markup here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any

from kpi.charts import theme
from kpi.charts.scene.labels import Sizes
from kpi.charts.scene.marks import Band, Bar, Day, Line, Mark, Points, Rule, Scene
from kpi.charts.theme import Look

_DASHES = {"dash": "dash", "dot": "dot", "dash-dot": "longdashdot"}
Json = dict[str, Any]


@dataclass(frozen=True)
class Screen:
    """How large to draw; `half_stroke` is half the length of a target of the nation, on the axis of years."""

    sizes: Sizes
    half_stroke: float


def traces(scene: Scene, screen: Screen) -> Iterator[Json]:
    """The traces of a scene in its order."""
    for mark in scene.marks:
        if isinstance(mark, Band):
            yield _band(mark)
        elif isinstance(mark, Line):
            yield from _line(mark, screen)
        elif isinstance(mark, Points):
            yield from _points(mark, screen)


def shapes(scene: Scene) -> Iterator[Json]:
    """Upright lines, and the day stood on."""
    for mark in scene.marks:
        if isinstance(mark, Rule):
            yield _shape(mark.role, mark.x, (mark.low, mark.high), mark.look)
    if scene.day:
        yield _day(scene.day)


def told(lines: Sequence[str]) -> str:
    """What is told of a mark, the first line foremost."""
    first, *others = (escape(line) for line in lines)
    return "<br>".join([f"<b>{first}</b>", *others])


def word_by_word(text: str) -> str:
    """A label with each word on a line of its own."""
    return "<br>".join(escape(word) for word in text.split())


def _named(mark: Band | Line | Points) -> Json:
    said: Json = {"name": escape(mark.name), "legendrank": mark.order} if mark.name else {}
    return said if mark.in_legend else said | {"showlegend": False}


def _meaning(role: str, series: str = "") -> Json:
    if not series:
        return {"meta": {"role": role}}
    return {"legendgroup": series, "meta": {"role": role, "series": series}}


def stroke(look: Look) -> Json:
    """The line of a look."""
    dash = {"dash": _DASHES[look.dash]} if look.dash else {}
    return {"line": {"color": look.colour, "width": look.width} | dash}


def _visible(look: Look) -> Json:
    return {"opacity": look.opacity} if look.opacity < 1 else {}


def _line(mark: Line, screen: Screen) -> Iterator[Json]:
    yield {
        **_named(mark),
        **_path(mark.runs),
        "mode": "lines",
        **stroke(mark.look),
        **_visible(mark.look),
        "hoverinfo": "skip",
        **_meaning(mark.role, mark.series),
    }
    if mark.unseen:
        # Pointing at a year without an official number must say so, and a line alone is not pointed at.
        yield {
            **_places(mark.unseen),
            "mode": "markers",
            "marker": _unseen(screen.sizes.mark),
            **hover(mark.unseen),
            "showlegend": False,
            **_meaning(f"{mark.role}_year"),
        }


def _path(runs: Iterable[Sequence[tuple[float, float]]]) -> Json:
    """The stretches after each other with gaps between."""
    x: list[float | None] = []
    y: list[float | None] = []
    for run in runs:
        if x:
            x.append(None)
            y.append(None)
        x += [spot[0] for spot in run]
        y += [spot[1] for spot in run]
    return {"x": x, "y": y}


def _band(mark: Band) -> Json:
    outlines = [
        [(x0, low0), (x1, low1), (x1, high1), (x0, high0), (x0, low0)]
        for run in mark.runs
        for (x0, low0, high0), (x1, low1, high1) in pairwise(run)
    ]
    return {
        **_named(mark),
        **_path(outlines),
        "mode": "lines",
        "fill": "toself",
        "fillcolor": mark.look.colour,
        "line": {"width": 0, "color": mark.look.colour},
        "hoverinfo": "skip",
        **_meaning(mark.role),
    }


def _points(mark: Points, screen: Screen) -> Iterator[Json]:
    look = mark.look
    marker: Json = {
        "symbol": f"{look.symbol}-open" if look.hollow else look.symbol,
        "size": screen.sizes.of(mark),
        "color": look.colour,
        "line": {"color": look.edge, "width": look.rim_width},
    }
    head, role = _named(mark), str(mark.role)
    if look.symbol == "stroke":
        half = screen.half_stroke
        runs = [((point.x - half, point.y), (point.x + half, point.y)) for point in mark.marks]
        yield {
            **head,
            **_path(runs),
            "mode": "lines",
            **stroke(look),
            "hoverinfo": "skip",
            "cliponaxis": False,
            **_meaning(role),
        }
        marker, head, role = _unseen(screen.sizes.of(mark)), {"showlegend": False}, f"{role}_label"
    yield {
        **head,
        **_places(mark.marks),
        "mode": "markers+text",
        "marker": marker,
        **_visible(look),
        "text": [escape(point.label) for point in mark.marks],
        "textposition": [point.place for point in mark.marks],
        "textfont": {"size": screen.sizes.type_of(mark), "color": look.label} | _weight(look),
        **hover(mark.marks),
        "cliponaxis": False,
        **_meaning(role, mark.series),
    }


def _weight(look: Look) -> Json:
    return {"weight": look.weight} if look.weight != 400 else {}


def _unseen(size: float) -> Json:
    return {"size": size, "color": theme.TRANSPARENT, "line": {"width": 0}}


def _places(marks: Sequence[Mark]) -> Json:
    return {"x": [point.x for point in marks], "y": [point.y for point in marks]}


def hover(marks: Sequence[Mark | Bar]) -> Json:
    """What each mark tells who points at it."""
    return {"hovertext": [told(point.told) for point in marks], "hoverinfo": "text"}


def _shape(name: str, x: float, ends: tuple[float, float], look: Look) -> Json:
    return {"type": "line", "name": name, "x0": x, "x1": x, "y0": ends[0], "y1": ends[1], **stroke(look)}


def _day(day: Day) -> Json:
    return {**_shape("as_of", day.x, (0, 1), day.look), "yref": "paper", "layer": "below"}
