"""The main chart as a scene: what was planned for every year to 2045, and what was achieved."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from kpi.charts import theme
from kpi.charts.axes import FIRST_YEAR, LAST_YEAR, MILESTONE_YEARS, value_axis, year_position, year_tick
from kpi.charts.path.observations import Observation, observed, row_dicts
from kpi.charts.path.path_actuals import actual_marks
from kpi.charts.path.path_line import path_marks, path_rows, projection_marks
from kpi.charts.path.path_targets import milestone_marks, milestone_rows, national_marks, national_rows
from kpi.charts.path.style import Style
from kpi.charts.scene.marks import Axis, Day, Drawn, Scene
from kpi.charts.scene.roles import Role
from kpi.model.records import Table
from kpi.model.vocabulary import TargetStatus
from kpi.words import format_date, is_missing, message

_LEFT_EDGE, _RIGHT_EDGE = FIRST_YEAR - 0.9, LAST_YEAR + 0.8
_LATE = 2035


def path_scene(  # noqa: PLR0913 - each keyword is a choice of its own
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
    brief: bool = False,
    pointed: bool = False,
    nation_said: bool = True,
    axis: Axis | None = None,
    series_order: Sequence[str] = (),
    decided_by: Collection[str] = (),
) -> Scene:
    """Actuals against the target path of one indicator of one province, 2020-2045; values as given.

    `path`, `targets` and `actuals` have the columns of the warehouse tables `target_path`, `targets` and `actuals`;
    `actuals` also `series_name_vi` and `series_name_en`. `national` holds targets of the nation.
    `indicator` is a row of `indicators` (used: unit, direction). `series` brings one series to the fore and pales the
    others; `line_of` is the series whose line from its baseline is drawn where none is brought to the fore: the one
    whose planned value is quoted. `projection` (year, value) is a what-if line. `brief` is for small pictures,
    `pointed` for readers who can point at marks; without `nation_said` targets of the nation have no words. A common
    `axis` and `series_order` make pictures comparable. `decided_by` are the ids of the actuals that decided a target
    that fell due: they are labelled as such beside the newest ones.
    """
    falls = indicator["direction"] == "lower_better"
    style = Style(lang, indicator["unit"], falls, brief, pointed, nation_said, decided_by)
    found = observed(row_dicts(actuals))
    tables = (path, targets, national, projection)
    planned, asked, nation, pace = (row_dicts(table) if table is not None else [] for table in tables)
    values = axis or value_axis(_extent(found, (*planned, *asked, *nation, *pace)), style.unit, lang)
    mixed = len({row["cadence"] for row in asked}) > 1
    marks: list[Drawn] = [
        *path_marks(path_rows(planned, series or line_of), style),
        *projection_marks(pace, style),
        *national_marks(national_rows(nation), style),
    ]
    for status in (TargetStatus.IN_FORCE, TargetStatus.CONFLICTING):
        marks += milestone_marks(milestone_rows(asked, status), status, style, mixed_cadence=mixed)
    marks += actual_marks(found, series, values, style, series_order)
    return Scene(
        lang=lang,
        unit=style.unit,
        x=_years(lang, brief=brief),
        y=values,
        marks=tuple(marks),
        day=None if as_of is None else _day(as_of, lang, today=as_of_is_today),
        empty="" if found else message("chart_words.no_actual", lang),
        falls=style.lower_better,
    )


@cache
def _years(lang: str, *, brief: bool) -> Axis:
    ticks = [year for year in MILESTONE_YEARS if year > FIRST_YEAR or not brief]
    return Axis(_LEFT_EDGE, _RIGHT_EDGE, tuple(ticks), tuple(year_tick(year, lang) for year in ticks))


def _day(day: date, lang: str, *, today: bool) -> Day:
    x = year_position(day)
    text = message("chart_words.today" if today else "chart_words.as_of", lang, day=format_date(day, lang))
    return Day(x, text, theme.look(Role.DAY), "left" if x > _LATE else "right")


def _extent(found: Sequence[Observation], planned: Sequence[dict[str, Any]]) -> list[float]:
    """Every value that must lie inside the plot."""
    values = [item.value for item in found]
    values += [float(item.row["value_high"]) for item in found if not is_missing(item.row["value_high"])]
    cells = (row[column] for row in planned for column in ("value", "value_high") if column in row)
    return [*values, *(float(cell) for cell in cells if not is_missing(cell))]
