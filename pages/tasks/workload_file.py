"""The load of every body as a file: single bodies and open lists, with their months."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa

from kpi.export.sheet.about import Source
from kpi.reading.said.tasks import loads_of
from kpi.reading.task_index import present
from kpi.reading.tasks import View, agencies, documents, index, of_view
from kpi.reading.workload import month_names
from kpi.store.warehouse import Snapshot
from kpi.words import message
from pages.tasks.workload import month_name
from ui.downloads import about, document_sources, table_buttons

_HEADINGS = {
    "agency_id": "task_column.agency_id",
    "agency": "task_load.agency",
    "place": "task_column.province",
    "document": "task_column.document",
    "open_list": "task_load.collective",
    "lead": "task_load.lead",
    "coordinating": "task_load.coordinating",
    "tasks": "task_column.tasks",
    "overdue": "task_load.overdue",
    "lead_overdue": "task_column.lead_overdue",
}


def draw_load(snapshot: Snapshot, view: View) -> None:
    """The buttons that give the load of every body of the choice, not only of those drawn."""
    found, lang = of_view(snapshot, view), view.lang
    if not len(found.order):
        return
    months = np.unique(index(snapshot).months[found.order]).tolist()
    headings = {name: message(key, lang) for name, key in _HEADINGS.items()}
    headings |= {name: month_name(name, lang) for name in months}
    told = about(snapshot, "tai-cua-co-quan", message("task_load.title", lang), lang, as_of=view.day)
    table_buttons("load", replace(told, headings=headings), lambda: load_table(snapshot, view))


def load_table(snapshot: Snapshot, view: View) -> tuple[pa.Table, tuple[Source, ...]]:
    """One row a body and document; a column counts the tasks of a month, ongoing ones and those without a date."""
    every = [(load, named) for named in (True, False) for load in loads_of(snapshot, view, named=named)]
    months = month_names([load for load, _ in every])
    rows: list[dict[str, Any]] = []
    for load, named in every:
        document = documents(snapshot)[load.document_id]
        rows.append(
            {
                "agency_id": load.agency_id,
                "agency": agencies(snapshot)[load.agency_id].name_vi,
                "place": document.place_name(view.lang),
                "document": document.number,
                "open_list": not named,
                "lead": load.lead,
                "coordinating": load.coordinating,
                "tasks": load.tasks,
                "overdue": load.overdue,
                "lead_overdue": load.lead_overdue,
                **{month: load.months.get(month, 0) for month in months},
            }
        )
    names = [*_HEADINGS, *months]
    table = pa.table({name: [row[name] for row in rows] for name in names})
    return table, document_sources(
        snapshot, present(index(snapshot), of_view(snapshot, view).mask, "document_id"), view.lang
    )
