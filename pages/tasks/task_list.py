"""The list of tasks by deadline, one page of it."""

from __future__ import annotations

from html import escape

from kpi.model.cache import kept
from kpi.model.task_codes import Group
from kpi.reading.tasks import PAGE_SIZE, View, index, judged_at, of_view, standings_on
from kpi.store.warehouse import Snapshot
from kpi.words import format_number, message
from pages.tasks.card import card_html
from pages.tasks.context import around


@kept(256)
def list_html(shown: Snapshot, view: View) -> str:
    """The tasks of the view's page under the headings of their groups, each heading with its whole count."""
    found = of_view(shown, view)
    if not len(found.order):
        return f"<p class='lead'>{escape(message('task.nothing', view.lang))}</p>"
    first = (view.page - 1) * PAGE_SIZE
    positions = found.order[first : first + PAGE_SIZE].tolist()
    standing = standings_on(shown, view.day, view.known)
    ids = index(shown).ids[positions].tolist()
    judged = {task_id: judged_at(standing, position) for task_id, position in zip(ids, positions, strict=True)}
    known = around(shown, judged, view)
    parts = [f"<p class='muted'>{escape(_range(first, len(positions), len(found.order), view.lang))}</p>"]
    heading: Group | None = None
    for task_id, how in judged.items():
        if how.group is not heading:
            heading = how.group
            parts.append(f"<h2>{escape(_counted(heading, found.groups[heading], view.lang))}</h2>")
        parts.append(card_html(shown, known.rows[task_id], how, known, view))
    return f"<section class='tasks'>{''.join(parts)}</section>"


def _range(first: int, shown: int, total: int, lang: str) -> str:
    numbers = {"first": first + 1, "last": first + shown, "total": total}
    return message("task.range", lang, **{name: format_number(number, lang) for name, number in numbers.items()})


def _counted(group: Group, count: int, lang: str) -> str:
    name = message(f"task_group.{group}", lang)
    return message("task.count_of", lang, name=name, count=format_number(count, lang))
