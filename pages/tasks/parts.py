"""The parts of the page Nhiệm vụ: what stands out, and the list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi.markup import Markup, macros
from kpi.model.cache import cache
from kpi.model.task_codes import GROUPS, Group
from kpi.reading.province import provinces
from kpi.reading.tasks import Found, View, agencies, document_names, index, of_view, places
from kpi.store.warehouse import Snapshot
from kpi.words import format_date, format_number, full_name, message
from pages.tasks import workload as tasks_load
from pages.tasks.task_list import list_html
from ui.runs.page_parts import Parts

_HTML = macros(__name__)

if TYPE_CHECKING:
    from kpi.reading.standpoint import Standpoint

ALL = "tat_ca"
LIST, TIMELINE, LOAD, ANSWERS = "danh_sach", "thoi_gian", "co_quan", "trung_uong"
VIEWS = {LIST: "list", TIMELINE: "timeline", LOAD: "load", ANSWERS: "answers"}
VIEW_KEY, GROUP_KEY = "task_view", "task_group"
"""The keys of the rows of buttons that stand among the parts."""
_NAMED = 4
"""At most so many documents are named under the title."""


@dataclass(frozen=True)
class Chosen:
    """What is shown: one of VIEWS, a deadline group or ALL, the tasks whatever the deadline, those with it and a page.

    `standpoint` is where the reader stands.
    """

    kind: str
    group: str
    whole: View
    view: View
    standpoint: Standpoint


def parts(snapshot: Snapshot, chosen: Chosen) -> Parts:
    """What follows the choices, in the order of the page; the list only where the tasks are listed."""
    head = head_html(snapshot, chosen.whole)
    return {"head": head, "list": list_html(snapshot, chosen.view)} if chosen.kind == LIST else {"head": head}


def view_names(lang: str) -> dict[str, str]:
    """The views of the page, as the address names them."""
    return {key: message(f"task.view_{word}", lang) for key, word in VIEWS.items()}


def group_names(found: Found, lang: str) -> dict[str, str]:
    """The deadlines by key, each with its count, all of them together first."""
    return {ALL: _counted(message("task.all_groups", lang), found.total, lang)} | {
        str(group): _counted(message(f"task_group.{group}", lang), found.groups[group], lang)
        for group in GROUPS
        if group is not Group.FORMER or found.groups[group]
    }


def _counted(name: str, count: int, lang: str) -> str:
    return message("task.count_of", lang, name=name, count=format_number(count, lang))


@cache(256)
def head_html(snapshot: Snapshot, view: View) -> Markup:
    """Which tasks, how many are past their deadline, who leads most, and which documents they come from."""
    lang, found = view.lang, of_view(snapshot, view)
    unit = provinces(snapshot).get(view.choice.place)
    place = full_name(unit, lang) if unit else places(snapshot, lang).get(view.choice.place)
    title = message("task.title_of", lang, place=place) if place else message("task.title", lang)
    chosen = document_names(snapshot, view.choice.place, view.choice.document, lang)
    former = found.groups[Group.FORMER]
    said = [message("task.said_former", lang, total=format_number(former, lang)) if former else _overdue(view, found)]
    if found.groups[Group.SOON]:
        said.append(message("task.said_soon", lang, soon=format_number(found.groups[Group.SOON], lang)))
    said += [] if former else _leader(snapshot, view)
    notes = _parts(snapshot, view, found)
    if found.not_issued:
        notes.append(message("task.not_issued", lang, count=format_number(found.not_issued, lang)))
    if found.left_out:
        notes.append(message("task.left_out_former", lang, count=format_number(found.left_out, lang)))
    kicker = "; ".join(chosen.values()) if len(chosen) <= _NAMED else ""
    return _HTML.head(title, kicker, " ".join(said), notes)


def _parts(snapshot: Snapshot, view: View, found: Found) -> list[str]:
    """How many of the tasks stand in the annex and how many in the running text, where there are both."""
    body = int((found.every & index(snapshot).is_("section", "body")).sum())
    if not 0 < body < found.total:
        return []
    annex = format_number(found.total - body, view.lang)
    return [message("task.parts", view.lang, annex=annex, body=format_number(body, view.lang))]


def _overdue(view: View, found: Found) -> str:
    lang = view.lang
    numbers = {
        "overdue": found.groups[Group.OVERDUE],
        "silent": found.groups[Group.PAST_DEADLINE],
        "total": found.total,
    }
    key = "task.said_overdue" if numbers["overdue"] else "task.said_silent" if numbers["silent"] else "task.said_none"
    return message(
        key, lang, day=format_date(view.day, lang), **{name: format_number(n, lang) for name, n in numbers.items()}
    )


def _leader(snapshot: Snapshot, view: View) -> list[str]:
    """Who leads most tasks, where the choice speaks of one place."""
    if not view.choice.place or view.choice.agencies:
        return []
    loads = [load for load in tasks_load.loads(snapshot, view, named=True) if load.lead]
    if not loads:
        return []
    name = agencies(snapshot)[loads[0].agency_id].name_vi
    return [message("task.said_lead", view.lang, name=name, count=format_number(loads[0].lead, view.lang))]
