"""The view of who carries how much: bodies by tasks led and supported, with their months."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.charts.plotly.task_charts import load_chart
from kpi.charts.tasks.agency_load import LONGEST_NAME, Carried, load_alt_text, load_scene
from kpi.markup import EMPTY, Cell, Column, Markup, Row, Table, macros
from kpi.model.cache import cache
from kpi.reading.province import is_demo
from kpi.reading.said.tasks import loads_of
from kpi.reading.task_index import ONGOING, UNDATED
from kpi.reading.tasks import View, agencies, documents
from kpi.reading.workload import Load, month_names, peak
from kpi.store.warehouse import Snapshot
from kpi.words import NO_VALUE, format_number, message
from ui.runs.page_parts import Chart

_HTML = macros(__name__)

SHOWN = 15


@cache(64)
def loads(snapshot: Snapshot, view: View, *, named: bool) -> list[Load]:
    """The bodies that carry most of the view's tasks: single ones, or the open lists."""
    return loads_of(snapshot, view, SHOWN, named=named)


@cache(64)
def chart_of_load(snapshot: Snapshot, view: View) -> Chart | None:
    """The bars of single bodies; None when the choice names none."""
    found = loads(snapshot, view, named=True)
    if not found:
        return None
    several = len({load.document_id for load in found}) > 1
    carried = [
        Carried(_name(snapshot, load, view.lang, several=several), load.lead, load.coordinating) for load in found
    ]
    return Chart.of(
        load_chart(load_scene(carried, view.lang), demo=is_demo(snapshot)), load_alt_text(carried, view.lang)
    )


def _name(snapshot: Snapshot, load: Load, lang: str, *, several: bool) -> str:
    agency = agencies(snapshot)[load.agency_id]
    if not several:
        return agency.name_vi if len(agency.name_vi) <= LONGEST_NAME else agency.short_name
    return f"{agency.short_name} · {documents(snapshot)[load.document_id].place_name(lang)}"


@cache(64)
def tables_html(snapshot: Snapshot, view: View) -> Markup:
    """Every body by month of the deadline; open lists in a table of their own."""
    named, lists = (loads(snapshot, view, named=kind) for kind in (True, False))
    drawn = [_table(snapshot, found, view) if found else EMPTY for found in (named, lists)]
    return _HTML.tables(*drawn, SHOWN if len(named) == SHOWN else 0, view.lang)


def _table(snapshot: Snapshot, found: Sequence[Load], view: View) -> Markup:
    lang = view.lang
    months = month_names(list(found))
    heads = [message(f"task_load.{key}", lang) for key in ("lead", "coordinating", "overdue")]
    heads += [month_name(name, lang) for name in months]
    columns = [Column(message("task_load.agency", lang), name=True), *(Column(text, number=True) for text in heads)]
    columns.append(Column(message("task_load.peak", lang)))
    most = max((count for load in found for count in load.months.values()), default=1)
    several = len({load.document_id for load in found}) > 1
    rows = [_row(snapshot, load, months, most, lang, several=several) for load in found]
    return Table(columns, rows, style="load stacked").html()


def _row(snapshot: Snapshot, load: Load, months: Sequence[str], most: int, lang: str, *, several: bool) -> Row:
    place = documents(snapshot)[load.document_id].place_name(lang) if several else ""
    counts = [
        Cell(format_number(count, lang), "official") if count else Cell("–", "none")
        for count in (load.lead, load.coordinating, load.overdue)
    ]
    by_month = (_cell(load.months.get(month, 0), most, lang) for month in months)
    name = _HTML.body(agencies(snapshot)[load.agency_id].name_vi, place)
    return Row((name, *counts, *by_month, Cell(_peak(load, lang), "nowrap")))


def _peak(load: Load, lang: str) -> str:
    highest = peak(load)
    if highest is None:
        return NO_VALUE
    facts = {"month": month_name(highest[0], lang), "count": format_number(highest[1], lang)}
    return message("task_load.peak_value", lang, **facts)


def _cell(count: int, most: int, lang: str) -> Cell:
    if not count:
        return Cell("–", "none")
    return Cell(format_number(count, lang), look=f"--share:{6 + 30 * count / most:.0f}%")


def month_name(name: str, lang: str) -> str:
    """'2025-12' as '12/2025', or that its tasks are ongoing or have no date."""
    if name in {ONGOING, UNDATED}:
        return message(f"task_load.{name}", lang)
    year, month = name.split("-")
    return f"{int(month)}/{year}"
