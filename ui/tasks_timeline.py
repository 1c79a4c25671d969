"""The view of deadlines over time."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from kpi.figures.theme import plotly_config
from kpi.figures.timeline import DatedTask, timeline_figure
from kpi.figures.timeline_counts import DueCount, OriginalCount, counts_figure
from kpi.locale import format_date, format_number, message
from kpi.tasks import GROUPS, STATES, Group
from kpi.warehouse import Snapshot
from ui.data import is_demo
from ui.shell import html
from ui.tasks_data import View, documents, index, of_view, rows_of, standings_on

SINGLE_TASKS = 45
"""Up to so many tasks each has a row of its own."""
DOCUMENTS_SHOWN = 12


def draw(shown: Snapshot, view: View) -> None:
    """The figure with its heading, or that no task has a date."""
    drawn = figure(shown, view)
    if drawn is None:
        html(f"<p class='lead'>{escape(message('task_timeline.empty', view.lang))}</p>")
        return
    chart, alt, title, note = drawn
    html(f"<h2>{escape(title)}</h2>")
    st.plotly_chart(chart, theme=None, config=plotly_config(view.lang), key="task_timeline", alt=alt)
    if note:
        html(f"<p class='muted'>{escape(note)}</p>")


@st.cache_resource(max_entries=64, show_spinner=False)
def figure(shown: Snapshot, view: View) -> tuple[go.Figure, str, str, str] | None:
    """Figure, words for readers who hear it, heading and note; None when no task of the choice has a date."""
    lang = view.lang
    chosen = index(shown).tasks.loc[of_view(shown, view).order]
    dated = chosen[chosen["deadline"].notna()].join(standings_on(shown, view.day, view.known).rows[["state", "group"]])
    if dated.empty:
        return None
    single = len(dated) <= SINGLE_TASKS
    demo = is_demo(shown)
    if single:
        chart = timeline_figure(_tasks(shown, dated, view), view.day, lang, is_today=view.is_today, demo=demo)
    else:
        due, originals = _counts(shown, dated, lang)
        chart = counts_figure(due, originals, view.day, lang, is_today=view.is_today, demo=demo)
    title = message("task_timeline.title" if single else "task_timeline.title_many", lang)
    return chart, _alt(dated, view), title, _note(len(chosen) - len(dated), dated, lang, single=single)


def _alt(dated: pd.DataFrame, view: View) -> str:
    lang = view.lang
    return message(
        "task_timeline.alt",
        lang,
        count=format_number(len(dated), lang),
        first=format_date(dated["deadline"].min().date(), lang),
        last=format_date(dated["deadline"].max().date(), lang),
        overdue=format_number(int((dated["group"] == GROUPS.index(Group.OVERDUE)).sum()), lang),
        day=format_date(view.day, lang),
    )


def _note(undated: int, dated: pd.DataFrame, lang: str, *, single: bool) -> str:
    notes = []
    if undated:
        key = "task_timeline.undated_one" if undated == 1 else "task_timeline.undated"
        notes.append(message(key, lang, count=format_number(undated, lang)))
    total = dated["document_id"].nunique()
    if not single and total > DOCUMENTS_SHOWN:
        facts = {"shown": DOCUMENTS_SHOWN, "total": format_number(total, lang)}
        notes.append(message("task_timeline.more_documents", lang, **facts))
    return " ".join(notes)


def _row_name(shown: Snapshot, document_id: str, lang: str) -> str:
    document = documents(shown)[document_id]
    return f"{document.place_name(lang)} · {document.number}"


def _tasks(shown: Snapshot, dated: pd.DataFrame, view: View) -> list[DatedTask]:
    rows = rows_of(shown, tuple(dated["task_id"]))
    several = dated["document_id"].nunique() > 1
    found = []
    ordered = dated.sort_values(["deadline", "document_id"], kind="stable")
    for task_id, state, group in ordered[["task_id", "state", "group"]].to_numpy(object).tolist():
        row = rows[task_id]
        document = documents(shown)[row["document_id"]]
        place = f"{document.place_name(view.lang)} " if several else ""
        found.append(
            DatedTask(
                label=f"{place}{row['number']}",
                row=_row_name(shown, document.document_id, view.lang),
                words=row["text_vi"],
                issued_on=document.issued_on,
                deadline=row["deadline"],
                original=row["original_deadline"],
                state=STATES[state],
                group=GROUPS[group],
            )
        )
    return found


def _counts(shown: Snapshot, dated: pd.DataFrame, lang: str) -> tuple[list[DueCount], list[OriginalCount]]:
    """Tasks by document, month and state, for the documents with most of them, in the order of the page."""
    busiest = set(dated["document_id"].value_counts().head(DOCUMENTS_SHOWN).index)
    kept = dated[dated["document_id"].isin(busiest)]
    names = {name: _row_name(shown, name, lang) for name in documents(shown) if name in busiest}
    order = {name: place for place, name in enumerate(names)}
    due = [
        DueCount(names[document], month.date(), count, STATES[state], GROUPS[group])
        for document, month, state, group, count in _counted(kept, "deadline", "state", "group")
    ]
    originals = [
        OriginalCount(names[document], month.date(), count)
        for document, month, count in _counted(kept, "original_deadline")
    ]
    ranks = {names[name]: place for name, place in order.items()}
    return sorted(due, key=lambda item: (ranks[item.row], item.month)), originals


def _counted(tasks: pd.DataFrame, day: str, *others: str) -> list[Any]:
    """(document, first day of the month, others, count) of the tasks that have a `day`."""
    month = tasks[day].dt.to_period("M").dt.to_timestamp()
    grouped = tasks.assign(month=month).groupby(["document_id", "month", *others])
    return grouped.size().reset_index().to_numpy(object).tolist()
