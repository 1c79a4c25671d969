"""Nhiệm vụ: who does what by when, and what is stuck."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from kpi.briefing.model import Item, ItemKind, TableView
from kpi.markup.pieces import heading, paragraph
from kpi.reading.province import provinces
from kpi.reading.tasks import documents, of_view, places
from kpi.store.warehouse import Snapshot
from kpi.words import message
from pages.tasks import timeline, workload_view
from pages.tasks.answers import answers_html, plans_shown
from pages.tasks.choices import choose
from pages.tasks.files import draw_answers, draw_calendar, draw_downloads
from pages.tasks.parts import ANSWERS, GROUP_KEY, LOAD, TIMELINE, VIEW_KEY, Chosen, group_names, parts, view_names
from pages.tasks.workload_file import draw_load
from ui import actions, address, page_registry, prefetch, shell
from ui.choices import OnPage, awaiting, draw_pages, draw_switch
from ui.parts import draw_part
from ui.shell import html
from ui.standpoint_choice import banner


def draw(snapshot: Snapshot, chosen: Chosen) -> None:
    """The page below its choices: what stands out, then the chosen view, then the files."""
    lang, whole, view = chosen.view.lang, chosen.whole, chosen.view
    if not documents(snapshot):
        html(heading(message("task.title", lang), 1) + paragraph(message("task.none_yet", lang)))
        return
    made = parts(snapshot, chosen)
    draw_part(made["head"], "head", lang)
    draw_switch(VIEW_KEY, message("task.view", lang), address.TASK_VIEW, view_names(lang), chosen.kind)
    if chosen.kind == ANSWERS:
        html(answers_html(snapshot, whole))
        draw_answers(snapshot, whole, plans_shown(snapshot, whole))
        return
    _draw_groups(snapshot, chosen)
    if chosen.kind == LOAD:
        workload_view.draw(snapshot, replace(view, page=1))
        draw_load(snapshot, view)
    elif chosen.kind == TIMELINE:
        timeline.draw(snapshot, replace(view, page=1))
        draw_downloads(snapshot, view)
    else:
        draw_part(made["list"], "list", lang)
        draw_pages(address.TASK_PAGE, f"task_page-{view.page}", "pager", of_view(snapshot, view).pages, view.page)
        draw_downloads(snapshot, view)
    if view.choice.place in provinces(snapshot):
        place = view.choice.place
        owing = Item(kind=ItemKind.TABLE, table=TableView.OWED, province_id=place)
        listed = owing if chosen.kind == LOAD else Item(kind=ItemKind.TASKS, province_id=place)
        actions.table_row([listed], "add_table" if chosen.kind == LOAD else "add_tasks", lang, "tasks")
    draw_calendar(snapshot, view)


def _draw_groups(snapshot: Snapshot, chosen: Chosen) -> None:
    """The switch between deadlines, each with its count under all other choices."""
    names = group_names(of_view(snapshot, chosen.view), chosen.view.lang)
    # The counts are those of the other choices: while only these came before the run, they are not kept on the page.
    with st.container(key="task-counts"):
        draw_switch(GROUP_KEY, message("task.group", chosen.view.lang), address.TASK_GROUP, names, chosen.group)


def _without_tasks(snapshot: Snapshot, lang: str) -> str:
    """The name of the unit that the reader looks at elsewhere and that has no task; empty otherwise."""
    province = address.remembered(address.PROVINCE)
    units = provinces(snapshot)
    return units[province].name(lang) if province in units and province not in places(snapshot, lang) else ""


lang = shell.language()
opened = shell.open_snapshot(lang)
address.keep_only(page_registry.TASKS.parameters)
chooser = OnPage(lang)
found = choose(opened, chooser)
with awaiting("notes"):
    shell.tell_ignored(lang)
    banner(found.standpoint, lang)
absent = _without_tasks(opened, lang)
if absent and not found.view.choice.place:
    html(paragraph(message("task.no_tasks_of", lang, place=absent), "note"))
draw(opened, found)
shell.foot(opened, lang)
prefetch.draw(page_registry.TASKS, chooser)
