"""The page Nhiệm vụ below its choices: what stands out, then the chosen view, then the files."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from kpi.briefing.model import Item, ItemKind
from kpi.model.cache import kept
from kpi.model.task_codes import Group, State
from kpi.reading.province import provinces
from kpi.reading.tasks import Found, View, agencies, document_names, documents, index, of_view, places, standings_on
from kpi.store.warehouse import Snapshot
from kpi.words import format_date, format_number, message
from pages.tasks import timeline as tasks_timeline
from pages.tasks import workload as tasks_load
from pages.tasks.answers import answers_html, plans_shown
from pages.tasks.choices import ANSWERS, LOAD, TIMELINE, Asked, draw_groups, draw_pages, draw_views
from pages.tasks.files import draw_answers, draw_calendar, draw_downloads
from pages.tasks.task_list import list_html
from pages.tasks.workload_file import draw_load
from ui import actions
from ui.parts import Parts, draw_part
from ui.shell import html

_NAMED = 4
"""At most so many documents are named under the title."""


def draw(shown: Snapshot, whole: View, asked: Asked) -> None:
    """The page below its choices; `whole` is the choice whatever the deadline, `asked` what to show of it."""
    if not documents(shown):
        title, none = (escape(message(f"task.{key}", whole.lang)) for key in ("title", "none_yet"))
        html(f"<h1>{title}</h1><p class='lead'>{none}</p>")
        return
    draw_part(head_html(shown, whole), "head", whole.lang)
    draw_views(asked)
    view = asked.view
    if asked.kind == ANSWERS:
        html(answers_html(shown, whole))
        draw_answers(shown, whole, plans_shown(shown, whole))
        return
    draw_groups(shown, asked)
    if asked.kind == LOAD:
        tasks_load.draw(shown, replace(view, page=1))
        draw_load(shown, view)
    elif asked.kind == TIMELINE:
        tasks_timeline.draw(shown, replace(view, page=1))
        draw_downloads(shown, view)
    else:
        draw_part(list_html(shown, view), "list", view.lang)
        draw_pages(shown, view)
        draw_downloads(shown, view)
    if view.choice.place in provinces(shown):
        listed = Item(kind=ItemKind.TASKS, province_id=view.choice.place)
        actions.table_row([listed], "add_tasks", view.lang, "tasks")
    draw_calendar(shown, view)


def parts(shown: Snapshot, whole: View, view: View) -> Parts:
    """What follows the choices where the tasks are listed, in the order of the page."""
    return {"head": head_html(shown, whole), "list": list_html(shown, view)}


@kept(256)
def head_html(shown: Snapshot, view: View) -> str:
    """Which tasks, how many are overdue and unreported, who leads most, and which documents they come from."""
    lang, found = view.lang, of_view(shown, view)
    place = places(shown, lang).get(view.choice.place)
    title = message("task.title_of", lang, place=place) if place else message("task.title", lang)
    chosen = document_names(shown, view.choice.place, view.choice.document, lang)
    said = [_overdue(shown, view, found)]
    if found.groups[Group.SOON]:
        said.append(message("task.said_soon", lang, soon=format_number(found.groups[Group.SOON], lang)))
    said += _leader(shown, view)
    notes = _parts(shown, view, found)
    if found.not_issued:
        notes.append(message("task.not_issued", lang, count=format_number(found.not_issued, lang)))
    noted = "".join(f"<p class='muted'>{escape(note)}</p>" for note in notes)
    kicker = "; ".join(chosen.values()) if len(chosen) <= _NAMED else ""
    return (
        f"<header class='stack tasks-head'><h1>{escape(title)}</h1><p class='kicker'>{escape(kicker)}</p>"
        f"<p class='lead'>{escape(' '.join(said))}</p>{noted}</header>"
    )


def _parts(shown: Snapshot, view: View, found: Found) -> list[str]:
    """How many of the tasks stand in the annex and how many in the running text, where there are both."""
    body = int((found.every & index(shown).is_("section", "body")).sum())
    if not 0 < body < found.total:
        return []
    annex = format_number(found.total - body, view.lang)
    return [message("task.parts", view.lang, annex=annex, body=format_number(body, view.lang))]


def _overdue(shown: Snapshot, view: View, found: Found) -> str:
    lang = view.lang
    standing = standings_on(shown, view.day, view.known)
    silent = standing.is_("group", Group.OVERDUE) & standing.is_("state", State.NOT_REPORTED) & found.every
    numbers = {"overdue": found.groups[Group.OVERDUE], "total": found.total, "silent": int(silent.sum())}
    key = "task.said_overdue" if numbers["silent"] < numbers["overdue"] else "task.said_overdue_all"
    if not numbers["overdue"]:
        key = "task.said_none"
    return message(
        key, lang, day=format_date(view.day, lang), **{name: format_number(n, lang) for name, n in numbers.items()}
    )


def _leader(shown: Snapshot, view: View) -> list[str]:
    """Who leads most tasks, where the choice speaks of one place."""
    if not view.choice.place or view.choice.agencies:
        return []
    loads = [load for load in tasks_load.loads(shown, view, named=True) if load.lead]
    if not loads:
        return []
    name = agencies(shown)[loads[0].agency_id].name_vi
    overdue = format_number(loads[0].lead_overdue, view.lang)
    return [
        message("task.said_lead", view.lang, name=name, count=format_number(loads[0].lead, view.lang), overdue=overdue)
    ]
