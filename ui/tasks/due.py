"""What is due and overdue of a province, for Tổng quan."""

from __future__ import annotations

from html import escape

from kpi.model.cache import kept
from kpi.model.task_codes import Group
from kpi.reading.standpoint import Standpoint
from kpi.reading.task_index import Choice
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
    standings_on,
)
from kpi.store.warehouse import Snapshot
from kpi.words import format_date, format_number, message
from ui import address
from ui.tasks.marks import badge, bodies_html, deadline_html

_SHOWN = 5


@kept(256)
def due_html(shown: Snapshot, province_id: str, lang: str, standing: Standpoint) -> str:
    """Counts, the first tasks to look at and the way to all of them; empty text for a unit without tasks."""
    view = View(Choice(place=province_id), standing, lang)
    found = of_view(shown, view)
    if province_id not in places(shown, lang) or not found.total:
        return ""
    pressing = sum(found.groups[group] for group in (Group.OVERDUE, Group.PAST_DEADLINE, Group.SOON))
    positions = found.order[: min(pressing, _SHOWN)].tolist()
    rows = rows_of(shown, tuple(index(shown).ids[positions].tolist()))
    items = "".join(_item(shown, rows[index(shown).ids[position]], position, view) for position in positions)
    own = [document.name(lang) for document in documents(shown).values() if document.place == province_id]
    late = {"overdue": found.groups[Group.OVERDUE], "silent": found.groups[Group.PAST_DEADLINE]}
    numbers = {**late, "soon": found.groups[Group.SOON], "total": found.total}
    said = message(
        "task_due.former" if found.groups[Group.FORMER] else "task_due.said",
        lang,
        day=format_date(standing.day, lang),
        document="; ".join(own),
        **{name: format_number(number, lang) for name, number in numbers.items()},
    )
    first = message("task_due.fewer", lang, shown=len(positions))
    listed = f"<p class='muted'>{escape(first)}</p><ul class='due'>{items}</ul>" if items else ""
    url = address.link(address.TASKS_PAGE, **{address.TASK_PLACE: province_id, address.LANGUAGE: lang})
    everything = message("task_due.all", lang, place=places(shown, lang)[province_id])
    title = message("task_due.title_former" if found.groups[Group.FORMER] else "task_due.title", lang)
    return (
        f"<section class='stack'><h2>{escape(title)}</h2><p class='lead'>{escape(said)}</p>"
        f"{listed}<p><a href='{escape(url)}' target='_self'>{escape(everything)}</a></p></section>"
    )


def _item(shown: Snapshot, row: dict[str, object], position: int, view: View) -> str:
    judged = judged_at(standings_on(shown, view.day, view.known), position)
    number = escape(message("task.numbered", view.lang, number=row["number"]))
    leads = bodies_html(names_of(agencies(shown), str(row["lead_agencies"] or "")), view.lang)
    return (
        f"<li><div>{deadline_html(row, judged, view.lang)} {badge(judged.state, judged.group, view.lang)}</div>"
        f"<p class='words' lang='vi'>{escape(str(row['text_vi']))}</p>"
        f"<p class='muted'>{number} · {escape(message('task.lead', view.lang))}: {leads}</p></li>"
    )
