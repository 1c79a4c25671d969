"""A figure as plain marks: what the Plotly builders draw, recorded without Plotly, for files and pictures.

A `Drawing` keeps the traces and shapes of a figure as they are, so that the screen, a slide, a sheet and a picture
hold exactly the same marks, words and numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kpi.charts.axes import FIRST_YEAR, LAST_YEAR, MILESTONE_YEARS, ValueAxis, value_axis, year_position
from kpi.charts.canvas import Canvas
from kpi.charts.path.observations import Observation, observed
from kpi.charts.path.path_actuals import add_actuals
from kpi.charts.path.path_line import add_path_rows, add_projection, path_rows
from kpi.charts.path.path_targets import add_milestone_rows, add_national_rows, milestone_rows, national_rows
from kpi.charts.surface import Rows
from kpi.model.vocabulary import TargetStatus
from kpi.words import format_date, is_missing, message

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


def path_drawing(  # noqa: PLR0913 - each keyword is a choice of its own
    path: Rows,
    targets: Rows,
    actuals: Rows,
    indicator: Mapping[str, Any],
    lang: str,
    *,
    national: Rows = (),
    series: str | None = None,
    line_of: str | None = None,
    as_of: date | None,
    as_of_is_today: bool = False,
    projection: Rows = (),
    compact: bool = False,
) -> Drawing:
    """The marks of `kpi.charts.path.path_chart.path_figure` for the same choices, from plain rows instead of frames.

    `projection` (year, value) is a what-if line, `compact` draws for a phone.
    Rows are dictionaries in warehouse columns with None for what is missing, sixty figures of them in a second.
    """
    canvas = Canvas(lang, indicator["unit"], indicator["direction"] == "lower_better", compact)
    found = observed(actuals)
    axis = value_axis(_extent(found, (*path, *targets, *national, *projection)), canvas.unit, lang)
    drawing = Drawing(
        unit=canvas.unit,
        lang=lang,
        axis=axis,
        as_of=None if as_of is None else _day_mark(as_of, lang, today=as_of_is_today),
        lower_better=canvas.lower_better,
        alone="" if found else message("figure.no_actual", lang),
    )
    add_path_rows(drawing, path_rows(path, series or line_of), canvas)
    add_projection(drawing, projection, canvas)
    add_national_rows(drawing, national_rows(national), canvas)
    mixed = len({row["cadence"] for row in targets}) > 1
    for status in (TargetStatus.IN_FORCE, TargetStatus.CONFLICTING):
        add_milestone_rows(drawing, milestone_rows(targets, status), status, canvas, mixed_cadence=mixed)
    add_actuals(drawing, found, series, axis, canvas)
    return drawing


def _day_mark(day: date, lang: str, *, today: bool) -> tuple[float, str]:
    key = "figure.today" if today else "figure.as_of"
    return year_position(day), message(key, lang, day=format_date(day, lang))


def _extent(found: Sequence[Observation], planned: Sequence[dict[str, Any]]) -> list[float]:
    """Every value that must lie inside the plot."""
    values = [item.value for item in found]
    values += [float(item.row["value_high"]) for item in found if not is_missing(item.row["value_high"])]
    cells = (row[column] for row in planned for column in ("value", "value_high") if column in row)
    return [*values, *(float(cell) for cell in cells if not is_missing(cell))]
