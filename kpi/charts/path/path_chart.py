"""The main figure: what was promised for every year to 2045, and what was achieved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kpi.charts import theme
from kpi.charts.axes import FIRST_YEAR
from kpi.charts.canvas import Canvas
from kpi.charts.path.drawing import LEFT_EDGE, RIGHT_EDGE, Drawing, path_drawing
from kpi.charts.path.label_places import arrange_labels
from kpi.charts.path.observations import row_dicts
from kpi.charts.sketch import Sketch
from kpi.model.records import Table
from kpi.words import unit_name

HEIGHT = 480
_TOP = 12
_LATE = 2035


def path_figure(  # noqa: PLR0913 - each keyword is a choice of its own
    path: Table,
    targets: Table,
    actuals: Table,
    indicator: Mapping[str, Any],
    lang: str,
    *,
    national: Table | None = None,
    series: str | None = None,
    line_of: str | None = None,
    as_of: date | None = None,
    as_of_is_today: bool = False,
    projection: Table | None = None,
    demo: bool = False,
    compact: bool = False,
    height: int = HEIGHT,
) -> Sketch:
    """Actuals against the target path of one indicator of one province, 2020-2045.

    `path`, `targets` and `actuals` have the columns of the warehouse tables `target_path`, `targets` and
    `actuals`; `actuals` also `series_name_vi` and `series_name_en`. `national` holds targets of the nation.
    `indicator` is a row of `indicators` (used: unit, direction). `series` brings one series to the fore and
    pales the others; `line_of` is the series whose line from its baseline is drawn where none is brought to the fore:
    the one whose planned value is quoted. `projection` (columns year, value) is a what-if line. `demo` adds the
    watermark, `compact` draws for a phone. All values are in the indicator's unit; numbers are drawn as
    given, nothing is computed.
    """
    drawing = path_drawing(
        row_dicts(path),
        row_dicts(targets),
        row_dicts(actuals),
        indicator,
        lang,
        national=() if national is None else row_dicts(national),
        series=series,
        line_of=line_of,
        as_of=as_of,
        as_of_is_today=as_of_is_today,
        projection=() if projection is None else row_dicts(projection),
        compact=compact,
    )
    canvas = Canvas(lang, drawing.unit, drawing.lower_better, compact)
    arrange_labels(drawing, canvas)
    notes, rows = _notes(drawing, canvas)
    layout = _layout(drawing, canvas, height, rows)
    sketch = Sketch(layout, list(drawing.traces), [*drawing.shapes, *_day_line(drawing)], notes)
    if demo:
        theme.add_watermark(sketch, lang, canvas.scale.watermark)
    return sketch


def _layout(drawing: Drawing, canvas: Canvas, height: int, rows: int) -> dict[str, Any]:
    axis, scale = drawing.axis, canvas.scale
    years = [year for year in drawing.years if year > FIRST_YEAR or not canvas.compact]
    return {
        "template": theme.layout_template(canvas.lang),
        "height": height,
        "margin": {"r": scale.right, "t": rows * scale.row + _TOP},
        "legend": {"font": {"size": scale.small}},
        "xaxis": {
            "range": [LEFT_EDGE, RIGHT_EDGE],
            "tickvals": years,
            "ticktext": [str(year) for year in years],
            "tickfont": {"size": scale.body},
        },
        "yaxis": {
            "range": [axis.low, axis.high],
            "tickvals": list(axis.ticks),
            "ticktext": list(axis.labels),
            "tickfont": {"size": scale.body},
        },
    }


def _day_line(drawing: Drawing) -> list[dict[str, Any]]:
    if drawing.as_of is None:
        return []
    x, _ = drawing.as_of
    line = {"color": theme.BASELINE, "width": 1.5}
    place = {"x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper"}
    return [{"type": "line", "name": "as_of", "layer": "below", "line": line, **place}]


def _notes(drawing: Drawing, canvas: Canvas) -> tuple[list[dict[str, Any]], int]:
    """The notes around the plot and how many rows of them stand above it.

    On a wide figure all notes share one row, on a phone each has its own. The unit is named above the axis,
    where it reads horizontally; a per cent sign stands at every tick.
    """
    notes: list[dict[str, Any]] = []
    if drawing.as_of is not None:
        x, text = drawing.as_of
        side = "right" if x > _LATE else "left"
        notes.append({"name": "as_of", "text": text, "x": x, "xref": "x", "xanchor": side})
    if drawing.unit != "%":
        notes.append({"name": "unit", "text": unit_name(drawing.unit, drawing.lang), "x": 0, "xref": "paper"})
    if drawing.alone and canvas.compact:
        notes.append({"name": "no_actual", "text": f"○ {drawing.alone}", "x": 0, "xref": "paper"})
    placed = [_above(note, row if canvas.compact else 0, canvas) for row, note in enumerate(notes)]
    if drawing.alone and not canvas.compact:
        placed.append(_in_free_corner(drawing, canvas))
    return placed, len(notes) if canvas.compact else min(len(notes), 1)


def _above(note: dict[str, Any], row: int, canvas: Canvas) -> dict[str, Any]:
    """A note above the plot, row 0 being the lowest."""
    place = {"y": 1, "yref": "paper", "yanchor": "bottom", "yshift": row * canvas.scale.row}
    font = {"size": canvas.scale.small, "color": theme.INK_MUTED}
    return {"xanchor": "left", "showarrow": False, "font": font, **place, **note}


def _in_free_corner(drawing: Drawing, canvas: Canvas) -> dict[str, Any]:
    """That there is no actual, in the corner that a path towards better values leaves free."""
    at_top = drawing.lower_better
    place = {"x": 1, "xref": "paper", "xanchor": "right", "y": 0.96 if at_top else 0.05, "yref": "paper"}
    return {
        "name": "no_actual",
        "text": f"○ {drawing.alone}",
        "yanchor": "top" if at_top else "bottom",
        "showarrow": False,
        "font": {"size": canvas.scale.value, "color": theme.INK_MUTED},
        **place,
    }
