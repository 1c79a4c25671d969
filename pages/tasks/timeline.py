"""The view of deadlines over time."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from kpi.charts.plotly.task_charts import counts_chart, timeline_chart
from kpi.charts.tasks.timeline import DatedTask, timeline_scene
from kpi.charts.tasks.timeline_counts import DueCount, OriginalCount, counts_scene
from kpi.markup.pieces import heading, paragraph
from kpi.model.cache import cache
from kpi.model.task_codes import GROUPS, STATES
from kpi.reading.province import is_demo
from kpi.reading.said import tasks as said
from kpi.reading.task_index import Codes
from kpi.reading.tasks import View, documents, index, judged_at, of_view, rows_of, states_on
from kpi.store.warehouse import Snapshot
from kpi.words import format_number, message
from ui.parts import draw_part
from ui.runs.page_parts import Chart
from ui.shell import html

SINGLE_TASKS = 45
"""Up to so many tasks each has a row of its own."""
DOCUMENTS_SHOWN = 12


def draw(snapshot: Snapshot, view: View) -> None:
    """The chart with its heading, or that no task has a date."""
    drawn = chart_of_dates(snapshot, view)
    if drawn is None:
        html(paragraph(message("task_timeline.empty", view.lang)))
        return
    chart, title, note = drawn
    html(heading(title))
    draw_part(chart, "task_timeline", view.lang)
    if note:
        html(paragraph(note, "muted"))


@cache(64)
def chart_of_dates(snapshot: Snapshot, view: View) -> tuple[Chart, str, str] | None:
    """Chart, heading and note; None when no task of the choice has a date."""
    lang = view.lang
    chosen = of_view(snapshot, view).order
    dated = chosen[index(snapshot).dated[chosen]]
    if not len(dated):
        return None
    single = len(dated) <= SINGLE_TASKS
    demo = is_demo(snapshot)
    is_today = view.standpoint.is_today
    if single:
        scene = timeline_scene(_tasks(snapshot, dated, view), view.day, lang, is_today=is_today)
        chart = timeline_chart(scene, demo=demo)
    else:
        due, originals = _counts(snapshot, dated, view)
        chart = counts_chart(counts_scene(due, originals, view.day, lang, is_today=is_today), demo=demo)
    title = message("task_timeline.title" if single else "task_timeline.title_many", lang)
    total = 0 if single else len(np.unique(index(snapshot).columns["document_id"].codes[dated]))
    drawn = Chart.of(chart, said.timeline(snapshot, dated, view))
    return drawn, title, _note(len(chosen) - len(dated), total, lang)


def _note(undated: int, total: int, lang: str) -> str:
    """Tasks and documents that the chart leaves out; `total` documents have dates, where not every task is drawn."""
    notes = []
    if undated:
        key = "task_timeline.undated_one" if undated == 1 else "task_timeline.undated"
        notes.append(message(key, lang, count=format_number(undated, lang)))
    if total > DOCUMENTS_SHOWN:
        facts = {"shown": DOCUMENTS_SHOWN, "total": format_number(total, lang)}
        notes.append(message("task_timeline.more_documents", lang, **facts))
    return " ".join(notes)


def _row_name(snapshot: Snapshot, document_id: str, lang: str) -> str:
    document = documents(snapshot)[document_id]
    return f"{document.place_name(lang)} · {document.number}"


def _tasks(snapshot: Snapshot, dated: Codes, view: View) -> list[DatedTask]:
    """Every task for itself, by deadline."""
    tasks, states = index(snapshot), states_on(snapshot, view.day, view.known)
    ids = tasks.ids[dated].tolist()
    judged = {task_id: judged_at(states, place) for task_id, place in zip(ids, dated.tolist(), strict=True)}
    rows = rows_of(snapshot, tuple(ids))
    several = len({row["document_id"] for row in rows.values()}) > 1
    found = []
    for row in sorted((rows[task_id] for task_id in ids), key=lambda row: (row["deadline"], row["document_id"])):
        document = documents(snapshot)[row["document_id"]]
        place = f"{document.place_name(view.lang)} " if several else ""
        found.append(
            DatedTask(
                label=f"{place}{row['number']}",
                row=_row_name(snapshot, document.document_id, view.lang),
                words=row["text_vi"],
                issued_on=document.issued_on,
                deadline=row["deadline"],
                original=row["original_deadline"],
                state=judged[row["task_id"]].state,
                group=judged[row["task_id"]].group,
            )
        )
    return found


def _counts(snapshot: Snapshot, dated: Codes, view: View) -> tuple[list[DueCount], list[OriginalCount]]:
    """Tasks by document, month and state, for the documents with most of them, in the order of the page."""
    tasks, states = index(snapshot), states_on(snapshot, view.day, view.known)
    codes = tasks.columns["document_id"].codes
    counts = np.bincount(codes[dated])
    busiest = np.argsort(-counts, kind="stable")[:DOCUMENTS_SHOWN]
    drawn = dated[np.isin(codes[dated], busiest[counts[busiest] > 0])]
    names = {name: _row_name(snapshot, name, view.lang) for name in documents(snapshot)}
    place = {name: number for number, name in enumerate(names)}
    named = tasks.columns["document_id"].names
    rank = np.array([place[name] for name in named])[codes]
    months, originals = (days.astype("datetime64[M]") for days in (tasks.deadline, tasks.original))
    extended = drawn[~np.isnat(originals[drawn])]
    rows = list(names.values())
    due = [
        DueCount(rows[document], _first_day(month), count, STATES[state], GROUPS[group])
        for (document, month, state, group), count in _counted(
            rank[drawn], months[drawn], states.cells["state"][drawn], states.cells["group"][drawn]
        )
    ]
    moved = [
        OriginalCount(rows[document], _first_day(month), count)
        for (document, month), count in _counted(rank[extended], originals[extended])
    ]
    return due, moved


def _counted(*columns: npt.NDArray[Any]) -> list[tuple[tuple[int, ...], int]]:
    """Every combination that occurs, in order, with how often."""
    found, counts = np.unique(
        np.stack([column.astype(np.int64) for column in columns], axis=1), axis=0, return_counts=True
    )
    return [(tuple(row), count) for row, count in zip(found.tolist(), counts.tolist(), strict=True)]


def _first_day(month: int) -> date:
    """The first day of a month counted from January 1970."""
    return date(1970 + month // 12, month % 12 + 1, 1)
