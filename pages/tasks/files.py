"""The tasks as files: the table of the choice, and the deadlines of one body as a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa
import streamlit as st

from kpi.charts.tasks.task_styles import task_word
from kpi.export.calendar import Entry, calendar
from kpi.export.sheet.about import Source
from kpi.markup.pieces import paragraph
from kpi.model.addresses import TASKS_PAGE
from kpi.model.task_codes import GROUPS, STATES, Role
from kpi.model.vocabulary import DocumentKind
from kpi.reading import province as data
from kpi.reading.task_index import present
from kpi.reading.tasks import (
    View,
    agencies,
    documents,
    index,
    judged_at,
    names_of,
    of_view,
    places,
    rows_of,
    states_on,
)
from kpi.store import task_queries
from kpi.store.warehouse import Snapshot
from kpi.words import message
from ui.downloads import about, document_sources, table_buttons
from ui.notices import plain
from ui.shell import html

_HEADINGS = {
    "task_id": "task_column.id",
    "document_number": "task_column.document",
    "issued_on": "task_column.issued_on",
    "province": "task_column.province",
    "number": "task_column.number",
    "section": "task_column.section",
    "text_vi": "task_column.text",
    "lead": "task_column.lead",
    "coordinating": "task_column.coordinating",
    "deadline_kind": "task_column.deadline_kind",
    "deadline_printed": "task_column.deadline_printed",
    "deadline": "task_column.deadline",
    "original_deadline": "task_column.original_deadline",
    "basis": "task_column.basis",
    "line": "task_column.line",
    "note": "task_column.note",
    "deadline_group": "task_column.deadline_group",
    "state": "task_column.state",
    "days_left": "task_column.days_left",
    "reported_on": "task_column.reported_on",
}


_ANSWER_HEADINGS = {
    "duty_id": "task_column.duty_id",
    "duty": "task_column.duty",
    "audience": "task_column.audience",
    "relation": "task_column.relation",
}


def draw_downloads(snapshot: Snapshot, view: View) -> None:
    """The buttons that give the chosen tasks as a table, in the order of the list."""
    if not len(of_view(snapshot, view).order):
        return
    title = message("task.title", view.lang)
    stem = "-".join(filter(None, (TASKS_PAGE, view.choice.place, view.choice.group)))
    told = about(snapshot, stem, title, view.lang, as_of=view.day)
    headings = {name: message(key, view.lang) for name, key in _HEADINGS.items()}
    table_buttons("tasks", replace(told, headings=headings), lambda: _table(snapshot, view))


def draw_answers(snapshot: Snapshot, view: View, plans: Sequence[str]) -> None:
    """The buttons that give the demands and the answers of `plans` as a table."""
    told = about(snapshot, "trung-uong-yeu-cau", message("task_answers.title", view.lang), view.lang, as_of=view.day)
    headings = {name: message(key, view.lang) for name, key in (_HEADINGS | _ANSWER_HEADINGS).items()}
    notices = [key for key, found in documents(snapshot).items() if found.kind == DocumentKind.CENTRAL_NOTICE]

    def made() -> tuple[pa.Table, tuple[Source, ...]]:
        chosen = [*notices, *plans]
        return task_queries.answers_table(snapshot, chosen), document_sources(snapshot, chosen, view.lang)

    table_buttons("answers", replace(told, headings=headings), made)


def _table(snapshot: Snapshot, view: View) -> tuple[pa.Table, tuple[Source, ...]]:
    """The chosen tasks with how each stands on the view's day."""
    found = of_view(snapshot, view)
    table = task_queries.table(snapshot, index(snapshot).ids[found.order].tolist())
    cells = {name: column[found.order] for name, column in states_on(snapshot, view.day, view.known).cells.items()}
    deadline_group = [str(GROUPS[code]) for code in cells["group"].tolist()]
    state = [str(STATES[code]) for code in cells["state"].tolist()]
    days = pa.array(cells["days_left"], pa.float64(), from_pandas=True).cast(pa.int64())
    recorded = pa.array(cells["recorded_at"].astype("datetime64[D]"))
    for name, column in (
        ("deadline_group", deadline_group),
        ("state", state),
        ("days_left", days),
        ("reported_on", recorded),
    ):
        table = table.append_column(name, column if isinstance(column, pa.Array) else pa.array(column, pa.string()))
    return table, document_sources(snapshot, present(index(snapshot), found.mask, "document_id"), view.lang)


def draw_calendar(snapshot: Snapshot, view: View) -> None:
    """The calendar of the one body and place that the choice names; otherwise how to get one."""
    found, lang = of_view(snapshot, view), view.lang
    where = present(index(snapshot), found.every, "place") if len(view.choice.agencies) == 1 else []
    if len(where) != 1:
        html(paragraph(message("task_load.calendar_choose", lang), "muted"))
        return
    agency = agencies(snapshot)[view.choice.agencies[0]]
    count = int((index(snapshot).dated & found.mask).sum())
    st.download_button(
        message("task_load.calendar", lang),
        data=lambda: calendar_bytes(snapshot, view, where[0]),
        file_name=f"nhiem-vu-{agency.agency_id}-{where[0]}.ics",
        mime="text/calendar",
        key="task_calendar",
        help=message("task_load.calendar_help", lang, count=count, agency=plain(agency.name_vi)),
        on_click="ignore",
        icon=":material/calendar_month:",
    )


def calendar_bytes(snapshot: Snapshot, view: View, place: str) -> bytes:
    """The dated tasks of the choice's one body as a calendar file."""
    tasks = index(snapshot)
    agency_id = view.choice.agencies[0]
    order = of_view(snapshot, view).order
    dated = order[tasks.dated[order]]
    rows = rows_of(snapshot, tuple(tasks.ids[dated].tolist()))
    judged_by, bodies = states_on(snapshot, view.day, view.known), agencies(snapshot)
    entries = []
    for position in dated.tolist():
        row = rows[tasks.ids[position]]
        judged = judged_at(judged_by, position)
        leads = agency_id in (row["lead_agencies"] or "").split(";")
        entries.append(
            Entry(
                task_id=row["task_id"],
                role=str(Role.LEAD if leads else Role.COORDINATING),
                text=row["text_vi"],
                deadline=row["deadline"],
                lead=", ".join(body.name_vi for body in names_of(bodies, row["lead_agencies"])),
                coordinating=", ".join(body.name_vi for body in names_of(bodies, row["coordinating_agencies"])),
                printed=row["deadline_printed"] or "",
                document=documents(snapshot)[row["document_id"]].name(view.lang),
                number=row["number"],
                line=row["line"],
                state=task_word(judged.state, judged.group, view.lang),
            )
        )
    name = message(
        "task_calendar.name",
        view.lang,
        agency=agencies(snapshot)[agency_id].name_vi,
        place=places(snapshot, view.lang)[place],
    )
    return calendar(entries, name, view.lang, built_on=data.built_on(snapshot), day=view.day)
