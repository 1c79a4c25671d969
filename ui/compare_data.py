"""What the comparison reads, cached by snapshot and question; read once, shared by all sessions, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from kpi import compare_queries as queries
from kpi.compare import Measure
from kpi.compare_figures import NATION
from kpi.compare_queries import Row
from kpi.compare_rows import Asked, Comparison, Known, compare
from kpi.locale import message
from kpi.method import load_method
from kpi.warehouse import Snapshot
from ui.data import provinces


@dataclass(frozen=True)
class Question:
    """One ranking, by keys only."""

    indicator_id: str
    measure: Measure
    series: str
    year: int
    vintage: int


@st.cache_resource(max_entries=16, show_spinner=False)
def units(shown: Snapshot, vintage: int) -> tuple[Row, ...]:
    """The units of one vintage of boundaries, in Vietnamese order."""
    return tuple(queries.rows(queries.units(shown, vintage)))


@st.cache_resource(max_entries=16, show_spinner=False)
def unit_ids(shown: Snapshot, vintage: int) -> tuple[str, ...]:
    """Their ids, in the same order."""
    return tuple(row["province_id"] for row in units(shown, vintage))


@st.cache_resource(max_entries=16, show_spinner=False)
def vintages(shown: Snapshot) -> tuple[int, ...]:
    """Vintages of boundaries there are."""
    return tuple(queries.vintages(shown))


@st.cache_resource(max_entries=16, show_spinner=False)
def indicators(shown: Snapshot) -> dict[str, Row]:
    """Indicators that can be compared, by id, the most widespread first."""
    return {row["indicator_id"]: row for row in queries.rows(queries.indicator_options(shown))}


@st.cache_resource(max_entries=16, show_spinner=False)
def names(shown: Snapshot, lang: str) -> Mapping[str, str]:
    """The name of every unit of either vintage, and of the nation."""
    return {unit_id: unit.name(lang) for unit_id, unit in provinces(shown).items()}


@st.cache_resource(max_entries=16, show_spinner=False)
def full_names(shown: Snapshot, lang: str) -> Mapping[str, str]:
    """The same, former units told apart from current ones of the same name: 'Đồng Tháp cũ'."""
    units = provinces(shown)
    current = {unit.name(lang) for unit in units.values() if not unit.successor_id}
    return {
        unit_id: message("compare.former_name", lang, name=unit.name(lang))
        if unit.successor_id and unit.name(lang) in current
        else unit.name(lang)
        for unit_id, unit in units.items()
    }


@st.cache_resource(max_entries=16, show_spinner=False)
def former_of(shown: Snapshot) -> dict[str, tuple[str, ...]]:
    """The former units of every merged unit."""
    found: dict[str, list[str]] = {}
    for row in queries.rows(queries.crosswalk(shown)):
        found.setdefault(row["successor_id"], []).append(row["former_id"])
    return {successor: tuple(former) for successor, former in found.items()}


@st.cache_resource(max_entries=1024, show_spinner=False)
def series(shown: Snapshot, indicator_id: str) -> dict[str, Row]:
    """Series of an indicator, first by rank."""
    return {row["series"]: row for row in queries.rows(queries.series_of(shown, indicator_id))}


@st.cache_resource(max_entries=1024, show_spinner=False)
def measured(shown: Snapshot, indicator_id: str) -> list[Row]:
    """Which unit has a figure of which series and year."""
    return queries.measured_years(shown, indicator_id)


@st.cache_resource(max_entries=1024, show_spinner=False)
def promised(shown: Snapshot, indicator_id: str) -> list[Row]:
    """Which unit promises something for which year."""
    return queries.promised_years(shown, indicator_id)


@st.cache_resource(max_entries=1024, show_spinner=False)
def _known(shown: Snapshot, indicator_id: str, year: int) -> Known:
    return Known(
        standings=queries.standings(shown, indicator_id, year),
        figures=queries.figures_of_year(shown, indicator_id, year),
        measured_years=measured(shown, indicator_id),
        promises=queries.promises_of_year(shown, indicator_id, year),
        promised_years=promised(shown, indicator_id),
    )


def known(shown: Snapshot, question: Question) -> Known:
    """The rows behind a ranking, shared by all measures of one indicator and year."""
    return _known(shown, question.indicator_id, question.year)


@st.cache_resource(max_entries=1024, show_spinner=False)
def comparison(shown: Snapshot, question: Question) -> Comparison:
    """The answer to a question."""
    asked = Asked(question.measure, question.series, question.year)
    indicator = indicators(shown)[question.indicator_id]
    ids = unit_ids(shown, question.vintage)
    return compare(asked, ids, known(shown, question), indicator, load_method())


@st.cache_resource(max_entries=1024, show_spinner=False)
def targets(shown: Snapshot, ids: tuple[str, ...], indicator_id: str) -> pd.DataFrame:
    """Promises of some units about one indicator."""
    return queries.targets_of(shown, ids, indicator_id)


@st.cache_resource(max_entries=1024, show_spinner=False)
def actuals(shown: Snapshot, ids: tuple[str, ...], indicator_id: str) -> pd.DataFrame:
    """Figures of some units about one indicator."""
    return queries.actuals_of(shown, ids, indicator_id)


@st.cache_resource(max_entries=1024, show_spinner=False)
def paths(shown: Snapshot, ids: tuple[str, ...], indicator_id: str) -> pd.DataFrame:
    """Target paths of some units for one indicator."""
    return queries.paths_of(shown, ids, indicator_id)


def years_of_figures(shown: Snapshot, indicator_id: str) -> list[int]:
    """Years of which any unit has a figure, newest first."""
    found = {row["year"] for row in measured(shown, indicator_id) if row["province_id"] != NATION}
    return sorted(found, reverse=True)


def years_of_promises(shown: Snapshot, indicator_id: str) -> list[int]:
    """Years for which any unit promises something, in order."""
    return sorted({row["year"] for row in promised(shown, indicator_id) if row["province_id"] != NATION})


@st.cache_resource(max_entries=1024, show_spinner=False)
def best_series(shown: Snapshot, indicator_id: str, vintage: int) -> str:
    """The series that places the most units in one year; of equals the first by rank; '' without any."""
    counts = _counts(shown, indicator_id, vintage)
    order = list(series(shown, indicator_id))
    return max(order, key=lambda name: (max(counts.get(name, {0: 0}).values()), -order.index(name)), default="")


@st.cache_resource(max_entries=1024, show_spinner=False)
def best_year(shown: Snapshot, indicator_id: str, name: str, vintage: int) -> int | None:
    """The year of which the series places the most units, the newest of equals; else the newest with a figure."""
    counts = _counts(shown, indicator_id, vintage).get(name, {})
    years = years_of_figures(shown, indicator_id)
    return max(years, key=lambda year: (counts.get(year, 0), year), default=None)


@st.cache_resource(max_entries=1024, show_spinner=False)
def best_due_year(shown: Snapshot, indicator_id: str, vintage: int) -> int | None:
    """The year for which the most units promise something, the latest of equals."""
    inside = set(unit_ids(shown, vintage))
    counts: dict[int, int] = {}
    for row in promised(shown, indicator_id):
        counts[row["year"]] = counts.get(row["year"], 0) + (row["province_id"] in inside)
    years = years_of_promises(shown, indicator_id)
    return max(years, key=lambda year: (counts[year], year), default=None)


def _counts(shown: Snapshot, indicator_id: str, vintage: int) -> dict[str, dict[int, int]]:
    """How many units have an exact figure, by series and year."""
    inside = set(unit_ids(shown, vintage))
    counts: dict[str, dict[int, int]] = {}
    for row in measured(shown, indicator_id):
        years = counts.setdefault(row["series"], {})
        years[row["year"]] = years.get(row["year"], 0) + (row["exact"] and row["province_id"] in inside)
    return counts
