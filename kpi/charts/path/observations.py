"""Actuals made ready for drawing: which actual is current, which was revised, which may share a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from kpi.charts.axes import year_position
from kpi.model.records import Row, Table
from kpi.model.vocabulary import Qualifier
from kpi.words import is_missing, period_kind


@dataclass(frozen=True)
class Observation:
    """One actual: its place on the axes, and the row of the data that it came from.

    `joined` tells whether a line may reach it: exact, current, and alone in its period.
    `revised` tells that the same series later published another value for the same period.
    """

    series: str
    x: float
    value: float
    exact: bool
    revised: bool
    joined: bool
    kind: str
    row: Row


def row_dicts(table: Table) -> list[Row]:
    """The rows of a table, each by its column names; what is missing is None."""
    if not isinstance(table, pd.DataFrame):
        return list(table)
    names = [str(name) for name in table.columns]
    columns = [[None if is_missing(cell) else cell for cell in table[name].tolist()] for name in table.columns]
    return [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]


def as_date(value: Any) -> date:
    """A calendar day from a date, a Timestamp or ISO text."""
    if type(value) is date:
        return value
    return pd.Timestamp(value).date()


def observations(actuals: Table) -> list[Observation]:
    """Every distinct actual of `actuals` (contract columns), by series in order of appearance, then time.

    The same value told twice for one period is one actual. Of different exact values for one period the one
    recorded last counts, as in the calculation; equally recent ones all stay, and none of them is joined.
    """
    return observed(row_dicts(actuals))


def observed(rows: Iterable[dict[str, Any]]) -> list[Observation]:
    """`observations` of plain rows."""
    periods: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    order: dict[str, int] = {}
    for row in rows:
        order.setdefault(row["series"], len(order))
        exact = row["qualifier"] == Qualifier.EXACT and is_missing(row["value_high"])
        periods.setdefault((row["series"], row["period_start"], row["period_end"], exact), []).append(row)
    found = [item for same in periods.values() for item in _of_one_period(same)]
    return sorted(found, key=lambda item: (order[item.series], item.x, item.value))


def _of_one_period(rows: list[dict[str, Any]]) -> Iterator[Observation]:
    """The distinct actuals among rows of one series and period, all exact or all inexact; current first."""
    newest = max(_recorded(row) for row in rows)
    values: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in sorted(rows, key=_recorded, reverse=True):
        values.setdefault(_identity(row), row)
    alone = sum(_recorded(row) == newest for row in values.values()) == 1
    for row in values.values():
        revised = _recorded(row) < newest
        exact = row["qualifier"] == Qualifier.EXACT and is_missing(row["value_high"])
        start, end = as_date(row["period_start"]), as_date(row["period_end"])
        yield Observation(
            series=str(row["series"]),
            x=year_position(end),
            value=float(row["value"]),
            exact=exact,
            revised=revised,
            joined=exact and alone and not revised,
            kind=period_kind(start, end),
            row=row,
        )


def _recorded(row: Row) -> date:
    """The day the actual became known; an actual without such a day counts as the oldest."""
    return date.min if is_missing(row["recorded_at"]) else as_date(row["recorded_at"])


def _identity(row: Row) -> tuple[Any, ...]:
    return row["value"], row["qualifier"], None if is_missing(row["value_high"]) else row["value_high"]


def runs(items: list[Observation]) -> list[list[Observation]]:
    """Stretches of actuals of one series that a line may join: exact, current, same kind of period."""
    by_kind: dict[str, list[Observation]] = {}
    for item in items:
        if item.joined:
            by_kind.setdefault(item.kind, []).append(item)
    return list(by_kind.values())
