"""The list of tasks by deadline, one page of it."""

from __future__ import annotations

from itertools import groupby

from kpi.markup import Markup, macros
from kpi.markup.pieces import paragraph
from kpi.model.cache import cache
from kpi.model.task_codes import Group
from kpi.reading.tasks import PAGE_SIZE, View, index, judged_at, of_view, states_on
from kpi.store.warehouse import Snapshot
from kpi.words import format_number, message
from pages.tasks.card import card_html
from pages.tasks.context import around

_HTML = macros(__name__)


@cache(256)
def list_html(snapshot: Snapshot, view: View) -> Markup:
    """The tasks of the view's page under the headings of their groups, each heading with its whole count."""
    found = of_view(snapshot, view)
    if not len(found.order):
        return paragraph(message("task.nothing", view.lang))
    first = (view.page - 1) * PAGE_SIZE
    positions = found.order[first : first + PAGE_SIZE].tolist()
    states = states_on(snapshot, view.day, view.known)
    ids = index(snapshot).ids[positions].tolist()
    judged = {task_id: judged_at(states, position) for task_id, position in zip(ids, positions, strict=True)}
    known = around(snapshot, judged, view)
    groups = [
        (
            _counted(group, found.groups[group], view.lang),
            [card_html(snapshot, known.rows[task_id], how, known, view) for task_id, how in members],
        )
        for group, members in groupby(judged.items(), key=lambda item: item[1].group)
    ]
    return _HTML.tasks(_range(first, len(positions), len(found.order), view.lang), groups)


def _range(first: int, shown: int, total: int, lang: str) -> str:
    numbers = {"first": first + 1, "last": first + shown, "total": total}
    return message("task.range", lang, **{name: format_number(number, lang) for name, number in numbers.items()})


def _counted(group: Group, count: int, lang: str) -> str:
    name = message(f"task_group.{group}", lang)
    return message("task.count_of", lang, name=name, count=format_number(count, lang))
