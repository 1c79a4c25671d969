"""The main chart on screen: a scene of years and values with its notes, for a wide screen and for a phone."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from kpi.charts import theme
from kpi.charts.plotly.chart import PlotlyChart
from kpi.charts.plotly.layout import layout_template, watermark
from kpi.charts.plotly.traces import Screen, shapes, traces, word_by_word
from kpi.charts.scene.labels import Box, Plane, Sizes, estimated_width
from kpi.charts.scene.marks import Day, Scene
from kpi.charts.scene.scale import Scale
from kpi.words import unit_name

HEIGHT = 480
_TOP = 12
_ANCHORS = {"right": "left", "left": "right"}
"""Which end of the words stands at the day."""


@dataclass(frozen=True)
class Device:
    """Pixels: type, marks, right margin, a row above the plot; `half_stroke` in years.

    `width` and `height` are of the narrowest plot; a wider one only leaves more room for words.
    """

    body: int
    small: int
    value: int
    watermark: int
    diamond: int
    mark: int
    right: int
    row: int
    half_stroke: float
    width: float
    height: float


WIDE_SCREEN = Device(
    theme.SIZE_BODY, theme.SIZE_SMALL, theme.SIZE_VALUE, theme.SIZE_WATERMARK, 15, 11, 56, 24, 0.7, 840, 340
)
PHONE = Device(14, 14, 14, 26, 12, 9, 20, 21, 1.4, 290, 250)


def path_chart(scene: Scene, *, compact: bool = False, demo: bool = False, height: int = HEIGHT) -> PlotlyChart:
    """The chart of a scene made for pointing (`pointed`).

    `compact` draws for a phone, with the notes above the plot; `demo` adds the watermark.
    """
    device = PHONE if compact else WIDE_SCREEN
    plane = _plane(scene, device)
    notes, rows = _notes(scene, device)
    if demo:
        notes.append(watermark(scene.lang, device.watermark))
    return PlotlyChart(
        layout=_layout(scene, device, height, rows),
        traces=list(traces(plane.settled(scene), Screen(plane.sizes, device.half_stroke))),
        shapes=list(shapes(scene)),
        annotations=notes,
    )


def _plane(scene: Scene, device: Device) -> Plane:
    x = Scale(scene.x.low, scene.x.high, 0.0, device.width)
    return Plane(
        x=x,
        y=Scale(scene.y.low, scene.y.high, device.height, 0.0),
        # Plotly cuts nothing off above the plot, and the right margin is for words.
        bounds=Box(0.0, -math.inf, device.width + device.right, device.height),
        sizes=Sizes(device.value, device.small, device.diamond, device.mark, x.at(device.half_stroke) - x.at(0.0)),
        measure=estimated_width,
        may_drop=True,
    )


def _layout(scene: Scene, device: Device, height: int, rows: int) -> dict[str, Any]:
    return {
        "template": layout_template(scene.lang),
        "height": height,
        "margin": {"r": device.right, "t": rows * device.row + _TOP},
        "legend": {"font": {"size": device.small}},
        "xaxis": _axis(scene.x.low, scene.x.high, scene.x.ticks, _year_labels(scene, device), device),
        "yaxis": _axis(scene.y.low, scene.y.high, scene.y.ticks, scene.y.labels, device),
    }


def _year_labels(scene: Scene, device: Device) -> tuple[str, ...]:
    """On a phone the words of a tick stand on two lines, else those of neighbours touch."""
    return tuple(map(word_by_word, scene.x.labels)) if device is PHONE else scene.x.labels


def _axis(low: float, high: float, ticks: tuple[float, ...], labels: tuple[str, ...], device: Device) -> dict[str, Any]:
    return {
        "range": [low, high],
        "tickvals": list(ticks),
        "ticktext": list(labels),
        "tickfont": {"size": device.body},
    }


def _notes(scene: Scene, device: Device) -> tuple[list[dict[str, Any]], int]:
    """The notes around the plot and how many rows of them stand above it.

    On a wide screen all notes share one row, on a phone each has its own. The unit is named above the axis,
    where it reads horizontally; a per cent sign stands at every tick.
    """
    on_phone = device is PHONE
    notes: list[dict[str, Any]] = []
    if scene.day is not None:
        notes.append(_day_note(scene.day))
    if scene.unit != "%":
        notes.append({"name": "unit", "text": unit_name(scene.unit, scene.lang), "x": 0, "xref": "paper"})
    if scene.empty and on_phone:
        notes.append({"name": "no_actual", "text": f"○ {scene.empty}", "x": 0, "xref": "paper"})
    placed = [_above(note, row if on_phone else 0, device) for row, note in enumerate(notes)]
    if scene.empty and not on_phone:
        placed.append(_in_free_corner(scene, device))
    return placed, len(notes) if on_phone else min(len(notes), 1)


def _day_note(day: Day) -> dict[str, Any]:
    return {"name": "as_of", "text": day.text, "x": day.x, "xref": "x", "xanchor": _ANCHORS[day.side]}


def _above(note: dict[str, Any], row: int, device: Device) -> dict[str, Any]:
    """A note above the plot, row 0 being the lowest."""
    place = {"y": 1, "yref": "paper", "yanchor": "bottom", "yshift": row * device.row}
    font = {"size": device.small, "color": theme.INK_MUTED}
    return {"xanchor": "left", "showarrow": False, "font": font, **place, **note}


def _in_free_corner(scene: Scene, device: Device) -> dict[str, Any]:
    """That there is no actual, in the corner that a path towards better values leaves free."""
    at_top = scene.falls
    place = {"x": 1, "xref": "paper", "xanchor": "right", "y": 0.96 if at_top else 0.05, "yref": "paper"}
    return {
        "name": "no_actual",
        "text": f"○ {scene.empty}",
        "yanchor": "top" if at_top else "bottom",
        "showarrow": False,
        "font": {"size": device.value, "color": theme.INK_MUTED},
        **place,
    }
