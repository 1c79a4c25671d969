"""The parts of the page Nhiệm vụ: what stands out, and the list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi.markup import Markup, macros
from kpi.model.cache import cache
from kpi.model.task_codes import GROUPS, Group
from kpi.reading.province import provinces
from kpi.reading.said import tasks
from kpi.reading.tasks import Found, View, document_names, places
from kpi.store.warehouse import Snapshot
from kpi.words import format_number, full_name, message
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
    lang = view.lang
    unit = provinces(snapshot).get(view.choice.place)
    place = full_name(unit, lang) if unit else places(snapshot, lang).get(view.choice.place)
    title = message("task.title_of", lang, place=place) if place else message("task.title", lang)
    chosen = document_names(snapshot, view.choice.place, view.choice.document, lang)
    kicker = "; ".join(chosen.values()) if len(chosen) <= _NAMED else ""
    return _HTML.head(title, kicker, tasks.head(snapshot, view), tasks.notes(snapshot, view))
