"""Official numbers of the path chart: milestones of the plan, and targets of the nation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kpi.charts import theme, words
from kpi.charts.axes import LAST_YEAR
from kpi.charts.path.style import Rows, Style
from kpi.charts.scene.marks import Mark, Points, Rule
from kpi.charts.scene.roles import Role
from kpi.model.vocabulary import Operator, TargetStatus
from kpi.words import message

_ROLE = {TargetStatus.IN_FORCE: Role.OFFICIAL, TargetStatus.CONFLICTING: Role.CONFLICTING}
_ORDER = {Role.OFFICIAL: 20, Role.CONFLICTING: 25}
_NATIONAL_ORDER = 60
_NAME = {Role.OFFICIAL: "chart_words.official_target", Role.CONFLICTING: "chart_words.conflicting_target"}


def milestone_rows(targets: Rows, status: TargetStatus) -> list[dict[str, Any]]:
    """The targets of one status by year and value; a target said twice stands once."""
    chosen = sorted((row for row in targets if row["status"] == status), key=lambda row: (row["year"], row["value"]))
    return _once(chosen, ("year", "operator", "value", "value_high", "cadence"))


def national_rows(national: Rows) -> list[dict[str, Any]]:
    """National targets by year, each one once."""
    return sorted(_once(national, ("year", "operator", "value")), key=lambda row: row["year"])


def _once(rows: Iterable[dict[str, Any]], columns: Sequence[str]) -> list[dict[str, Any]]:
    """The first row of each combination of `columns`."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        found.setdefault(tuple(row[column] for column in columns), row)
    return list(found.values())


def milestone_marks(rows: Rows, status: TargetStatus, style: Style, *, mixed_cadence: bool) -> Iterator[Rule | Points]:
    """Targets in force as solid diamonds with their value, contradicting versions as open ones.

    A range is an upright bar between two diamonds. `mixed_cadence` where levels stand beside yearly numbers.
    """
    role = _ROLE[status]
    if rows:
        marks = tuple(
            Mark(
                row["year"],
                edge,
                _label(row, style, mixed_cadence=mixed_cadence) if edge == words.upper_edge(row) else "",
                _milestone_place(row["year"], style),
                words.milestone_told(row, style.lang) if style.pointed else (),
            )
            for row in rows
            for edge in words.edges_of(row)
        )
        yield Points(role, theme.look(role), marks, message(_NAME[role], style.lang), order=_ORDER[role])
    for row in rows:
        if row["operator"] == Operator.RANGE:
            yield Rule(Role.RANGE, theme.look(Role.RANGE), row["year"], row["value"], row["value_high"])


def _label(row: dict[str, Any], style: Style, *, mixed_cadence: bool) -> str:
    return words.short_target(row, style.lang, mixed_cadence=mixed_cadence)


def _milestone_place(year: int, style: Style) -> str:
    """Over the path: to the left where it rises, to the right where it falls, centred at the edge."""
    if not style.lower_better:
        return "top left"
    return "top center" if year >= LAST_YEAR else "top right"


def national_marks(rows: Rows, style: Style) -> Iterator[Points]:
    """Each national target as a short level line with its value; they are never joined."""
    if rows:
        marks = tuple(
            Mark(
                row["year"],
                row["value"],
                _national_label(row, style) if style.nation_said else "",
                _national_place(row["year"], style),
                words.national_told(row, style.lang) if style.pointed else (),
            )
            for row in rows
        )
        name = message("chart_words.national", style.lang)
        yield Points(Role.NATIONAL, theme.look(Role.NATIONAL), marks, name, order=_NATIONAL_ORDER)


def _national_label(row: dict[str, Any], style: Style) -> str:
    text = words.short_target(row, style.lang)
    return text if style.brief else message("chart_words.national_short", style.lang, amount=text)


def _national_place(year: int, style: Style) -> str:
    """Under the path: to the right where it rises, to the left where it falls, centred at the edge."""
    if year >= LAST_YEAR:
        return "bottom center"
    return "bottom left" if style.lower_better else "bottom right"
