"""What is due and overdue of a province, for Tổng quan."""

from __future__ import annotations

from kpi.markup import EMPTY, Markup, Text, macros
from kpi.model import addresses as address
from kpi.model.cache import cache
from kpi.model.task_codes import Group
from kpi.reading.said import tasks as said
from kpi.reading.standpoint import Standpoint
from kpi.reading.task_index import Choice
from kpi.reading.tasks import (
    Row,
    View,
    agencies,
    index,
    judged_at,
    names_of,
    of_view,
    places,
    rows_of,
    states_on,
)
from kpi.store.warehouse import Snapshot
from kpi.words import message
from ui.tasks.marks import badge, bodies_html, deadline_html

_HTML = macros(__name__)

_SHOWN = 5


@cache(256)
def due_html(snapshot: Snapshot, province_id: str, lang: str, standpoint: Standpoint) -> Markup:
    """Counts, the first tasks to look at and the way to all of them; empty for a unit without tasks."""
    view = View(Choice(place=province_id), standpoint, lang)
    found = of_view(snapshot, view)
    if province_id not in places(snapshot, lang) or not found.total:
        return EMPTY
    pressing = sum(found.groups[group] for group in (Group.OVERDUE, Group.PAST_DEADLINE, Group.SOON))
    positions = found.order[: min(pressing, _SHOWN)].tolist()
    rows = rows_of(snapshot, tuple(index(snapshot).ids[positions].tolist()))
    items = [_item(snapshot, rows[index(snapshot).ids[position]], position, view) for position in positions]
    url = address.link(address.TASKS_PAGE, **{address.TASK_PLACE: province_id, address.LANGUAGE: lang})
    everything = message("task_due.all", lang, place=places(snapshot, lang)[province_id])
    title = message("task_due.title_former" if found.groups[Group.FORMER] else "task_due.title", lang)
    return _HTML.due(title, said.due(snapshot, view), items, everything, url, lang)


def _item(snapshot: Snapshot, row: Row, position: int, view: View) -> dict[str, Text]:
    judged = judged_at(states_on(snapshot, view.day, view.known), position)
    return {
        "deadline": deadline_html(row, judged, view.lang),
        "badge": badge(judged.state, judged.group, view.lang),
        "words": str(row["text_vi"]),
        "number": message("task.numbered", view.lang, number=row["number"]),
        "leads": bodies_html(names_of(agencies(snapshot), str(row["lead_agencies"] or "")), view.lang),
    }
